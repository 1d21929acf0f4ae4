//! Taking a ticket, changing its half-hour, giving it back.

use super::{Entry, Forum};
use crate::row::{Found, Row, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::forum::{TicketCode, TicketDigest, TicketRefusal, TicketStatus, ticket_refusal};
use domain::ids::{ForumId, PersonId, TicketId};
use domain::time::Timestamp;
use domain::workshops::SlotState;

/// A ticket of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub forum_id: ForumId,
    pub entry: u32,
    pub code: TicketCode,
    pub status: TicketStatus,
    pub arrived_at: Option<Timestamp>,
}

/// A ticket that may come to be.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Never used before.
    pub id: TicketId,
    /// Candidates: the first that nobody has at this forum becomes the code.
    pub codes: [TicketCode; 4],
}

/// What became of a wish about a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticketed {
    /// It is so now, or was so before.
    Done,
    Refused(TicketRefusal),
    /// No such forum or half-hour, or people may not see it.
    NoForum,
}

impl Tx {
    /// Takes a ticket for a half-hour. Someone who has one for another half-hour changes in one step: the old place is
    /// given back only when the new one is theirs.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such person, or none of the codes is free; [`Error::Unavailable`],
    /// [`Error::Inconsistent`].
    pub async fn take_ticket(
        &mut self,
        forum_id: &ForumId,
        entry: u32,
        person_id: &PersonId,
        new: &NewTicket,
        now: Timestamp,
    ) -> Result<Ticketed, Error> {
        let Some(forum) = self.open_forum(forum_id).await? else { return Ok(Ticketed::NoForum) };
        let entries = self.list_entries(forum_id).await?;
        let Some(wanted) = entries.iter().find(|one| one.number == entry) else {
            return Ok(Ticketed::NoForum);
        };
        let own = self.find_held(forum_id, person_id).await?;
        let is_own = own.as_ref().is_some_and(|own| own.entry == entry);
        let has_come = own.as_ref().is_some_and(|own| own.arrived_at.is_some());
        if let Err(refusal) = ticket_refusal(forum.state, &wanted.fact(), is_own, has_come, now) {
            return Ok(Ticketed::Refused(refusal));
        }
        if is_own {
            return Ok(Ticketed::Done);
        }
        if !self.count_in(&forum, wanted).await? {
            return Ok(Ticketed::Refused(TicketRefusal::Full));
        }
        match own {
            None => self.write_ticket(forum_id, entry, person_id, new, now).await?,
            Some(own) => {
                self.count_out(forum_id, own.entry).await?;
                let statement = query("UPDATE ticket SET entry = $2, changed_at = $3 WHERE id = $1");
                let statement = statement.bind(own.id.as_str()).bind(i64::from(entry)).bind(now.as_ms());
                self.execute(statement).await?;
            }
        }
        Ok(Ticketed::Done)
    }

    /// The one statement that counts a free place and takes it.
    async fn count_in(&mut self, forum: &Forum, entry: &Entry) -> Result<bool, Error> {
        let statement = query(
            "UPDATE forum_entry SET n_taken = n_taken + 1
             WHERE forum_id = $1 AND number = $2 AND n_taken < n_places - n_kept",
        );
        let statement = statement.bind(forum.id.as_str()).bind(i64::from(entry.number));
        Ok(self.execute(statement).await? == 1)
    }

    async fn count_out(&mut self, forum_id: &ForumId, entry: u32) -> Result<(), Error> {
        let statement =
            query("UPDATE forum_entry SET n_taken = n_taken - 1 WHERE forum_id = $1 AND number = $2");
        self.execute(statement.bind(forum_id.as_str()).bind(i64::from(entry))).await.map(|_| ())
    }

    async fn write_ticket(
        &mut self,
        forum_id: &ForumId,
        entry: u32,
        person_id: &PersonId,
        new: &NewTicket,
        now: Timestamp,
    ) -> Result<(), Error> {
        for code in &new.codes {
            // A code or digest that someone has is no error here: the next candidate is tried.
            let statement = query(
                "INSERT INTO ticket (id, forum_id, entry, person_id, code, digest, status, taken_at, changed_at)
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $8
                 WHERE NOT EXISTS (SELECT 1 FROM ticket WHERE forum_id = $2 AND (code = $5 OR digest = $6))",
            )
            .bind(new.id.as_str())
            .bind(forum_id.as_str())
            .bind(i64::from(entry))
            .bind(person_id.as_str())
            .bind(code.as_str())
            .bind(TicketDigest::of(forum_id, code).as_str())
            .bind(TicketStatus::Held.as_word())
            .bind(now.as_ms());
            if self.execute(statement).await? == 1 {
                return Ok(());
            }
        }
        Err(Error::Conflict { constraint: crate::Constraint::Race })
    }

    /// Gives a ticket back. None to give back is no error: it is as the person wants.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn give_ticket_back(
        &mut self,
        forum_id: &ForumId,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Ticketed, Error> {
        if self.open_forum(forum_id).await?.is_none() {
            return Ok(Ticketed::NoForum);
        }
        let Some(own) = self.find_held(forum_id, person_id).await? else { return Ok(Ticketed::Done) };
        if own.arrived_at.is_some() {
            return Ok(Ticketed::Refused(TicketRefusal::Used));
        }
        let statement = query("UPDATE ticket SET status = $2, changed_at = $3 WHERE id = $1");
        let statement = statement.bind(own.id.as_str()).bind(TicketStatus::GivenBack.as_word());
        self.execute(statement.bind(now.as_ms())).await?;
        self.count_out(forum_id, own.entry).await?;
        Ok(Ticketed::Done)
    }

    /// The latest ticket of a person for each forum that ends after an instant, whatever became of it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_tickets(
        &mut self,
        person_id: &PersonId,
        after: Timestamp,
    ) -> Result<Vec<Ticket>, Error> {
        let statement = query(
            "SELECT t.id, t.forum_id, t.entry, t.code, t.status, t.arrived_at
             FROM ticket t JOIN forum f ON f.id = t.forum_id
             WHERE t.person_id = $1 AND f.ends_at > $2
             ORDER BY CASE WHEN t.status = 'held' THEN 0 ELSE 1 END, t.changed_at DESC, t.id",
        );
        let statement = statement.bind(person_id.as_str()).bind(after.as_ms());
        let mut tickets: Vec<Ticket> = Vec::new();
        for row in &self.fetch_all(statement).await? {
            let ticket = read_ticket(row)?;
            if tickets.iter().all(|known| known.forum_id != ticket.forum_id) {
                tickets.push(ticket);
            }
        }
        Ok(tickets)
    }

    /// The forum, locked, when people may see it.
    async fn open_forum(&mut self, id: &ForumId) -> Result<Option<Forum>, Error> {
        Ok(self.lock_forum(id).await?.filter(|forum| forum.state != SlotState::Draft))
    }

    /// The ticket that a person has for a locked forum. A scan may come between: the row is locked too.
    async fn find_held(&mut self, forum_id: &ForumId, person_id: &PersonId) -> Result<Option<Ticket>, Error> {
        let statement = query(
            "UPDATE ticket SET status = status WHERE forum_id = $1 AND person_id = $2 AND status = 'held'
             RETURNING id, forum_id, entry, code, status, arrived_at",
        );
        let row = self.fetch_optional(statement.bind(forum_id.as_str()).bind(person_id.as_str())).await?;
        row.as_ref().map(read_ticket).transpose()
    }
}

fn read_ticket(row: &Row) -> Result<Ticket, Error> {
    let found = Found::new(row, "ticket", "id");
    Ok(Ticket {
        id: found.parsed("id")?,
        forum_id: found.parsed("forum_id")?,
        entry: found.small("entry")?,
        code: found.parsed("code")?,
        status: found.word("status")?,
        arrived_at: found.instant_or_none("arrived_at")?,
    })
}
