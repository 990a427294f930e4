SELECT id, state, changed_us, updated_us, received_us, state_source, last_event_id, time_known, removed_us
FROM entities WHERE entity_id = ?1
