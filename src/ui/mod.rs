//! The design kit: what screens are made of. Components are functions of their props: they know no feature, no rule,
//! no language; every text comes in as a prop.
//!
//! To add one: a folder with `mod.rs` (when to use it, its accessibility contract), `<name>.css` beside it (picked up
//! by `scripts/styles.sh`), `tests.rs` (roles, names, relations, focus, in a real browser), and a place on the kit page.
//! Properties that hold other parts are `yew::always_drawn!`.
//!
//! Two habits keep Yew safe here: no component returns an empty node (a part that comes and goes stands in a wrapper
//! that stays), and every list is keyed.

pub mod access_card;
pub mod button;
pub mod card;
pub mod choice;
pub mod date_field;
pub mod dialog;
pub mod error_summary;
pub mod facts;
pub mod field;
pub mod focus;
pub mod frame;
pub mod icon;
pub mod language_choice;
pub mod list;
pub mod long_field;
pub mod mark;
pub mod moment;
pub mod more;
pub mod next_step;
pub mod notice;
pub mod path;
pub mod photo;
pub mod portrait;
pub mod progress;
pub mod qr;
pub mod review;
pub mod road;
pub mod rows;
pub mod screen;
pub mod sheet;
pub mod skeleton;
pub mod subject;
pub mod tag;
pub mod words;

pub use access_card::{AccessCard, AccessTexts, Typed, take_over};
pub use button::{Button, ButtonKind, Link, LinkButton};
pub use card::{Card, CardKind};
pub use choice::{Choice, ChoiceGroup, ChoiceKind, or};
pub use date_field::{DateField, DatePart, DateParts};
pub use dialog::Dialog;
pub use error_summary::{ErrorSummary, Problem};
pub use facts::{Fact, Facts};
pub use field::{Field, FieldKind};
pub use focus::{focus_field, focus_title, focus_title_in_place};
pub use icon::Icon;
pub use language_choice::{Language, LanguageChoice};
pub use list::List;
pub use long_field::LongField;
pub use mark::{Art, HandArt, mark};
pub use moment::Moment;
pub use more::More;
pub use next_step::NextStep;
pub use notice::{Notice, NoticeKind};
pub use path::{Path, Phase, Stage, Step, Steps};
pub use photo::Photo;
pub use portrait::Portrait;
pub use progress::{Progress, UploadBar};
pub use qr::{Qr, qr_modules};
pub use review::{Change, Review, ReviewItem};
pub use road::Road;
pub use rows::{Row, Rows, TimedRow};
pub use screen::{Hand, NavItem, Screen, ScreenKind, Tool, TopBar, brand, navigation};
pub use sheet::{PagePicture, Pages, Sheet};
pub use skeleton::Skeleton;
pub use subject::{LevelChoice, Subject};
pub use tag::{Tag, TagKind};
pub use words::{Gap, Heading, Lead, LiveRegion, Soft, Stack, Title};

use yew::AttrValue;

/// One id made of a component's id and the name of its part: `card` + `-hint`.
pub(crate) fn part_id(id: &str, part: &str) -> AttrValue {
    AttrValue::from([id, part].concat())
}

/// The value of `aria-describedby` for a hint and an error that may each be absent.
pub(crate) fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<AttrValue> {
    match (has_hint, has_error) {
        (false, false) => None,
        (true, false) => Some(part_id(id, "-hint")),
        (false, true) => Some(part_id(id, "-error")),
        (true, true) => Some(AttrValue::from([id, "-hint ", id, "-error"].concat())),
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
