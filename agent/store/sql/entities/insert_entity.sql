INSERT INTO entities (entity_id, domain, first_seen_us, last_seen_us) VALUES (?1, ?2, ?3, ?3)
