SELECT stored_us FROM samples WHERE kind = ?1 ORDER BY id LIMIT 1
