-- Only looks at the front: rows stand in the order in which they were stored.
SELECT id, kind FROM (SELECT id, kind, stored_us FROM samples ORDER BY id LIMIT ?2) WHERE stored_us < ?1
