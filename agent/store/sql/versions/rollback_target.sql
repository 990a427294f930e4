-- Below the active version first, newest first; the version that runs now is never among them.
SELECT model, version, run_id, file, sha256, bytes, created_us, trained_through_us, trained_through_sample,
    feature_schema, metrics, state
FROM versions WHERE model = ?1 AND state = 'previous'
ORDER BY version < ifnull((SELECT version FROM versions WHERE model = ?1 AND state = 'active'), 0) DESC, version DESC
LIMIT 1
