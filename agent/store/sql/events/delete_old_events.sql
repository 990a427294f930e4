-- Only looks at the front: rows stand in the order in which they were stored.
DELETE FROM events WHERE id IN (
    SELECT id FROM (SELECT id, stored_us FROM events ORDER BY id LIMIT ?2) WHERE stored_us < ?1)
