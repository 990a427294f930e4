UPDATE entities SET name = '', device_class = '', area = '', unit = '', unique_id = '', state = NULL, changed_us = 0,
    updated_us = 0, received_us = 0, time_known = 0, last_event_id = 0, attributes = '{}'
WHERE entity_id = ?1
