INSERT INTO decisions (time_us, model, kind, code, reason, run_id, version, details)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
