SELECT id, kind, time_us, text, answer_kind, answer, yaml, agent, source, language, conversation_id, device_id,
    user_id, entities, sample_id
FROM ask_log WHERE id = ?1
