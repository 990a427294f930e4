INSERT INTO events (change_key, entity, old_state, state, changed_us, updated_us, time_known, state_differs,
    received_us, origin, source, context_id, parent_id, user_id, stored_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (change_key) DO NOTHING
