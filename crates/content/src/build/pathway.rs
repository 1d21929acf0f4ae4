//! pathway.yaml and the action sheets.

use crate::build::Build;
use crate::folder::Folder;
use crate::model::{Conversation, DocumentStatus, FollowUpText, ObjectiveStatus, Reason, Statuses};
use crate::problem::{At, suggest};
use crate::raw;
use crate::text::report_repeated;
use domain::ids::{PhaseId, PhaseStepId, ReasonId, SheetId, SubjectId};
use domain::pathway::{ActionSheet, ActionStatus, FollowUp, Pathway, Phase, PhaseStep};
use domain::workshops::BookingStatus;
use std::collections::{BTreeMap, BTreeSet};

/// Every action sheet that has a name.
pub(crate) fn sheet_ids(folder: &Folder) -> BTreeSet<SheetId> {
    let sheets = folder.sheets.iter().flat_map(|file| &file.sheets);
    sheets.filter_map(|sheet| SheetId::new(sheet.id.value.0.as_str()).ok()).collect()
}

pub(crate) fn build_pathway(file: &raw::PathwayFile, folder: &Folder, build: &mut Build<'_>) -> Pathway {
    let phases = &file.phases;
    if phases.value.len() != 4 {
        let message = format!(
            "A pathway has exactly four phases; {} are here. Put a step into one of the four instead.",
            phases.value.len()
        );
        build.report.add(phases.pos, message);
    }
    report_repeated("phase", phases.value.iter().map(|phase| &phase.id), build.report);
    let steps = phases.value.iter().flat_map(|phase| &phase.steps);
    report_repeated("step", steps.map(|step| &step.id), build.report);
    let sheets = || folder.sheets.iter().flat_map(|file| &file.sheets);
    report_repeated("action sheet", sheets().map(|sheet| &sheet.id), build.report);
    let mut built_phases = Vec::new();
    for phase in &phases.value {
        let mut steps = Vec::new();
        for step in &phase.steps {
            let (title, detail) = (build.text(&step.title), build.optional(step.detail.as_ref()));
            if let Ok(id) = PhaseStepId::new(step.id.value.0.as_str()) {
                steps.push(PhaseStep { id, title, who: step.who.0, detail, done_when: step.done_when.0 });
            }
        }
        let (title, goal) = (build.text(&phase.title), build.text(&phase.goal));
        if let Ok(id) = PhaseId::new(phase.id.value.0.as_str()) {
            built_phases.push(Phase { id, title, goal, steps });
        }
    }
    let sheets = sheets().filter_map(|sheet| build_sheet(sheet, folder, build)).collect();
    Pathway { phases: built_phases, sheets }
}

fn build_sheet(sheet: &raw::Sheet, folder: &Folder, build: &mut Build<'_>) -> Option<ActionSheet> {
    let subjects = sheet_subjects(sheet, folder, build);
    if sheet.steps.value.is_empty() {
        build.report.add(sheet.steps.pos, "This action sheet has no step. Write at least one thing to do.");
    }
    let is_set = |flag: Option<bool>| flag.unwrap_or_default();
    Some(ActionSheet {
        title: build.text(&sheet.title),
        subjects,
        kind: sheet.kind.0,
        by: build.text(&sheet.by),
        hours: sheet.hours.0,
        steps: build.texts(&sheet.steps.value),
        urgent: is_set(sheet.urgent),
        sensitive: is_set(sheet.sensitive),
        bookable: is_set(sheet.bookable),
        id: SheetId::new(sheet.id.value.0.as_str()).ok()?,
    })
}

fn sheet_subjects(sheet: &raw::Sheet, folder: &Folder, build: &mut Build<'_>) -> Vec<SubjectId> {
    if sheet.subjects.value.is_empty() {
        build.report.add(sheet.subjects.pos, "This action sheet has no subject. Name at least one.");
    }
    let known = || folder.questionnaire.iter().flat_map(|file| &file.subjects).map(|id| id.value.0.as_str());
    let mut subjects = Vec::new();
    for At { pos, value } in &sheet.subjects.value {
        let Ok(id) = SubjectId::new(value.0.as_str()) else { continue };
        if !build.report.is_blind && !known().any(|subject| subject == id.as_str()) {
            let message = format!("There is no subject `{id}`. {}", suggest(id.as_str(), known()));
            build.report.add(*pos, message);
        }
        subjects.push(id);
    }
    subjects
}

pub(crate) fn build_conversation(file: &raw::PathwayFile, build: &mut Build<'_>) -> Conversation {
    let mut text = |text: &raw::FollowUpText| FollowUpText {
        title: build.text(&text.title),
        does: build.text(&text.does),
    };
    let (social, employment) = (text(&file.follow_ups.social), text(&file.follow_ups.employment));
    Conversation {
        stuck_reasons: build_reasons(&file.stuck_reasons, build),
        dispute_reasons: build_reasons(&file.dispute_reasons, build),
        hours_reasons: build_reasons(&file.hours_reasons, build),
        follow_ups: BTreeMap::from([(FollowUp::Social, social), (FollowUp::Employment, employment)]),
    }
}

pub(crate) fn build_reasons(reasons: &At<Vec<raw::ReasonText>>, build: &mut Build<'_>) -> Vec<Reason> {
    if reasons.value.is_empty() {
        build.report.add(reasons.pos, "This list has no reason. Write at least one.");
    }
    report_repeated("reason", reasons.value.iter().map(|reason| &reason.id), build.report);
    let mut built = Vec::new();
    for reason in &reasons.value {
        let label = build.text(&reason.label);
        if let Ok(id) = ReasonId::new(reason.id.value.0.as_str()) {
            built.push(Reason { id, label });
        }
    }
    built
}

pub(crate) fn build_statuses(texts: &raw::StatusTexts, build: &mut Build<'_>) -> Statuses {
    let (action, objective) = (&texts.action, &texts.objective);
    let (booking, document) = (&texts.booking, &texts.document);
    Statuses {
        to_choose: build.text(&action.to_choose),
        action: BTreeMap::from([
            (ActionStatus::Planned, build.text(&action.planned)),
            (ActionStatus::UnderWay, build.text(&action.under_way)),
            (ActionStatus::Stuck, build.text(&action.stuck)),
            (ActionStatus::Done, build.text(&action.done)),
            (ActionStatus::Stopped, build.text(&action.stopped)),
            (ActionStatus::Cancelled, build.text(&action.cancelled)),
        ]),
        objective: BTreeMap::from([
            (ObjectiveStatus::UnderWay, build.text(&objective.under_way)),
            (ObjectiveStatus::Reached, build.text(&objective.reached)),
            (ObjectiveStatus::Abandoned, build.text(&objective.abandoned)),
        ]),
        booking: BTreeMap::from([
            (BookingStatus::Booked, build.text(&booking.booked)),
            (BookingStatus::Waiting, build.text(&booking.waiting)),
            (BookingStatus::Offered, build.text(&booking.offered)),
            (BookingStatus::Expired, build.text(&booking.expired)),
            (BookingStatus::CancelledByMe, build.text(&booking.cancelled_by_me)),
            (BookingStatus::CancelledByService, build.text(&booking.cancelled_by_service)),
            (BookingStatus::Attended, build.text(&booking.attended)),
            (BookingStatus::Excused, build.text(&booking.excused)),
            (BookingStatus::Absent, build.text(&booking.absent)),
        ]),
        document: BTreeMap::from([
            (DocumentStatus::Sending, build.text(&document.sending)),
            (DocumentStatus::Received, build.text(&document.received)),
            (DocumentStatus::Checked, build.text(&document.checked)),
            (DocumentStatus::ToRedo, build.text(&document.to_redo)),
            (DocumentStatus::Refused, build.text(&document.refused)),
            (DocumentStatus::Withdrawn, build.text(&document.withdrawn)),
        ]),
    }
}
