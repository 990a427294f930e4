SELECT model, version, run_id, file, sha256, bytes, created_us, trained_through_us, trained_through_sample,
    feature_schema, metrics, state
FROM versions WHERE model = ?1 AND state = 'shadow' ORDER BY version DESC LIMIT 1
