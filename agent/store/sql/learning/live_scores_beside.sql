-- Of the newest rows of a version those on which the fallback (version 0) was scored too.
SELECT count(*), ifnull(avg(own.top1), 0), ifnull(avg(own.reciprocal_rank), 0), ifnull(avg(own.log_loss), 0),
    ifnull(avg(other.top1), 0), ifnull(avg(other.reciprocal_rank), 0), ifnull(avg(other.log_loss), 0),
    ifnull(sum(own.reciprocal_rank - other.reciprocal_rank), 0),
    ifnull(sum((own.reciprocal_rank - other.reciprocal_rank) * (own.reciprocal_rank - other.reciprocal_rank)), 0),
    ifnull(max(own.time_us), 0)
FROM (
    SELECT model, sample_id, top1, reciprocal_rank, log_loss, time_us FROM live_scores
    WHERE model = ?1 AND version = ?2 AND time_us >= ?3 ORDER BY id DESC LIMIT ?4
) AS own
CROSS JOIN live_scores AS other
WHERE other.model = own.model AND other.version = 0 AND other.sample_id = own.sample_id
