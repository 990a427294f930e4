DELETE FROM replay_labels WHERE model = ?1
