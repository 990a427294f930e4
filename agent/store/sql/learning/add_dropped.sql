INSERT INTO dropped_samples (kind, reason, entity_id, label, time_us, stored_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
