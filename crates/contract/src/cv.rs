//! The CV maker (C7): answers that are saved part by part and stay for the next version, and the paper that is made of them.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::cv::Part;
use domain::questionnaire::Entry;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const GET_CV: Endpoint = Endpoint {
    operation_id: "getCv",
    method: Method::Get,
    path: "/api/cv",
    summary: Endpoint::docs(
        "What the person has answered for their CV, what the paper would say, and what can be suggested.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const SAVE_CV_PART: Endpoint = Endpoint {
    operation_id: "saveCvPart",
    method: Method::Put,
    path: "/api/cv/{part}",
    summary: Endpoint::docs(
        "Replace one part of the answers. `If-Match` is the version of the part, 0 when it was never saved.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: true,
};

/// Not in a preview: it is nobody's until the paper is shared.
pub const GET_CV_PHOTO: Endpoint = Endpoint {
    operation_id: "getCvPhoto",
    method: Method::Get,
    path: "/api/cv/photo",
    summary: Endpoint::docs("The photo for the person's CV, as a JPEG."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// The newest is the one: whoever chooses a photo has seen which.
pub const SET_CV_PHOTO: Endpoint = Endpoint {
    operation_id: "setCvPhoto",
    method: Method::Put,
    path: "/api/cv/photo",
    summary: Endpoint::docs(
        "Put a photo on the CV, in place of the one that was there. It is drawn anew: upright, three wide for four high.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const REMOVE_CV_PHOTO: Endpoint = Endpoint {
    operation_id: "removeCvPhoto",
    method: Method::Delete,
    path: "/api/cv/photo",
    summary: Endpoint::docs("Take the photo off the CV. Papers that were made with it stay."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const MAKE_CV: Endpoint = Endpoint {
    operation_id: "makeCv",
    method: Method::Post,
    path: "/api/cv/document",
    summary: Endpoint::docs(
        "Make a PDF of the answers as they are saved. It becomes one of the person's files, checked like any other.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `getCv`. `Debug` is not derived: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CvView {
    /// As the service knows the person: where the first page begins.
    pub name: String,
    /// Those that were ever saved.
    pub parts: Vec<KeptPart>,
    /// Since when there is a photo, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_at: Option<Timestamp>,
    /// What the paper says, from top to bottom; empty while nothing is saved.
    pub sheet: Vec<SheetLine>,
    /// Trades to choose from, in French as the paper is.
    pub jobs: Vec<Entry>,
    /// Skills in plain words, in French; those of the trades that the person names come first.
    pub ideas: Vec<SkillIdea>,
}

impl core::fmt::Debug for CvView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CvView(hidden)")
    }
}

/// Body of `setCvPhoto`. `Debug` is not derived: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CvPhoto {
    /// A JPEG of at most 40 KiB, in base 64 (RFC 4648, section 4).
    pub jpeg: String,
}

impl core::fmt::Debug for CvPhoto {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CvPhoto(hidden)")
    }
}

/// A part with the version that changing it must name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptPart {
    pub version: u64,
    pub part: Part,
}

/// Something that many people can do without calling it a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkillIdea {
    /// ROME code of the trade that asks for it.
    pub code: String,
    pub text: String,
}

/// One block of the paper. `Debug` is not derived: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetLine {
    pub kind: SheetLineKind,
    pub text: String,
}

impl core::fmt::Debug for SheetLine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SheetLine({:?})", self.kind)
    }
}

/// How a block of the paper looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SheetLineKind {
    /// At the end side of the lines that follow; the text is what it shows.
    Photo,
    Name,
    /// Under the name.
    Lead,
    Section,
    Item,
    Text,
    /// Smaller.
    Note,
    Bullet,
}
