UPDATE ask_log SET reply = ?2 WHERE id = ?1
