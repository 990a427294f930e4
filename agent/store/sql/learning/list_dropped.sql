SELECT id, kind, reason, entity_id, label, time_us FROM dropped_samples WHERE kind = ?2 ORDER BY id DESC LIMIT ?1
