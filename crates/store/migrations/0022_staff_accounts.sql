-- The accounts of staff: made, set up by whom they are for, closed.

-- When the account was closed; NULL: it is open. An account that waits for its set-up, or for a new one, has neither a password
-- nor a secret ('').
ALTER TABLE staff ADD COLUMN closed_at BIGINT;

-- The code with which one sets an account up, once.
CREATE TABLE staff_setup (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    -- Keyed hash: whoever reads this table cannot set an account up.
    code_hash TEXT NOT NULL,
    until BIGINT NOT NULL
);

-- What was done with accounts, by whom. Lines are only added.
CREATE TABLE staff_event (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    -- Who did it; with 'set-up': the same as whose it is.
    done_by TEXT NOT NULL REFERENCES staff (id),
    -- 'added' | 'code' | 'set-up' | 'changed' | 'promoted' | 'demoted' | 'closed' | 'reopened'
    kind TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id)
);
CREATE INDEX staff_event_by_age ON staff_event (at, id);
