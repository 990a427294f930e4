DELETE FROM outbox WHERE topic = ?1 AND retain = 1
