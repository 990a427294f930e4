INSERT OR REPLACE INTO replay_labels (model, label, seen) VALUES (?1, ?2, ?3)
