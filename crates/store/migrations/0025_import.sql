-- Lists of people that a coordinator hands in: looked at first, added at once or not at all, gone after a day.

CREATE TABLE people_import (
    id TEXT NOT NULL PRIMARY KEY,
    -- Who has handed it in, and alone sees it.
    staff_id TEXT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    -- Lines with something in them; those that cannot be read; those that name somebody of the list again.
    n_lines BIGINT NOT NULL,
    n_faulty BIGINT NOT NULL,
    n_twins BIGINT NOT NULL,
    n_problems BIGINT NOT NULL,
    -- JSON: the numbers of lines and what is wrong with them, nothing of what stands in them.
    problems TEXT NOT NULL,
    -- Set together when the people are added; their lines are gone then.
    finished_at BIGINT,
    n_added BIGINT,
    n_known BIGINT
);
CREATE INDEX people_import_by_age ON people_import (created_at);
CREATE INDEX people_import_by_staff ON people_import (staff_id);

-- Somebody of a list who is no person of the programme yet, or was found to be one.
CREATE TABLE import_line (
    import_id TEXT NOT NULL REFERENCES people_import (id) ON DELETE CASCADE,
    -- As programs for spreadsheets number it.
    line BIGINT NOT NULL,
    -- The id of the person that comes of it.
    person_id TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    first_name_key TEXT NOT NULL,
    last_name_key TEXT NOT NULL,
    -- 'YYYY-MM-DD'
    birth_date TEXT NOT NULL,
    language TEXT NOT NULL,
    referent_id TEXT REFERENCES staff (id),
    -- 'new' | 'known' | 'swapped': there already, with first and last name exchanged
    standing TEXT NOT NULL,
    PRIMARY KEY (import_id, line)
);
