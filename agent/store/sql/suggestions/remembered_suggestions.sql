SELECT id, key, state, source, created_us, changed_us, due_us, body FROM suggestions
WHERE state <> 'expired' OR changed_us >= ?1 ORDER BY id DESC
