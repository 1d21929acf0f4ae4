//! The door: which tickets there are, who has come in, and scans that come in any order and any number of times.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::forum::{Arrival, TicketDigest, WalkIn};
use domain::ids::{DoorId, ForumId, WalkInId};
use domain::time::Timestamp;

/// A ticket as a door knows it: nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorTicket {
    pub digest: TicketDigest,
    pub entry: u32,
    /// The earliest scan that the server has heard of.
    pub arrival: Option<Arrival>,
}

/// How many of something one half-hour has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryCount {
    pub entry: u32,
    pub n: u32,
}

impl Tx {
    /// Every ticket that is held, by digest.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_door_tickets(&mut self, forum_id: &ForumId) -> Result<Vec<DoorTicket>, Error> {
        let statement = query(concat!(door_tickets!(), " ORDER BY digest"));
        self.fetch_all(statement.bind(forum_id.as_str())).await?.iter().map(read_door_ticket).collect()
    }

    /// The tickets of whose coming the server has heard since an instant, by digest.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_arrivals(
        &mut self,
        forum_id: &ForumId,
        since: Timestamp,
    ) -> Result<Vec<DoorTicket>, Error> {
        let statement = query(concat!(door_tickets!(), " AND heard_at >= $2 ORDER BY digest"));
        let statement = statement.bind(forum_id.as_str()).bind(since.as_ms());
        self.fetch_all(statement).await?.iter().map(read_door_ticket).collect()
    }

    /// Notes a scan; an earlier one stays. A ticket that is not held any more, or never was, keeps nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn record_scan(
        &mut self,
        forum_id: &ForumId,
        ticket: &TicketDigest,
        scan: &Arrival,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE ticket SET arrived_at = $3, arrived_door = $4, heard_at = $5
             WHERE forum_id = $1 AND digest = $2 AND status = 'held'
               AND (arrived_at IS NULL OR arrived_at > $3 OR (arrived_at = $3 AND arrived_door > $4))",
        );
        let statement = statement.bind(forum_id.as_str()).bind(ticket.as_str());
        let statement = statement.bind(scan.at.as_ms()).bind(scan.door.as_str()).bind(now.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// Counts someone without a ticket, once. A half-hour that the forum does not have counts nobody.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn record_walk_in(
        &mut self,
        forum_id: &ForumId,
        id: &WalkInId,
        one: &WalkIn,
        door: &DoorId,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO walk_in (id, forum_id, entry, at, door)
             SELECT $1, forum_id, number, $4, $5 FROM forum_entry WHERE forum_id = $2 AND number = $3
             ON CONFLICT DO NOTHING",
        );
        let statement = statement.bind(id.as_str()).bind(forum_id.as_str()).bind(i64::from(one.entry));
        self.execute(statement.bind(one.at.as_ms()).bind(door.as_str())).await.map(|_| ())
    }

    /// How many came in without a ticket, of each half-hour that has any.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn count_walk_ins(&mut self, forum_id: &ForumId) -> Result<Vec<EntryCount>, Error> {
        let statement = query(
            "SELECT forum_id, entry, COUNT(*) AS n FROM walk_in WHERE forum_id = $1
             GROUP BY forum_id, entry ORDER BY entry",
        );
        self.fetch_all(statement.bind(forum_id.as_str())).await?.iter().map(read_count).collect()
    }

    /// How many tickets have come in, of each half-hour that has any.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn count_arrivals(&mut self, forum_id: &ForumId) -> Result<Vec<EntryCount>, Error> {
        let statement = query(
            "SELECT forum_id, entry, COUNT(*) AS n FROM ticket
             WHERE forum_id = $1 AND status = 'held' AND arrived_at IS NOT NULL
             GROUP BY forum_id, entry ORDER BY entry",
        );
        self.fetch_all(statement.bind(forum_id.as_str())).await?.iter().map(read_count).collect()
    }
}

macro_rules! door_tickets {
    () => {
        "SELECT forum_id, digest, entry, arrived_at, arrived_door FROM ticket
         WHERE forum_id = $1 AND status = 'held'"
    };
}
use door_tickets;

fn read_door_ticket(row: &Row) -> Result<DoorTicket, Error> {
    let found = Found::new(row, "ticket", "forum_id");
    let arrived_at = found.instant_or_none("arrived_at")?;
    let door: Option<DoorId> = found.parsed_or_none("arrived_door")?;
    Ok(DoorTicket {
        digest: found.parsed("digest")?,
        entry: found.small("entry")?,
        arrival: arrived_at.zip(door).map(|(at, door)| Arrival { at, door }),
    })
}

fn read_count(row: &Row) -> Result<EntryCount, Error> {
    let found = Found::new(row, "forum_entry", "forum_id");
    Ok(EntryCount { entry: found.small("entry")?, n: found.small("n")? })
}
