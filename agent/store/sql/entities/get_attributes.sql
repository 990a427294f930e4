SELECT attributes FROM entities WHERE id = ?1
