-- Health data among the answers (decision 40): it goes before the rest, by its age or because the person has withdrawn it.

-- When these answers were looked through because the time of health data was over. NULL: not yet.
ALTER TABLE submission ADD COLUMN health_gone_at BIGINT;
CREATE INDEX submission_with_health ON submission (sent_at) WHERE health_gone_at IS NULL;

-- That a person has erased what they had answered about their health; nothing of what it was.
CREATE TABLE health_withdrawal (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    withdrawn_at BIGINT NOT NULL
);
CREATE INDEX health_withdrawal_by_person ON health_withdrawal (person_id, withdrawn_at);
