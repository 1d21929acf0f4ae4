-- How long people are kept.

-- When it was noted that a person's two years are nearly over. Nobody is erased earlier than a month after, and what was
-- noted before the last contact does not count. NULL: never.
ALTER TABLE person ADD COLUMN expiry_noted_at BIGINT;
CREATE INDEX person_by_last_sign_in ON person (COALESCE(last_seen_at, created_at), id);

-- That someone was erased, when and why. Nothing of who it was: no id, no name, no hash.
CREATE TABLE erasure (
    id TEXT NOT NULL PRIMARY KEY,
    erased_at BIGINT NOT NULL,
    -- 'asked' | 'time-over'
    reason TEXT NOT NULL,
    -- How many rows there were of the person, and how many of them were files.
    n_rows BIGINT NOT NULL,
    n_files BIGINT NOT NULL
);
CREATE INDEX erasure_by_time ON erasure (erased_at);
