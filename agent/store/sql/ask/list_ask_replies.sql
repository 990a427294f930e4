SELECT id, kind, time_us, text, answer_kind, answer, yaml, agent, source, language, conversation_id, device_id,
    user_id, entities, sample_id, stored_us
FROM ask_log WHERE reply = ?1 AND reply <> 0 AND stored_us < ?2 ORDER BY number LIMIT ?3
