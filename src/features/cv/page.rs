//! The pages of the CV maker and their addresses.

use crate::routes::Route;
use domain::cv::PartKey;
use yew::AttrValue;

/// A page of the CV maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CvPage {
    Start,
    Part(PartKey),
    /// The photo, for whoever wants one.
    Photo,
    /// What the paper will look like.
    Sheet,
}

const PHOTO: &str = "photo";
const SHEET: &str = "sheet";

impl CvPage {
    /// `None` when no page is called so.
    pub fn parse(name: Option<&str>) -> Option<Self> {
        match name {
            None => Some(Self::Start),
            Some(PHOTO) => Some(Self::Photo),
            Some(SHEET) => Some(Self::Sheet),
            Some(part) => part.parse().ok().map(Self::Part),
        }
    }

    pub const fn route(self) -> Route {
        Route::Cv(match self {
            Self::Start => None,
            Self::Part(part) => Some(AttrValue::Static(part.as_str())),
            Self::Photo => Some(AttrValue::Static(PHOTO)),
            Self::Sheet => Some(AttrValue::Static(SHEET)),
        })
    }

    pub fn href(self) -> AttrValue {
        self.route().href()
    }
}
