-- Only looks at the front: rows stand in the order in which they were stored.
DELETE FROM ask_log WHERE number IN (
    SELECT number FROM (SELECT number, stored_us FROM ask_log ORDER BY number LIMIT ?2) WHERE stored_us < ?1)
