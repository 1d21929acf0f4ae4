//! Who has a place, for the list at the door, and who came.

use crate::row::{Found, Row, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::{Attendance, BookingStatus};

/// Someone who has a place. `Debug` shows the ids only.
#[derive(Clone, PartialEq, Eq)]
pub struct Attendee {
    pub booking_id: BookingId,
    pub person_id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// Booked, or what was noted since.
    pub status: BookingStatus,
    /// Of a preparation day: 1 for the first.
    pub group: Option<u64>,
    /// When it was noted, or booked.
    pub changed_at: Timestamp,
}

impl core::fmt::Debug for Attendee {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Attendee({}, {})", self.booking_id, self.person_id)
    }
}

impl Tx {
    /// Those who have a place of a slot, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_attendees(&mut self, slot_id: &SlotId) -> Result<Vec<Attendee>, Error> {
        let statement = query(concat!(
            attendees!(),
            " WHERE b.slot_id = $1 AND ",
            has_place!(),
            " ORDER BY p.last_name_key, p.first_name_key, p.id"
        ));
        self.fetch_all(statement.bind(slot_id.as_str())).await?.iter().map(read_attendee).collect()
    }

    /// One of those who have a place.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_attendee(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
    ) -> Result<Option<Attendee>, Error> {
        let statement =
            query(concat!(attendees!(), " WHERE b.slot_id = $1 AND b.person_id = $2 AND ", has_place!()));
        let row = self.fetch_optional(statement.bind(slot_id.as_str()).bind(person_id.as_str())).await?;
        row.as_ref().map(read_attendee).transpose()
    }

    /// Notes whether someone who has a place came; may be noted again, which corrects it. `false` when they have none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn record_attendance(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        attendance: Attendance,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(concat!(
            "UPDATE booking AS b SET status = $3, changed_at = $4 WHERE b.slot_id = $1 AND b.person_id = $2 AND ",
            has_place!()
        ));
        let statement = statement.bind(slot_id.as_str()).bind(person_id.as_str());
        let statement = statement.bind(BookingStatus::from(attendance).as_word()).bind(now.as_ms());
        let is_noted = self.execute(statement).await? == 1;
        if is_noted && attendance == Attendance::Attended {
            self.hear_from(person_id, now).await?;
        }
        Ok(is_noted)
    }
}

macro_rules! attendees {
    () => {
        "SELECT b.id, b.person_id, b.status, b.group_no, b.changed_at, p.first_name, p.last_name
         FROM booking b JOIN person p ON p.id = b.person_id"
    };
}
use attendees;

macro_rules! has_place {
    () => {
        "b.status IN ('booked', 'attended', 'excused', 'absent')"
    };
}
use has_place;

fn read_attendee(row: &Row) -> Result<Attendee, Error> {
    let found = Found::new(row, "booking", "id");
    let group = found.int_or_none("group_no")?.map(u64::try_from).transpose();
    Ok(Attendee {
        booking_id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
        status: found.word("status")?,
        group: group.map_err(|_| found.inconsistent("group_no"))?,
        changed_at: found.instant("changed_at")?,
    })
}
