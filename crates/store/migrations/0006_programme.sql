-- Months: preparation days, then talks with companies. A day and a talk are slots (0005): their places are counted there.

CREATE TABLE month (
    id TEXT NOT NULL PRIMARY KEY,
    -- As staff wrote it, in their language.
    theme TEXT NOT NULL,
    -- 'draft' | 'published' | 'cancelled'; its slots stand there with it.
    state TEXT NOT NULL,
    -- What those who had a place are told of a cancelled month.
    message TEXT,
    -- The jobs dating: id of a venue of the content, and the zone of its clock when the month was made.
    venue TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- When talks open to everyone, and how many one person may have: as the content said when it was published, so that
    -- nobody's turn moves afterwards. NULL before.
    opens_at BIGINT,
    max_talks BIGINT NOT NULL,
    -- 1, then one more at each change by staff; who takes part does not count.
    version BIGINT NOT NULL,
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX month_by_start ON month (starts_at, id);

CREATE TABLE company (
    id TEXT NOT NULL PRIMARY KEY,
    month_id TEXT NOT NULL REFERENCES month (id),
    -- What people read of it, as JSON (domain::programme::CompanySheet): nothing is looked for by its parts.
    sheet TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX company_by_month ON company (month_id, made_at, id);

-- Who was asked, or asks, to take part. Who does take part has a place of a preparation day.
CREATE TABLE invitation (
    month_id TEXT NOT NULL REFERENCES month (id),
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- 'asked' | 'proposed' | 'declined'
    status TEXT NOT NULL,
    -- Who of the staff proposed it; NULL while nobody has.
    proposed_by TEXT REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (month_id, person_id)
);
CREATE INDEX invitation_by_person ON invitation (person_id);

-- Both NULL for a workshop; a month alone for a preparation day; with a company for a talk.
ALTER TABLE slot ADD COLUMN month_id TEXT REFERENCES month (id);
ALTER TABLE slot ADD COLUMN company_id TEXT REFERENCES company (id);
-- What tells it from others of its kind: the theme of the month, the name of the company. Empty for a workshop.
ALTER TABLE slot ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- Minutes after it during which one is not expected elsewhere either.
ALTER TABLE slot ADD COLUMN break_min BIGINT NOT NULL DEFAULT 0;
-- Groups that turn through the workshops of a preparation day; 0 without groups.
ALTER TABLE slot ADD COLUMN n_groups BIGINT NOT NULL DEFAULT 0;
CREATE INDEX slot_by_month ON slot (month_id, company_id, starts_at);

-- 1 to n_groups of the slot, from when the place is taken; NULL without groups.
ALTER TABLE booking ADD COLUMN group_no BIGINT;
