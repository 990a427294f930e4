INSERT INTO runs (id, model, trigger, kind, state, dry_run, forced, seed, started_us, finished_us, samples_train, samples_holdout,
    samples_replay, decision, reason, metrics, data_hash, config_hash, code_hash, version, peak_rss_bytes, lineage,
    sequence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
    (SELECT ifnull(max(sequence), 0) + 1 FROM runs))
