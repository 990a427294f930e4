UPDATE runs SET model = ?2, trigger = ?3, kind = ?4, state = ?5, dry_run = ?6, forced = ?7, seed = ?8,
    started_us = ?9, finished_us = ?10, samples_train = ?11, samples_holdout = ?12, samples_replay = ?13,
    decision = ?14, reason = ?15, metrics = ?16, data_hash = ?17, config_hash = ?18, code_hash = ?19,
    version = ?20, peak_rss_bytes = ?21, lineage = ?22
WHERE id = ?1
