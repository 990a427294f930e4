SELECT count(*), ifnull(avg(top1), 0), ifnull(avg(reciprocal_rank), 0), ifnull(avg(log_loss), 0), ifnull(max(time_us), 0)
FROM (
    SELECT top1, reciprocal_rank, log_loss, time_us FROM live_scores
    WHERE model = ?1 AND version = ?2 AND time_us >= ?3 ORDER BY id DESC LIMIT ?4
)
