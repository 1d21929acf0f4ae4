//! pathway.yaml and action-sheets/<subject>.yaml.

use crate::problem::At;
use crate::read::{Number, record};
use crate::text::{Id, Plain, Sentence, Title, Word};
use domain::pathway::{Milestone, SheetKind, Who};

record! {
    /// The pathway: four phases, and the words for where things stand.
    struct PathwayFile {
        /// Exactly four, in order.
        phases: At<Vec<Phase>>,
        /// Why an action can be stuck: what the person may say, and never has to.
        stuck_reasons: At<Vec<ReasonText>>,
        /// Why the person may want to discuss what a référent brought.
        dispute_reasons: At<Vec<ReasonText>>,
        /// Why hours can be adapted: categories only, never a detail.
        hours_reasons: At<Vec<ReasonText>>,
        follow_ups: FollowUpTexts,
        statuses: StatusTexts,
    }

    /// A reason of a closed list.
    struct ReasonText {
        /// Never change it: what people said is kept under this name.
        id: At<Id>,
        label: Title,
    }

    /// The two accompaniments that stand side by side.
    struct FollowUpTexts {
        social: FollowUpText,
        employment: FollowUpText,
    }

    /// What someone who follows the person does.
    struct FollowUpText {
        title: Title,
        /// What it is for, in one sentence.
        does: Sentence,
    }

    /// One of the four moments of a pathway.
    struct Phase {
        id: At<Id>,
        title: Title,
        /// One sentence, as the person would say it.
        goal: Sentence,
        steps: Vec<Step>,
    }

    /// A step of a phase.
    struct Step {
        id: At<Id>,
        title: Title,
        /// Who does it.
        who: Word<Who>,
        detail: Option<Sentence>,
        /// What marks the step as done.
        done_when: Word<Milestone>,
    }

    /// The words for where things stand.
    struct StatusTexts {
        action: ActionTexts,
        objective: ObjectiveTexts,
        booking: BookingTexts,
        document: DocumentTexts,
    }

    /// Where an action stands.
    struct ActionTexts {
        /// Suggested, not chosen yet.
        to_choose: Title,
        planned: Title,
        under_way: Title,
        stuck: Title,
        done: Title,
        stopped: Title,
        cancelled: Title,
    }

    /// Where an objective stands.
    struct ObjectiveTexts {
        under_way: Title,
        reached: Title,
        abandoned: Title,
    }

    /// Where a booking stands.
    struct BookingTexts {
        booked: Title,
        waiting: Title,
        offered: Title,
        expired: Title,
        cancelled_by_me: Title,
        cancelled_by_service: Title,
        attended: Title,
        excused: Title,
        absent: Title,
    }

    /// Where a document stands.
    struct DocumentTexts {
        sending: Title,
        received: Title,
        checked: Title,
        to_redo: Title,
        refused: Title,
        withdrawn: Title,
    }

    /// Action sheets: things that one can do about a subject.
    struct ActionSheets {
        sheets: Vec<Sheet>,
    }

    /// One action sheet.
    struct Sheet {
        /// Never change it: actions are kept under this name.
        id: At<Id>,
        title: Title,
        /// The subjects that it helps with, the main one first.
        subjects: At<Vec<At<Id>>>,
        kind: Word<SheetKind>,
        /// Who offers it.
        by: Sentence,
        /// Usual effort in hours.
        hours: Number<1, 1000>,
        /// A roof, food: comes first among suggestions.
        urgent: Option<bool>,
        /// Its title alone tells something private.
        sensitive: Option<bool>,
        /// Has workshops that can be booked.
        bookable: Option<bool>,
        /// Theme of data·inclusion, version 1.
        data_inclusion: Option<Plain>,
        /// What to do, in order, as the person would say it.
        steps: At<Vec<Sentence>>,
    }
}
