INSERT OR IGNORE INTO model_state (model, threshold, threshold_reason) VALUES (?1, ?2, 'base value')
