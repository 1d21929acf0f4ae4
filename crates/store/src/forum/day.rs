//! Forums, as staff make them.

use crate::row::{Found, Row, Words, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::forum::{EntryFact, ForumDay, TicketStatus, entries, n_kept};
use domain::ids::{ForumId, StaffId, VenueId};
use domain::messages::MessageKind;
use domain::time::Timestamp;
use domain::workshops::{SlotState, Span, Zone};

/// A forum without its half-hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    pub id: ForumId,
    pub name: String,
    pub venue: VenueId,
    pub zone: Zone,
    pub span: Span,
    pub slot_min: u16,
    pub kept_percent: u8,
    pub state: SlotState,
    /// What those who had a ticket are told of a cancelled forum.
    pub message: Option<String>,
    pub version: u64,
}

/// One of its half-hours, with what is taken of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the day, from 0.
    pub number: u32,
    pub span: Span,
    pub n_places: u32,
    pub n_kept: u32,
    /// Tickets that are held.
    pub n_taken: u32,
}

/// What staff may set of a forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumChange {
    pub name: String,
    pub venue: VenueId,
    pub zone: Zone,
    pub day: ForumDay,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForumChanged {
    Done,
    NoForum,
    /// Changed since that version was read.
    Stale,
    /// People count on it: of a published forum only its name and places change, of a cancelled one nothing.
    Fixed,
    /// Of a half-hour more tickets are held than there would be. Nobody loses theirs.
    BelowTaken,
    /// It has begun.
    Begun,
}

impl Entry {
    /// What the rules need to know of it.
    pub fn fact(&self) -> EntryFact {
        let n_free = self.n_places.saturating_sub(self.n_kept).saturating_sub(self.n_taken);
        EntryFact { number: self.number, span: self.span, n_free }
    }
}

impl Tx {
    /// Keeps a new forum as a draft.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is taken or there is no such member of staff.
    pub async fn insert_forum(
        &mut self,
        id: &ForumId,
        change: &ForumChange,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO forum (id, name, venue, zone, starts_at, ends_at, slot_min, kept_percent, state, message,
                                version, made_by, made_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', NULL, 1, $9, $10, $10)",
        )
        .bind(id.as_str())
        .bind(change.name.as_str())
        .bind(change.venue.as_str())
        .bind(change.zone.as_str())
        .bind(change.day.span.from.as_ms())
        .bind(change.day.span.to.as_ms())
        .bind(i64::from(change.day.slot_min))
        .bind(i64::from(change.day.kept_percent))
        .bind(by.as_str())
        .bind(now.as_ms());
        self.execute(statement).await?;
        self.write_entries(id, &change.day).await
    }

    async fn write_entries(&mut self, id: &ForumId, day: &ForumDay) -> Result<(), Error> {
        self.execute(query("DELETE FROM forum_entry WHERE forum_id = $1").bind(id.as_str())).await?;
        for (number, span) in (0i64..).zip(entries(day)) {
            let statement = query(
                "INSERT INTO forum_entry (forum_id, number, starts_at, ends_at, n_places, n_kept, n_taken)
                 VALUES ($1, $2, $3, $4, $5, $6, 0)",
            );
            let statement = statement.bind(id.as_str()).bind(number);
            let statement = statement.bind(span.from.as_ms()).bind(span.to.as_ms());
            let n_kept = n_kept(day.n_places, day.kept_percent);
            self.execute(statement.bind(i64::from(day.n_places)).bind(i64::from(n_kept))).await?;
        }
        Ok(())
    }

    /// Gives every half-hour of a locked forum other places. `false`, and nothing is changed, when one of them holds more
    /// tickets than that.
    async fn resize_entries(&mut self, id: &ForumId, day: &ForumDay) -> Result<bool, Error> {
        let n_kept = n_kept(day.n_places, day.kept_percent);
        let n_tickets = day.n_places.saturating_sub(n_kept);
        if self.list_entries(id).await?.iter().any(|entry| entry.n_taken > n_tickets) {
            return Ok(false);
        }
        let statement = query("UPDATE forum_entry SET n_places = $2, n_kept = $3 WHERE forum_id = $1");
        let statement = statement.bind(id.as_str()).bind(i64::from(day.n_places));
        self.execute(statement.bind(i64::from(n_kept))).await?;
        Ok(true)
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_forum(&mut self, id: &ForumId) -> Result<Option<Forum>, Error> {
        let statement = query(concat!("SELECT ", columns!(), " FROM forum WHERE id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_forum).transpose()
    }

    /// The forums that end after an instant, whatever their state, by start.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_forums(&mut self, after: Timestamp) -> Result<Vec<Forum>, Error> {
        let statement =
            query(concat!("SELECT ", columns!(), " FROM forum WHERE ends_at > $1 ORDER BY starts_at, id"));
        self.fetch_all(statement.bind(after.as_ms())).await?.iter().map(read_forum).collect()
    }

    /// The half-hours of a forum, in order.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_entries(&mut self, id: &ForumId) -> Result<Vec<Entry>, Error> {
        let statement = query(
            "SELECT forum_id, number, starts_at, ends_at, n_places, n_kept, n_taken FROM forum_entry
             WHERE forum_id = $1 ORDER BY number",
        );
        self.fetch_all(statement.bind(id.as_str())).await?.iter().map(read_entry).collect()
    }

    /// The forum as it is now; nobody else changes it or who has a ticket until this transaction ends.
    pub(super) async fn lock_forum(&mut self, id: &ForumId) -> Result<Option<Forum>, Error> {
        // As for slots: an update that changes nothing locks the row on both engines.
        let statement =
            query(concat!("UPDATE forum SET version = version WHERE id = $1 RETURNING ", columns!()));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_forum).transpose()
    }

    /// Changes a forum that is still at `version`: all of a draft; the name and the places of what is published.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn change_forum(
        &mut self,
        id: &ForumId,
        version: u64,
        change: &ForumChange,
        now: Timestamp,
    ) -> Result<ForumChanged, Error> {
        let Some(forum) = self.lock_forum(id).await? else { return Ok(ForumChanged::NoForum) };
        if forum.version != version {
            return Ok(ForumChanged::Stale);
        }
        let is_moved = (&forum.venue, forum.span, forum.slot_min)
            != (&change.venue, change.day.span, change.day.slot_min);
        match forum.state {
            SlotState::Cancelled => return Ok(ForumChanged::Fixed),
            SlotState::Published if is_moved => return Ok(ForumChanged::Fixed),
            SlotState::Published if forum.span.from <= now => return Ok(ForumChanged::Begun),
            SlotState::Published if !self.resize_entries(id, &change.day).await? => {
                return Ok(ForumChanged::BelowTaken);
            }
            SlotState::Published => {}
            SlotState::Draft => self.write_entries(id, &change.day).await?,
        }
        let statement = query(
            "UPDATE forum SET name = $2, venue = $3, zone = $4, starts_at = $5, ends_at = $6, slot_min = $7,
                              kept_percent = $8, version = $9, changed_at = $10
             WHERE id = $1",
        )
        .bind(id.as_str())
        .bind(change.name.as_str())
        .bind(change.venue.as_str())
        .bind(change.zone.as_str())
        .bind(change.day.span.from.as_ms())
        .bind(change.day.span.to.as_ms())
        .bind(i64::from(change.day.slot_min))
        .bind(i64::from(change.day.kept_percent))
        .bind(as_bigint(version + 1))
        .bind(now.as_ms());
        self.execute(statement).await?;
        Ok(ForumChanged::Done)
    }

    /// Lets people see a draft. What is published already stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn publish_forum(&mut self, id: &ForumId, now: Timestamp) -> Result<ForumChanged, Error> {
        let Some(forum) = self.lock_forum(id).await? else { return Ok(ForumChanged::NoForum) };
        match forum.state {
            SlotState::Published => return Ok(ForumChanged::Done),
            SlotState::Cancelled => return Ok(ForumChanged::Fixed),
            SlotState::Draft if forum.span.from <= now => return Ok(ForumChanged::Begun),
            SlotState::Draft => {}
        }
        let statement = query(
            "UPDATE forum SET state = 'published', version = version + 1, changed_at = $2 WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        Ok(ForumChanged::Done)
    }

    /// Cancels a forum and tells all who have a ticket. One that is cancelled already keeps its message.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn cancel_forum(
        &mut self,
        id: &ForumId,
        message: &str,
        now: Timestamp,
    ) -> Result<ForumChanged, Error> {
        let Some(forum) = self.lock_forum(id).await? else { return Ok(ForumChanged::NoForum) };
        if forum.state == SlotState::Cancelled {
            return Ok(ForumChanged::Done);
        }
        if forum.state == SlotState::Published && forum.span.from <= now {
            return Ok(ForumChanged::Begun);
        }
        let statement = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at)
             SELECT person_id, $2, id, $3 FROM ticket WHERE forum_id = $1 AND status = 'held'",
        );
        let statement = statement.bind(id.as_str()).bind(MessageKind::ForumCancelled.as_word());
        self.execute(statement.bind(now.as_ms())).await?;
        let statement =
            query("UPDATE ticket SET status = $2, changed_at = $3 WHERE forum_id = $1 AND status = 'held'");
        let statement = statement.bind(id.as_str()).bind(TicketStatus::Cancelled.as_word());
        self.execute(statement.bind(now.as_ms())).await?;
        self.execute(query("UPDATE forum_entry SET n_taken = 0 WHERE forum_id = $1").bind(id.as_str()))
            .await?;
        let statement = query(
            "UPDATE forum SET state = 'cancelled', message = $2, version = version + 1, changed_at = $3
             WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(message).bind(now.as_ms())).await?;
        Ok(ForumChanged::Done)
    }
}

macro_rules! columns {
    () => {
        "id, name, venue, zone, starts_at, ends_at, slot_min, kept_percent, state, message, version"
    };
}
use columns;

fn read_forum(row: &Row) -> Result<Forum, Error> {
    let found = Found::new(row, "forum", "id");
    Ok(Forum {
        id: found.parsed("id")?,
        name: found.text("name")?,
        venue: found.parsed("venue")?,
        zone: found.parsed("zone")?,
        span: Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? },
        slot_min: u16::try_from(found.int("slot_min")?).map_err(|_| found.inconsistent("slot_min"))?,
        kept_percent: u8::try_from(found.int("kept_percent")?)
            .map_err(|_| found.inconsistent("kept_percent"))?,
        state: found.word("state")?,
        message: found.text_or_none("message")?,
        version: found.count("version")?,
    })
}

fn read_entry(row: &Row) -> Result<Entry, Error> {
    let found = Found::new(row, "forum_entry", "forum_id");
    Ok(Entry {
        number: found.small("number")?,
        span: Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? },
        n_places: found.small("n_places")?,
        n_kept: found.small("n_kept")?,
        n_taken: found.small("n_taken")?,
    })
}
