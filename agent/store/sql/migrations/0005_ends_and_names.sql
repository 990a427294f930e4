-- hearth.db, version 5: the end of a pause is told once, and what outlives a "forget" names nothing of the home.

ALTER TABLE pauses ADD COLUMN end_noted INTEGER NOT NULL DEFAULT 0; -- 1: it was told that the pause ended
UPDATE pauses SET end_noted = 1 WHERE until_us > 0 AND until_us <= unixepoch() * 1000000;

-- The most frequent labels: a run keeps how many there were, `hearth quality` names those of now.
UPDATE runs SET lineage = json_remove(lineage, '$.quality.top_labels') WHERE json_valid(lineage);
UPDATE decisions SET details = json_remove(details, '$.lineage.quality.top_labels') WHERE json_valid(details);
