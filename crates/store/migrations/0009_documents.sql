-- Files that people hand in: how far each has come, who may open it, and the bytes of those that are on their way.

CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY,
    -- No CASCADE: whoever removes a person first removes their files, or the object store would keep what nobody knows of.
    person_id TEXT NOT NULL REFERENCES person (id),
    -- As the person calls it, without an ending.
    name TEXT NOT NULL,
    -- The ending of the file's name on the device that sent it, '' when it had none: it must go with the content.
    extension TEXT NOT NULL,
    -- As announced; of what is kept, once it is kept.
    size_bytes BIGINT NOT NULL,
    -- SHA-256 of the whole as announced, 64 hex digits.
    digest TEXT NOT NULL,
    -- What upload_chunk holds from the beginning without a gap.
    received_bytes BIGINT NOT NULL,
    -- 'receiving' | 'checking' | 'kept' | 'refused'
    state TEXT NOT NULL,
    -- Why it is refused.
    refusal TEXT,
    -- 'pdf' | 'docx' | 'odt' | 'jpeg' | 'png', found in the content.
    kind TEXT,
    -- 'waiting' | 'clean', once it is kept. Nobody but the owner opens what is not clean.
    scan TEXT,
    -- When a worker has to look at it next; NULL when none has to. Taking it on moves it past the time that the work may
    -- take, so that no two do the same and what a crash leaves is done by another.
    due_at BIGINT,
    -- Since when the référent may open it.
    shared_at BIGINT,
    unreadable_at BIGINT,
    unreadable_by TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT document_received CHECK (received_bytes >= 0 AND (state <> 'receiving' OR received_bytes <= size_bytes))
);
CREATE INDEX document_by_person ON document (person_id, created_at);
CREATE INDEX document_due ON document (state, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX document_by_change ON document (changed_at) WHERE state IN ('receiving', 'refused');

-- The bytes of a file on its way, in base 64: acknowledged and durable in one commit, and gone with the one that keeps the
-- file elsewhere or refuses it.
CREATE TABLE upload_chunk (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    offset_bytes BIGINT NOT NULL,
    -- SHA-256, base 64.
    digest TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document_id, offset_bytes)
);

-- Names in the object store that must hold nothing: they are emptied again and again for an hour, because a worker that
-- did not know yet may still have been writing.
CREATE TABLE stale_object (
    object TEXT NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);
