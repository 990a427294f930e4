DELETE FROM anchor_samples WHERE model = ?1
