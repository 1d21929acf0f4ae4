//! What a month is to the desk.

use super::view::{count, timetables, view_company, view_dating};
use crate::coordinator::is_coordinator;
use crate::error::ApiError;
use crate::state::AppState;
use crate::workshops::board::small;
use crate::workshops::staff::{is_theirs, view as view_slot, workshops};
use contract::ErrorCode;
use contract::programme::JobLabel;
use contract::programme::staff::{
    DayRotation, GroupView, InvitedView, StaffCompany, StaffMonth, StaffMonthDetail,
};
use domain::ids::{CompanyId, MonthId, PersonId};
use domain::programme::{MonthState, Part};
use domain::workshops::BookingStatus;
use std::collections::BTreeMap;
use store::{Attendee, Month, Slot, Staff, Tx};

/// A month with its `slots`. `None` when the content no longer has its venue.
///
/// # Errors
/// When the store fails.
pub async fn staff_month(
    tx: &mut Tx,
    state: &AppState,
    language: &str,
    month: &Month,
    slots: &[Slot],
) -> Result<Option<StaffMonth>, store::Error> {
    let mut coming = tx.list_companies(&month.id).await?;
    coming.retain(|company| company.message.is_none());
    let n_told = tx.count_told(&month.id, state.clock.now()).await?;
    let Some(dating) = view_dating(state, language, month) else { return Ok(None) };
    let workshops = workshops(state, Some(language));
    let days = slots.iter().filter(|slot| is_day(slot));
    let talks = || slots.iter().filter(|slot| coming.iter().any(|company| is_talk_with(slot, &company.id)));
    Ok(Some(StaffMonth {
        id: month.id.clone(),
        theme: month.theme.clone(),
        state: month.state,
        message: month.message.clone(),
        days: days.filter_map(|slot| view_slot(workshops, slot)).collect(),
        venue: dating.venue_id,
        venue_name: dating.venue.name,
        dating: dating.when,
        opens_at: month.opens_at,
        max_talks: small(month.max_talks),
        n_companies: count(coming.len()),
        n_talks: count(talks().count()),
        n_talks_taken: count(talks().filter(|slot| slot.n_taken() > 0).count()),
        n_told: small(n_told),
        version: month.version,
    }))
}

/// # Errors
/// Not found without a month, and for a draft that is not the caller's.
pub async fn find_detail(
    tx: &mut Tx,
    state: &AppState,
    staff: &Staff,
    id: &MonthId,
    language: Option<&str>,
) -> Result<StaffMonthDetail, ApiError> {
    let language = state.library.language_for(language);
    let month = tx.find_month(id).await?.ok_or(ErrorCode::NotFound)?;
    if month.state == MonthState::Draft && !is_coordinator(staff) {
        return Err(ErrorCode::NotFound.into());
    }
    let slots = tx.list_month_slots(id).await?;
    let view = staff_month(tx, state, language, &month, &slots).await?.ok_or(ErrorCode::NotFound)?;
    let (mut rotations, mut held) = (Vec::new(), BTreeMap::new());
    for day in slots.iter().filter(|slot| is_day(slot)) {
        let attendees = tx.list_attendees(&day.id).await?;
        held.extend(attendees.iter().map(|one| (one.person_id.clone(), one.status)));
        rotations.push(rotation(tx, state, (staff, language), day, attendees).await?);
    }
    let companies = tx.list_companies(id).await?;
    let company = |company: &store::Company| {
        let talks = || slots.iter().filter(|slot| is_talk_with(slot, &company.id));
        StaffCompany {
            company: view_company(state, language, company),
            message: company.message.clone(),
            n_talks: count(talks().count()),
            n_taken: count(talks().filter(|slot| slot.n_taken() > 0).count()),
        }
    };
    let jobs = state.library.jobs(language).iter();
    Ok(StaffMonthDetail {
        month: view,
        rotations,
        companies: companies.iter().map(company).collect(),
        people: invited(tx, staff, id, &held).await?,
        jobs: jobs.map(|job| JobLabel { code: job.code.clone(), label: job.label.clone() }).collect(),
    })
}

fn is_day(slot: &Slot) -> bool {
    slot.of_month.as_ref().is_some_and(|of| of.part() == Part::Preparation)
}

fn is_talk_with(slot: &Slot, id: &CompanyId) -> bool {
    slot.of_month.as_ref().is_some_and(|of| of.company.as_ref() == Some(id))
}

/// Who is where when; names are those that the caller may know.
async fn rotation(
    tx: &mut Tx,
    state: &AppState,
    (staff, language): (&Staff, &str),
    day: &Slot,
    attendees: Vec<Attendee>,
) -> Result<DayRotation, ApiError> {
    let n_groups = day.of_month.as_ref().map_or(0, |of| of.n_groups);
    let mut groups: Vec<GroupView> = (1..)
        .zip(timetables(state, language, small(n_groups)))
        .map(|(group, lines)| GroupView { group, lines, n_people: 0, people: Vec::new() })
        .collect();
    for one in attendees {
        let place = one.group.and_then(|group| usize::try_from(group).ok()?.checked_sub(1));
        let Some(group) = place.and_then(|place| groups.get_mut(place)) else { continue };
        group.n_people += 1;
        if is_theirs(tx, staff, &one.person_id).await? {
            group.people.push(format!("{} {}", one.first_name, one.last_name));
        }
    }
    Ok(DayRotation { groups })
}

async fn invited(
    tx: &mut Tx,
    staff: &Staff,
    id: &MonthId,
    held: &BTreeMap<PersonId, BookingStatus>,
) -> Result<Vec<InvitedView>, ApiError> {
    let mut people = Vec::new();
    for one in tx.list_invited(id).await? {
        if is_theirs(tx, staff, &one.person_id).await? {
            people.push(InvitedView {
                day: held.get(&one.person_id).copied(),
                person: one.person_id,
                first_name: one.first_name,
                last_name: one.last_name,
                invitation: one.status,
            });
        }
    }
    Ok(people)
}
