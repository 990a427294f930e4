DELETE FROM known_automations WHERE source = 'import' AND imported_us < ?1
