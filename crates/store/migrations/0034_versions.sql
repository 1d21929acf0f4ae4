-- A file can be handed in in the place of another: a newer version of the same paper.

-- The file whose place it takes. Whoever removes that one hangs this one on what that one had replaced.
ALTER TABLE document ADD COLUMN replaces TEXT REFERENCES document (id) ON DELETE SET NULL;
-- Since when it has that place, with the name and the shares; until then the older one counts.
ALTER TABLE document ADD COLUMN took_over_at BIGINT;
-- One at a time.
CREATE UNIQUE INDEX document_replaced_once ON document (replaces) WHERE replaces IS NOT NULL;
