DELETE FROM known_automations WHERE source = 'seen' AND first_us >= ?1 AND last_us < ?2
