-- Files that a person lets a company of a jobs dating have. The desk hands them over; a company has no way in of its own.

CREATE TABLE company_document (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    -- Shared while the person has a talk with it: without one, the row says nothing.
    company_id TEXT NOT NULL REFERENCES company (id),
    shared_at BIGINT NOT NULL,
    PRIMARY KEY (document_id, company_id)
);
CREATE INDEX company_document_by_company ON company_document (company_id, shared_at);
