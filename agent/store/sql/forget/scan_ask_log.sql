-- The next ?6 questions and suggestions, and whether each is to be forgotten: one that names the entity, by its id or by
-- its name in Home Assistant; one that the person asked.
SELECT a.number, a.id, a.sample_id,
    a.time_us >= ?4 AND a.time_us < ?5
    AND (?2 = '' OR instr(a.entities, '"' || ?2 || '"') > 0
        OR ifnull((SELECT length(e.name) > 2 AND instr(lower(a.text || char(10) || a.answer || char(10) || a.yaml), lower(e.name)) > 0
                   FROM entities e WHERE e.entity_id = ?2), 0))
    AND (?3 = '' OR a.user_id = ?3)
FROM ask_log a
WHERE a.number > ?1 ORDER BY a.number LIMIT ?6
