-- The imported automation that an entity with this id of automations.yaml, or else this alias, must be.
SELECT id, source, config_id, entity_id, alias, signature_key, signature, tree, trigger_text, runs, first_us, last_us,
    last_run_us, imported_us
FROM known_automations
WHERE source = 'import' AND entity_id = '' AND ((?1 <> '' AND config_id = ?1) OR (?2 <> '' AND alias = ?2))
ORDER BY config_id = ?1 DESC LIMIT 1
