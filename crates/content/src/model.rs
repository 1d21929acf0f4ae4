//! A checked content folder, ready for the server.

use core::fmt;
use domain::ids::{ReasonId, SheetId, SubjectId, VenueId, WorkshopId};
use domain::pathway::{ActionStatus, FollowUp, Pathway};
use domain::questionnaire::{Level, Questionnaire};
use domain::workshops::{BookingStatus, Need, Zone};
use std::collections::BTreeMap;

/// A content folder without a problem. Every map has one entry per language of [`Pack::languages`]; ids, order and
/// rules are the same in each, only the words differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub pack: Pack,
    pub questionnaires: BTreeMap<Lang, Questionnaire>,
    pub pathways: BTreeMap<Lang, Pathway>,
    /// What can be said around the actions of a pathway.
    pub conversations: BTreeMap<Lang, Conversation>,
    pub statuses: BTreeMap<Lang, Statuses>,
    pub workshops: BTreeMap<Lang, Workshops>,
    pub programmes: BTreeMap<Lang, Programme>,
    pub forums: BTreeMap<Lang, Forum>,
    pub codes: Codes,
    /// Sources that the licences ask to name, of the pack and then of its lexicons.
    pub credits: Vec<Credit>,
}

/// Where a part of the content comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    pub source: String,
    pub licence: String,
}

/// A BCP 47 language tag: two or three small letters, then perhaps `-` and a region or script ("fr", "pt-BR").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// `None` when the text has another shape.
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let language = parts.next()?;
        let is_language = matches!(language.len(), 2..=3) && language.bytes().all(|b| b.is_ascii_lowercase());
        let are_subtags =
            parts.all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        (is_language && are_subtags).then(|| Self(tag.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// pack.yaml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    pub id: String,
    /// Of the whole folder; the questionnaire has its own.
    pub version: String,
    /// At least one, each once, in the order written.
    pub languages: Vec<Lang>,
    /// One of `languages`.
    pub default_language: Lang,
    pub service: Service,
}

/// The host of the portal, as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    /// As one reads it ("04 65 71 00 10").
    pub phone: String,
    pub place: String,
}

impl Pack {
    /// The declared language that `tag` asks for: the same tag, then its language without region, then the default.
    pub fn language_for(&self, tag: &str) -> &Lang {
        let declared =
            |wanted: &str| self.languages.iter().find(|lang| lang.as_str().eq_ignore_ascii_case(wanted));
        declared(tag)
            .or_else(|| declared(tag.split('-').next().unwrap_or_default()))
            .unwrap_or(&self.default_language)
    }
}

/// Codes of other systems, for exports and never for a person's screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codes {
    /// Level of impact in the shared diagnosis of France Travail.
    pub levels: BTreeMap<Level, String>,
    pub subjects: BTreeMap<SubjectId, SubjectCodes>,
    /// Theme of data·inclusion (version 1) of each action sheet that has one.
    pub sheets: BTreeMap<SheetId, String>,
}

/// Codes of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubjectCodes {
    /// Constraint or need of the diagnosis of France Travail.
    pub france_travail: Option<String>,
    /// Themes of data·inclusion, version 1.
    pub data_inclusion: Vec<String>,
}

macro_rules! statuses {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Each of them, in the usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

statuses! {
    /// Where an objective stands.
    ObjectiveStatus { UnderWay, Reached, Abandoned }
}

statuses! {
    /// Where a document stands.
    DocumentStatus { Sending, Received, Checked, ToRedo, Refused, Withdrawn }
}

/// The words for where things stand. Every status has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statuses {
    /// Of an action that is suggested and not chosen yet.
    pub to_choose: String,
    pub action: BTreeMap<ActionStatus, String>,
    pub objective: BTreeMap<ObjectiveStatus, String>,
    pub booking: BTreeMap<BookingStatus, String>,
    pub document: BTreeMap<DocumentStatus, String>,
}

/// What can be said around the actions of a pathway: closed lists, and who does what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// With "Ça bloque".
    pub stuck_reasons: Vec<Reason>,
    /// With "À discuter".
    pub dispute_reasons: Vec<Reason>,
    /// Why hours are adapted.
    pub hours_reasons: Vec<Reason>,
    pub follow_ups: BTreeMap<FollowUp, FollowUpText>,
}

/// A reason of a closed list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub id: ReasonId,
    pub label: String,
}

/// What an accompaniment is called and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpText {
    pub title: String,
    pub does: String,
}

/// What can be held, where, and why one may cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workshops {
    pub kinds: Vec<Workshop>,
    /// A preparation day and a talk with a company, which are held in a month only (`domain::programme`).
    pub of_month: Vec<Workshop>,
    /// At least one.
    pub venues: Vec<Venue>,
    pub cancel_reasons: Vec<Reason>,
}

impl Workshops {
    /// One of `kinds` or of `of_month`.
    pub fn kind(&self, id: &WorkshopId) -> Option<&Workshop> {
        self.kinds.iter().chain(&self.of_month).find(|kind| kind.id == *id)
    }

    pub fn venue(&self, id: &VenueId) -> Option<&Venue> {
        self.venues.iter().find(|venue| venue.id == *id)
    }
}

/// A place where workshops are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    pub id: VenueId,
    pub name: String,
    pub address: String,
    /// How to get there.
    pub access: String,
    pub zone: Zone,
}

/// What one needs before a workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    pub need: Need,
    pub text: String,
}

/// A kind of workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workshop {
    pub id: WorkshopId,
    pub title: String,
    pub about: String,
    pub duration_min: u16,
    pub places: u16,
    pub bring: Vec<String>,
    pub prerequisites: Vec<Prerequisite>,
    pub outcome: String,
    /// Theme of data·inclusion, version 1.
    pub data_inclusion: Option<String>,
}

/// The month: a preparation day each week, then the jobs dating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Ideas for the theme of a month.
    pub themes: Vec<String>,
    pub preparation: Preparation,
    pub jobs_dating: JobsDating,
}

/// The preparation day. [`domain::programme::rotate`] says which group is where when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    pub rhythm: String,
    /// `groups * people_per_group`.
    pub places: u16,
    pub groups: u16,
    pub people_per_group: u16,
    /// Who leads each workshop at once.
    pub staff_per_workshop: u16,
    /// From the welcome to the end.
    pub hours: TimeSlot,
    /// Each in [`Content::workshops`], no more than there are time slots.
    pub workshops: Vec<WorkshopId>,
    /// In order, not overlapping.
    pub time_slots: Vec<TimeSlot>,
    pub welcome: String,
    pub closing: String,
    pub invitation: String,
    pub waiting_list: WaitingList,
}

/// A part of a day, in minutes since midnight at the venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeSlot {
    pub from_min: u16,
    pub to_min: u16,
}

/// How long a free place is offered to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingList {
    pub offer_h: u16,
    /// When the day is at most `urgent_within_days` away.
    pub urgent_offer_h: u16,
    pub urgent_within_days: u16,
    pub text: String,
}

/// The jobs dating at the end of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobsDating {
    pub when: String,
    pub slot_min: u16,
    /// Between two talks of one person.
    pub break_min: u16,
    pub max_slots_per_person: u16,
    /// Hours during which only the month's participants may book.
    pub participants_first_h: u16,
    /// Names of what is asked of a company.
    pub company_fields: Vec<String>,
    /// What a company can answer afterwards.
    pub outcomes: Vec<Outcome>,
}

/// What a company can answer after a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub id: String,
    pub label: String,
}

/// The yearly forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    pub visitors_per_day: u16,
    pub slot_min: u16,
    pub places_per_slot: u16,
    pub places_without_ticket_percent: u16,
    pub ticket: String,
    pub entry: String,
    pub without_ticket: String,
}
