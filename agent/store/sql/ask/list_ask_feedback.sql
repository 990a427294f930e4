SELECT id, about, feedback, time_us, yaml, comment, source, user_id, entities, sample_id
FROM ask_feedback WHERE about = ?1 ORDER BY number
