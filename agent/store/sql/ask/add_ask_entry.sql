INSERT INTO ask_log (id, kind, time_us, text, answer_kind, answer, yaml, agent, source, language, conversation_id,
    device_id, user_id, entities, reply, stored_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (id) DO NOTHING
