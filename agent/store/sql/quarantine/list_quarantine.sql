SELECT id, topic, reason_code, reason, excerpt, received_us FROM quarantine ORDER BY id DESC LIMIT ?1
