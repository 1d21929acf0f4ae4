//! What the person narrows the list to, and the days that are left. Pure.

use contract::workshops::SlotView;
use domain::ids::VenueId;
use domain::time::Date;

/// Days are shown until there are so many dates; the rest come when asked for.
const N_FIRST: usize = 12;

/// What is wanted of a date; nothing at first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    pub venue: Option<VenueId>,
    pub needs: Vec<Need>,
    /// Whether all days are wanted on the page at once.
    pub all_days: bool,
    /// The day that is looked at in its month; a list without.
    pub day: Option<Date>,
}

/// What a date may have to offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A place that can be taken now.
    Free,
    SchoolHours,
    Childcare,
}

impl Need {
    pub const ALL: [Self; 3] = [Self::Free, Self::SchoolHours, Self::Childcare];

    /// Key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Free => "workshops.want.free",
            Self::SchoolHours => "workshops.want.school",
            Self::Childcare => "workshops.want.childcare",
        }
    }

    const fn is_met(self, slot: &SlotView) -> bool {
        match self {
            Self::Free => slot.n_free > 0,
            Self::SchoolHours => slot.school_hours,
            Self::Childcare => slot.childcare,
        }
    }
}

impl Wanted {
    pub fn is_any(&self) -> bool {
        self.venue.is_none() && self.needs.is_empty()
    }

    pub fn fits(&self, slot: &SlotView) -> bool {
        self.venue.as_ref().is_none_or(|venue| *venue == slot.venue)
            && self.needs.iter().all(|need| need.is_met(slot))
    }

    /// In the month of that day.
    #[must_use]
    pub fn on_day(&self, day: Date) -> Self {
        Self { day: Some(day), ..self.clone() }
    }

    /// Everything, seen in the same way.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self { day: self.day, ..Self::default() }
    }

    /// With `need` when it was not wanted, without it when it was.
    #[must_use]
    pub fn turned(&self, need: Need) -> Self {
        let mut next = self.clone();
        match next.needs.iter().position(|other| *other == need) {
            Some(place) => drop(next.needs.remove(place)),
            None => next.needs.push(need),
        }
        next
    }

    /// At this venue only; at any when it was this one already.
    #[must_use]
    pub fn turned_to(&self, venue: &VenueId) -> Self {
        let venue = (self.venue.as_ref() != Some(venue)).then(|| venue.clone());
        Self { venue, ..self.clone() }
    }
}

/// Slots by start, as groups of one day each.
pub fn by_day<'a>(slots: &[&'a SlotView]) -> Vec<(Date, Vec<&'a SlotView>)> {
    let mut days: Vec<(Date, Vec<&SlotView>)> = Vec::new();
    for slot in slots {
        match days.last_mut() {
            Some((day, group)) if *day == slot.when.day => group.push(slot),
            _ => days.push((slot.when.day, vec![slot])),
        }
    }
    days
}

/// How many of the days are shown before one asks for the rest: whole days, twelve dates or a few more.
pub fn n_first_days(days: &[(Date, Vec<&SlotView>)]) -> usize {
    let mut n_slots = 0;
    let is_enough = |(_, slots): &(Date, Vec<&SlotView>)| {
        let is_enough = n_slots >= N_FIRST;
        n_slots += slots.len();
        is_enough
    };
    days.iter().position(is_enough).unwrap_or(days.len())
}

/// The weeks of the month of `day`, from Monday on; a week begins and ends with days of other months, which are left out.
pub fn weeks(day: Date) -> Vec<[Option<Date>; 7]> {
    let mut weeks: Vec<[Option<Date>; 7]> = Vec::new();
    for date in (1..=31).filter_map(|n| Date::new(day.year(), day.month(), n).ok()) {
        // 1970 began with a Thursday.
        let weekday = usize::try_from((date.days_since_1970() + 3).rem_euclid(7)).unwrap_or_default();
        if weekday == 0 || weeks.is_empty() {
            weeks.push([None; 7]);
        }
        if let Some(place) = weeks.last_mut().and_then(|week| week.get_mut(weekday)) {
            *place = Some(date);
        }
    }
    weeks
}

/// The first day with a date in the nearest month before that of `day` that has one, and in the nearest one after it.
/// `days` are in order.
pub fn months_beside(days: &[Date], day: Date) -> (Option<Date>, Option<Date>) {
    let month = |date: Date| (date.year(), date.month());
    let after = days.iter().copied().find(|other| month(*other) > month(day));
    let last_before = days.iter().copied().rfind(|other| month(*other) < month(day));
    let before = last_before.and_then(|last| days.iter().copied().find(|other| month(*other) == month(last)));
    (before, after)
}
