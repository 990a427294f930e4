SELECT version, sample_id, time_us, top1, reciprocal_rank, log_loss
FROM live_scores WHERE model = ?1 AND version = ?2 ORDER BY id DESC LIMIT ?3
