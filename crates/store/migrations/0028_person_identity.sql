-- People who sign in at a provider (OpenID Connect) that they have linked themselves, while they were signed in.

CREATE TABLE person_identity (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Keyed hash of the provider and its own name for the person. NULL once the link has ended: only that there was one is told.
    subject_hash TEXT CONSTRAINT person_identity_subject_key UNIQUE,
    linked_at BIGINT NOT NULL,
    -- When the person took it back, linked another, or their card was replaced or taken back.
    ended_at BIGINT,
    CONSTRAINT person_identity_ended CHECK ((subject_hash IS NULL) = (ended_at IS NOT NULL))
);
CREATE INDEX person_identity_by_person ON person_identity (person_id);
-- One at a time.
CREATE UNIQUE INDEX person_identity_one_open ON person_identity (person_id) WHERE ended_at IS NULL;
