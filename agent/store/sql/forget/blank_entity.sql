-- The row stays: its number may stand in events that were not looked at.
UPDATE entities SET entity_id = 'forgotten#' || id, domain = '', name = '', device_class = '', area = '', unit = '',
    unique_id = '', device = '', state = NULL, changed_us = 0, updated_us = 0, received_us = 0, time_known = 0, last_event_id = 0,
    attributes = '{}', removed_us = max(removed_us, last_seen_us)
WHERE entity_id = ?1
