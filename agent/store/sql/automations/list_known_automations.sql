-- Without the trees, which are most of the bytes.
SELECT id, source, config_id, entity_id, alias, signature_key, signature, '', trigger_text, runs, first_us, last_us,
    last_run_us, imported_us
FROM known_automations ORDER BY alias, id LIMIT ?1
