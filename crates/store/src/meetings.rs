//! Meetings with a person, and what each is known by when people are told of it.

use crate::messages::{About, Matter};
use crate::row::{Found, Row, Words, as_bigint};
use crate::statement::{Statement, query};
use crate::{Error, Tx};
use domain::ids::{MeetingId, PersonId, ReferenceId, StaffId};
use domain::meetings::{MeetingPlace, MeetingPlan, MeetingStanding};
use domain::messages::{MessageKind, Occasion};
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, Span, Zone};

/// A meeting. `Debug` shows the id only: it is written about someone.
#[derive(Clone, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub person_id: PersonId,
    /// Whom one meets: who fixed it, or who moved it last.
    pub staff_id: StaffId,
    pub plan: MeetingPlan,
    /// 1, then one more each time it is moved or called off.
    pub version: u64,
    pub fixed_at: Timestamp,
    pub changed_at: Timestamp,
    pub cannot_come_at: Option<Timestamp>,
    pub called_off: Option<CalledOff>,
}

/// That a meeting does not take place.
#[derive(Clone, PartialEq, Eq)]
pub struct CalledOff {
    pub at: Timestamp,
    /// Why, for the person to read.
    pub words: Option<String>,
}

impl core::fmt::Debug for Meeting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Meeting({}, version {})", self.id, self.version)
    }
}

impl core::fmt::Debug for CalledOff {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CalledOff({})", self.at.as_ms())
    }
}

impl Meeting {
    pub const fn standing(&self) -> MeetingStanding {
        MeetingStanding {
            starts_at: self.plan.starts_at,
            ends_at: self.plan.ends_at(),
            cannot_come: self.cannot_come_at.is_some(),
            is_called_off: self.called_off.is_some(),
        }
    }
}

/// What messages about a meeting as it is in this version refer to.
fn reference(id: &MeetingId, version: u64) -> String {
    format!("{id}-{version}")
}

fn read_reference(reference: &ReferenceId) -> Option<(MeetingId, u64)> {
    let (id, version) = reference.as_str().rsplit_once('-')?;
    Some((MeetingId::new(id).ok()?, version.parse().ok()?))
}

impl Tx {
    /// Keeps a new meeting, and tells the person.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person or the member of staff does not exist, or the id is in use.
    pub async fn fix_meeting(&mut self, meeting: &Meeting) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO meeting (id, staff_id, starts_at, ends_at, place, place_words, about, version, fixed_at, changed_at,
                                  person_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8, $9)",
        );
        let statement = of_plan(statement, &meeting.id, &meeting.staff_id, &meeting.plan);
        let statement = statement.bind(meeting.fixed_at.as_ms()).bind(meeting.person_id.as_str());
        self.execute(statement).await?;
        self.tell_of(meeting, 1, MessageKind::MeetingFixed, meeting.fixed_at).await
    }

    async fn tell_of(
        &mut self,
        meeting: &Meeting,
        version: u64,
        kind: MessageKind,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.tell(&meeting.person_id, kind, &reference(&meeting.id, version), now).await?;
        self.recount_attention(&meeting.person_id).await
    }

    /// Gives a meeting that is not called off another plan, with `staff_id`, and tells the person: what they said of the one
    /// before is over. `false` when it was changed since `version`.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such member of staff.
    pub async fn move_meeting(
        &mut self,
        meeting: &Meeting,
        staff_id: &StaffId,
        plan: &MeetingPlan,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE meeting SET staff_id = $2, starts_at = $3, ends_at = $4, place = $5, place_words = $6, about = $7,
                    version = version + 1, changed_at = $8, cannot_come_at = NULL
             WHERE id = $1 AND version = $9 AND called_off_at IS NULL",
        );
        let statement = of_plan(statement, &meeting.id, staff_id, plan).bind(now.as_ms());
        let is_moved = self.execute(statement.bind(as_bigint(meeting.version))).await? == 1;
        if is_moved {
            self.tell_of(meeting, meeting.version + 1, MessageKind::MeetingMoved, now).await?;
        }
        Ok(is_moved)
    }

    /// Calls a meeting off, and tells the person. `false` when it was changed since its version.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn call_meeting_off(
        &mut self,
        meeting: &Meeting,
        words: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE meeting SET version = version + 1, changed_at = $3, called_off_at = $3, called_off_words = $4
             WHERE id = $1 AND version = $2 AND called_off_at IS NULL",
        );
        let statement = statement.bind(meeting.id.as_str()).bind(as_bigint(meeting.version));
        let is_off = self.execute(statement.bind(now.as_ms()).bind(words)).await? == 1;
        if is_off {
            self.tell_of(meeting, meeting.version + 1, MessageKind::MeetingCalledOff, now).await?;
        }
        Ok(is_off)
    }

    /// Notes what the person says of a meeting: that they cannot come, or that they can after all. `false` when it was changed since
    /// its version. The same said twice is said once.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn answer_meeting(
        &mut self,
        meeting: &Meeting,
        can_come: bool,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE meeting SET cannot_come_at = CASE WHEN $4 = 1 THEN NULL ELSE COALESCE(cannot_come_at, $3) END
             WHERE id = $1 AND version = $2 AND called_off_at IS NULL",
        );
        let statement = statement.bind(meeting.id.as_str()).bind(as_bigint(meeting.version));
        let is_noted = self.execute(statement.bind(now.as_ms()).bind(i64::from(can_come))).await? == 1;
        if is_noted {
            self.hear_from(&meeting.person_id, now).await?;
        }
        Ok(is_noted)
    }

    /// One meeting, whoever has it: whether the caller may know of it is for the caller to check.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_meeting(&mut self, id: &MeetingId) -> Result<Option<Meeting>, Error> {
        let statement = query(concat!(select!(), "WHERE id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_meeting).transpose()
    }

    /// What a message is about. One of an earlier version is about what is not so any more, and so is one that expects somebody who
    /// cannot come.
    pub(crate) async fn find_meeting_told_of(
        &mut self,
        reference: &ReferenceId,
    ) -> Result<Option<About>, Error> {
        let Some((id, version)) = read_reference(reference) else { return Ok(None) };
        let Some(meeting) = self.find_meeting(&id).await? else { return Ok(None) };
        let status = match &meeting.called_off {
            _ if meeting.version != version => BookingStatus::Expired,
            Some(_) => BookingStatus::CancelledByService,
            None if meeting.cannot_come_at.is_some() => BookingStatus::CancelledByMe,
            None => BookingStatus::Booked,
        };
        let span = Span { from: meeting.plan.starts_at, to: meeting.plan.ends_at() };
        let occasion = Occasion { status, starts_at: span.from, offer_until: None };
        // Days and hours at the desk are those of France.
        Ok(Some(About { matter: Matter::Meeting, span, zone: Zone::Paris, occasion }))
    }

    /// Meetings of a person that are still shown at `now`, by start ([`MeetingStanding::is_shown`]).
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_meetings(
        &mut self,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Vec<Meeting>, Error> {
        let statement = query(concat!(
            select!(),
            "WHERE person_id = $1 AND (ends_at > $2 OR (cannot_come_at IS NOT NULL AND called_off_at IS NULL))
             ORDER BY starts_at, id"
        ));
        let statement = statement.bind(person_id.as_str()).bind(now.as_ms());
        self.fetch_all(statement).await?.iter().map(read_meeting).collect()
    }

    /// When the last meeting was that is over, of those that nobody said would not be.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_last_meeting(
        &mut self,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        let statement = query(
            "SELECT MAX(starts_at) AS at FROM meeting
             WHERE person_id = $1 AND ends_at <= $2 AND cannot_come_at IS NULL AND called_off_at IS NULL",
        );
        let row = self.fetch_one(statement.bind(person_id.as_str()).bind(now.as_ms())).await?;
        Found::new(&row, "meeting", "id").instant_or_none("at")
    }

    /// Meetings that start after `from` and until `to`, at which the person is expected, and of which they have no reminder yet.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_meetings_to_remind_of(
        &mut self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Meeting>, Error> {
        let statement = query(concat!(
            select!(),
            "WHERE starts_at > $1 AND starts_at <= $2 AND cannot_come_at IS NULL AND called_off_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM outbox o
                               WHERE o.kind = $3 AND o.reference = meeting.id || '-' || meeting.version)
             ORDER BY starts_at, id"
        ));
        let statement = statement.bind(from.as_ms()).bind(to.as_ms());
        let rows = self.fetch_all(statement.bind(MessageKind::MeetingReminder.as_word())).await?;
        rows.iter().map(read_meeting).collect()
    }

    /// Writes the reminder of a meeting as it is now. `false` when it is there already.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remind_of_meeting(&mut self, meeting: &Meeting, now: Timestamp) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (kind, reference) DO NOTHING",
        );
        let statement = statement.bind(meeting.person_id.as_str());
        let statement = statement.bind(MessageKind::MeetingReminder.as_word());
        let statement = statement.bind(reference(&meeting.id, meeting.version));
        Ok(self.execute(statement.bind(now.as_ms())).await? == 1)
    }
}

/// `$1` to `$7`: id, with whom, start, end, place, its words, what it is about.
fn of_plan(statement: Statement, id: &MeetingId, staff_id: &StaffId, plan: &MeetingPlan) -> Statement {
    let (place, words) = match &plan.place {
        MeetingPlace::Office => ("office", None),
        MeetingPlace::Phone => ("phone", None),
        MeetingPlace::Elsewhere(words) => ("elsewhere", Some(words.as_str())),
    };
    let statement = statement.bind(id.as_str()).bind(staff_id.as_str());
    let statement = statement.bind(plan.starts_at.as_ms()).bind(plan.ends_at().as_ms());
    statement.bind(place).bind(words).bind(plan.about.as_deref())
}

macro_rules! select {
    () => {
        "SELECT id, person_id, staff_id, starts_at, ends_at, place, place_words, about, version, fixed_at, changed_at,
                cannot_come_at, called_off_at, called_off_words
         FROM meeting "
    };
}
use select;

fn read_meeting(row: &Row) -> Result<Meeting, Error> {
    let found = Found::new(row, "meeting", "id");
    let (starts_at, ends_at) = (found.instant("starts_at")?, found.instant("ends_at")?);
    let length_min = (ends_at.as_ms() - starts_at.as_ms()) / 60_000;
    let place = match found.text("place")?.as_str() {
        "office" => MeetingPlace::Office,
        "phone" => MeetingPlace::Phone,
        "elsewhere" => MeetingPlace::Elsewhere(found.text("place_words")?),
        _ => return Err(found.inconsistent("place")),
    };
    let called_off = match found.instant_or_none("called_off_at")? {
        Some(at) => Some(CalledOff { at, words: found.text_or_none("called_off_words")? }),
        None => None,
    };
    Ok(Meeting {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        staff_id: found.parsed("staff_id")?,
        plan: MeetingPlan {
            starts_at,
            length_min: u32::try_from(length_min).map_err(|_| found.inconsistent("ends_at"))?,
            place,
            about: found.text_or_none("about")?,
        },
        version: found.count("version")?,
        fixed_at: found.instant("fixed_at")?,
        changed_at: found.instant("changed_at")?,
        cannot_come_at: found.instant_or_none("cannot_come_at")?,
        called_off,
    })
}
