SELECT id, key, state, source, created_us, changed_us, due_us, body FROM suggestions
WHERE due_us > 0 AND due_us <= ?1 AND state IN ('new', 'shown', 'later') ORDER BY id LIMIT 100
