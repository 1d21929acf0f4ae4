-- Sending what is in the outbox, how people can be reached, the links of offers, and places beyond the capacity.

-- When a line is due; 0: at once.
ALTER TABLE outbox ADD COLUMN run_at BIGINT NOT NULL DEFAULT 0;
-- Tries so far, the one under way included. Whoever ends a try must name its number: a late one ends nothing.
ALTER TABLE outbox ADD COLUMN n_attempts BIGINT NOT NULL DEFAULT 0;
-- Until when a try is somebody's; after that it was broken off, and another begins.
ALTER TABLE outbox ADD COLUMN locked_until BIGINT NOT NULL DEFAULT 0;
-- 'sms' | 'email' (sent) | 'call' (somebody has to call) | 'called' | 'over' (no longer true, never sent) | 'unsent' (a
-- reminder for someone who gets no messages); NULL until then.
ALTER TABLE outbox ADD COLUMN outcome TEXT;
ALTER TABLE outbox ADD COLUMN ended_at BIGINT;
-- With 'called': who of the staff did.
ALTER TABLE outbox ADD COLUMN called_by TEXT REFERENCES staff (id);
CREATE INDEX outbox_due ON outbox (run_at) WHERE outcome IS NULL;
CREATE INDEX outbox_to_call ON outbox (created_at) WHERE outcome = 'call';

-- International form ("+33612345678"). NULL: not given, and never needed.
ALTER TABLE person ADD COLUMN phone TEXT;
ALTER TABLE person ADD COLUMN email TEXT;
-- 'sms' | 'email'; NULL: neither.
ALTER TABLE person ADD COLUMN told_by TEXT;

-- Hash of what stands in the link of an offer: whoever reads this table cannot answer in somebody's place.
ALTER TABLE booking ADD COLUMN link_hash TEXT;
CREATE UNIQUE INDEX booking_by_link ON booking (link_hash);

-- How many places of `capacity` were added for one person each, beyond what the room was planned for. Such a place goes
-- when the person gives it back.
ALTER TABLE slot ADD COLUMN n_extra BIGINT NOT NULL DEFAULT 0;
-- Why the booking has a place of its own beyond the plan; NULL for every other.
ALTER TABLE booking ADD COLUMN extra_reason TEXT;
