//! What people read of a company before they talk with it (W13).

use super::read_line;
use serde::{Deserialize, Serialize};

/// Most jobs of one company.
pub const COMPANY_JOBS_MAX: usize = 6;

const NAME_MAX_CHARS: usize = 80;
const LINE_MAX_CHARS: usize = 160;
const PLACES_MAX: u16 = 500;

/// The kind of contract that is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EmploymentKind {
    /// Without an end (CDI).
    Permanent,
    /// With an end (CDD).
    FixedTerm,
    /// For a season.
    Seasonal,
    /// Through an agency.
    Temporary,
    /// With training.
    Apprenticeship,
    /// Supported, or in a company of insertion.
    Supported,
}

impl EmploymentKind {
    pub const ALL: [Self; 6] = [
        Self::Permanent,
        Self::FixedTerm,
        Self::Seasonal,
        Self::Temporary,
        Self::Apprenticeship,
        Self::Supported,
    ];

    /// As on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::FixedTerm => "fixed-term",
            Self::Seasonal => "seasonal",
            Self::Temporary => "temporary",
            Self::Apprenticeship => "apprenticeship",
            Self::Supported => "supported",
        }
    }
}

/// A company as staff describe it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanySheet {
    pub name: String,
    /// Sector by the NAF, rev. 2 ("55.10Z"); empty when unknown.
    pub sector_naf: String,
    /// Codes of the ROME ("G1501"), 1 to 6.
    pub jobs_rome: Vec<String>,
    /// The town.
    pub place: String,
    /// How to get there.
    pub access: String,
    pub contract: EmploymentKind,
    /// What counts ("Souriant, à l’heure"); may be empty.
    pub soft_skills: String,
    /// Whether a driving licence is needed.
    pub licence_required: bool,
    /// Whether people without experience are welcome.
    pub beginners_welcome: bool,
    /// Jobs to fill, 1 to 500.
    pub n_jobs: u16,
}

/// What is wrong with a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompanyProblem {
    Name,
    Sector,
    Jobs,
    Place,
    Access,
    SoftSkills,
    Places,
}

/// The sheet without spaces around its lines, when it can be so. `is_job` knows the codes of the content.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_company(
    sheet: &CompanySheet,
    is_job: impl Fn(&str) -> bool,
) -> Result<CompanySheet, Vec<CompanyProblem>> {
    let optional =
        |text: &str, max| if text.trim().is_empty() { Some(String::new()) } else { line(text, max) };
    let name = line(&sheet.name, NAME_MAX_CHARS);
    let sector = Some(sheet.sector_naf.trim().to_uppercase()).filter(|code| code.is_empty() || is_naf(code));
    let mut jobs = sheet.jobs_rome.clone();
    jobs.sort();
    jobs.dedup();
    let are_jobs = (1..=COMPANY_JOBS_MAX).contains(&jobs.len()) && jobs.iter().all(|code| is_job(code));
    let place = line(&sheet.place, NAME_MAX_CHARS);
    let access = line(&sheet.access, LINE_MAX_CHARS);
    let soft_skills = optional(&sheet.soft_skills, LINE_MAX_CHARS);
    let are_places = (1..=PLACES_MAX).contains(&sheet.n_jobs);
    let wrong = [
        (CompanyProblem::Name, name.is_none()),
        (CompanyProblem::Sector, sector.is_none()),
        (CompanyProblem::Jobs, !are_jobs),
        (CompanyProblem::Place, place.is_none()),
        (CompanyProblem::Access, access.is_none()),
        (CompanyProblem::SoftSkills, soft_skills.is_none()),
        (CompanyProblem::Places, !are_places),
    ];
    let (Some(name), Some(sector_naf), Some(place), Some(access), Some(soft_skills), true, true) =
        (name, sector, place, access, soft_skills, are_jobs, are_places)
    else {
        return Err(wrong.into_iter().filter_map(|(what, is_wrong)| is_wrong.then_some(what)).collect());
    };
    Ok(CompanySheet { name, sector_naf, place, access, soft_skills, ..sheet.clone() })
}

fn line(text: &str, max: usize) -> Option<String> {
    read_line(text, max).map(str::to_owned)
}

/// Two digits, a point, two digits, a letter.
fn is_naf(code: &str) -> bool {
    let bytes = code.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    bytes.len() == 6
        && [0, 1, 3, 4].into_iter().all(is_digit)
        && bytes[2] == b'.'
        && bytes[5].is_ascii_uppercase()
}
