-- Without attributes, which are most of the bytes.
SELECT id, entity_id, domain, name, device_class, area, device, unit, first_seen_us
FROM entities WHERE id > ?1 AND removed_us = 0 ORDER BY id LIMIT ?2
