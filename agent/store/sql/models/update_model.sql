UPDATE model_state SET threshold = ?2, threshold_reason = ?3, runs = ?4, runs_since_full = ?5, last_run_us = ?6,
    last_run_id = ?7, cooldown_until_us = ?8, paused = ?9, pinned_version = ?10, extra = ?11
WHERE model = ?1
