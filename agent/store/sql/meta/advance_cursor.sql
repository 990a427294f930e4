UPDATE cursor SET inbox_id = ?1 WHERE id = 1 AND inbox_id <= ?1
