-- hearth.db, version 7: commands that must not run twice; what was asked, answered and thought of it.

-- Commands over MQTT of the last minutes that changed something.
CREATE TABLE commands (
    id TEXT PRIMARY KEY, -- as its sender named it
    fingerprint BLOB NOT NULL,
    begun_us INTEGER NOT NULL,
    reply TEXT NOT NULL -- JSON; empty: not answered
) STRICT, WITHOUT ROWID;
