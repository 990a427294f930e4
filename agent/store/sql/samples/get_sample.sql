SELECT id, kind, distinct_key, event_id, time_us, features, label, target, weight, confidence, source, grp, part
FROM samples WHERE id = ?1
