-- Looks at a person's pages as they see them. The row outlives the look: the person reads how long it lasted.

CREATE TABLE preview (
    -- Stands in the addresses of the pages. Opens nothing without the desk's own session.
    id TEXT NOT NULL PRIMARY KEY,
    -- Token hash of the session at the desk in which it was begun: no other can look, and it ends with that one. Not a
    -- reference: sessions are forgotten long before.
    staff_session TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    started_at BIGINT NOT NULL,
    -- The latest end.
    expires_at BIGINT NOT NULL,
    -- When it was ended before that: by its button, by another preview, or with the session.
    ended_at BIGINT
);
CREATE INDEX preview_by_session ON preview (staff_session);
CREATE INDEX preview_by_age ON preview (started_at);
-- One at a time: the second takes the place of the first.
CREATE UNIQUE INDEX preview_one_open ON preview (staff_session) WHERE ended_at IS NULL;
