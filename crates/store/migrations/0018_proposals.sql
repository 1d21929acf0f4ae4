-- What people are told of a month that is proposed to them, and companies that do not come after all.

-- The id of the proposal, by which its message names it. NULL while nobody has proposed the month to the person.
ALTER TABLE invitation ADD COLUMN proposal_id TEXT;
CREATE UNIQUE INDEX invitation_by_proposal ON invitation (proposal_id);

-- Why it does not come, for those who had a talk with it. NULL while it comes.
ALTER TABLE company ADD COLUMN message TEXT;
