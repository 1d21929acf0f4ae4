//! Who follows whom: people whom nobody follows, and giving people to a référent.
//!
//! **Invariant:** who follows a person changes in one statement, which finds the person as they were expected to be; everything that
//! goes with it finds them by the act (`person.assigned_in`) in the same transaction, whether it is one person or thousands.

use crate::name_key::name_key;
use crate::row::{Found, Row, Words};
use crate::statement::{Statement, query};
use crate::under_way::end_under_way;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId};
use domain::messages::MessageKind;
use domain::time::Timestamp;

/// Who may be given people, and how many they follow. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: StaffId,
    pub name: String,
    pub place: String,
    pub n_clients: u64,
}

impl core::fmt::Debug for Colleague {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Colleague({})", self.id)
    }
}

/// Someone whom nobody follows. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Unassigned {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub since: Timestamp,
    /// Who followed them before, by name.
    pub former: Option<String>,
}

impl core::fmt::Debug for Unassigned {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Unassigned({})", self.id)
    }
}

/// A change of référent, by name. `Debug` shows when only.
#[derive(Clone, PartialEq, Eq)]
pub struct ReferentChange {
    pub at: Timestamp,
    pub from: Option<String>,
    pub to_id: Option<StaffId>,
    pub to: Option<String>,
}

impl core::fmt::Debug for ReferentChange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ReferentChange({:?})", self.at)
    }
}

/// One decision about who follows people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Names the act; with the id of a person, 64 characters at most.
    pub act: String,
    pub to: StaffId,
    pub by: StaffId,
    /// `operationId` of the interface, for the record that the person reads.
    pub operation: &'static str,
    pub at: Timestamp,
}

/// What became of an assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assigned {
    /// So many people have another référent.
    Done(u64),
    /// Somebody among them is followed by someone else than expected, or does not exist; whatever was written must be given up.
    Moved,
    /// Who was to have them is no référent with an open account.
    NoColleague,
}

/// `$1` act, `$2` to whom, `$3` when.
macro_rules! moves {
    ($whom:literal) => {
        concat!(
            "UPDATE person SET former_referent_id = COALESCE(referent_id, former_referent_id), referent_id = $2,
                               referent_since = $3, assigned_in = $1 WHERE ",
            $whom
        )
    };
}

/// `$1` beginning of a name, `$2 $3` to start after, `$4` limit, and what `$which` adds.
macro_rules! unassigned {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.first_name, p.last_name, p.referent_since, s.display_name AS former
             FROM person p LEFT JOIN staff s ON s.id = p.former_referent_id
             WHERE p.referent_id IS NULL AND ",
            $which,
            "(p.referent_since, p.id) > ($2, $3)
               AND (p.last_name_key || ' ' || p.first_name_key LIKE $1
                    OR p.first_name_key || ' ' || p.last_name_key LIKE $1)
             ORDER BY p.referent_since, p.id LIMIT $4"
        )
    };
}

impl Tx {
    /// The référents with an open account, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_colleagues(&mut self) -> Result<Vec<Colleague>, Error> {
        let statement = query(
            "SELECT s.id, s.display_name, s.place,
                    (SELECT COUNT(*) FROM person WHERE referent_id = s.id) AS n_clients
             FROM staff s WHERE s.role = 'referent' AND s.closed_at IS NULL ORDER BY s.display_name, s.id",
        );
        self.fetch_all(statement).await?.iter().map(read_colleague).collect()
    }

    /// Who followed people whom nobody follows now, by name, with how many there are.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_former_referents(&mut self) -> Result<Vec<Colleague>, Error> {
        let statement = query(
            "SELECT s.id, s.display_name, s.place, p.n AS n_clients
             FROM (SELECT former_referent_id AS id, COUNT(*) AS n FROM person
                   WHERE referent_id IS NULL AND former_referent_id IS NOT NULL GROUP BY former_referent_id) p
             JOIN staff s ON s.id = p.id ORDER BY s.display_name, s.id",
        );
        self.fetch_all(statement).await?.iter().map(read_colleague).collect()
    }

    /// People whom nobody follows, those who have waited longest first. `former`: only those whom they followed. `q`: as in
    /// [`Tx::list_clients`]. `after`: the last person of the page before; one who is followed by now gives the first page.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_unassigned(
        &mut self,
        q: &str,
        former: Option<&StaffId>,
        after: Option<&PersonId>,
        limit: u32,
    ) -> Result<Vec<Unassigned>, Error> {
        let (mut since, mut id) = (i64::MIN, String::new());
        if let Some(after) = after {
            let statement =
                query("SELECT id, referent_since FROM person WHERE id = $1 AND referent_id IS NULL");
            if let Some(row) = self.fetch_optional(statement.bind(after.as_str())).await? {
                let found = Found::new(&row, "person", "id");
                (since, id) = (found.int("referent_since")?, found.text("id")?);
            }
        }
        let beginning = format!("{}%", name_key(q));
        let statement = match former {
            None => query(unassigned!("")),
            Some(_) => query(unassigned!("p.former_referent_id = $5 AND ")),
        };
        let statement = statement.bind(beginning).bind(since).bind(id).bind(i64::from(limit));
        let statement = former.into_iter().fold(statement, |one, former| one.bind(former.as_str()));
        self.fetch_all(statement).await?.iter().map(read_unassigned).collect()
    }

    /// Each change of a person's référent, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_referent_changes(&mut self, id: &PersonId) -> Result<Vec<ReferentChange>, Error> {
        let statement = query(
            "SELECT c.id, c.at, c.to_id, f.display_name AS from_name, t.display_name AS to_name
             FROM referent_change c LEFT JOIN staff f ON f.id = c.from_id LEFT JOIN staff t ON t.id = c.to_id
             WHERE c.person_id = $1 ORDER BY c.n",
        );
        let read = |row| {
            let found = Found::new(row, "referent_change", "id");
            Ok(ReferentChange {
                at: found.instant("at")?,
                from: found.text_or_none("from_name")?,
                to_id: found.parsed_or_none("to_id")?,
                to: found.text_or_none("to_name")?,
            })
        };
        self.fetch_all(statement.bind(id.as_str())).await?.iter().map(read).collect()
    }

    /// Gives these people, whom `expected` follows, to another; `None`: whom nobody follows. All of them, or
    /// [`Assigned::Moved`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Conflict`].
    pub async fn assign(
        &mut self,
        people: &[PersonId],
        expected: Option<&StaffId>,
        assignment: &Assignment,
    ) -> Result<Assigned, Error> {
        if expected == Some(&assignment.to) || !self.lock_colleague(&assignment.to).await? {
            return Ok(Assigned::NoColleague);
        }
        // Always in the same order: of two who take the same people neither waits for the other for ever.
        let mut people: Vec<&PersonId> = people.iter().collect();
        people.sort();
        people.dedup();
        for id in &people {
            let statement = match expected {
                Some(_) => query(moves!("id = $4 AND referent_id = $5")),
                None => query(moves!("id = $4 AND referent_id IS NULL")),
            };
            let statement = moved_to(statement, assignment).bind(id.as_str());
            let statement = expected.into_iter().fold(statement, |one, expected| one.bind(expected.as_str()));
            if self.execute(statement).await? == 0 {
                return Ok(Assigned::Moved);
            }
        }
        self.follow_up_assignment(assignment).await?;
        Ok(Assigned::Done(people.len() as u64))
    }

    /// Gives everyone whom `from` follows, and everyone whom nobody has followed since them, to another.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Conflict`].
    pub async fn assign_all_of(
        &mut self,
        from: &StaffId,
        assignment: &Assignment,
    ) -> Result<Assigned, Error> {
        if *from == assignment.to || !self.lock_colleague(&assignment.to).await? {
            return Ok(Assigned::NoColleague);
        }
        let mut n_moved = 0;
        for statement in
            [moves!("referent_id = $4"), moves!("referent_id IS NULL AND former_referent_id = $4")]
        {
            let statement = moved_to(query(statement), assignment).bind(from.as_str());
            n_moved += self.execute(statement).await?;
        }
        self.follow_up_assignment(assignment).await?;
        Ok(Assigned::Done(n_moved))
    }

    /// Takes everyone from `from`, whose account is closed in the same transaction: nobody follows them for now. Nobody is told
    /// before there is someone.
    pub(crate) async fn unassign_all_of(
        &mut self,
        from: &StaffId,
        act: &str,
        by: &StaffId,
        operation: &'static str,
        at: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE person SET former_referent_id = referent_id, referent_id = NULL, referent_since = $2,
                               assigned_in = $1 WHERE referent_id = $3",
        );
        self.execute(statement.bind(act).bind(at.as_ms()).bind(from.as_str())).await?;
        self.note_assignment(act, by, operation, at).await
    }

    /// Whether people may be given to them. Until this ends their account stays as it is.
    async fn lock_colleague(&mut self, id: &StaffId) -> Result<bool, Error> {
        let statement =
            query("UPDATE staff SET role = role WHERE id = $1 AND role = 'referent' AND closed_at IS NULL");
        Ok(self.execute(statement.bind(id.as_str())).await? == 1)
    }

    /// What goes with it: the accompaniment that the former référent did is the new one's, and the person is told.
    async fn follow_up_assignment(&mut self, assignment: &Assignment) -> Result<(), Error> {
        let Assignment { act, to, by, operation, at } = assignment;
        let sides = query(
            "UPDATE follow_up SET staff_id = $2, since_at = $3
             WHERE person_id IN (SELECT id FROM person WHERE assigned_in = $1)
               AND staff_id = (SELECT former_referent_id FROM person WHERE id = person_id)",
        );
        self.execute(sides.bind(act).bind(to.as_str()).bind(at.as_ms())).await?;
        self.note_assignment(act, by, operation, *at).await?;
        let told = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at)
             SELECT id, $2, $1 || '-' || id, $3 FROM person WHERE assigned_in = $1 AND told_by IS NOT NULL",
        );
        let told = told.bind(act).bind(MessageKind::NewReferent.as_word()).bind(at.as_ms());
        self.execute(told).await.map(|_| ())
    }

    /// The history of each of them, the line in the record that each reads, and the end of looks that are under way.
    async fn note_assignment(
        &mut self,
        act: &str,
        by: &StaffId,
        operation: &'static str,
        at: Timestamp,
    ) -> Result<(), Error> {
        let history = query(
            "INSERT INTO referent_change (id, person_id, n, from_id, to_id, done_by, at)
             SELECT $1 || '-' || p.id, p.id,
                    (SELECT COALESCE(MAX(c.n), 0) + 1 FROM referent_change c WHERE c.person_id = p.id),
                    p.former_referent_id, p.referent_id, $2, $3
             FROM person p WHERE p.assigned_in = $1",
        );
        self.execute(history.bind(act).bind(by.as_str()).bind(at.as_ms())).await?;
        let record = query(
            "INSERT INTO access_log (id, person_id, staff_id, operation, object, at)
             SELECT $1 || '-' || id, id, $2, $3, NULL, $4 FROM person WHERE assigned_in = $1",
        );
        self.execute(record.bind(act).bind(by.as_str()).bind(operation).bind(at.as_ms())).await?;
        for end in [END_LOOKS, END_SITTINGS] {
            self.execute(query(end).bind(act).bind(at.as_ms())).await?;
        }
        Ok(())
    }
}

macro_rules! end_of_former {
    ($table:literal) => {
        end_under_way!(
            $table,
            "person_id IN (SELECT id FROM person WHERE assigned_in = $1)
               AND staff_id = (SELECT former_referent_id FROM person WHERE id = person_id)"
        )
    };
}

/// What whoever followed the people of an act has open of them.
const END_LOOKS: &str = end_of_former!("preview");
const END_SITTINGS: &str = end_of_former!("sitting");

fn moved_to(statement: Statement, assignment: &Assignment) -> Statement {
    statement.bind(&assignment.act).bind(assignment.to.as_str()).bind(assignment.at.as_ms())
}

fn read_colleague(row: &Row) -> Result<Colleague, Error> {
    let found = Found::new(row, "staff", "id");
    Ok(Colleague {
        id: found.parsed("id")?,
        name: found.text("display_name")?,
        place: found.text("place")?,
        n_clients: found.count("n_clients")?,
    })
}

fn read_unassigned(row: &Row) -> Result<Unassigned, Error> {
    let found = Found::new(row, "person", "id");
    Ok(Unassigned {
        id: found.parsed("id")?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
        since: found.instant("referent_since")?,
        former: found.text_or_none("former")?,
    })
}
