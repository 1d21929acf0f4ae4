-- The forum: half-hours at which one may come in, tickets for them, and who came in when.

CREATE TABLE forum (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- Id of a venue of the content.
    venue TEXT NOT NULL,
    -- IANA zone of the venue when the forum was made: a venue that moves does not move a date.
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    slot_min BIGINT NOT NULL,
    -- Per cent of the places of each half-hour that no ticket takes.
    kept_percent BIGINT NOT NULL,
    -- 'draft' | 'published' | 'cancelled'
    state TEXT NOT NULL,
    -- What those who had a ticket are told of a cancelled forum.
    message TEXT,
    -- 1, then one more at each change by staff; tickets do not count.
    version BIGINT NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT forum_times CHECK (starts_at < ends_at)
);
CREATE INDEX forum_by_end ON forum (ends_at);

CREATE TABLE forum_entry (
    forum_id TEXT NOT NULL REFERENCES forum (id) ON DELETE CASCADE,
    -- Place in the day, from 0.
    number BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    n_places BIGINT NOT NULL,
    -- Of these, kept for people without a ticket.
    n_kept BIGINT NOT NULL,
    -- Tickets that are held. Beside the places, so that the engine itself refuses one too many (decisions 14 and 17).
    n_taken BIGINT NOT NULL,
    PRIMARY KEY (forum_id, number),
    CONSTRAINT forum_entry_not_overbooked CHECK (n_taken >= 0 AND n_taken <= n_places - n_kept)
);

CREATE TABLE ticket (
    id TEXT NOT NULL PRIMARY KEY,
    forum_id TEXT NOT NULL,
    entry BIGINT NOT NULL,
    -- No CASCADE: whoever removes a person gives their ticket back first, or its place would be lost to everyone.
    person_id TEXT NOT NULL REFERENCES person (id),
    -- What one shows: opaque, and never given out twice for one forum.
    code TEXT NOT NULL,
    -- By what a door knows it.
    digest TEXT NOT NULL,
    -- 'held' | 'given-back' | 'cancelled'
    status TEXT NOT NULL,
    -- The earliest scan: when, at which door, and when the server heard of it.
    arrived_at BIGINT,
    arrived_door TEXT,
    heard_at BIGINT,
    taken_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    FOREIGN KEY (forum_id, entry) REFERENCES forum_entry (forum_id, number)
);
-- A double tap takes one.
CREATE UNIQUE INDEX ticket_one_held ON ticket (forum_id, person_id) WHERE status = 'held';
CREATE UNIQUE INDEX ticket_code ON ticket (forum_id, code);
CREATE UNIQUE INDEX ticket_digest ON ticket (forum_id, digest);
CREATE INDEX ticket_by_person ON ticket (person_id, forum_id);
CREATE INDEX ticket_heard ON ticket (forum_id, heard_at) WHERE heard_at IS NOT NULL;

-- People who came in without a ticket, one line each and nobody's name.
CREATE TABLE walk_in (
    id TEXT NOT NULL PRIMARY KEY,
    forum_id TEXT NOT NULL,
    entry BIGINT NOT NULL,
    at BIGINT NOT NULL,
    door TEXT NOT NULL,
    FOREIGN KEY (forum_id, entry) REFERENCES forum_entry (forum_id, number)
);
CREATE INDEX walk_in_by_entry ON walk_in (forum_id, entry);
