//! What a slot of a month asks of a person, from what the month knows of them.

use crate::row::Found;
use crate::statement::query;
use crate::workshops::Slot;
use crate::{Error, Tx};
use domain::ids::{BookingId, MonthId, PersonId};
use domain::programme::{MonthFact, next_group};
use domain::time::Timestamp;
use domain::workshops::BookingRefusal;

impl Tx {
    /// What a published month knows of a person. `None` when there is no such month, or it is not published.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_month_fact(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
    ) -> Result<Option<MonthFact>, Error> {
        let statement = query(
            "SELECT m.id, m.opens_at, m.max_talks,
                    (SELECT COUNT(*) FROM invitation i
                     WHERE i.month_id = m.id AND i.person_id = $2 AND i.status = 'proposed') AS n_invitations,
                    (SELECT COUNT(*) FROM booking b JOIN slot s ON s.id = b.slot_id
                     WHERE b.person_id = $2 AND s.month_id = m.id AND s.company_id IS NULL
                       AND b.status IN ('booked', 'attended', 'excused', 'absent')) AS n_days,
                    (SELECT COUNT(*) FROM booking b JOIN slot s ON s.id = b.slot_id
                     WHERE b.person_id = $2 AND s.month_id = m.id AND s.company_id IS NOT NULL
                       AND b.status IN ('booked', 'attended', 'excused', 'absent')) AS n_talks
             FROM month m WHERE m.id = $1 AND m.opens_at IS NOT NULL",
        );
        let row = self.fetch_optional(statement.bind(month_id.as_str()).bind(person_id.as_str())).await?;
        let Some(row) = row else { return Ok(None) };
        let found = Found::new(&row, "month", "id");
        let small = |column| Ok::<_, Error>(u32::try_from(found.count(column)?).unwrap_or(u32::MAX));
        Ok(Some(MonthFact {
            opens_at: found.instant("opens_at")?,
            max_talks: small("max_talks")?,
            is_invited: found.count("n_invitations")? > 0,
            n_days: small("n_days")?,
            n_talks: small("n_talks")?,
        }))
    }

    /// Why the month of a slot does not let the person have it. Under the lock of their calendar the answer stays true:
    /// whatever gives them a place takes that lock.
    pub(crate) async fn month_refusal(
        &mut self,
        slot: &Slot,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Option<BookingRefusal>, Error> {
        let Some(of) = &slot.of_month else { return Ok(None) };
        let fact = self.find_month_fact(&of.month, person_id).await?;
        Ok(fact.map_or(Some(BookingRefusal::Cancelled), |fact| fact.refusal(of.part(), now)))
    }

    /// Puts whoever has just taken a place of a locked slot into the smallest group, when it has groups (W11).
    pub(crate) async fn join_group(&mut self, slot: &Slot, id: &BookingId) -> Result<(), Error> {
        let n_groups = slot.of_month.as_ref().map_or(0, |of| of.n_groups);
        if n_groups == 0 {
            return Ok(());
        }
        let statement = query(
            "SELECT group_no, COUNT(*) AS n_people FROM booking
             WHERE slot_id = $1 AND status = 'booked' AND group_no IS NOT NULL AND id <> $2 GROUP BY group_no",
        );
        let rows = self.fetch_all(statement.bind(slot.id.as_str()).bind(id.as_str())).await?;
        let mut sizes = vec![0; usize::try_from(n_groups).unwrap_or_default()];
        for row in &rows {
            let found = Found::new(row, "booking", "group_no");
            let place = usize::try_from(found.count("group_no")?).unwrap_or_default();
            if let Some(size) = place.checked_sub(1).and_then(|place| sizes.get_mut(place)) {
                *size = u32::try_from(found.count("n_people")?).unwrap_or(u32::MAX);
            }
        }
        let Some(group) = next_group(&sizes) else { return Ok(()) };
        let statement = query("UPDATE booking SET group_no = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(i64::from(group))).await.map(|_| ())
    }
}
