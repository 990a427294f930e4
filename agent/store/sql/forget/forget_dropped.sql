-- Dropped rows do not say whose they were: where only a person is named, all of them go.
DELETE FROM dropped_samples WHERE (?1 = '' OR entity_id = ?1) AND time_us >= ?2 AND time_us < ?3
