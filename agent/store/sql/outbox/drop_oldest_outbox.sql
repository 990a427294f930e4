DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox)
