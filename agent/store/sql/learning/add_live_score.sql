INSERT INTO live_scores (model, version, sample_id, time_us, top1, reciprocal_rank, log_loss)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
