-- hearth.db, version 7: commands that must not run twice; what was asked, answered and thought of it.

-- Commands over MQTT of the last minutes that changed something.
CREATE TABLE commands (
    id TEXT PRIMARY KEY, -- as its sender named it
    fingerprint BLOB NOT NULL,
    begun_us INTEGER NOT NULL,
    reply TEXT NOT NULL -- JSON; empty: not answered
) STRICT, WITHOUT ROWID;

-- Questions with their answers, and suggestions. reply: 0 none, 1 owed, 2 kept by the broker.
CREATE TABLE ask_log (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, -- as its sender named it
    kind TEXT NOT NULL,      -- 'query', 'suggestion'
    time_us INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer_kind TEXT NOT NULL,
    answer TEXT NOT NULL,
    yaml TEXT NOT NULL,
    agent TEXT NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    entities TEXT NOT NULL, -- JSON array of the entity ids that it names
    sample_id INTEGER NOT NULL DEFAULT 0,
    reply INTEGER NOT NULL DEFAULT 0,
    stored_us INTEGER NOT NULL
) STRICT;

CREATE INDEX ask_log_replies ON ask_log (reply, number) WHERE reply <> 0;

CREATE TABLE ask_feedback (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL, -- id of an entry, which may come later
    feedback TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    yaml TEXT NOT NULL,
    comment TEXT NOT NULL,
    source TEXT NOT NULL,
    user_id TEXT NOT NULL,
    entities TEXT NOT NULL,
    sample_id INTEGER NOT NULL DEFAULT 0,
    stored_us INTEGER NOT NULL
) STRICT;

CREATE INDEX ask_feedback_by_about ON ask_feedback (about, number);
