SELECT id, key, state, source, created_us, changed_us, due_us, body FROM suggestions ORDER BY id DESC LIMIT ?1
