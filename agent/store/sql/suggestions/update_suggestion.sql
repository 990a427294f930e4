UPDATE suggestions SET state = ?2, changed_us = ?3, due_us = ?4, body = ?5 WHERE id = ?1
