INSERT INTO inbox (id, dedup_key, topic, payload, retained, received_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (dedup_key) WHERE dedup_key IS NOT NULL DO NOTHING
