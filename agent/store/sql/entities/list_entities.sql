SELECT id, entity_id, domain, name, device_class, area, unit, unique_id, first_seen_us, last_seen_us,
    state, changed_us, updated_us, state_source, attributes, removed_us, device
FROM entities WHERE id > ?1 AND (removed_us = 0 OR ?2) ORDER BY id LIMIT ?3
