-- Workshops with dates: slots, who has a place or waits for one, and what people are to be told.

CREATE TABLE slot (
    id TEXT NOT NULL PRIMARY KEY,
    -- Ids of a workshop and of a venue of the content.
    workshop TEXT NOT NULL,
    venue TEXT NOT NULL,
    -- IANA zone of the venue when the slot was made: a venue that moves does not move a date.
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    -- Bookings of this slot by status: 'booked', 'offered', 'waiting'. Kept beside the capacity, so that one statement
    -- can look at both and change them, and the engine itself refuses one place too many.
    n_booked BIGINT NOT NULL,
    n_held BIGINT NOT NULL,
    n_waiting BIGINT NOT NULL,
    -- The number that the next one on the waiting list gets.
    next_turn BIGINT NOT NULL,
    -- 1 when children can be looked after.
    childcare BIGINT NOT NULL,
    -- 'draft' | 'published' | 'cancelled'
    state TEXT NOT NULL,
    -- What those who had a place are told of a cancelled slot.
    message TEXT,
    -- 1, then one more at each change by staff; bookings do not count.
    version BIGINT NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT slot_not_overbooked CHECK (n_booked + n_held <= capacity),
    CONSTRAINT slot_counts CHECK (n_booked >= 0 AND n_held >= 0 AND n_waiting >= 0),
    CONSTRAINT slot_times CHECK (starts_at < ends_at)
);
CREATE INDEX slot_by_start ON slot (starts_at, id);
-- What the sweep looks at.
CREATE INDEX slot_with_list ON slot (starts_at) WHERE n_waiting > 0 OR n_held > 0;

CREATE TABLE booking (
    id TEXT NOT NULL PRIMARY KEY,
    slot_id TEXT NOT NULL REFERENCES slot (id),
    -- No CASCADE: whoever removes a person gives their places back first, or they would be lost to everyone.
    person_id TEXT NOT NULL REFERENCES person (id),
    -- 'booked' | 'waiting' | 'offered' | 'expired' | 'cancelled-by-me' | 'cancelled-by-service' | 'attended' | 'excused'
    -- | 'absent'
    status TEXT NOT NULL,
    -- Place in the order of arrival; NULL for a place that was free when it was booked.
    turn BIGINT,
    -- When a place was offered, and until when it was held; both stay.
    offered_at BIGINT,
    offer_expires_at BIGINT,
    -- Why it was cancelled: id of a reason of the content, when the person gave one.
    reason TEXT,
    -- Who of the staff booked it for the person; NULL when they did themselves.
    booked_by TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
-- A double tap books once.
CREATE UNIQUE INDEX booking_one_open ON booking (slot_id, person_id)
    WHERE status IN ('booked', 'waiting', 'offered');
CREATE INDEX booking_by_person ON booking (person_id, slot_id);
CREATE INDEX booking_by_slot ON booking (slot_id, status, turn);
CREATE INDEX booking_with_offer ON booking (offer_expires_at) WHERE status = 'offered';

-- Grows with each commitment of a person. Taking it is the lock under which overlaps are looked for.
ALTER TABLE person ADD COLUMN calendar_version BIGINT NOT NULL DEFAULT 0;

-- What people are to be told, written with what it tells about.
CREATE TABLE outbox (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'place-offered' | 'slot-cancelled' | 'booked-for-you'
    kind TEXT NOT NULL,
    -- Id of the booking.
    reference TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The same thing is told once.
    PRIMARY KEY (kind, reference)
);
CREATE INDEX outbox_by_person ON outbox (person_id, created_at);
