INSERT INTO known_automations (source, config_id, entity_id, alias, signature_key, signature, tree, trigger_text, runs,
    first_us, last_us, last_run_us, imported_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
