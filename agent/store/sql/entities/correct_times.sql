UPDATE entities SET changed_us = ?3, updated_us = ?4, time_known = 1, state_source = ?5
WHERE entity_id = ?1 AND last_event_id = ?2
