-- The same for feedback, by what it says itself.
SELECT f.number, f.id, f.sample_id,
    f.time_us >= ?4 AND f.time_us < ?5
    AND (?2 = '' OR instr(f.entities, '"' || ?2 || '"') > 0
        OR ifnull((SELECT length(e.name) > 2 AND instr(lower(f.comment || char(10) || f.yaml), lower(e.name)) > 0
                   FROM entities e WHERE e.entity_id = ?2), 0))
    AND (?3 = '' OR f.user_id = ?3)
FROM ask_feedback f
WHERE f.number > ?1 ORDER BY f.number LIMIT ?6
