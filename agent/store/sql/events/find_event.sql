SELECT id FROM events WHERE change_key = ?1
