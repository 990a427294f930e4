-- The next ?6 samples, and whether each is to be forgotten. Entity ids need no escaping in JSON; in features they
-- stand alone ("light.hall") or with a state ("light.hall=on").
SELECT s.id, s.kind,
    s.time_us >= ?4 AND s.time_us < ?5
    AND (?2 = '' OR ifnull(e.entity = (SELECT id FROM entities WHERE entity_id = ?2), 0)
        OR s.label = ?2 OR instr(s.label, ?2 || '=') = 1
        OR instr(s.features, '"' || ?2 || '"') > 0 OR instr(s.features, '"' || ?2 || '=') > 0)
    AND (?3 = '' OR ifnull(e.user_id = ?3, 0) OR instr(s.features, '"' || ?3 || '"') > 0)
FROM samples s LEFT JOIN events e ON e.id = s.event_id
WHERE s.id > ?1 ORDER BY s.id LIMIT ?6
