DELETE FROM ask_feedback WHERE number IN (
    SELECT number FROM (SELECT number, stored_us FROM ask_feedback ORDER BY number LIMIT ?2) WHERE stored_us < ?1)
