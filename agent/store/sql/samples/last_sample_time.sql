SELECT max(time_us) FROM samples WHERE kind = ?1
