INSERT OR REPLACE INTO replay_buffer (model, slot, sample_id, label) VALUES (?1, ?2, ?3, ?4)
