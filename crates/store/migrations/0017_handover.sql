-- A visit at a kiosk goes on on a phone: the session at the kiosk has a code that works once, and ends with it.

-- Hash of the code; none before it is asked for, and none once it was used.
ALTER TABLE session ADD COLUMN handover_hash TEXT;
ALTER TABLE session ADD COLUMN handover_until BIGINT;
CREATE UNIQUE INDEX session_by_handover ON session (handover_hash) WHERE handover_hash IS NOT NULL;
