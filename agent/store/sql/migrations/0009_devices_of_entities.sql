-- hearth.db, version 9: which device an entity belongs to, by its name.

ALTER TABLE entities ADD COLUMN device TEXT NOT NULL DEFAULT '';
