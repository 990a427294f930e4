-- hearth.db, version 2: the learning loop remembers what it decided, and on what.

-- Append-only: every run's end, every change of a threshold, every verdict on a candidate.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time_us INTEGER NOT NULL,
    model TEXT NOT NULL, -- empty: all models
    kind TEXT NOT NULL,  -- 'run', 'threshold', 'shadow', 'watch', 'drift', 'schedule', 'rollback', 'pause', 'forget'
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    run_id TEXT NOT NULL,
    version INTEGER,
    details TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX decisions_by_model ON decisions (model, id);

-- The newest rows that were filtered; the counts of all stand in filter_counts.
CREATE TABLE dropped_samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    label TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    stored_us INTEGER NOT NULL
) STRICT;

-- The permanent anchor set: early samples that no version of the model ever learns from.
CREATE TABLE anchor_samples (
    model TEXT NOT NULL,
    sample_id INTEGER NOT NULL,
    PRIMARY KEY (model, sample_id)
) STRICT, WITHOUT ROWID;

-- Older samples that incremental trainings meet again: a stratified reservoir.
CREATE TABLE replay_buffer (
    model TEXT NOT NULL,
    slot INTEGER NOT NULL,
    sample_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (model, slot)
) STRICT, WITHOUT ROWID;

-- How many samples of each label the reservoir was offered.
CREATE TABLE replay_labels (
    model TEXT NOT NULL,
    label TEXT NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (model, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE replay_state (
    model TEXT PRIMARY KEY,
    seed INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    last_id INTEGER NOT NULL, -- of the newest sample that was offered
    slots INTEGER NOT NULL    -- in use; fewer rows: samples were forgotten, and it is filled anew
) STRICT, WITHOUT ROWID;

CREATE INDEX anchor_samples_by_sample ON anchor_samples (sample_id);

CREATE INDEX replay_buffer_by_sample ON replay_buffer (sample_id);

-- A sample that is forgotten or too old leaves every set it was in.
CREATE TRIGGER samples_leave_their_sets AFTER DELETE ON samples BEGIN
    DELETE FROM anchor_samples WHERE sample_id = old.id;
    DELETE FROM replay_buffer WHERE sample_id = old.id;
END;

-- How a version did on what really happened next. version 0: the fallback.
CREATE TABLE live_scores (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    sample_id INTEGER NOT NULL,
    time_us INTEGER NOT NULL,
    top1 REAL NOT NULL,
    reciprocal_rank REAL NOT NULL,
    log_loss REAL NOT NULL
) STRICT;

CREATE INDEX live_scores_by_version ON live_scores (model, version, id);

-- Times in which nothing is learned. until_us 0: until it is ended.
CREATE TABLE pauses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL, -- empty: all models
    kind TEXT NOT NULL,  -- 'pause', 'guest'
    from_us INTEGER NOT NULL,
    until_us INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Which samples a run learned from, and what the filter left out: JSON.
ALTER TABLE runs ADD COLUMN lineage TEXT NOT NULL DEFAULT '{}';
