-- What a person asks about what is kept of them, and the answer.

CREATE TABLE rights_request (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'erase' | 'contest'
    kind TEXT NOT NULL,
    -- With 'contest': the person's own words.
    words TEXT,
    created_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    -- 'granted' | 'refused'
    outcome TEXT,
    answer TEXT,
    answered_by TEXT REFERENCES staff (id),
    answered_at BIGINT,
    -- When everything of the person is erased, once that was agreed to.
    erase_at BIGINT,
    CONSTRAINT rights_answer_whole CHECK (
        (outcome IS NULL) = (answered_at IS NULL)
        AND (answer IS NULL) = (answered_at IS NULL)
        AND (answered_by IS NULL) = (answered_at IS NULL)
    ),
    CONSTRAINT rights_erasure_agreed CHECK (erase_at IS NULL OR (kind = 'erase' AND outcome = 'granted'))
);
CREATE INDEX rights_by_person ON rights_request (person_id, created_at, id);
-- One of a kind is open: a double tap asks once, and an erasure that is to come is not asked for again.
CREATE UNIQUE INDEX rights_one_open ON rights_request (person_id, kind)
    WHERE withdrawn_at IS NULL AND (answered_at IS NULL OR erase_at IS NOT NULL);
-- What is to be answered or done, among all that was.
CREATE INDEX rights_open ON rights_request (created_at)
    WHERE withdrawn_at IS NULL AND (answered_at IS NULL OR erase_at IS NOT NULL);
