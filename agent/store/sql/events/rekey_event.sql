UPDATE OR IGNORE events SET change_key = ?2 WHERE id = ?1
