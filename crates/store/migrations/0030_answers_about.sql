-- About whom a member of staff was answered, where one person was: with the person the kept answer goes too.

ALTER TABLE idempotency ADD COLUMN person_id TEXT;
CREATE INDEX idempotency_by_person ON idempotency (person_id) WHERE person_id IS NOT NULL;
