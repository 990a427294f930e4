INSERT INTO ask_feedback (id, about, feedback, time_us, yaml, comment, source, user_id, entities, stored_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO NOTHING
