INSERT INTO samples (kind, distinct_key, event_id, time_us, features, label, target, weight, confidence,
    source, grp, part, stored_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (kind, distinct_key) DO NOTHING
