//! A forum in a month, for which one of the demonstration has a ticket.

use super::maker::Maker;
use crate::venue;
use contract::pathway::AppointmentAt;
use domain::forum::{CODE_CHARS, ForumDay, TicketCode};
use domain::ids::{ForumId, PersonId, StaffId, TicketId};
use domain::time::{TimeOfDay, Timestamp};
use domain::workshops::Span;
use store::{ForumChange, NewTicket, Tx};

const DAY_S: i64 = 86_400;

const NAME: &str = "Le Grand Forum de l’emploi";

/// Opening, closing, and when who has a ticket comes in: the third half-hour.
const HOURS: (u8, u8) = (9, 17);
const ENTRY: u32 = 2;

/// Everything to write.
pub struct Fair {
    id: ForumId,
    change: ForumChange,
    ticket: NewTicket,
    made_by: StaffId,
    now: Timestamp,
}

impl Fair {
    /// `None` for a content without a venue, or outside the years of the calendar.
    pub fn make(made_by: &StaffId, maker: &mut Maker<'_>) -> Option<Self> {
        let usual = maker.library.forum("");
        let venue = maker.library.workshops("").venues.first()?;
        let day = venue::today(maker.now.plus_s(30 * DAY_S));
        let at =
            |hour| venue::instant_in(AppointmentAt { day, time: TimeOfDay::new(hour, 0).ok()? }, venue.zone);
        let day = ForumDay {
            span: Span { from: at(HOURS.0)?, to: at(HOURS.1)? },
            slot_min: usual.slot_min,
            n_places: u32::from(usual.places_per_slot),
            kept_percent: u8::try_from(usual.places_without_ticket_percent).ok()?,
        };
        let change = ForumChange { name: NAME.to_owned(), venue: venue.id.clone(), zone: venue.zone, day };
        let mut numbers = || [(); CODE_CHARS].map(|()| u8::try_from(maker.below(32)).unwrap_or_default());
        let codes = [(); 4].map(|()| TicketCode::from_numbers(numbers()));
        let id = TicketId::new(maker.id("t")).expect("BUG: a made-up id is an identifier");
        Some(Self {
            id: ForumId::new(maker.id("f")).expect("BUG: a made-up id is an identifier"),
            change,
            ticket: NewTicket { id, codes },
            made_by: made_by.clone(),
            now: maker.now,
        })
    }

    /// # Errors
    /// When the store fails.
    pub async fn play(self, tx: &mut Tx, holder: &PersonId) -> Result<(), store::Error> {
        let before = self.now.plus_s(-7 * DAY_S);
        tx.insert_forum(&self.id, &self.change, &self.made_by, before).await?;
        tx.publish_forum(&self.id, before.plus_s(DAY_S)).await?;
        let taken_at = self.now.plus_s(-2 * DAY_S);
        tx.take_ticket(&self.id, ENTRY, holder, &self.ticket, taken_at).await.map(|_| ())
    }
}
