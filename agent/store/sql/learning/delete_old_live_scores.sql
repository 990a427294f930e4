DELETE FROM live_scores WHERE id IN (SELECT id FROM live_scores WHERE time_us < ?1 ORDER BY id LIMIT ?2)
