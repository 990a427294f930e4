-- inbox.db, version 1: messages that the broker has been told we have.
-- Ids are given by the writer and never used again, also after the rows are deleted.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    dedup_key BLOB, -- identity that the payload carries; NULL: none
    topic TEXT NOT NULL,
    payload BLOB NOT NULL,
    retained INTEGER NOT NULL,
    received_us INTEGER NOT NULL
) STRICT;

-- Partial: rows without a key do not cost an index page.
CREATE UNIQUE INDEX inbox_by_dedup_key ON inbox (dedup_key) WHERE dedup_key IS NOT NULL;
