-- hearth.db, version 8: what was proposed to the household, and what it said.

CREATE TABLE suggestions (
    id TEXT PRIMARY KEY,         -- a ULID: the order in which they were made
    key TEXT NOT NULL,           -- of what the automation does: equal for equal automations
    state TEXT NOT NULL,         -- new, shown, later, accepted, rejected, expired
    source TEXT NOT NULL,        -- the model whose finding it is
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL, -- of the state
    due_us INTEGER NOT NULL,     -- when it expires or comes back; 0: never
    body TEXT NOT NULL           -- JSON: the automation, its explanation, the habit it rests on
) STRICT, WITHOUT ROWID;
