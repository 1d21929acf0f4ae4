-- Only a place that is offered has a link. SQLite keeps NULLs in an index too, so every booking had an entry there.

DROP INDEX booking_by_link;
CREATE UNIQUE INDEX booking_by_link ON booking (link_hash) WHERE link_hash IS NOT NULL;
