-- Meetings that whoever follows a person fixes with them.

CREATE TABLE meeting (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Whom one meets: who fixed it, or who moved it last.
    staff_id TEXT NOT NULL REFERENCES staff (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- 'office' | 'phone' | 'elsewhere'
    place TEXT NOT NULL,
    -- With 'elsewhere': where, in words.
    place_words TEXT,
    -- What it is about, for the person to read.
    about TEXT,
    -- 1, then one more each time it is moved or called off. What people are told names the meeting and this.
    version BIGINT NOT NULL,
    fixed_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- Since when the person cannot come; moving it ends that.
    cannot_come_at BIGINT,
    called_off_at BIGINT,
    -- Why, for the person to read.
    called_off_words TEXT,
    CONSTRAINT meeting_takes_time CHECK (starts_at < ends_at),
    CONSTRAINT meeting_elsewhere_is_named CHECK ((place = 'elsewhere') = (place_words IS NOT NULL))
);
CREATE INDEX meeting_by_person ON meeting (person_id, starts_at, id);
-- What is to be reminded of, and what has run its time.
CREATE INDEX meeting_by_start ON meeting (starts_at);
-- What waits for an answer: `person.attention` is -1 while there is one, before what has no date.
CREATE INDEX meeting_cannot_come ON meeting (person_id) WHERE cannot_come_at IS NOT NULL AND called_off_at IS NULL;
