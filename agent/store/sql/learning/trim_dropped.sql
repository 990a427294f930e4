DELETE FROM dropped_samples WHERE id <= ?1
