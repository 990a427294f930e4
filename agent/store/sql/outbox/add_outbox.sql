INSERT INTO outbox (topic, payload, qos, retain, created_us) VALUES (?1, ?2, ?3, ?4, ?5)
