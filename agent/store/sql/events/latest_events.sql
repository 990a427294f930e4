-- CROSS JOIN: events stay the outer table, so that no sort is needed.
SELECT e.id, e.entity, e.stored_us, n.entity_id, e.old_state, e.state, e.changed_us, e.updated_us, e.time_known,
    e.state_differs, e.received_us, e.origin, e.source, e.context_id, e.parent_id, e.user_id
FROM events e CROSS JOIN entities n ON n.id = e.entity
ORDER BY e.id DESC LIMIT ?1
