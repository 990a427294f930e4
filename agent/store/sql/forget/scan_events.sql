-- The next ?6 events, and whether each is to be forgotten.
SELECT id, entity,
    changed_us >= ?4 AND changed_us < ?5
    AND (?2 = '' OR ifnull(entity = (SELECT id FROM entities WHERE entity_id = ?2), 0))
    AND (?3 = '' OR ifnull(user_id = ?3, 0))
FROM events
WHERE id > ?1 ORDER BY id LIMIT ?6
