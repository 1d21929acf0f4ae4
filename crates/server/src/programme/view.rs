//! What a month is, in one language, to one person or to the desk.

use super::make::{time, turn};
use crate::state::AppState;
use crate::venue;
use crate::workshops::board::{Board, small};
use contract::programme::{
    CompanyBrief, CompanyView, DatingView, JobLabel, MonthStanding, MonthView, Timetable, TimetableLine,
};
use contract::workshops::{SlotView, VenueView};
use domain::ids::{PersonId, WorkshopId};
use domain::programme::{Invitation, MonthFact, MonthState, Part};
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, SlotState, is_open};
use store::{Company, Known, Month, OfMonth, Tx};

/// A month as one person sees it. `None` when they may not, or when the content no longer has its venue.
///
/// # Errors
/// When the store fails.
pub async fn view_month(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: &str,
    month: &Month,
) -> Result<Option<MonthView>, store::Error> {
    let Some(fact) = tx.find_month_fact(&month.id, person_id).await? else { return Ok(None) };
    let now = state.clock.now();
    let known = tx.find_invitation(&month.id, person_id).await?;
    let board = Board::find_of_month(tx, state, person_id, language, (now, &month.id)).await?;
    let companies = tx.list_companies(&month.id).await?;
    let parts: Vec<(&OfMonth, SlotView)> = board.of_month(&month.id).collect();
    let has_to_do = known.is_some() || parts.iter().any(|(_, view)| view.own.is_some());
    if month.state == MonthState::Draft || (month.state == MonthState::Cancelled && !has_to_do) {
        return Ok(None);
    }
    let Some(dating) = view_dating(state, language, month) else { return Ok(None) };
    let coming = companies.iter().filter(|company| company.message.is_none());
    let mut briefs: Vec<CompanyBrief> =
        coming.map(|company| brief(state, language, company, &parts, now)).collect();
    briefs.sort_by_key(|company| company.name.to_lowercase());
    let group =
        parts.iter().find_map(|(of, view)| Some((small(of.n_groups), view.of_month.as_ref()?.group?)));
    let (days, talks): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|(of, _)| of.part() == Part::Preparation);
    let talks = talks.into_iter().map(|(_, view)| view).filter(is_own);
    let programme = state.library.programme(language);
    Ok(Some(MonthView {
        id: month.id.clone(),
        theme: month.theme.clone(),
        state: month.state,
        message: month.message.clone(),
        standing: standing(&fact, known),
        invitation: programme.preparation.invitation.clone(),
        timetable: group.and_then(|(n_groups, group)| timetable(state, language, n_groups, group)),
        days: days.into_iter().map(|(_, view)| view).collect(),
        dating,
        opens_at: fact.opens_at,
        is_open: fact.is_open(now),
        max_talks: fact.max_talks,
        break_min: programme.jobs_dating.break_min.into(),
        talks: talks.collect(),
        companies: briefs,
    }))
}

fn is_own(view: &SlotView) -> bool {
    let status = view.own.as_ref().map(|own| own.status);
    status.is_some_and(|status| status.is_open() || status == BookingStatus::CancelledByService)
}

fn standing(fact: &MonthFact, known: Option<Known>) -> MonthStanding {
    match known {
        _ if fact.is_participant() => MonthStanding::Participant,
        None => MonthStanding::Nothing,
        Some(Known { status: Invitation::Asked, .. }) => MonthStanding::Asked,
        Some(Known { status: Invitation::Proposed, proposed_by }) => {
            MonthStanding::Proposed { by: proposed_by }
        }
        Some(Known { status: Invitation::Declined, .. }) => MonthStanding::Declined,
    }
}

/// The way of one group through a preparation day with so many.
fn timetable(state: &AppState, language: &str, n_groups: u32, group: u32) -> Option<Timetable> {
    let preparation = &state.library.programme(language).preparation;
    let mut all = timetables(state, language, n_groups);
    let place = usize::try_from(group).ok()?.checked_sub(1).filter(|place| *place < all.len())?;
    Some(Timetable {
        group,
        welcome: preparation.welcome.clone(),
        lines: all.swap_remove(place),
        closing: preparation.closing.clone(),
    })
}

/// The way of each group; none when the content has changed since so that they cannot turn.
pub fn timetables(state: &AppState, language: &str, n_groups: u32) -> Vec<Vec<TimetableLine>> {
    let (workshops, preparation) =
        (state.library.workshops(language), &state.library.programme(language).preparation);
    let Some(rotation) = turn(preparation, workshops, n_groups) else { return Vec::new() };
    let title = |id: &WorkshopId| workshops.kind(id).map(|kind| kind.title.clone());
    let lines = |row: &Vec<Option<WorkshopId>>| {
        let at = row.iter().zip(&preparation.time_slots);
        let line = at.filter_map(|(at, slot)| {
            let (from, to) = (time(slot.from_min)?, time(slot.to_min)?);
            Some(TimetableLine { from, to, title: at.as_ref().and_then(title) })
        });
        line.collect()
    };
    rotation.groups.iter().map(lines).collect()
}

/// Where and when the companies are.
pub fn view_dating(state: &AppState, language: &str, month: &Month) -> Option<DatingView> {
    let venue = state.library.workshops(language).venue(&month.venue)?;
    Some(DatingView {
        when: venue::when(month.dating, month.zone)?,
        venue_id: venue.id.clone(),
        venue: VenueView {
            name: venue.name.clone(),
            address: venue.address.clone(),
            access: venue.access.clone(),
        },
    })
}

fn brief(
    state: &AppState,
    language: &str,
    company: &Company,
    parts: &[(&OfMonth, SlotView)],
    now: Timestamp,
) -> CompanyBrief {
    let talks =
        || parts.iter().filter(|(of, _)| of.company.as_ref() == Some(&company.id)).map(|(_, view)| view);
    let is_free =
        |view: &&SlotView| view.state == SlotState::Published && view.n_free > 0 && now < view.open_until;
    let is_booked =
        |view: &&SlotView| view.own.as_ref().is_some_and(|own| own.status == BookingStatus::Booked);
    CompanyBrief {
        id: company.id.clone(),
        name: company.sheet.name.clone(),
        place: company.sheet.place.clone(),
        jobs: jobs(state, language, &company.sheet.jobs_rome),
        n_free: u32::try_from(talks().filter(is_free).count()).unwrap_or(u32::MAX),
        own: talks().find(is_booked).map(|view| view.when),
    }
}

/// A company's sheet with the names of its jobs.
pub fn view_company(state: &AppState, language: &str, company: &Company) -> CompanyView {
    let sheet = &company.sheet;
    CompanyView {
        id: company.id.clone(),
        name: sheet.name.clone(),
        sector_naf: sheet.sector_naf.clone(),
        jobs: jobs(state, language, &sheet.jobs_rome),
        place: sheet.place.clone(),
        access: sheet.access.clone(),
        contract: sheet.contract,
        soft_skills: sheet.soft_skills.clone(),
        licence_required: sheet.licence_required,
        beginners_welcome: sheet.beginners_welcome,
        n_jobs: sheet.n_jobs.into(),
    }
}

/// A job that the content no longer has keeps its code.
fn jobs(state: &AppState, language: &str, codes: &[String]) -> Vec<JobLabel> {
    let known = state.library.jobs(language);
    let label = |code: &String| {
        let entry = known.iter().find(|entry| entry.code == *code);
        JobLabel { code: code.clone(), label: entry.map_or(code, |entry| &entry.label).clone() }
    };
    codes.iter().map(label).collect()
}

/// Whether people can still do something about a month.
pub fn is_month_open(month: &Month, now: Timestamp) -> bool {
    month.state == MonthState::Published && is_open(month.dating, now)
}

/// A count of the store on the wire.
pub fn count(n: usize) -> u32 {
    small(u64::try_from(n).unwrap_or(u64::MAX))
}
