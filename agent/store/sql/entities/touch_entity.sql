UPDATE entities SET last_seen_us = max(last_seen_us, ?2), first_seen_us = min(first_seen_us, ?2)
WHERE id = ?1
