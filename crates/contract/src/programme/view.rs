//! What a month looks like to a person. Texts are in the language asked for (`language` query parameter).

use crate::workshops::{SlotView, VenueView, When};
use domain::ids::{CompanyId, MonthId, VenueId};
use domain::programme::{EmploymentKind, MonthState};
use domain::time::{TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

/// Answer of `listMonths`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthList {
    /// By the start of the jobs dating; what was cancelled only when the person had to do with it.
    pub months: Vec<MonthView>,
}

/// A month, and where the person stands with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthView {
    pub id: MonthId,
    /// As staff wrote it.
    pub theme: String,
    /// `published` or `cancelled`.
    pub state: MonthState,
    /// With `cancelled`: what the organiser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub standing: MonthStanding,
    /// How one comes to take part.
    pub invitation: String,
    /// Preparation days, by start.
    pub days: Vec<SlotView>,
    /// Of the person's own preparation day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timetable: Option<Timetable>,
    pub dating: DatingView,
    /// When talks open to everyone.
    pub opens_at: Timestamp,
    /// Whether they are open to this person.
    pub is_open: bool,
    /// Most talks of one person.
    pub max_talks: u32,
    /// Minutes between two talks.
    pub break_min: u32,
    /// The person's own, by start.
    pub talks: Vec<SlotView>,
    /// Those that come, by name.
    pub companies: Vec<CompanyBrief>,
}

/// Where a person stands with a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MonthStanding {
    /// They may ask.
    Nothing,
    Asked,
    /// They may choose a day, or say no.
    Proposed {
        /// Name of who proposed it.
        by: Option<String>,
    },
    /// They said no, or ask no longer; they may ask again.
    Declined,
    /// They have a preparation day.
    Participant,
}

/// One group's way through a preparation day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timetable {
    /// 1 for the first.
    pub group: u32,
    pub welcome: String,
    pub lines: Vec<TimetableLine>,
    pub closing: String,
}

/// Where a group is at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimetableLine {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    /// Title of the workshop; absent for a pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Where and when the companies are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DatingView {
    pub when: When,
    pub venue_id: VenueId,
    pub venue: VenueView,
}

/// A company in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyBrief {
    pub id: CompanyId,
    pub name: String,
    /// The town.
    pub place: String,
    pub jobs: Vec<JobLabel>,
    /// Times at which nobody talks with it yet.
    pub n_free: u32,
    /// When the person talks with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<When>,
}

/// A job with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobLabel {
    /// Of the ROME.
    pub code: String,
    pub label: String,
}

/// A company's sheet, with the names of its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyView {
    pub id: CompanyId,
    pub name: String,
    /// Sector by the NAF; empty when unknown.
    pub sector_naf: String,
    pub jobs: Vec<JobLabel>,
    /// The town.
    pub place: String,
    /// How to get there.
    pub access: String,
    pub contract: EmploymentKind,
    /// May be empty.
    pub soft_skills: String,
    pub licence_required: bool,
    pub beginners_welcome: bool,
    /// Jobs to fill.
    pub n_jobs: u32,
}

/// Answer of `getCompany`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyDetail {
    pub company: CompanyView,
    /// When it does not come after all: what the organiser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub month: MonthId,
    pub theme: String,
    pub dating: DatingView,
    pub opens_at: Timestamp,
    /// Whether talks are open to this person.
    pub is_open: bool,
    pub max_talks: u32,
    /// Its talks, by start.
    pub talks: Vec<SlotView>,
}
