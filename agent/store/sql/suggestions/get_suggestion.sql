SELECT id, key, state, source, created_us, changed_us, due_us, body FROM suggestions WHERE id = ?1
