UPDATE entities SET state = ?2, changed_us = ?3, updated_us = ?4, received_us = ?5, time_known = ?6,
    state_source = ?7, last_event_id = ?8, removed_us = ?9, last_seen_us = max(last_seen_us, ?5)
WHERE id = ?1
