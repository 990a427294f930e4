DELETE FROM samples WHERE id = ?1
