-- hearth.db, version 6: the automations that Home Assistant is known to have.

CREATE TABLE known_automations (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,                  -- 'import': given by the user; 'seen': runs were observed
    config_id TEXT NOT NULL DEFAULT '',    -- its id in automations.yaml
    entity_id TEXT NOT NULL DEFAULT '',    -- automation.…, as far as it is known
    alias TEXT NOT NULL DEFAULT '',
    signature_key TEXT NOT NULL DEFAULT '',
    signature TEXT NOT NULL DEFAULT '',    -- JSON: what starts it and what it does
    tree TEXT NOT NULL DEFAULT '',         -- JSON of the automation; empty where it was only seen
    trigger_text TEXT NOT NULL DEFAULT '', -- what started the last run, in Home Assistant's words
    runs INTEGER NOT NULL DEFAULT 0,       -- observed
    first_us INTEGER NOT NULL,             -- known since
    last_us INTEGER NOT NULL,              -- imported, seen or run the last time
    last_run_us INTEGER NOT NULL DEFAULT 0, -- when the message of the last counted run came
    imported_us INTEGER NOT NULL DEFAULT 0 -- by which import it was given; 0: by none
) STRICT;
CREATE INDEX known_automations_by_entity ON known_automations (entity_id);
CREATE INDEX known_automations_by_alias ON known_automations (alias);
CREATE INDEX known_automations_by_config_id ON known_automations (config_id);
