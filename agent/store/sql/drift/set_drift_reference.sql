INSERT INTO drift (model, version, reference) VALUES (?1, ?2, ?3)
ON CONFLICT (model, version) DO UPDATE SET reference = excluded.reference
