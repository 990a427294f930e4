SELECT id, entity_id, domain, name, device_class, area, unit, unique_id, first_seen_us, last_seen_us,
    state, changed_us, updated_us, state_source, attributes, removed_us, device
FROM entities WHERE entity_id = ?1
