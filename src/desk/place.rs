//! The addresses of the desk. A person is named by an opaque id; a name never stands in an address.

use crate::{device, routes, ui};
use core::fmt;
use domain::ids::{CompanyId, ForumId, ImportId, MonthId, PersonId, RightsRequestId, SlotId, StaffId};
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// A page of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Caseload,
    Person(PersonId),
    /// The access card of someone, for a coordinator.
    Card(PersonId),
    /// People from a list.
    Import,
    /// What a list would do, or has done.
    ImportReport(ImportId),
    /// Who follows someone, for a coordinator.
    Referent(PersonId),
    /// Whom one has to call.
    Calls,
    /// The public devices of the office.
    Kiosks,
    /// Where one sets one's own account up, before one can sign in.
    Setup,
    /// The accounts of colleagues.
    Team,
    /// The people whom nobody follows.
    Unassigned,
    /// Who has looked at whose file.
    Log,
    /// Everyone of a colleague goes to another.
    Assignment(StaffId),
    /// Who waits for an answer about what is kept of them.
    Rights,
    RightsRequest(RightsRequestId),
    /// The workshops to come.
    Workshops,
    /// Those of the last weeks.
    PastWorkshops,
    NewSlot,
    Slot(SlotId),
    ChangeSlot(SlotId),
    /// A new slot like this one.
    CopySlot(SlotId),
    CancelSlot(SlotId),
    Forums,
    NewForum,
    Forum(ForumId),
    ChangeForum(ForumId),
    /// A new forum like this one.
    CopyForum(ForumId),
    CancelForum(ForumId),
    /// A page of its own, which the browser loads: only it may use the camera, and it opens without network.
    Door,
    /// The months, those to come and those of the last weeks.
    Months,
    NewMonth,
    Month(MonthId),
    ChangeMonth(MonthId),
    /// A new month like this one.
    CopyMonth(MonthId),
    CancelMonth(MonthId),
    /// A company of a month.
    NewCompany(MonthId),
    /// A company of a month does not come.
    WithdrawCompany(MonthId, CompanyId),
    /// What people want a company of a month to have.
    CompanyDocuments(MonthId, CompanyId),
}

/// A part of the desk, as its bar shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    People,
    Workshops,
    Months,
    Forum,
    Calls,
    /// What only a coordinator looks after.
    Office,
}

impl Place {
    /// Reads the path of a URL; what it does not know is the list of people.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = (parts.next(), parts.next(), parts.next(), parts.next());
        // What an act is on, for the acts that need it.
        let object = parts.next();
        match first {
            (Some("staff"), Some("people"), Some(id), None) => {
                PersonId::new(id).map_or(Self::Caseload, Self::Person)
            }
            (Some("staff"), Some("people"), Some(id), Some("card")) => {
                PersonId::new(id).map_or(Self::Caseload, Self::Card)
            }
            (Some("staff"), Some("import"), None, None) => Self::Import,
            (Some("staff"), Some("import"), Some(id), None) => {
                ImportId::new(id).map_or(Self::Import, Self::ImportReport)
            }
            (Some("staff"), Some("people"), Some(id), Some("referent")) => {
                PersonId::new(id).map_or(Self::Caseload, Self::Referent)
            }
            (Some("staff"), Some("calls"), None, None) => Self::Calls,
            (Some("staff"), Some("kiosks"), None, None) => Self::Kiosks,
            (Some("staff"), Some("setup"), None, None) => Self::Setup,
            (Some("staff"), Some("team"), None, None) => Self::Team,
            (Some("staff"), Some("team"), Some("unassigned"), None) => Self::Unassigned,
            (Some("staff"), Some("team"), Some("log"), None) => Self::Log,
            (Some("staff"), Some("team"), Some(id), Some("assignment")) => {
                StaffId::new(id).map_or(Self::Team, Self::Assignment)
            }
            (Some("staff"), Some("rights"), None, None) => Self::Rights,
            (Some("staff"), Some("rights"), Some(id), None) => {
                RightsRequestId::new(id).map_or(Self::Rights, Self::RightsRequest)
            }
            (Some("staff"), Some("workshops"), None, None) => Self::Workshops,
            (Some("staff"), Some("workshops"), Some("past"), None) => Self::PastWorkshops,
            (Some("staff"), Some("workshops"), Some("new"), None) => Self::NewSlot,
            (Some("staff"), Some("workshops"), Some(id), act) => {
                SlotId::new(id).ok().and_then(|id| Self::of_slot(id, act)).unwrap_or(Self::Workshops)
            }
            (Some("staff"), Some("forum"), None, None) => Self::Forums,
            (Some("staff"), Some("forum"), Some("new"), None) => Self::NewForum,
            (Some("staff"), Some("forum"), Some(id), act) => {
                ForumId::new(id).ok().and_then(|id| Self::of_forum(id, act)).unwrap_or(Self::Forums)
            }
            (Some("staff"), Some("door"), None, None) => Self::Door,
            (Some("staff"), Some("months"), None, None) => Self::Months,
            (Some("staff"), Some("months"), Some("new"), None) => Self::NewMonth,
            (Some("staff"), Some("months"), Some(id), act) => {
                MonthId::new(id).ok().and_then(|id| Self::of_month(id, act, object)).unwrap_or(Self::Months)
            }
            _ => Self::Caseload,
        }
    }

    fn of_forum(id: ForumId, act: Option<&str>) -> Option<Self> {
        match act {
            None => Some(Self::Forum(id)),
            Some("change") => Some(Self::ChangeForum(id)),
            Some("copy") => Some(Self::CopyForum(id)),
            Some("cancel") => Some(Self::CancelForum(id)),
            Some(_) => None,
        }
    }

    fn of_month(id: MonthId, act: Option<&str>, object: Option<&str>) -> Option<Self> {
        match act {
            Some("documents") => Some(Self::CompanyDocuments(id, CompanyId::new(object?).ok()?)),
            Some("withdraw") => Some(Self::WithdrawCompany(id, CompanyId::new(object?).ok()?)),
            None => Some(Self::Month(id)),
            Some("change") => Some(Self::ChangeMonth(id)),
            Some("copy") => Some(Self::CopyMonth(id)),
            Some("cancel") => Some(Self::CancelMonth(id)),
            Some("company") => Some(Self::NewCompany(id)),
            Some(_) => None,
        }
    }

    fn of_slot(id: SlotId, act: Option<&str>) -> Option<Self> {
        match act {
            None => Some(Self::Slot(id)),
            Some("change") => Some(Self::ChangeSlot(id)),
            Some("copy") => Some(Self::CopySlot(id)),
            Some("cancel") => Some(Self::CancelSlot(id)),
            Some(_) => None,
        }
    }

    /// The part that it belongs to.
    pub const fn part(&self) -> Part {
        match self {
            Self::Caseload
            | Self::Person(_)
            | Self::Card(_)
            | Self::Referent(_)
            | Self::Import
            | Self::ImportReport(_)
            | Self::Setup => Part::People,
            Self::Calls => Part::Calls,
            Self::Team
            | Self::Unassigned
            | Self::Assignment(_)
            | Self::Log
            | Self::Kiosks
            | Self::Rights
            | Self::RightsRequest(_) => Part::Office,
            Self::Forums
            | Self::NewForum
            | Self::Forum(_)
            | Self::ChangeForum(_)
            | Self::CopyForum(_)
            | Self::CancelForum(_)
            | Self::Door => Part::Forum,
            Self::Months
            | Self::NewMonth
            | Self::Month(_)
            | Self::ChangeMonth(_)
            | Self::CopyMonth(_)
            | Self::CancelMonth(_)
            | Self::NewCompany(_)
            | Self::WithdrawCompany(..)
            | Self::CompanyDocuments(..) => Part::Months,
            _ => Part::Workshops,
        }
    }

    /// The path, for `href`.
    pub fn href(&self) -> AttrValue {
        AttrValue::from(self.to_string())
    }

    /// Key of the page's name, for the title of the document: the browser's history shows no name.
    pub const fn title_key(&self) -> &'static str {
        match self {
            Self::Caseload => "desk.title",
            Self::Person(_) => "desk.client.page",
            Self::Card(_) => "desk.card.title",
            Self::Import => "desk.import.title",
            Self::ImportReport(_) => "desk.import.report.title",
            Self::Referent(_) => "desk.assign.person.title",
            Self::Calls => "desk.calls.title",
            Self::Kiosks => "desk.kiosks.title",
            Self::Setup => "desk.setup.title",
            Self::Team => "desk.team.title",
            Self::Unassigned => "desk.assign.title",
            Self::Log => "desk.log.title",
            Self::Assignment(_) => "desk.assign.all.title",
            Self::Rights => "desk.rights.title",
            Self::RightsRequest(_) => "desk.rights.page",
            Self::Workshops => "desk.slots.title",
            Self::PastWorkshops => "desk.slots.past.title",
            Self::NewSlot | Self::CopySlot(_) => "desk.slot.new.title",
            Self::Slot(_) => "desk.slot.page",
            Self::ChangeSlot(_) => "desk.slot.change.title",
            Self::CancelSlot(_) => "desk.slot.cancel.title",
            Self::Forums => "desk.forum.title",
            Self::NewForum | Self::CopyForum(_) => "desk.forum.new.title",
            Self::Forum(_) => "desk.forum.page",
            Self::ChangeForum(_) => "desk.forum.change.title",
            Self::CancelForum(_) => "desk.forum.cancel.title",
            Self::Door => "desk.door.title",
            Self::Months => "desk.months.title",
            Self::NewMonth | Self::CopyMonth(_) => "desk.month.new.title",
            Self::Month(_) => "desk.month.page",
            Self::ChangeMonth(_) => "desk.month.change.title",
            Self::CancelMonth(_) => "desk.month.cancel.title",
            Self::NewCompany(_) => "desk.company.new.title",
            Self::WithdrawCompany(..) => "desk.company.withdraw.title",
            Self::CompanyDocuments(..) => "desk.company.documents.title",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Caseload => f.write_str("/staff/"),
            Self::Person(id) => write!(f, "/staff/people/{id}"),
            Self::Card(id) => write!(f, "/staff/people/{id}/card"),
            Self::Import => f.write_str("/staff/import"),
            Self::ImportReport(id) => write!(f, "/staff/import/{id}"),
            Self::Referent(id) => write!(f, "/staff/people/{id}/referent"),
            Self::Calls => f.write_str("/staff/calls"),
            Self::Kiosks => f.write_str("/staff/kiosks"),
            Self::Setup => f.write_str("/staff/setup"),
            Self::Team => f.write_str("/staff/team"),
            Self::Unassigned => f.write_str("/staff/team/unassigned"),
            Self::Log => f.write_str("/staff/team/log"),
            Self::Assignment(id) => write!(f, "/staff/team/{id}/assignment"),
            Self::Rights => f.write_str("/staff/rights"),
            Self::RightsRequest(id) => write!(f, "/staff/rights/{id}"),
            Self::Workshops => f.write_str("/staff/workshops"),
            Self::PastWorkshops => f.write_str("/staff/workshops/past"),
            Self::NewSlot => f.write_str("/staff/workshops/new"),
            Self::Slot(id) => write!(f, "/staff/workshops/{id}"),
            Self::ChangeSlot(id) => write!(f, "/staff/workshops/{id}/change"),
            Self::CopySlot(id) => write!(f, "/staff/workshops/{id}/copy"),
            Self::CancelSlot(id) => write!(f, "/staff/workshops/{id}/cancel"),
            Self::Forums => f.write_str("/staff/forum"),
            Self::NewForum => f.write_str("/staff/forum/new"),
            Self::Forum(id) => write!(f, "/staff/forum/{id}"),
            Self::ChangeForum(id) => write!(f, "/staff/forum/{id}/change"),
            Self::CopyForum(id) => write!(f, "/staff/forum/{id}/copy"),
            Self::CancelForum(id) => write!(f, "/staff/forum/{id}/cancel"),
            Self::Door => f.write_str("/staff/door"),
            Self::Months => f.write_str("/staff/months"),
            Self::NewMonth => f.write_str("/staff/months/new"),
            Self::Month(id) => write!(f, "/staff/months/{id}"),
            Self::ChangeMonth(id) => write!(f, "/staff/months/{id}/change"),
            Self::CopyMonth(id) => write!(f, "/staff/months/{id}/copy"),
            Self::CancelMonth(id) => write!(f, "/staff/months/{id}/cancel"),
            Self::NewCompany(id) => write!(f, "/staff/months/{id}/company"),
            Self::CompanyDocuments(id, company) => write!(f, "/staff/months/{id}/documents/{company}"),
            Self::WithdrawCompany(id, company) => write!(f, "/staff/months/{id}/withdraw/{company}"),
        }
    }
}

fn current() -> Place {
    Place::parse(&device::window().location().pathname().unwrap_or_default())
}

/// The page to show; renders again at each change, which begins at the page's title. Used once, by the desk.
#[hook]
pub fn use_place() -> Place {
    let place = use_state_eq(current);
    {
        let place = place.setter();
        use_effect_with((), move |()| {
            let (on_back, on_link) = (place.clone(), place);
            let on_back = device::listen(&device::window(), "popstate", move |_| on_back.set(current()));
            let on_click = device::listen(&device::document(), "click", move |event| {
                let path = routes::clicked_link(event);
                let Some(path) = path.filter(|path| path.starts_with("/staff/")) else { return };
                let to = Place::parse(&path);
                // The way into the door and out of it is a page load.
                if (to == Place::Door) != (current() == Place::Door) {
                    return;
                }
                event.prevent_default();
                if to != current() && go(&to) {
                    on_link.set(to);
                }
            });
            move || drop((on_back, on_click))
        });
    }
    let is_first = use_mut_ref(|| true);
    use_effect_with((*place).clone(), move |_| {
        if !is_first.replace(false) {
            device::window().scroll_to_with_x_and_y(0.0, 0.0);
            ui::focus_title();
        }
    });
    (*place).clone()
}

/// Goes to a page without a link, after something was made or changed.
pub fn open(to: &Place) {
    // The desk listens to the browser's own moves: this is one more.
    if go(to)
        && let Ok(event) = Event::new("popstate")
    {
        let _ = device::window().dispatch_event(&event);
    }
}

fn go(to: &Place) -> bool {
    let path = to.to_string();
    let moved = device::window()
        .history()
        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&path)));
    if moved.is_err() {
        // Safari refuses after a hundred changes in half a minute; a real page load always works.
        let _ = device::window().location().set_href(&path);
    }
    moved.is_ok()
}
