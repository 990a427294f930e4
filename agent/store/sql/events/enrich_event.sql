-- Takes from the richer source only what the event lacks.
UPDATE events SET
    changed_us = iif(time_known = 0 AND ?2, ?3, changed_us),
    updated_us = iif(time_known = 0 AND ?2, ?4, updated_us),
    source = iif(time_known = 0 AND ?2, ?5, source),
    time_known = max(time_known, ?2),
    origin = iif(origin = 0, ?6, origin),
    context_id = coalesce(context_id, ?7),
    parent_id = coalesce(parent_id, ?8),
    user_id = coalesce(user_id, ?9),
    old_state = coalesce(old_state, ?10)
WHERE id = ?1
