SELECT id, entity_id, signature, tree, trigger_text FROM known_automations
