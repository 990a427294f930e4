DELETE FROM suggestions WHERE id = ?1
