-- Filling in together at the desk. The row outlives it: the person reads how they agreed, when, and how long it lasted.

CREATE TABLE sitting (
    -- Stands in the addresses of the pages. Opens nothing without the desk's own session.
    id TEXT NOT NULL PRIMARY KEY,
    -- Token hash of the session at the desk in which it was begun, as for a preview.
    staff_session TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    started_at BIGINT NOT NULL,
    -- The latest end.
    expires_at BIGINT NOT NULL,
    -- When it was ended before that: by its button, by another sitting, or with the session.
    ended_at BIGINT,
    -- 'hand' | 'spoken', and when: nothing of the person is read in it before.
    agreed_by TEXT,
    agreed_at BIGINT,
    CONSTRAINT sitting_agreement_whole CHECK ((agreed_by IS NULL) = (agreed_at IS NULL))
);
CREATE INDEX sitting_by_session ON sitting (staff_session);
CREATE INDEX sitting_by_age ON sitting (started_at);
CREATE INDEX sitting_by_person ON sitting (person_id);
-- One at a time: the second takes the place of the first.
CREATE UNIQUE INDEX sitting_one_open ON sitting (staff_session) WHERE ended_at IS NULL;
