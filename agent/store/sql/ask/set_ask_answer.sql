UPDATE ask_log SET answer_kind = ?2, answer = ?3, yaml = ?4, agent = ?5, entities = ?6 WHERE id = ?1
