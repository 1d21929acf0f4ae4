//! workshops.yaml, programme.yaml and forum.yaml.

use crate::node::Node;
use crate::problem::{At, Pos, Report};
use crate::raw::ReasonText;
use crate::read::{Number, Read, read_text, record};
use crate::text::{Id, Paragraph, Plain, Sentence, Title, Word};
use domain::workshops::{Need, Zone};

record! {
    /// The kinds of workshop, where they are held, and why one may cancel.
    struct WorkshopsFile {
        venues: At<Vec<Venue>>,
        /// Why someone may give a place back: what they may say, and never have to.
        cancel_reasons: At<Vec<ReasonText>>,
        workshops: Vec<Workshop>,
    }

    /// A place where workshops are held.
    struct Venue {
        /// Never change it: dates are kept under this name.
        id: At<Id>,
        name: Title,
        address: Sentence,
        /// How to get there, and whether a wheelchair can.
        access: Paragraph,
        /// Where its clock is.
        zone: Word<Zone>,
    }

    /// One kind of workshop.
    struct Workshop {
        id: At<Id>,
        title: Title,
        /// What one does there, in a few sentences.
        about: Paragraph,
        /// Minutes.
        duration_min: Number<5, 600>,
        /// Usual number of places.
        places: Number<1, 1000>,
        /// What to bring.
        bring: Vec<Title>,
        /// What one needs before, put kindly.
        prerequisites: Vec<Prerequisite>,
        /// What one leaves with.
        outcome: Sentence,
        /// Theme of data·inclusion, version 1.
        data_inclusion: Option<Plain>,
    }

    /// What one needs before a workshop.
    struct Prerequisite {
        need: Word<Need>,
        text: Sentence,
    }

    /// The month: a preparation day each week, then the jobs dating.
    struct ProgrammeFile {
        /// Ideas for the theme of a month.
        themes: Vec<Title>,
        preparation: Preparation,
        jobs_dating: JobsDating,
    }

    /// The preparation day: groups turn through workshops.
    struct Preparation {
        rhythm: Sentence,
        /// People in all: `groups` times `people_per_group`.
        places: At<Number<1, 1000>>,
        groups: Number<1, 50>,
        people_per_group: Number<1, 50>,
        /// Who leads each workshop at once; each looks after one group.
        staff_per_workshop: Number<1, 50>,
        /// From the welcome to the end.
        hours: TimeSlot,
        /// What people read of the day.
        day: PartText,
        /// At most as many as there are time slots: every group meets each of them once.
        workshops: At<Vec<At<Id>>>,
        /// "09:15-09:55", in order.
        time_slots: At<Vec<At<TimeSlot>>>,
        welcome: Sentence,
        closing: Sentence,
        invitation: Sentence,
        waiting_list: WaitingList,
    }

    /// What people read of a preparation day or of a talk, as of a workshop.
    struct PartText {
        title: Title,
        /// What one does there, in a few sentences.
        about: Paragraph,
        /// What to bring.
        bring: Vec<Title>,
        /// What one leaves with.
        outcome: Sentence,
    }

    /// How long a free place is offered to one person.
    struct WaitingList {
        /// Hours.
        offer_h: Number<1, 240>,
        /// Hours, when the day is near.
        urgent_offer_h: Number<1, 240>,
        /// How many days away is near.
        urgent_within_days: Number<1, 60>,
        text: Paragraph,
    }

    /// The jobs dating at the end of the month.
    struct JobsDating {
        when: Sentence,
        /// What people read of a talk with a company.
        talk: PartText,
        /// Length of a talk in minutes.
        slot_min: Number<1, 120>,
        /// Minutes between two talks of one person.
        break_min: Number<0, 120>,
        max_slots_per_person: Number<1, 50>,
        /// Hours during which only the month's participants may book.
        participants_first_h: Number<0, 720>,
        /// What is asked of a company.
        company_fields: Vec<At<Id>>,
        /// What a company can answer afterwards.
        outcomes: Vec<Outcome>,
    }

    /// What a company can answer after a talk.
    struct Outcome {
        id: At<Id>,
        label: Title,
    }

    /// The yearly forum.
    struct ForumFile {
        /// Expected in one day.
        visitors_per_day: Number<1, 60000>,
        /// Length of an entry slot in minutes.
        slot_min: Number<5, 240>,
        places_per_slot: Number<1, 10000>,
        /// Percentage of places kept for people who come without a ticket.
        places_without_ticket_percent: Number<0, 100>,
        ticket: Paragraph,
        entry: Paragraph,
        without_ticket: Paragraph,
    }
}

/// Two times of the day, the second later, in minutes since midnight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeSlot {
    pub from: u16,
    pub to: u16,
}

impl TimeSlot {
    fn parse(text: &str) -> Option<Self> {
        let minutes = |time: &str| {
            let (hours, minutes) = time.split_once(':')?;
            let is_two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if !is_two_digits(hours) || !is_two_digits(minutes) {
                return None;
            }
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
        };
        let (from, to) = text.split_once('-')?;
        let slot = Self { from: minutes(from)?, to: minutes(to)? };
        (slot.from < slot.to).then_some(slot)
    }
}

impl Read for TimeSlot {
    fn read(node: &Node, report: &mut Report) -> Self {
        let Some(text) = read_text(node, report) else { return Self::absent(node.pos) };
        Self::parse(text).unwrap_or_else(|| {
            let message =
                format!("`{text}` is no time slot. Write two times, the second later, like `09:15-09:55`.");
            report.add(node.pos, message);
            Self::absent(node.pos)
        })
    }

    fn absent(_: Pos) -> Self {
        Self { from: 0, to: 0 }
    }
}
