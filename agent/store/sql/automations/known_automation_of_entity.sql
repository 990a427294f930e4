SELECT id, source, config_id, entity_id, alias, signature_key, signature, tree, trigger_text, runs, first_us, last_us,
    last_run_us, imported_us
FROM known_automations WHERE entity_id = ?1 LIMIT 1
