SELECT id, topic, payload, retained, received_us FROM inbox WHERE id > ?1 ORDER BY id LIMIT ?2
