-- Pictures of a file's first pages, for whoever handed it in. They are in the object store beside the file, under its id, a
-- point and the number of the page, from 1; what was kept before has none.
ALTER TABLE document ADD COLUMN n_pictures BIGINT NOT NULL DEFAULT 0;
