INSERT INTO quarantine (topic, reason_code, reason, excerpt, received_us) VALUES (?1, ?2, ?3, ?4, ?5)
