UPDATE ask_feedback SET sample_id = ?2 WHERE id = ?1
