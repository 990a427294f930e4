DELETE FROM ask_feedback WHERE number <= ?1
