INSERT OR REPLACE INTO replay_buffer (model, sample_id, stratum) VALUES (?1, ?2, ?3)
