-- hearth.db, version 1. Times are UTC microseconds since 1970; 0 means "not yet" or "not known".

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far the inbox has been processed: one row.
CREATE TABLE cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    inbox_id INTEGER NOT NULL
) STRICT;

INSERT INTO cursor (id, inbox_id) VALUES (1, 0);

-- Figures that are shown without counting rows.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The catalogue. The id stays when Home Assistant renames an entity.
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    entity_id TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    device_class TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '',
    unique_id TEXT NOT NULL DEFAULT '',
    first_seen_us INTEGER NOT NULL,
    last_seen_us INTEGER NOT NULL,
    state TEXT, -- NULL: only attributes have been seen
    changed_us INTEGER NOT NULL DEFAULT 0,
    updated_us INTEGER NOT NULL DEFAULT 0,
    received_us INTEGER NOT NULL DEFAULT 0, -- when the message that carried the state arrived
    time_known INTEGER NOT NULL DEFAULT 0,  -- changed_us is the publisher's
    state_source INTEGER NOT NULL DEFAULT 0,
    last_event_id INTEGER NOT NULL DEFAULT 0,
    attributes TEXT NOT NULL DEFAULT '{}', -- JSON object, at most 16 KiB
    removed_us INTEGER NOT NULL DEFAULT 0
) STRICT;

-- origin: 0 unknown, 1 user, 2 automation, 3 device, 4 restart.
-- source: 0 plain JSON, 1 statestream, 2 eventstream.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change_key BLOB NOT NULL UNIQUE,
    entity INTEGER NOT NULL REFERENCES entities (id),
    old_state TEXT,
    state TEXT, -- NULL: the entity was removed
    changed_us INTEGER NOT NULL,
    updated_us INTEGER NOT NULL,
    time_known INTEGER NOT NULL,
    state_differs INTEGER NOT NULL,
    received_us INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    source INTEGER NOT NULL,
    context_id TEXT,
    parent_id TEXT,
    user_id TEXT,
    stored_us INTEGER NOT NULL
) STRICT;

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    reason_code TEXT NOT NULL,
    reason TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    received_us INTEGER NOT NULL
) STRICT;

-- source: 0 live, 1 imported, 2 simulated. AUTOINCREMENT: watermarks rely on ids that only grow.
CREATE TABLE samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    distinct_key BLOB NOT NULL,
    event_id INTEGER NOT NULL,
    time_us INTEGER NOT NULL,
    features TEXT NOT NULL, -- JSON object
    label TEXT NOT NULL,
    target INTEGER NOT NULL,
    weight REAL NOT NULL,
    confidence REAL NOT NULL,
    source INTEGER NOT NULL,
    grp TEXT NOT NULL,
    part TEXT NOT NULL, -- 'train' or 'test' where the data set fixes the split; else empty
    stored_us INTEGER NOT NULL,
    UNIQUE (kind, distinct_key)
) STRICT;

CREATE INDEX samples_by_time ON samples (kind, time_us);

CREATE TABLE filter_counts (
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_state (
    model TEXT PRIMARY KEY,
    threshold REAL NOT NULL,
    threshold_reason TEXT NOT NULL,
    samples_new INTEGER NOT NULL DEFAULT 0,
    samples_total INTEGER NOT NULL DEFAULT 0,
    watermark_sample_id INTEGER NOT NULL DEFAULT 0,
    runs INTEGER NOT NULL DEFAULT 0,
    runs_since_full INTEGER NOT NULL DEFAULT 0,
    last_run_us INTEGER NOT NULL DEFAULT 0,
    last_run_id TEXT NOT NULL DEFAULT '',
    cooldown_until_us INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0,
    pinned_version INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' -- JSON object
) STRICT, WITHOUT ROWID;

-- Ids are ULIDs: they sort by time.
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    trigger TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    dry_run INTEGER NOT NULL,
    forced INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    started_us INTEGER NOT NULL,
    finished_us INTEGER NOT NULL,
    samples_train INTEGER NOT NULL,
    samples_holdout INTEGER NOT NULL,
    samples_replay INTEGER NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    metrics TEXT NOT NULL, -- JSON
    data_hash TEXT NOT NULL,
    config_hash TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    version INTEGER,
    peak_rss_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX runs_by_model ON runs (model, id);

CREATE INDEX runs_unfinished ON runs (state) WHERE state IN ('queued', 'running');

CREATE TABLE versions (
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    trained_through_us INTEGER NOT NULL,
    trained_through_sample INTEGER NOT NULL,
    feature_schema INTEGER NOT NULL,
    metrics TEXT NOT NULL, -- JSON
    state TEXT NOT NULL,
    PRIMARY KEY (model, version)
) STRICT, WITHOUT ROWID;

-- At most one active version a model, whatever the code does.
CREATE UNIQUE INDEX versions_one_active ON versions (model) WHERE state = 'active';

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    payload BLOB NOT NULL,
    qos INTEGER NOT NULL,
    retain INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX outbox_retained ON outbox (topic) WHERE retain = 1;

-- Topics that were subscribed to last time.
CREATE TABLE subscriptions (
    topic TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
