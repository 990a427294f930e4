SELECT tree FROM known_automations WHERE id = ?1
