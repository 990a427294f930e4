INSERT INTO pauses (model, kind, from_us, until_us, reason) VALUES (?1, ?2, ?3, ?4, ?5)
