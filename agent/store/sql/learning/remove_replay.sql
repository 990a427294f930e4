DELETE FROM replay_buffer WHERE model = ?1 AND sample_id = ?2
