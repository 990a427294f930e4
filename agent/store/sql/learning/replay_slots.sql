SELECT slot, sample_id, label FROM replay_buffer WHERE model = ?1 ORDER BY slot
