-- Everything that the first journey keeps: who, sessions, taking stock, the pathway.
--
-- One text for SQLite and PostgreSQL, so only TEXT and BIGINT. Identifiers are opaque TEXT. Instants (`…_at`) are
-- BIGINT milliseconds since 1970-01-01T00:00:00Z; NULL means "not yet". Closed sets of words ('stuck', 'kiosk') are
-- checked by the code that reads them, not here: SQLite cannot change a CHECK without copying the table.
-- Rows that belong to a person go with the person (ON DELETE CASCADE).

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL CONSTRAINT staff_login_key UNIQUE,
    display_name TEXT NOT NULL,
    -- 'referent' | 'coordinator'
    role TEXT NOT NULL,
    phone TEXT NOT NULL,
    place TEXT NOT NULL,
    -- PHC string (argon2id).
    password_hash TEXT NOT NULL,
    -- Encrypted by the server before it comes here; the key is not in this database.
    totp_secret TEXT NOT NULL,
    -- Number of the last accepted 30-second step: a code works once (RFC 6238, 5.2).
    totp_last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    -- The names without accents and capitals, for search and order: the two engines sort and fold differently.
    first_name_key TEXT NOT NULL,
    last_name_key TEXT NOT NULL,
    -- 'YYYY-MM-DD'
    birth_date TEXT NOT NULL,
    -- BCP 47 tag that the person chose last.
    language TEXT NOT NULL,
    referent_id TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT
);
CREATE INDEX person_by_referent ON person (referent_id, last_name_key, first_name_key, id);
CREATE INDEX person_by_name ON person (last_name_key, first_name_key, id);

CREATE TABLE access_card (
    -- Keyed hash of the ten characters: it finds the card, and the card cannot be read back.
    code_hash TEXT NOT NULL CONSTRAINT access_card_pkey PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    issued_at BIGINT NOT NULL,
    -- Set when the card is lost or replaced. A revoked code is never given out again.
    revoked_at BIGINT
);
-- Reissuing kills the previous card: at most one lives.
CREATE UNIQUE INDEX access_card_one_live ON access_card (person_id) WHERE revoked_at IS NULL;
CREATE INDEX access_card_by_person ON access_card (person_id);

CREATE TABLE session (
    -- Hash of the cookie's 256 random bits: whoever reads this table cannot sign in with it.
    token_hash TEXT NOT NULL PRIMARY KEY,
    -- 'person' | 'staff': which table owner_id points to.
    kind TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    -- 'phone' | 'kiosk' | 'desk': decides how long the session may rest.
    setting TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    -- The absolute end; the idle end follows from last_seen_at.
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX session_by_owner ON session (owner_id, kind);
CREATE INDEX session_by_end ON session (expires_at);

-- Tries of something guessable (a card, a login), counted before the guess is compared.
CREATE TABLE throttle (
    -- Hash of what is tried and from where.
    key_hash TEXT NOT NULL PRIMARY KEY,
    -- Tries since the last success.
    n_tries BIGINT NOT NULL,
    next_try_at BIGINT NOT NULL,
    last_try_at BIGINT NOT NULL
);
CREATE INDEX throttle_by_age ON throttle (last_try_at);

-- What a write answered, so that its repetition answers the same and does nothing.
CREATE TABLE idempotency (
    -- Whose key it is: two people may choose the same.
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Hash of method, path and body: the same key with another request is refused.
    request_hash TEXT NOT NULL,
    -- HTTP status; NULL while the write runs.
    status BIGINT,
    body TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    -- Unique: a person takes stock once at a time. Sending deletes the row.
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
    -- The questions it was begun with; a new version does not change a draft under way.
    questionnaire_version TEXT NOT NULL,
    -- Grows by one with each saved answer.
    revision BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE draft_answer (
    draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    -- 'triage.mobilite', 'answer.mobilite.permis', 'sharing.mobilite', 'private-talk'
    step TEXT NOT NULL,
    -- JSON, such as {"choices":["oui"]}; NULL once removed. The row stays, so that its version goes on counting and
    -- a device that still shows the removed answer is told.
    value TEXT,
    -- 1 for the first answer, then one more at each change.
    version BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (draft_id, step)
);

CREATE TABLE submission (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    questionnaire_version TEXT NOT NULL,
    -- Language of the questions as they were read.
    language TEXT NOT NULL,
    -- JSON object: step to answer.
    answers TEXT NOT NULL,
    sent_at BIGINT NOT NULL
);
CREATE INDEX submission_by_person ON submission (person_id, sent_at, id);

CREATE TABLE talk_request (
    submission_id TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    -- Its place among the wishes of the submission, from 0.
    n BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'subject' | 'personal' | 'private'
    kind TEXT NOT NULL,
    -- Only with kind 'subject': a wish about a sensitive subject does not tell its name.
    subject TEXT,
    created_at BIGINT NOT NULL,
    -- When it was met, or replaced by newer answers.
    closed_at BIGINT,
    PRIMARY KEY (submission_id, n)
);
CREATE INDEX talk_request_open ON talk_request (person_id) WHERE closed_at IS NULL;

CREATE TABLE milestone (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    milestone TEXT NOT NULL,
    -- The first time it happened.
    reached_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, milestone)
);

CREATE TABLE action (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Id of an action sheet of the content.
    sheet TEXT NOT NULL,
    -- 'planned' | 'under-way' | 'stuck' | 'done' | 'stopped' | 'cancelled'
    status TEXT NOT NULL,
    -- Who brought it up: 'suggested' | 'own' | 'referent'
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- 1, then one more at each change.
    version BIGINT NOT NULL
);
CREATE INDEX action_by_person ON action (person_id, created_at, id);
-- A double tap must not choose the same sheet twice; choosing it again after it is done is fine.
CREATE UNIQUE INDEX action_one_open_per_sheet ON action (person_id, sheet)
    WHERE status IN ('planned', 'under-way', 'stuck');
