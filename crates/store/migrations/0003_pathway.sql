-- The pathway, whole: actions of one's own, dates, what happened to each action, suggestions put aside, what is to be
-- discussed, who follows a person, and hours as a conversation.

-- An action may now be without a sheet. SQLite cannot drop a NOT NULL, so the table is made anew.
CREATE TABLE action_anew (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Id of an action sheet of the content; NULL for an action of one's own.
    sheet TEXT,
    -- The person's own words; NULL with a sheet.
    title TEXT,
    -- 'planned' | 'under-way' | 'stuck' | 'done' | 'stopped' | 'cancelled'
    status TEXT NOT NULL,
    -- With 'stuck': id of a reason of the content, when the person gave one.
    reason TEXT,
    -- 'YYYY-MM-DD': the day by which it should be done.
    due_on TEXT,
    appointment_at BIGINT,
    -- 'same-day' | 'day-before' | 'week-before'
    reminder TEXT,
    -- 1 when the choice itself was taken back: kept for the history, shown nowhere, its status is not an open one.
    is_withdrawn BIGINT NOT NULL,
    -- Who brought it up: 'suggested' | 'own' | 'referent'
    source TEXT NOT NULL,
    -- With source 'referent': who.
    brought_by TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- 1, then one more at each change.
    version BIGINT NOT NULL
);
INSERT INTO action_anew (id, person_id, sheet, status, is_withdrawn, source, created_at, updated_at, version)
    SELECT id, person_id, sheet, status, 0, source, created_at, updated_at, version FROM action;
DROP TABLE action;
ALTER TABLE action_anew RENAME TO action;
CREATE INDEX action_by_person ON action (person_id, created_at, id);
-- A double tap must not choose the same sheet twice; choosing it again after it is done is fine.
CREATE UNIQUE INDEX action_one_open_per_sheet ON action (person_id, sheet)
    WHERE status IN ('planned', 'under-way', 'stuck') AND is_withdrawn = 0;

-- Every change of an action, with how it stood afterwards: the history that the person reads, and what undoing needs.
CREATE TABLE action_event (
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    -- The version of the action that this change made.
    version BIGINT NOT NULL,
    -- 'recorded' (known from before the history, or imported) | 'added' | 'said' | 'dated' | 'undone'
    kind TEXT NOT NULL,
    -- 'person' | 'staff' | 'service'
    actor TEXT NOT NULL,
    -- With actor 'staff': who.
    staff_id TEXT REFERENCES staff (id),
    at BIGINT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    due_on TEXT,
    appointment_at BIGINT,
    reminder TEXT,
    is_withdrawn BIGINT NOT NULL,
    PRIMARY KEY (action_id, version)
);
INSERT INTO action_event (action_id, version, kind, actor, at, status, is_withdrawn)
    SELECT id, version, 'recorded', 'service', updated_at, status, 0 FROM action;

-- "Pas maintenant": a suggestion that stays away for a while.
CREATE TABLE put_aside (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    -- JSON list of the reasons that the suggestion had then: a new reason brings it back.
    reasons TEXT NOT NULL,
    put_aside_at BIGINT NOT NULL,
    -- When the person wanted it back.
    taken_back_at BIGINT,
    PRIMARY KEY (person_id, sheet)
);

-- "Je ne suis pas d'accord / à discuter", and the reply.
CREATE TABLE dispute (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Id of an action, or 'hours'.
    about TEXT NOT NULL,
    -- Id of a reason of the content, when the person gave one.
    reason TEXT,
    created_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    reply TEXT,
    replied_by TEXT REFERENCES staff (id),
    replied_at BIGINT
);
CREATE INDEX dispute_by_person ON dispute (person_id, created_at, id);
-- One thing is under discussion once: a double tap asks once.
CREATE UNIQUE INDEX dispute_one_open ON dispute (person_id, about) WHERE withdrawn_at IS NULL AND replied_at IS NULL;

-- Social and employment accompaniment side by side; person.referent_id stays the one who answers for the whole.
CREATE TABLE follow_up (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'social' | 'employment'
    kind TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    since_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, kind)
);
CREATE INDEX follow_up_by_staff ON follow_up (staff_id, person_id);

-- What was agreed on hours, every version kept.
CREATE TABLE hours_agreement (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 1, then one more at each new agreement.
    version BIGINT NOT NULL,
    weekly_hours BIGINT NOT NULL,
    -- Why it is adapted: id of a category of the content, never a detail.
    reason TEXT,
    agreed_with TEXT REFERENCES staff (id),
    agreed_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, version)
);

-- Hours that an attendance proposes and that count for nothing until the person confirms them.
CREATE TABLE hours_proposal (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'YYYY-MM-DD'
    held_on TEXT NOT NULL,
    n_minutes BIGINT NOT NULL,
    -- Id of a workshop of the content.
    workshop TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    -- 'confirmed' | 'declined'; NULL until the person answers, and again when they take the answer back.
    answer TEXT,
    answered_at BIGINT
);
CREATE INDEX hours_proposal_by_person ON hours_proposal (person_id, held_on, id);
