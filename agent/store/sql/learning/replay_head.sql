SELECT seed, capacity, last_id, slots FROM replay_state WHERE model = ?1
