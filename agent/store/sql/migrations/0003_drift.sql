-- hearth.db, version 3: what a version learned from, to see when the home has become another.

-- One row a version that was active. Names of entities stand here: a version that is deleted (its
-- samples were forgotten, or it is too old) takes its row along.
CREATE TABLE drift (
    model TEXT NOT NULL,
    version INTEGER NOT NULL,
    reference TEXT NOT NULL, -- JSON: the distributions of the samples that it learned from
    report TEXT NOT NULL DEFAULT '{}', -- JSON: the last comparison
    assessed_us INTEGER NOT NULL DEFAULT 0,
    told_state TEXT NOT NULL DEFAULT 'unknown', -- by the last decision
    told_us INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (model, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER versions_take_their_drift AFTER UPDATE OF state ON versions WHEN new.state = 'deleted' BEGIN
    DELETE FROM drift WHERE model = new.model AND version = new.version;
END;

-- Two versions (or a version and the fallback, 0) are compared on the same samples.
CREATE INDEX live_scores_by_sample ON live_scores (model, version, sample_id);
