SELECT min(time_us) FROM samples WHERE kind = ?1
