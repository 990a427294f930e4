INSERT OR REPLACE INTO replay_state (model, seed, capacity, last_id, slots) VALUES (?1, ?2, ?3, ?4, ?5)
