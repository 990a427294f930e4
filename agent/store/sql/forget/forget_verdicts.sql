-- What the household said in the period is not proposed again, but is no answer to learn from any more.
UPDATE suggestions SET changed_us = 0 WHERE changed_us >= ?1 AND changed_us < ?2 AND state IN ('accepted', 'rejected')
