SELECT sample_id FROM anchor_samples WHERE model = ?1
