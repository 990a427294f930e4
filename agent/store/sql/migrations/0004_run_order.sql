-- hearth.db, version 4: runs stand in the order in which they were asked for. Their ids sort by the wall clock, which goes
-- back now and then, and say nothing about two runs of one millisecond.

ALTER TABLE runs ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;

UPDATE runs SET sequence = ranked.place
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM runs) AS ranked
WHERE ranked.id = runs.id;

DROP INDEX runs_by_model;

CREATE UNIQUE INDEX runs_in_order ON runs (sequence);

CREATE INDEX runs_by_model ON runs (model, sequence);
