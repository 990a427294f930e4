UPDATE known_automations SET source = ?1, config_id = ?2, entity_id = ?3, alias = ?4, signature_key = ?5, signature = ?6,
    tree = ?7, trigger_text = ?8, runs = ?9, first_us = ?10, last_us = ?11, last_run_us = ?12, imported_us = ?13
WHERE id = ?14
