UPDATE ask_log SET sample_id = ?2 WHERE id = ?1
