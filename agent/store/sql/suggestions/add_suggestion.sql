INSERT INTO suggestions (id, key, state, source, created_us, changed_us, due_us, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
