-- All but the ?2 newest of those that are neither in use nor pinned.
SELECT model, version, run_id, file, sha256, bytes, created_us, trained_through_us, trained_through_sample,
    feature_schema, metrics, state
FROM versions
WHERE model = ?1 AND state IN ('previous', 'rejected', 'damaged') AND version IS NOT ?3
ORDER BY version DESC LIMIT -1 OFFSET ?2
