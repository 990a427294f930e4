SELECT label, seen FROM replay_labels WHERE model = ?1
