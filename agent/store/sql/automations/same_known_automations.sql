-- What an automation that is imported now was known as before: an import with the same id or, where there is none, with the
-- same alias doing the same; or what was seen under its alias.
SELECT id, source, config_id, entity_id, alias, signature_key, signature, '', trigger_text, runs, first_us, last_us,
    last_run_us, imported_us
FROM known_automations
WHERE (?1 <> '' AND config_id = ?1 AND source = 'import')
    OR (alias = ?2 AND config_id = '' AND ?1 = '' AND signature_key = ?3 AND source = 'import')
    OR (?2 <> '' AND alias = ?2 AND source = 'seen')
