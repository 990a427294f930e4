SELECT count(*) FROM known_automations
