-- What people answer for their CV. It stays for the next version of it.

CREATE TABLE cv_part (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'contact' | 'wish' | 'jobs' | 'doings' | 'skills' | 'training' | 'languages' | 'more'
    part TEXT NOT NULL,
    -- Grows with every change: a device that has read an older one replaces nothing.
    version BIGINT NOT NULL,
    -- JSON of `domain::cv::Part`.
    content TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, part)
);
