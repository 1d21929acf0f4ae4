//! Months, as staff make and change them.

use super::Company;
use crate::row::{Found, Row, Words, as_bigint};
use crate::statement::query;
use crate::workshops::{Moment, Slot};
use crate::{Error, Tx};
use domain::ids::{CompanyId, MonthId, StaffId, VenueId};
use domain::messages::MessageKind;
use domain::programme::{MonthState, Part};
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, Span, Zone, is_open};

/// A month, without its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub id: MonthId,
    pub theme: String,
    pub state: MonthState,
    /// What those who had a place are told of a cancelled month.
    pub message: Option<String>,
    /// Where and when the jobs dating is.
    pub venue: VenueId,
    pub zone: Zone,
    pub dating: Span,
    /// When talks open to everyone; `None` before it is published.
    pub opens_at: Option<Timestamp>,
    /// Most talks of one person.
    pub max_talks: u64,
    pub version: u64,
}

/// What staff may set of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthChange {
    pub theme: String,
    pub venue: VenueId,
    pub zone: Zone,
    pub dating: Span,
    pub max_talks: u64,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthChanged {
    Done,
    NoMonth,
    /// Changed since that version was read.
    Stale,
    /// People count on it: of a published month only its theme and its places change, of a cancelled one nothing.
    Fixed,
    /// Of a day more places are taken than there would be. Nobody loses theirs.
    BelowTaken,
    /// Its first day, or its jobs dating, has begun.
    Begun,
    /// It has as many companies as a month can have.
    TooMany,
}

impl Tx {
    /// Keeps a new month with its slots, which stand where it stands.
    ///
    /// # Errors
    /// [`Error::Conflict`] when an id is taken or there is no such member of staff.
    pub async fn insert_month(
        &mut self,
        month: &Month,
        slots: Vec<Slot>,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO month (id, theme, state, message, venue, zone, starts_at, ends_at, opens_at, max_talks, version,
                                made_by, made_at, changed_at)
             VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, 1, $10, $11, $11)",
        )
        .bind(month.id.as_str())
        .bind(month.theme.clone())
        .bind(month.state.as_word())
        .bind(month.venue.as_str())
        .bind(month.zone.as_str())
        .bind(month.dating.from.as_ms())
        .bind(month.dating.to.as_ms())
        .bind(month.opens_at.map(Timestamp::as_ms))
        .bind(as_bigint(month.max_talks))
        .bind(by.as_str())
        .bind(now.as_ms());
        self.execute(statement).await?;
        self.insert_month_slots(month.state, slots, by, now).await
    }

    async fn insert_month_slots(
        &mut self,
        state: MonthState,
        slots: Vec<Slot>,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        for slot in slots {
            self.insert_slot(&Slot { state: state.into(), ..slot }, by, now).await?;
        }
        Ok(())
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_month(&mut self, id: &MonthId) -> Result<Option<Month>, Error> {
        let statement = query(concat!("SELECT ", columns!(), " FROM month WHERE id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_month).transpose()
    }

    /// The months whose jobs dating ends after an instant, whatever their state, by its start.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_months(&mut self, after: Timestamp) -> Result<Vec<Month>, Error> {
        let statement =
            query(concat!("SELECT ", columns!(), " FROM month WHERE ends_at > $1 ORDER BY starts_at, id"));
        self.fetch_all(statement.bind(after.as_ms())).await?.iter().map(read_month).collect()
    }

    /// The month as it is now; nobody else changes it until this transaction ends.
    pub(super) async fn lock_month(&mut self, id: &MonthId) -> Result<Option<Month>, Error> {
        let statement =
            query(concat!("UPDATE month SET version = version WHERE id = $1 RETURNING ", columns!()));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_month).transpose()
    }

    /// Changes a month that is still at `version`. `slots` makes its slots from the companies given to it.
    ///
    /// Nobody counts on a draft: all its slots are made anew. What is published keeps its dates and its slots; its theme
    /// and the places of its days change, and places that are new go to those who wait.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn change_month(
        &mut self,
        (id, version): (&MonthId, u64),
        change: &MonthChange,
        slots: impl FnOnce(&[Company]) -> Vec<Slot> + Send,
        by: &StaffId,
        moment: Moment,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(id).await? else { return Ok(MonthChanged::NoMonth) };
        if month.version != version {
            return Ok(MonthChanged::Stale);
        }
        match month.state {
            MonthState::Cancelled => return Ok(MonthChanged::Fixed),
            MonthState::Published => {
                let is_moved = (&month.venue, month.dating) != (&change.venue, change.dating);
                let changed = if is_moved {
                    MonthChanged::Fixed
                } else {
                    self.resize_days(id, slots(&[]), moment).await?
                };
                if changed != MonthChanged::Done {
                    return Ok(changed);
                }
            }
            MonthState::Draft => {
                self.execute(query("DELETE FROM slot WHERE month_id = $1").bind(id.as_str())).await?;
                let companies = self.list_companies(id).await?;
                self.insert_month_slots(MonthState::Draft, slots(&companies), by, moment.now).await?;
            }
        }
        let max_talks = if month.state == MonthState::Draft { change.max_talks } else { month.max_talks };
        let statement = query(
            "UPDATE month SET theme = $2, venue = $3, zone = $4, starts_at = $5, ends_at = $6, max_talks = $7,
                              version = version + 1, changed_at = $8
             WHERE id = $1",
        )
        .bind(id.as_str())
        .bind(change.theme.clone())
        .bind(change.venue.as_str())
        .bind(change.zone.as_str())
        .bind(change.dating.from.as_ms())
        .bind(change.dating.to.as_ms())
        .bind(as_bigint(max_talks))
        .bind(moment.now.as_ms());
        self.execute(statement).await?;
        Ok(MonthChanged::Done)
    }

    /// Gives the days of a locked month the places, groups and label of those in `plan`, when they are the same days.
    /// A group that is there stays: people know theirs.
    async fn resize_days(
        &mut self,
        id: &MonthId,
        mut plan: Vec<Slot>,
        moment: Moment,
    ) -> Result<MonthChanged, Error> {
        let key = |slot: &Slot| (slot.span.from, slot.span.to, slot.venue.clone());
        let mut days = Vec::new();
        for slot in self.list_month_slots(id).await? {
            let is_day = slot.of_month.as_ref().is_some_and(|of| of.part() == Part::Preparation);
            if !is_open(slot.span, moment.now) {
                return Ok(MonthChanged::Begun);
            }
            if is_day && let Some(mut day) = self.lock_slot(&slot.id).await? {
                self.expire_offers(&mut day, moment.now).await?;
                days.push(day);
            }
        }
        days.sort_by_key(key);
        plan.sort_by_key(key);
        if !days.iter().map(key).eq(plan.iter().map(key)) {
            return Ok(MonthChanged::Fixed);
        }
        if days.iter().zip(&plan).any(|(day, plan)| plan.capacity < day.n_taken()) {
            return Ok(MonthChanged::BelowTaken);
        }
        for (mut day, plan) in days.into_iter().zip(plan) {
            let n_groups = |slot: &Slot| slot.of_month.as_ref().map_or(0, |of| of.n_groups);
            let statement = query("UPDATE slot SET label = $2, n_groups = $3 WHERE id = $1");
            let statement = statement.bind(day.id.as_str()).bind(plan.label().to_owned());
            let n_groups = n_groups(&day).max(n_groups(&plan));
            self.execute(statement.bind(as_bigint(n_groups))).await?;
            if let Some(of) = &mut day.of_month {
                of.n_groups = n_groups;
            }
            self.resize_slot(&mut day, plan.capacity, moment).await?;
        }
        Ok(MonthChanged::Done)
    }

    /// How many people have a place of a month to come, are offered one or wait for one.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn count_told(&mut self, id: &MonthId, now: Timestamp) -> Result<u64, Error> {
        let statement = query(
            "SELECT COUNT(DISTINCT b.person_id) AS n_people FROM booking b JOIN slot s ON s.id = b.slot_id
             WHERE s.month_id = $1 AND s.starts_at > $2 AND b.status IN ('booked', 'waiting', 'offered')",
        );
        let row = self.fetch_one(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        Found::new(&row, "booking", "n_people").count("n_people")
    }

    /// Lets people see a draft with its slots. What is published already stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn publish_month(
        &mut self,
        id: &MonthId,
        opens_at: Timestamp,
        now: Timestamp,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(id).await? else { return Ok(MonthChanged::NoMonth) };
        match month.state {
            MonthState::Published => return Ok(MonthChanged::Done),
            MonthState::Cancelled => return Ok(MonthChanged::Fixed),
            MonthState::Draft => {}
        }
        let slots = self.list_month_slots(id).await?;
        if slots.iter().any(|slot| !is_open(slot.span, now)) {
            return Ok(MonthChanged::Begun);
        }
        let statement = query(
            "UPDATE month SET state = 'published', opens_at = $2, version = version + 1, changed_at = $3 WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(opens_at.as_ms()).bind(now.as_ms())).await?;
        let statement = query(
            "UPDATE slot SET state = 'published', version = version + 1, changed_at = $2
             WHERE month_id = $1 AND state = 'draft'",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        Ok(MonthChanged::Done)
    }

    /// Cancels a month: whatever of it has not begun. Everyone who has a place or waits for one is told, once.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn cancel_month(
        &mut self,
        id: &MonthId,
        message: &str,
        now: Timestamp,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(id).await? else { return Ok(MonthChanged::NoMonth) };
        if month.state == MonthState::Cancelled {
            return Ok(MonthChanged::Done);
        }
        if !is_open(month.dating, now) && month.state == MonthState::Published {
            return Ok(MonthChanged::Begun);
        }
        self.cancel_parts(id, None, message, now).await?;
        let statement = query(
            "UPDATE month SET state = 'cancelled', message = $2, version = version + 1, changed_at = $3 WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(message.to_owned()).bind(now.as_ms())).await?;
        Ok(MonthChanged::Done)
    }

    /// Cancels what has not begun of a locked month, or only its talks with one company. Everyone who has a place or waits
    /// for one is told, once.
    pub(super) async fn cancel_parts(
        &mut self,
        id: &MonthId,
        company: Option<&CompanyId>,
        message: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        // Locks them: nobody takes a place meanwhile.
        let statement = query(
            "UPDATE slot SET n_booked = n_booked WHERE month_id = $1 AND ($3 = '' OR company_id = $3) AND state <> 'cancelled' AND starts_at > $2",
        );
        let company = company.map_or("", CompanyId::as_str);
        self.execute(statement.bind(id.as_str()).bind(now.as_ms()).bind(company)).await?;
        let statement = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at)
             SELECT b.person_id, $2, MIN(b.id), $3 FROM booking b JOIN slot s ON s.id = b.slot_id
             WHERE s.month_id = $1 AND ($4 = '' OR s.company_id = $4) AND s.starts_at > $3
               AND b.status IN ('booked', 'waiting', 'offered')
             GROUP BY b.person_id",
        );
        let statement = statement.bind(id.as_str()).bind(MessageKind::SlotCancelled.as_word());
        self.execute(statement.bind(now.as_ms()).bind(company)).await?;
        let statement = query(
            "UPDATE booking SET status = $2, changed_at = $3
             WHERE status IN ('booked', 'waiting', 'offered')
               AND slot_id IN (SELECT id FROM slot
                               WHERE month_id = $1 AND ($4 = '' OR company_id = $4) AND starts_at > $3)",
        );
        let statement = statement.bind(id.as_str()).bind(BookingStatus::CancelledByService.as_word());
        self.execute(statement.bind(now.as_ms()).bind(company)).await?;
        let statement = query(
            "UPDATE slot SET state = 'cancelled', message = $2, n_booked = 0, n_held = 0, n_waiting = 0,
                             version = version + 1, changed_at = $3
             WHERE month_id = $1 AND ($4 = '' OR company_id = $4) AND state <> 'cancelled' AND starts_at > $3",
        );
        let statement = statement.bind(id.as_str()).bind(message.to_owned()).bind(now.as_ms());
        self.execute(statement.bind(company)).await.map(|_| ())
    }
}

macro_rules! columns {
    () => {
        "id, theme, state, message, venue, zone, starts_at, ends_at, opens_at, max_talks, version"
    };
}
use columns;

fn read_month(row: &Row) -> Result<Month, Error> {
    let found = Found::new(row, "month", "id");
    Ok(Month {
        id: found.parsed("id")?,
        theme: found.text("theme")?,
        state: found.word("state")?,
        message: found.text_or_none("message")?,
        venue: found.parsed("venue")?,
        zone: found.parsed("zone")?,
        dating: Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? },
        opens_at: found.instant_or_none("opens_at")?,
        max_talks: found.count("max_talks")?,
        version: found.count("version")?,
    })
}
