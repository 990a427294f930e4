DELETE FROM ask_log WHERE number <= ?1
