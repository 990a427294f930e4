SELECT id, kind, distinct_key, event_id, time_us, features, label, target, weight, confidence, source, grp, part
FROM samples WHERE kind = ?1 ORDER BY time_us DESC, id DESC LIMIT ?2
