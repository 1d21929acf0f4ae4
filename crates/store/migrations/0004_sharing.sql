-- Who may read what was sent, changed at any time; what became of a wish to talk; who has looked at whose file.

CREATE TABLE sharing_change (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- Id of a subject of the content.
    subject TEXT NOT NULL,
    -- 1 for the first word on a subject, then one more at each change. The last one holds; rows are only added.
    n BIGINT NOT NULL,
    -- 'referent' | 'team' | 'me'
    sharing TEXT NOT NULL,
    -- Who followed the person then: the history tells by name who could read.
    referent_id TEXT REFERENCES staff (id),
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, subject, n)
);

-- A name for one wish, for the addresses that change it; the pair (submission_id, n) as text for the older ones.
ALTER TABLE talk_request ADD COLUMN id TEXT;
UPDATE talk_request SET id = submission_id || '-' || CAST(n AS TEXT);
CREATE UNIQUE INDEX talk_request_by_id ON talk_request (id);
CREATE INDEX talk_request_by_person ON talk_request (person_id, created_at);
-- When the référent said that it was read, and who that was.
ALTER TABLE talk_request ADD COLUMN read_at BIGINT;
ALTER TABLE talk_request ADD COLUMN read_by TEXT REFERENCES staff (id);
-- 'met' | 'withdrawn' | 'replaced'; with closed_at. NULL in closed rows from before this column: replaced.
ALTER TABLE talk_request ADD COLUMN outcome TEXT;

-- When someone first read what is shared of it. Not derived from access_log, which forgets after twelve months.
ALTER TABLE submission ADD COLUMN read_at BIGINT;
ALTER TABLE submission ADD COLUMN read_by TEXT REFERENCES staff (id);

-- Who has looked at whose file. Rows are only added, until they are twelve months old. Never what was seen.
CREATE TABLE access_log (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    -- operationId of the interface ('getClientSummary').
    operation TEXT NOT NULL,
    -- Which object of the person, by its opaque id; NULL when it is the person's file as a whole.
    object TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX access_log_by_person ON access_log (person_id, at, id);
CREATE INDEX access_log_by_age ON access_log (at);
