SELECT sample_id, stratum FROM replay_buffer WHERE model = ?1
