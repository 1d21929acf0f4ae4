//! workshops.yaml, programme.yaml and forum.yaml.

use crate::build::{Build, build_reasons};
use crate::folder::Folder;
use crate::model::{
    Forum, JobsDating, Outcome, Preparation, Prerequisite, Programme, TimeSlot, Venue, WaitingList, Workshop,
    Workshops,
};
use crate::problem::{At, suggest};
use crate::raw;
use crate::text::report_repeated;
use domain::ids::{VenueId, WorkshopId};
use domain::programme::{PREPARATION, RotationProblem, Station, TALK, rotate};

pub(crate) fn build_workshops(file: &raw::WorkshopsFile, build: &mut Build<'_>) -> Workshops {
    report_repeated("workshop", file.workshops.iter().map(|workshop| &workshop.id), build.report);
    report_repeated("venue", file.venues.value.iter().map(|venue| &venue.id), build.report);
    if file.venues.value.is_empty() {
        build.report.add(file.venues.pos, "This list has no venue. Write at least one.");
    }
    for workshop in file.workshops.iter().filter(|one| [PREPARATION, TALK].contains(&one.id.value.0.as_str()))
    {
        let message = format!("`{}` is the id of a part of the month. Choose another.", workshop.id.value.0);
        build.report.add(workshop.id.pos, message);
    }
    Workshops {
        of_month: Vec::new(),
        kinds: file.workshops.iter().filter_map(|workshop| build_kind(workshop, build)).collect(),
        venues: file.venues.value.iter().filter_map(|venue| build_venue(venue, build)).collect(),
        cancel_reasons: build_reasons(&file.cancel_reasons, build),
    }
}

/// `None` without an identifier, which is reported.
fn build_kind(workshop: &raw::Workshop, build: &mut Build<'_>) -> Option<Workshop> {
    let prerequisites = workshop.prerequisites.iter();
    Some(Workshop {
        title: build.text(&workshop.title),
        about: build.text(&workshop.about),
        duration_min: workshop.duration_min.0,
        places: workshop.places.0,
        bring: build.texts(&workshop.bring),
        prerequisites: prerequisites
            .map(|one| Prerequisite { need: one.need.0, text: build.text(&one.text) })
            .collect(),
        outcome: build.text(&workshop.outcome),
        data_inclusion: workshop.data_inclusion.as_ref().map(|theme| theme.0.clone()),
        id: WorkshopId::new(workshop.id.value.0.as_str()).ok()?,
    })
}

fn build_venue(venue: &raw::Venue, build: &mut Build<'_>) -> Option<Venue> {
    Some(Venue {
        name: build.text(&venue.name),
        address: build.text(&venue.address),
        access: build.text(&venue.access),
        zone: venue.zone.0,
        id: VenueId::new(venue.id.value.0.as_str()).ok()?,
    })
}

pub(crate) fn build_programme(
    file: &raw::ProgrammeFile,
    folder: &Folder,
    build: &mut Build<'_>,
) -> Programme {
    let dating = &file.jobs_dating;
    report_repeated("fact", &dating.company_fields, build.report);
    report_repeated("outcome", dating.outcomes.iter().map(|outcome| &outcome.id), build.report);
    let outcomes = dating.outcomes.iter();
    Programme {
        themes: build.texts(&file.themes),
        preparation: preparation(file, folder, build),
        jobs_dating: JobsDating {
            when: build.text(&dating.when),
            slot_min: dating.slot_min.0,
            break_min: dating.break_min.0,
            max_slots_per_person: dating.max_slots_per_person.0,
            participants_first_h: dating.participants_first_h.0,
            company_fields: dating.company_fields.iter().map(|field| field.value.0.clone()).collect(),
            outcomes: outcomes
                .map(|outcome| Outcome { id: outcome.id.value.0.clone(), label: build.text(&outcome.label) })
                .collect(),
        },
    }
}

/// The preparation day and the talk, as workshops of the months.
pub(crate) fn build_month_kinds(file: &raw::ProgrammeFile, build: &mut Build<'_>) -> Vec<Workshop> {
    let (day, dating) = (&file.preparation, &file.jobs_dating);
    let hours = day.hours;
    let parts = [
        (PREPARATION, &day.day, hours.to.saturating_sub(hours.from), day.places.value.0),
        (TALK, &dating.talk, dating.slot_min.0, 1),
    ];
    let kind = |(id, text, duration_min, places): (&str, &raw::PartText, u16, u16)| {
        Some(Workshop {
            id: WorkshopId::new(id).ok()?,
            title: build.text(&text.title),
            about: build.text(&text.about),
            duration_min,
            places,
            bring: build.texts(&text.bring),
            prerequisites: Vec::new(),
            outcome: build.text(&text.outcome),
            data_inclusion: None,
        })
    };
    parts.into_iter().filter_map(kind).collect()
}

fn preparation(file: &raw::ProgrammeFile, folder: &Folder, build: &mut Build<'_>) -> Preparation {
    let day = &file.preparation;
    report_arithmetic(file, folder, build);
    let known = || {
        folder.workshops.iter().flat_map(|file| &file.workshops).map(|workshop| workshop.id.value.0.as_str())
    };
    let mut workshops = Vec::new();
    for At { pos, value } in &day.workshops.value {
        let Ok(id) = WorkshopId::new(value.0.as_str()) else { continue };
        if !build.report.is_blind && !known().any(|workshop| workshop == id.as_str()) {
            let message = format!("There is no workshop `{id}`. {}", suggest(id.as_str(), known()));
            build.report.add(*pos, message);
        }
        workshops.push(id);
    }
    let slots = day.time_slots.value.iter().map(|slot| slot.value);
    Preparation {
        rhythm: build.text(&day.rhythm),
        places: day.places.value.0,
        groups: day.groups.0,
        people_per_group: day.people_per_group.0,
        staff_per_workshop: day.staff_per_workshop.0,
        hours: TimeSlot { from_min: day.hours.from, to_min: day.hours.to },
        workshops,
        time_slots: slots.map(|slot| TimeSlot { from_min: slot.from, to_min: slot.to }).collect(),
        welcome: build.text(&day.welcome),
        closing: build.text(&day.closing),
        invitation: build.text(&day.invitation),
        waiting_list: WaitingList {
            offer_h: day.waiting_list.offer_h.0,
            urgent_offer_h: day.waiting_list.urgent_offer_h.0,
            urgent_within_days: day.waiting_list.urgent_within_days.0,
            text: build.text(&day.waiting_list.text),
        },
    }
}

/// Every group must be able to meet every workshop once.
fn report_arithmetic(file: &raw::ProgrammeFile, folder: &Folder, build: &mut Build<'_>) {
    let day = &file.preparation;
    let (groups, per_group) = (day.groups.0, day.people_per_group.0);
    if u32::from(day.places.value.0) != u32::from(groups) * u32::from(per_group) {
        let message = format!(
            "{groups} groups of {per_group} people do not make {} places. Change one of the three numbers.",
            day.places.value.0
        );
        build.report.add(day.places.pos, message);
    }
    let known = || folder.workshops.iter().flat_map(|file| &file.workshops);
    let stations: Vec<Station> = day
        .workshops
        .value
        .iter()
        .filter_map(|id| {
            let found = known().find(|one| one.id.value.0 == id.value.0)?;
            let workshop = WorkshopId::new(id.value.0.as_str()).ok()?;
            let (n_places, n_staff) = (found.places.0.into(), day.staff_per_workshop.0.into());
            Some(Station { workshop, n_places, n_staff })
        })
        .collect();
    // Numbers that could not be read, and workshops that are not known, are told already.
    if build.report.is_clean() {
        let n_times = day.time_slots.value.len();
        if let Err(problem) = rotate(groups.into(), per_group.into(), n_times, &stations) {
            let (pos, message) = match problem {
                RotationProblem::Empty => {
                    (day.workshops.pos, "This list has no workshop. Write at least one.".to_owned())
                }
                RotationProblem::TooFewTimes { n_needed } => (
                    day.time_slots.pos,
                    format!(
                        "{n_needed} workshops need {n_needed} time slots, one after the other; {n_times} are here. Add \
                         time slots or take workshops away."
                    ),
                ),
                RotationProblem::TooFewPlaces { workshop, n_needed } => (
                    day.places.pos,
                    format!(
                        "{n_needed} people would be in `{workshop}` at once, which has fewer places. Make fewer groups, \
                         or add time slots."
                    ),
                ),
                RotationProblem::TooFewStaff { workshop, n_needed } => (
                    day.places.pos,
                    format!(
                        "{n_needed} groups would be in `{workshop}` at once, more than `staff_per_workshop`. Make fewer \
                         groups, or add time slots."
                    ),
                ),
            };
            build.report.add(pos, message);
        }
    }
    for pair in day.time_slots.value.windows(2) {
        let is_lost = pair[1].value.to == 0;
        if !is_lost && pair[1].value.from < pair[0].value.to {
            let message = "This time slot begins before the one above it ends. Change one of them.";
            build.report.add(pair[1].pos, message);
        }
    }
}

pub(crate) fn build_forum(file: &raw::ForumFile, build: &mut Build<'_>) -> Forum {
    Forum {
        visitors_per_day: file.visitors_per_day.0,
        slot_min: file.slot_min.0,
        places_per_slot: file.places_per_slot.0,
        places_without_ticket_percent: file.places_without_ticket_percent.0,
        ticket: build.text(&file.ticket),
        entry: build.text(&file.entry),
        without_ticket: build.text(&file.without_ticket),
    }
}
