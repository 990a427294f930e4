SELECT id, kind, distinct_key, event_id, time_us, features, label, target, weight, confidence, source, grp, part
FROM samples
WHERE kind = ?1 AND time_us >= ?2 AND (time_us, id) < (?3, ?4) AND id > ?5 AND id <= ?6
ORDER BY time_us DESC, id DESC LIMIT ?7
