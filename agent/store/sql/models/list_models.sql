SELECT model, threshold, threshold_reason, samples_new, samples_total, watermark_sample_id, runs, runs_since_full,
    last_run_us, last_run_id, cooldown_until_us, paused, pinned_version, extra
FROM model_state ORDER BY model
