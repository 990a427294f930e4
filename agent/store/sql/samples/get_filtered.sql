SELECT reason, n FROM filter_counts WHERE kind = ?1
