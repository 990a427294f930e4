UPDATE entities SET last_event_id = 0 WHERE id = ?1 AND last_event_id = ?2
