-- Members of staff who sign in at the provider of their organisation (OpenID Connect).
CREATE TABLE staff_identity (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id),
    -- By which they are known the first time, folded: an address that the provider has verified. No longer looked at afterwards.
    email TEXT NOT NULL CONSTRAINT staff_identity_email_key UNIQUE,
    -- The provider and its own name for them, which never changes; NULL until they have signed in once.
    issuer TEXT,
    subject TEXT,
    allowed_at BIGINT NOT NULL,
    linked_at BIGINT,
    CONSTRAINT staff_identity_is_whole CHECK (
        (issuer IS NULL AND subject IS NULL AND linked_at IS NULL)
        OR (issuer IS NOT NULL AND subject IS NOT NULL AND linked_at IS NOT NULL)
    )
);
CREATE UNIQUE INDEX staff_identity_by_subject ON staff_identity (issuer, subject);
