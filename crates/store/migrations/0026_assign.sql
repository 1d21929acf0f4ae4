-- Who follows a person since when, who did before, and how that came about.

-- Since when it is this référent, or nobody.
ALTER TABLE person ADD COLUMN referent_since BIGINT NOT NULL DEFAULT 0;
UPDATE person SET referent_since = created_at;
-- Who followed them before; NULL: nobody, or nobody of whom this is known.
ALTER TABLE person ADD COLUMN former_referent_id TEXT REFERENCES staff (id);
-- The act that made it so; NULL: it was so from the beginning. One act may concern thousands: what else it does finds them here.
ALTER TABLE person ADD COLUMN assigned_in TEXT;
CREATE INDEX person_unassigned ON person (referent_since, id) WHERE referent_id IS NULL;
CREATE INDEX person_left_by ON person (former_referent_id, referent_since, id) WHERE referent_id IS NULL;
CREATE INDEX person_by_act ON person (assigned_in) WHERE assigned_in IS NOT NULL;

-- Each change of référent. Rows are only added.
CREATE TABLE referent_change (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 1 for the first change of a person, then one more at each.
    n BIGINT NOT NULL,
    -- Who followed them before, also when nobody has in between; NULL: nobody ever.
    from_id TEXT REFERENCES staff (id),
    -- NULL: nobody from then on.
    to_id TEXT REFERENCES staff (id),
    -- Who of the staff decided it.
    done_by TEXT NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL,
    CONSTRAINT referent_change_order UNIQUE (person_id, n)
);

-- The record as coordinators search it: by person it could be read already.
DROP INDEX access_log_by_age;
CREATE INDEX access_log_by_age ON access_log (at, id);
CREATE INDEX access_log_by_staff ON access_log (staff_id, at, id);
CREATE INDEX access_log_by_operation ON access_log (operation, at, id);
