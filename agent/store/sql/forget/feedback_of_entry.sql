SELECT number, sample_id FROM ask_feedback WHERE about = ?1
