-- The list of the people one follows begins with who calls for attention. Counting that for everybody at each look would grow
-- with the département, so that what waits stands in the row of the person; the code that changes what it follows from counts
-- it again in the same transaction.

-- What waits: 0 an action that is stuck, 1 a wish to talk, 2 something to be discussed without a reply, 3 nothing.
ALTER TABLE person ADD COLUMN attention BIGINT NOT NULL DEFAULT 3;
-- When they last signed in, did or said something, or were met; when they were added, if never. Only grows.
ALTER TABLE person ADD COLUMN heard_at BIGINT NOT NULL DEFAULT 0;

UPDATE person SET
    attention = CASE
        WHEN EXISTS (SELECT 1 FROM action a
                     WHERE a.person_id = person.id AND a.status = 'stuck' AND a.is_withdrawn = 0) THEN 0
        WHEN EXISTS (SELECT 1 FROM talk_request t WHERE t.person_id = person.id AND t.closed_at IS NULL) THEN 1
        WHEN EXISTS (SELECT 1 FROM dispute d
                     WHERE d.person_id = person.id AND d.withdrawn_at IS NULL AND d.replied_at IS NULL) THEN 2
        ELSE 3 END,
    heard_at = (SELECT MAX(heard.at) FROM (
        SELECT person.created_at AS at
        UNION ALL SELECT person.last_seen_at
        UNION ALL SELECT MAX(s.sent_at) FROM submission s WHERE s.person_id = person.id
        UNION ALL SELECT MAX(e.at) FROM action_event e JOIN action a ON a.id = e.action_id
                  WHERE a.person_id = person.id AND e.actor = 'person'
        UNION ALL SELECT MAX(d.created_at) FROM dispute d WHERE d.person_id = person.id
        UNION ALL SELECT MAX(h.agreed_at) FROM hours_agreement h WHERE h.person_id = person.id
        UNION ALL SELECT MAX(b.changed_at) FROM booking b WHERE b.person_id = person.id AND b.status = 'attended'
        UNION ALL SELECT MAX(t.closed_at) FROM talk_request t
                  WHERE t.person_id = person.id AND t.outcome IN ('met', 'withdrawn')) heard);

-- In the order of the list. `heard_at` stands behind the name, so that whoever is silent is passed over without their row.
CREATE INDEX person_by_attention ON person (attention, last_name_key, first_name_key, id, heard_at);
CREATE INDEX person_by_silence ON person (attention, heard_at, id);
CREATE INDEX person_of_referent_by_attention ON person (referent_id, attention, last_name_key, first_name_key, id, heard_at);
-- Names near what was typed are looked for among the different names that there are.
CREATE INDEX person_by_first_name ON person (first_name_key, last_name_key, id);
