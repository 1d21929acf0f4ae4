-- A name that must hold nothing is emptied again ever more seldom: each time is a request to an object store that may be elsewhere.
-- What stands there already is due at once.

ALTER TABLE stale_object ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX stale_object_by_due ON stale_object (due_at);
