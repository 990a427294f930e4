INSERT OR IGNORE INTO anchor_samples (model, sample_id) VALUES (?1, ?2)
