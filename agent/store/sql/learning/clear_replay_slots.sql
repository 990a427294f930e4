DELETE FROM replay_buffer WHERE model = ?1
