UPDATE pauses SET end_noted = 1 WHERE end_noted = 0 AND until_us > 0 AND until_us <= ?1
