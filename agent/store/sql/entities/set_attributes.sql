UPDATE entities SET attributes = ?2, name = ?3, device_class = ?4, unit = ?5,
    last_seen_us = max(last_seen_us, ?6)
WHERE id = ?1
