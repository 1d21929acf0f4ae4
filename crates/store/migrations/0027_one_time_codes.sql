-- One-time codes by SMS or e-mail. No code is kept: it follows from the id and the deployment's key.

CREATE TABLE one_time_code (
    -- Who asks: keyed hash of what was typed and of the device. A row is kept whether somebody is known by it or not.
    asker_hash TEXT NOT NULL,
    -- 0 to 4: an asker has five codes within an hour. A place is free again an hour after its code was asked for.
    place BIGINT NOT NULL,
    -- What the line in the outbox names.
    id TEXT NOT NULL,
    -- Hash of the cookie of the browser that asked: the code works nowhere else.
    browser_hash TEXT NOT NULL,
    -- NULL: nobody is known by what was typed, or it reaches them no longer.
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    -- 'sms' | 'email'
    channel TEXT NOT NULL,
    -- Counted before anything is compared.
    n_tries BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL,
    -- Ten minutes later, or when it was used.
    ends_at BIGINT NOT NULL,
    CONSTRAINT one_time_code_pkey PRIMARY KEY (asker_hash, place),
    CONSTRAINT one_time_code_place CHECK (place BETWEEN 0 AND 4)
);
CREATE UNIQUE INDEX one_time_code_by_id ON one_time_code (id);
CREATE UNIQUE INDEX one_time_code_by_browser ON one_time_code (browser_hash);
CREATE INDEX one_time_code_by_person ON one_time_code (person_id);
CREATE INDEX one_time_code_asked ON one_time_code (asked_at);

-- Who asks for a code is looked for by it first.
CREATE INDEX person_by_birth_date ON person (birth_date);
