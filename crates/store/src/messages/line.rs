//! A line of the outbox on its way: claimed, sent by whoever claimed it, ended. Any number of instances may do this.

use super::reach::read_reach;
use crate::row::{Found, Row, Words, words};
use crate::statement::{Statement, query};
use crate::{Error, Tx};
use domain::forum::TicketStatus;
use domain::ids::{PersonId, ReferenceId, StaffId, WorkshopId};
use domain::messages::{Channel, MessageKind, Occasion, Reach};
use domain::programme::{Invitation, MonthState};
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, Span, Zone};

/// After so many tries that failed somebody had better call: about ten minutes.
const N_ATTEMPTS_BEFORE_CALL: i64 = 8;

/// How long it is told that there is an answer, or a new référent, in seconds.
const NEWS_TOLD_S: i64 = 30 * 24 * 3600;

/// Which line: what it says, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub kind: MessageKind,
    pub reference: ReferenceId,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageOutcome {
    Sms,
    Email,
    /// Somebody has to call.
    Call,
    /// No longer true: it was never sent.
    Over,
    /// A reminder for someone who gets no messages.
    Unsent,
}

words! {
    MessageOutcome { Sms = "sms", Email = "email", Call = "call", Over = "over", Unsent = "unsent" }
}

/// What a message names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A slot: its kind, and what tells it from others of its kind.
    Slot { workshop: WorkshopId, label: String },
    /// A forum, by its name.
    Forum(String),
    /// A month, by its theme.
    Month(String),
    /// What waits in one's space and is never named: an answer to what one has asked about what is kept, a new référent.
    News,
    /// A meeting with somebody who follows the person; what it is about is never named.
    Meeting,
    /// A code to sign in with, which goes where it was asked for.
    Code(Channel),
}

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub matter: Matter,
    pub span: Span,
    pub zone: Zone,
    pub occasion: Occasion,
}

/// A line that is this caller's to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMessage {
    pub message: Message,
    /// Which try this is, from 1.
    pub n_attempts: u64,
    /// BCP 47 tag of the person.
    pub language: String,
    pub reach: Reach,
    /// `None` when what it was about is not there any more.
    pub about: Option<About>,
}

/// A line for which somebody has to call. `Debug` shows the ids only.
#[derive(Clone, PartialEq, Eq)]
pub struct ToCall {
    pub message: Message,
    pub person_id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub reach: Reach,
    pub about: Option<About>,
}

impl core::fmt::Debug for ToCall {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ToCall({}, {})", self.message.reference, self.person_id)
    }
}

impl Tx {
    /// Lines that are due and nobody's, codes before all else, the longest waiting first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_due_messages(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Message>, Error> {
        let statement = query(
            "SELECT kind, reference FROM outbox
             WHERE outcome IS NULL AND run_at <= $1 AND locked_until <= $1
             ORDER BY CASE WHEN kind = 'one-time-code' THEN 0 ELSE 1 END, run_at, created_at, kind, reference LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(now.as_ms()).bind(i64::from(limit))).await?;
        rows.iter().map(read_message).collect()
    }

    /// Makes a due line the caller's until `until`. `None` when it is somebody else's, ended or not due.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn claim_message(
        &mut self,
        message: &Message,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedMessage>, Error> {
        let statement = query(
            "UPDATE outbox SET n_attempts = n_attempts + 1, locked_until = $4
             WHERE kind = $1 AND reference = $2 AND outcome IS NULL AND run_at <= $3 AND locked_until <= $3
             RETURNING reference, person_id, n_attempts",
        );
        let statement = statement.bind(message.kind.as_word()).bind(message.reference.as_str());
        let Some(row) = self.fetch_optional(statement.bind(now.as_ms()).bind(until.as_ms())).await? else {
            return Ok(None);
        };
        let found = Found::new(&row, "outbox", "reference");
        let (person_id, n_attempts): (PersonId, u64) =
            (found.parsed("person_id")?, found.count("n_attempts")?);
        let statement = query("SELECT id, language, phone, email, told_by FROM person WHERE id = $1");
        let row = self.fetch_one(statement.bind(person_id.as_str())).await?;
        let found = Found::new(&row, "person", "id");
        let (language, reach) = (found.text("language")?, read_reach(&found)?);
        let about = self.find_about(message).await?;
        Ok(Some(ClaimedMessage { message: message.clone(), n_attempts, language, reach, about }))
    }

    /// What a line is about: the one place that knows what the references of each kind name.
    async fn find_about(&mut self, message: &Message) -> Result<Option<About>, Error> {
        match message.kind {
            MessageKind::PlaceOffered
            | MessageKind::SlotCancelled
            | MessageKind::BookedForYou
            | MessageKind::ReminderDayBefore
            | MessageKind::ReminderSoon => self.find_booking_told_of(&message.reference).await,
            MessageKind::ForumCancelled => self.find_ticket_told_of(&message.reference).await,
            MessageKind::MonthProposed => self.find_proposal_told_of(&message.reference).await,
            MessageKind::RightsAnswered => self.find_answer_told_of(&message.reference).await,
            MessageKind::NewReferent => self.find_assignment_told_of(&message.reference).await,
            MessageKind::MeetingFixed
            | MessageKind::MeetingMoved
            | MessageKind::MeetingCalledOff
            | MessageKind::MeetingReminder => self.find_meeting_told_of(&message.reference).await,
            MessageKind::OneTimeCode => self.find_code_told_of(&message.reference).await,
        }
    }

    async fn find_booking_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query(
            "SELECT b.id, b.status, b.offer_expires_at, s.workshop, s.label, s.starts_at, s.ends_at, s.zone
             FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.id = $1",
        );
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "booking", "id");
            let span = Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? };
            let occasion = Occasion {
                status: found.word("status")?,
                starts_at: span.from,
                offer_until: found.instant_or_none("offer_expires_at")?,
            };
            let matter = Matter::Slot { workshop: found.parsed("workshop")?, label: found.text("label")? };
            Ok(About { matter, span, zone: found.parsed("zone")?, occasion })
        };
        row.as_ref().map(read).transpose()
    }

    async fn find_ticket_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query(
            "SELECT t.id, t.status, f.name, f.zone, e.starts_at, e.ends_at FROM ticket t
             JOIN forum f ON f.id = t.forum_id
             JOIN forum_entry e ON e.forum_id = t.forum_id AND e.number = t.entry WHERE t.id = $1",
        );
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "ticket", "id");
            let span = Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? };
            let status = match found.word("status")? {
                TicketStatus::Held => BookingStatus::Booked,
                TicketStatus::GivenBack => BookingStatus::CancelledByMe,
                TicketStatus::Cancelled => BookingStatus::CancelledByService,
            };
            let occasion = Occasion { status, starts_at: span.from, offer_until: None };
            let matter = Matter::Forum(found.text("name")?);
            Ok(About { matter, span, zone: found.parsed("zone")?, occasion })
        };
        row.as_ref().map(read).transpose()
    }

    async fn find_proposal_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query(
            "SELECT m.id, m.theme, m.state, m.zone, m.starts_at, m.ends_at, i.status,
                    (SELECT COUNT(*) FROM booking b JOIN slot s ON s.id = b.slot_id
                     WHERE b.person_id = i.person_id AND s.month_id = m.id AND s.company_id IS NULL
                       AND b.status IN ('booked', 'waiting', 'offered')) AS n_days
             FROM invitation i JOIN month m ON m.id = i.month_id WHERE i.proposal_id = $1",
        );
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "month", "id");
            let span = Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? };
            let status = match (found.word("state")?, found.word("status")?) {
                (MonthState::Cancelled | MonthState::Draft, _) => BookingStatus::CancelledByService,
                (MonthState::Published, Invitation::Declined) => BookingStatus::CancelledByMe,
                (MonthState::Published, _) if found.count("n_days")? > 0 => BookingStatus::Booked,
                (MonthState::Published, Invitation::Asked) => BookingStatus::Waiting,
                (MonthState::Published, Invitation::Proposed) => BookingStatus::Offered,
            };
            let occasion = Occasion { status, starts_at: span.from, offer_until: None };
            let matter = Matter::Month(found.text("theme")?);
            Ok(About { matter, span, zone: found.parsed("zone")?, occasion })
        };
        row.as_ref().map(read).transpose()
    }

    async fn find_answer_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query(
            "SELECT id, answered_at, erase_at, withdrawn_at FROM rights_request
             WHERE id = $1 AND answered_at IS NOT NULL",
        );
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "rights_request", "id");
            let is_withdrawn = found.instant_or_none("withdrawn_at")?.is_some();
            let until = found.instant("answered_at")?.plus_s(NEWS_TOLD_S);
            let until = found.instant_or_none("erase_at")?.unwrap_or(until);
            let status = if is_withdrawn { BookingStatus::CancelledByMe } else { BookingStatus::Offered };
            let occasion = Occasion { status, starts_at: until, offer_until: None };
            Ok(news(occasion))
        };
        row.as_ref().map(read).transpose()
    }

    async fn find_assignment_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query(
            "SELECT c.id, c.at, (SELECT COUNT(*) FROM referent_change later
                                 WHERE later.person_id = c.person_id AND later.n > c.n) AS n_later
             FROM referent_change c WHERE c.id = $1",
        );
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "referent_change", "id");
            let is_last = found.count("n_later")? == 0;
            let status = if is_last { BookingStatus::Offered } else { BookingStatus::CancelledByService };
            let starts_at = found.instant("at")?.plus_s(NEWS_TOLD_S);
            Ok(news(Occasion { status, starts_at, offer_until: None }))
        };
        row.as_ref().map(read).transpose()
    }

    async fn find_code_told_of(&mut self, reference: &ReferenceId) -> Result<Option<About>, Error> {
        let statement = query("SELECT id, person_id, channel, ends_at FROM one_time_code WHERE id = $1");
        let row = self.fetch_optional(statement.bind(reference.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "one_time_code", "id");
            let is_owned = found.text_or_none("person_id")?.is_some();
            let status = if is_owned { BookingStatus::Offered } else { BookingStatus::CancelledByMe };
            let until = found.instant("ends_at")?;
            let occasion = Occasion { status, starts_at: until, offer_until: None };
            let (span, zone) = (Span { from: until, to: until }, Zone::Paris);
            Ok(About { matter: Matter::Code(found.word("channel")?), span, zone, occasion })
        };
        row.as_ref().map(read).transpose()
    }

    /// Ends try number `n_attempts` for good. `false` when it is not the current one: another has begun since.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_message(
        &mut self,
        message: &Message,
        n_attempts: u64,
        outcome: MessageOutcome,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE outbox SET outcome = $4, ended_at = $5, locked_until = 0
             WHERE kind = $1 AND reference = $2 AND n_attempts = $3 AND outcome IS NULL",
        );
        let statement = of_try(statement, message, n_attempts);
        Ok(self.execute(statement.bind(outcome.as_word()).bind(now.as_ms())).await? == 1)
    }

    /// Gives try number `n_attempts` back; the line is due again at `run_at`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn retry_message(
        &mut self,
        message: &Message,
        n_attempts: u64,
        run_at: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE outbox SET run_at = $4, locked_until = 0
             WHERE kind = $1 AND reference = $2 AND n_attempts = $3 AND outcome IS NULL",
        );
        self.execute(of_try(statement, message, n_attempts).bind(run_at.as_ms())).await.map(|_| ())
    }

    /// Lines for which somebody has to call, and those that could not be sent for a while, oldest first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_messages_to_call(&mut self, limit: u32) -> Result<Vec<ToCall>, Error> {
        let statement = query(
            "SELECT o.kind, o.reference, p.id, p.first_name, p.last_name, p.phone, p.email, p.told_by
             FROM outbox o JOIN person p ON p.id = o.person_id
             WHERE o.outcome = 'call' OR (o.outcome IS NULL AND o.n_attempts >= $1)
             ORDER BY o.created_at, p.last_name_key, p.first_name_key, o.kind, o.reference LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(N_ATTEMPTS_BEFORE_CALL).bind(i64::from(limit))).await?;
        let mut to_call = Vec::with_capacity(rows.len());
        for row in &rows {
            let (message, found) = (read_message(row)?, Found::new(row, "person", "id"));
            to_call.push(ToCall {
                about: self.find_about(&message).await?,
                message,
                person_id: found.parsed("id")?,
                first_name: found.text("first_name")?,
                last_name: found.text("last_name")?,
                reach: read_reach(&found)?,
            });
        }
        Ok(to_call)
    }

    /// Whom a line is for. `None` when there is no such line.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_message_person(&mut self, message: &Message) -> Result<Option<PersonId>, Error> {
        let statement = query("SELECT reference, person_id FROM outbox WHERE kind = $1 AND reference = $2");
        let statement = statement.bind(message.kind.as_word()).bind(message.reference.as_str());
        let row = self.fetch_optional(statement).await?;
        row.as_ref().map(|row| Found::new(row, "outbox", "reference").parsed("person_id")).transpose()
    }

    /// Notes that somebody has called. A line that was sent, or noted before, stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mark_called(
        &mut self,
        message: &Message,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE outbox SET outcome = 'called', called_by = $3, ended_at = $4
             WHERE kind = $1 AND reference = $2 AND (outcome = 'call' OR outcome IS NULL)",
        );
        let statement = statement.bind(message.kind.as_word()).bind(message.reference.as_str());
        self.execute(statement.bind(by.as_str()).bind(now.as_ms())).await.map(|_| ())
    }
}

/// Days are counted by the clock of France, as those for an answer are.
fn news(occasion: Occasion) -> About {
    let span = Span { from: occasion.starts_at, to: occasion.starts_at };
    About { matter: Matter::News, span, zone: Zone::Paris, occasion }
}

fn of_try(statement: Statement, message: &Message, n_attempts: u64) -> Statement {
    let statement = statement.bind(message.kind.as_word()).bind(message.reference.as_str());
    statement.bind(crate::row::as_bigint(n_attempts))
}

fn read_message(row: &Row) -> Result<Message, Error> {
    let found = Found::new(row, "outbox", "reference");
    Ok(Message { kind: found.word("kind")?, reference: found.parsed("reference")? })
}
