INSERT INTO filter_counts (kind, reason, n) VALUES (?1, ?2, ?3)
ON CONFLICT (kind, reason) DO UPDATE SET n = n + excluded.n
