UPDATE entities SET entity_id = ?2, domain = ?3 WHERE id = ?1
