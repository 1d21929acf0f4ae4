-- The photo for a person's CV, when they want one.

CREATE TABLE cv_photo (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    -- A JPEG that was drawn here, in base 64.
    jpeg TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
