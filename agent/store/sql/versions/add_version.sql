INSERT INTO versions (model, version, run_id, file, sha256, bytes, created_us, trained_through_us, trained_through_sample,
    feature_schema, metrics, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'candidate')
