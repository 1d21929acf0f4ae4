//! What staff write becomes a month with its slots, by the content's model of a day and of a talk.

use crate::library::Library;
use crate::venue;
use content::{Preparation, Workshops};
use contract::pathway::AppointmentAt;
use contract::programme::staff::WriteMonth;
use domain::ids::{CompanyId, MonthId, SlotId, VenueId, WorkshopId};
use domain::programme::{
    PREPARATION, Rotation, Station, TALK, are_dates_of_a_month, read_theme, rotate, talk_spans,
};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{MAX_CAPACITY, Span, Zone};
use store::{Company, Month, MonthChange, OfMonth, Slot, SlotChange};

/// Where and when a preparation day is, and for how many.
pub struct DayPlan {
    venue: VenueId,
    zone: Zone,
    span: Span,
    places: u32,
    n_groups: u32,
}

/// What a month is made from.
pub struct NewMonth {
    pub change: MonthChange,
    pub days: Vec<DayPlan>,
}

impl NewMonth {
    /// What is asked for, when it can be: a theme, dates in their order, known venues, and days whose groups can turn.
    pub fn read(library: &Library, asked: &WriteMonth, now: Timestamp) -> Option<Self> {
        let (workshops, programme) = (library.workshops(""), library.programme(""));
        let hours = programme.preparation.hours;
        let day = |day: &contract::programme::staff::WriteDay| {
            let zone = workshops.venue(&day.venue)?.zone;
            let span = span_of(day.day, (time(hours.from_min)?, time(hours.to_min)?), zone)?;
            let is_possible = (1..=MAX_CAPACITY).contains(&day.places);
            let n_groups = day.places.div_ceil(u32::from(programme.preparation.people_per_group));
            turn(&programme.preparation, workshops, n_groups).filter(|_| is_possible)?;
            Some(DayPlan { venue: day.venue.clone(), zone, span, places: day.places, n_groups })
        };
        let days: Vec<DayPlan> = asked.days.iter().map(day).collect::<Option<_>>()?;
        let zone = workshops.venue(&asked.venue)?.zone;
        let dating = span_of(asked.day, (asked.from, asked.to), zone)?;
        let spans: Vec<Span> = days.iter().map(|day| day.span).collect();
        if !are_dates_of_a_month(&spans, dating, now) {
            return None;
        }
        let change = MonthChange {
            theme: read_theme(&asked.theme)?.to_owned(),
            venue: asked.venue.clone(),
            zone,
            dating,
            max_talks: programme.jobs_dating.max_slots_per_person.into(),
        };
        Some(Self { change, days })
    }

    /// The preparation days. `ids` gives each a name that was never used.
    pub fn make_days(&self, month: &MonthId, mut ids: impl FnMut() -> SlotId) -> Vec<Slot> {
        let day = |day: &DayPlan| {
            let change = SlotChange {
                workshop: kind(PREPARATION),
                venue: day.venue.clone(),
                zone: day.zone,
                span: day.span,
                capacity: day.places.into(),
                childcare: false,
            };
            let of_month = Some(OfMonth {
                month: month.clone(),
                company: None,
                label: self.change.theme.clone(),
                break_min: 0,
                n_groups: day.n_groups.into(),
            });
            Slot { of_month, ..Slot::draft(ids(), change) }
        };
        self.days.iter().map(day).collect()
    }
}

/// The talks of a company on the day of the jobs dating.
pub fn make_talks(
    library: &Library,
    (month, change): (&MonthId, &MonthChange),
    company: &Company,
    mut ids: impl FnMut() -> SlotId,
) -> Vec<Slot> {
    let dating = &library.programme("").jobs_dating;
    let talk = |span: Span| {
        let (venue, zone) = (change.venue.clone(), change.zone);
        let change = SlotChange { workshop: kind(TALK), venue, zone, span, capacity: 1, childcare: false };
        let of_month = Some(OfMonth {
            month: month.clone(),
            company: Some(CompanyId::clone(&company.id)),
            label: company.sheet.name.clone(),
            break_min: dating.break_min.into(),
            n_groups: 0,
        });
        Slot { of_month, ..Slot::draft(ids(), change) }
    };
    talk_spans(change.dating, dating.slot_min, dating.break_min).into_iter().map(talk).collect()
}

/// A month as it is kept, as what it was made from.
pub fn change_of(month: &Month) -> MonthChange {
    MonthChange {
        theme: month.theme.clone(),
        venue: month.venue.clone(),
        zone: month.zone,
        dating: month.dating,
        max_talks: month.max_talks,
    }
}

/// Which group is where when on a preparation day; `None` when so many groups cannot turn.
pub fn turn(preparation: &Preparation, workshops: &Workshops, n_groups: u32) -> Option<Rotation> {
    let station = |id: &WorkshopId| {
        let kind = workshops.kind(id)?;
        let (n_places, n_staff) = (kind.places.into(), preparation.staff_per_workshop.into());
        Some(Station { workshop: id.clone(), n_places, n_staff })
    };
    let stations: Vec<Station> = preparation.workshops.iter().filter_map(station).collect();
    rotate(n_groups, preparation.people_per_group.into(), preparation.time_slots.len(), &stations).ok()
}

/// A time of the content on a clock.
pub fn time(minutes: u16) -> Option<TimeOfDay> {
    TimeOfDay::new(u8::try_from(minutes / 60).ok()?, u8::try_from(minutes % 60).ok()?).ok()
}

fn span_of(day: Date, (from, to): (TimeOfDay, TimeOfDay), zone: Zone) -> Option<Span> {
    let at = |time| venue::instant_in(AppointmentAt { day, time }, zone);
    Some(Span { from: at(from)?, to: at(to)? })
}

fn kind(id: &str) -> WorkshopId {
    WorkshopId::new(id).expect("BUG: the ids of parts of a month are identifiers")
}
