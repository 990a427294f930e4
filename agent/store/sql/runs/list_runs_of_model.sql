SELECT id, model, trigger, kind, state, dry_run, forced, seed, started_us, finished_us, samples_train, samples_holdout,
    samples_replay, decision, reason, metrics, data_hash, config_hash, code_hash, version, peak_rss_bytes, lineage
FROM runs WHERE model = ?2 ORDER BY sequence DESC LIMIT ?1
