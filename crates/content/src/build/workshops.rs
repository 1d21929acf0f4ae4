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

pub(crate) fn build_workshops(file: &raw::WorkshopsFile, build: &mut Build<'_>) -> Workshops {
    report_repeated("workshop", file.workshops.iter().map(|workshop| &workshop.id), build.report);
    report_repeated("venue", file.venues.value.iter().map(|venue| &venue.id), build.report);
    if file.venues.value.is_empty() {
        build.report.add(file.venues.pos, "This list has no venue. Write at least one.");
    }
    Workshops {
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

fn preparation(file: &raw::ProgrammeFile, folder: &Folder, build: &mut Build<'_>) -> Preparation {
    let day = &file.preparation;
    report_arithmetic(file, build);
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

/// The rotation needs as many groups as workshops and time slots, so that every group meets every workshop once.
fn report_arithmetic(file: &raw::ProgrammeFile, build: &mut Build<'_>) {
    let day = &file.preparation;
    let (groups, per_group) = (day.groups.0, day.people_per_group.0);
    if u32::from(day.places.value.0) != u32::from(groups) * u32::from(per_group) {
        let message = format!(
            "{groups} groups of {per_group} people do not make {} places. Change one of the three numbers.",
            day.places.value.0
        );
        build.report.add(day.places.pos, message);
    }
    let lists = [
        ("workshops", day.workshops.pos, day.workshops.value.len()),
        ("time slots", day.time_slots.pos, day.time_slots.value.len()),
    ];
    for (what, pos, n) in lists {
        if n != usize::from(groups) {
            let message = format!(
                "{groups} groups need {groups} {what}, one each at a time; {n} are here. Change this list or `groups`."
            );
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
