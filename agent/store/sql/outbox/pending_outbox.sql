SELECT id, topic, payload, qos, retain, created_us, attempts FROM outbox
WHERE id > ?1 ORDER BY id LIMIT ?2
