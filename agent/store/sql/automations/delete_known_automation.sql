DELETE FROM known_automations WHERE id = ?1
