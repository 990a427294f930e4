SELECT sample_id FROM replay_buffer WHERE model = ?1
