SELECT id, time_us, model, kind, code, reason, run_id, version, details
FROM decisions WHERE (?2 = '' OR model = ?2) AND (?3 = '' OR kind = ?3) ORDER BY id DESC LIMIT ?1
