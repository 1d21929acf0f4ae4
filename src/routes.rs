//! Every URL of the portal, in one enum, and the small router on the browser's History API.
//!
//! Links are plain `<a href>`: one listener on the document takes the clicks that stay inside the app. The desk's
//! addresses are its own (`desk/place.rs`).

mod part;
mod record;

pub use part::show_part;
pub use record::RecordPage;

use crate::device;
use core::cell::RefCell;
use core::fmt;
use domain::ids::{CompanyId, ForumId, QuestionId, SlotId, SubjectId, SubmissionId, write_pieces};
use domain::questionnaire::{Page, QuestionRef};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// A page of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Home,
    SignIn,
    /// Signing in without the card: a code is asked for, then typed.
    AskCode,
    EnterCode,
    Stock(StockPage),
    Pathway,
    /// The workshops to come, with the dates that are one's own.
    Workshops,
    Workshop(SlotId),
    /// What the person has handed in.
    Documents,
    /// A page of the CV maker, by its name; none is where it begins. It arrives later, and knows its pages.
    Cv(Option<AttrValue>),
    Forum(ForumId),
    /// The month: preparation day, jobs dating, companies.
    Month,
    /// A company of a month.
    Company(CompanyId),
    Account,
    /// How one wants to be told.
    Reach,
    /// What one may ask about what is kept.
    Rights,
    Record(RecordPage),
    /// What the link of an offer opens, for whoever holds it.
    Offer(AttrValue),
    /// A device becomes a kiosk.
    Enrol,
    /// A visit at a kiosk goes on on this phone.
    OnPhone,
    /// The design kit; in development builds only.
    Kit,
    NotFound,
}

/// A page of taking stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StockPage {
    Start,
    Subjects,
    Question(QuestionRef),
    Sharing(SubjectId),
    Talk,
    Review,
    Sent,
    /// What another device of the person did meanwhile.
    Differences,
    /// Newer questions: what moving to them keeps.
    NewQuestions,
    /// What has changed since the last time.
    Changes,
    HelpNumbers,
}

/// The pages that one path each leads to: what [`Route::parse`] finds by how they are written.
const PLAIN: &[Route] = &[
    Route::Home,
    Route::SignIn,
    Route::AskCode,
    Route::EnterCode,
    Route::Stock(StockPage::Start),
    Route::Stock(StockPage::Subjects),
    Route::Stock(StockPage::Talk),
    Route::Stock(StockPage::Review),
    Route::Stock(StockPage::Sent),
    Route::Stock(StockPage::Differences),
    Route::Stock(StockPage::NewQuestions),
    Route::Stock(StockPage::Changes),
    Route::Stock(StockPage::HelpNumbers),
    Route::Pathway,
    Route::Workshops,
    Route::Documents,
    Route::Cv(None),
    Route::Month,
    Route::Account,
    Route::Reach,
    Route::Rights,
    Route::Record(RecordPage::Answers),
    Route::Record(RecordPage::Sharing),
    Route::Record(RecordPage::Talks),
    Route::Record(RecordPage::Looks),
    Route::Enrol,
    Route::OnPhone,
    #[cfg(debug_assertions)]
    Route::Kit,
];

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

impl Route {
    /// Reads the path of a URL, without query or fragment. A trailing slash is forgiven.
    pub fn parse(path: &str) -> Self {
        let plain = PLAIN.iter().find(|route| parts(&route.to_string()).eq(parts(path)));
        plain.cloned().or_else(|| Self::parse_with_names(path)).unwrap_or(Self::NotFound)
    }

    /// The pages whose path names something.
    fn parse_with_names(path: &str) -> Option<Self> {
        let parts: Vec<&str> = parts(path).collect();
        Some(match parts.as_slice() {
            ["stock", "q", subject, question] => {
                let subject = SubjectId::new(*subject).ok()?;
                let question = QuestionId::new(*question).ok()?;
                Self::Stock(StockPage::Question(QuestionRef { subject, question }))
            }
            ["stock", "sharing", subject] => Self::Stock(StockPage::Sharing(SubjectId::new(*subject).ok()?)),
            ["workshops", id] => Self::Workshop(SlotId::new(*id).ok()?),
            ["cv", page] => Self::Cv(Some(AttrValue::from((*page).to_owned()))),
            ["forum", id] => Self::Forum(ForumId::new(*id).ok()?),
            ["month", "companies", id] => Self::Company(CompanyId::new(*id).ok()?),
            ["record", "answers", id] => Self::Record(RecordPage::Copy(SubmissionId::new(*id).ok()?)),
            ["o", token] => Self::Offer(AttrValue::from((*token).to_owned())),
            _ => return None,
        })
    }

    /// Whether the page shows something of a person, so that someone must be signed in.
    pub const fn needs_session(&self) -> bool {
        match self {
            Self::Home
            | Self::Pathway
            | Self::Workshops
            | Self::Workshop(_)
            | Self::Documents
            | Self::Cv(_)
            | Self::Forum(_)
            | Self::Month
            | Self::Company(_)
            | Self::Account
            | Self::Reach
            | Self::Rights
            | Self::Record(_) => true,
            Self::Stock(page) => !matches!(page, StockPage::HelpNumbers),
            Self::SignIn
            | Self::AskCode
            | Self::EnterCode
            | Self::Offer(_)
            | Self::Enrol
            | Self::OnPhone
            | Self::Kit
            | Self::NotFound => false,
        }
    }

    /// Key of the page's name, for the title of the document.
    pub const fn title_key(&self) -> &'static str {
        match self {
            Self::Home => "page.home",
            Self::SignIn => "page.sign-in",
            Self::AskCode => "page.code",
            Self::EnterCode => "page.code-enter",
            Self::Stock(StockPage::Start) => "page.stock",
            Self::Stock(StockPage::Subjects) => "page.subjects",
            Self::Stock(StockPage::Question(_)) => "page.question",
            Self::Stock(StockPage::Sharing(_)) => "page.sharing",
            Self::Stock(StockPage::Talk) => "page.talk",
            Self::Stock(StockPage::Review) => "page.review",
            Self::Stock(StockPage::Sent) => "page.sent",
            Self::Stock(StockPage::Differences) => "page.differences",
            Self::Stock(StockPage::NewQuestions) => "page.new-questions",
            Self::Stock(StockPage::Changes) => "page.changes",
            Self::Stock(StockPage::HelpNumbers) => "page.help-numbers",
            Self::Pathway => "page.pathway",
            Self::Workshops => "page.workshops",
            Self::Workshop(_) => "page.workshop",
            Self::Documents => "page.documents",
            Self::Cv(_) => "page.cv",
            Self::Forum(_) => "page.forum",
            Self::Month => "page.month",
            Self::Company(_) => "page.company",
            Self::Account => "page.account",
            Self::Reach => "page.reach",
            Self::Rights => "page.rights",
            Self::Offer(_) => "page.offer",
            Self::Enrol => "page.enrol",
            Self::OnPhone => "page.on-phone",
            Self::Record(RecordPage::Answers) => "page.record-answers",
            Self::Record(RecordPage::Copy(_)) => "page.record-copy",
            Self::Record(RecordPage::Sharing) => "page.record-sharing",
            Self::Record(RecordPage::Talks) => "page.record-talks",
            Self::Record(RecordPage::Looks) => "page.record-looks",
            Self::Kit => "page.kit",
            Self::NotFound => "page.not-found",
        }
    }

    /// The page of a questionnaire's route.
    pub fn of_page(page: &Page) -> Self {
        Self::Stock(match page {
            Page::Triage => StockPage::Subjects,
            Page::Question(at) => StockPage::Question(at.clone()),
            Page::Sharing(subject) => StockPage::Sharing(subject.clone()),
            Page::PrivateTalk => StockPage::Talk,
            Page::Review => StockPage::Review,
        })
    }

    /// The path on this page, for `href`.
    pub fn href(&self) -> AttrValue {
        AttrValue::from([device::base().as_str(), &self.to_string()].concat())
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::SignIn => f.write_str("/sign-in"),
            Self::AskCode => f.write_str("/code"),
            Self::EnterCode => f.write_str("/code/enter"),
            Self::Stock(page) => page.fmt(f),
            Self::Pathway => f.write_str("/pathway"),
            Self::Workshops => f.write_str("/workshops"),
            Self::Workshop(id) => write_pieces(f, &["/workshops/", id.as_str()]),
            Self::Documents => f.write_str("/documents"),
            Self::Cv(page) => page.iter().try_fold(f.write_str("/cv")?, |(), page| write!(f, "/{page}")),
            Self::Forum(id) => write_pieces(f, &["/forum/", id.as_str()]),
            Self::Month => f.write_str("/month"),
            Self::Company(id) => write_pieces(f, &["/month/companies/", id.as_str()]),
            Self::Account => f.write_str("/account"),
            Self::Reach => f.write_str("/account/messages"),
            Self::Rights => f.write_str("/account/rights"),
            Self::Offer(token) => write_pieces(f, &["/o/", token]),
            Self::Enrol => f.write_str("/kiosk"),
            Self::OnPhone => f.write_str("/kiosk/phone"),
            Self::Record(page) => page.fmt(f),
            Self::Kit => f.write_str("/kit"),
            Self::NotFound => f.write_str("/not-found"),
        }
    }
}

impl fmt::Display for StockPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("/stock"),
            Self::Subjects => f.write_str("/stock/subjects"),
            Self::Question(at) => {
                write_pieces(f, &["/stock/q/", at.subject.as_str(), "/", at.question.as_str()])
            }
            Self::Sharing(subject) => write_pieces(f, &["/stock/sharing/", subject.as_str()]),
            Self::Talk => f.write_str("/stock/talk"),
            Self::Review => f.write_str("/stock/review"),
            Self::Sent => f.write_str("/stock/sent"),
            Self::Differences => f.write_str("/stock/differences"),
            Self::NewQuestions => f.write_str("/stock/new-questions"),
            Self::Changes => f.write_str("/stock/changes"),
            Self::HelpNumbers => f.write_str("/stock/help-numbers"),
        }
    }
}

thread_local! {
    static ON_CHANGE: RefCell<Option<Callback<Route>>> = const { RefCell::new(None) };
}

/// Goes to a page; Back comes back here. Going to the page one is on changes nothing.
pub fn navigate(to: &Route) {
    if current() != *to {
        go(to, "", false);
    }
}

/// Goes to a page in place of this one; Back skips this one.
pub fn replace(to: &Route) {
    go(to, "", true);
}

/// The page that the address bar names.
pub fn current() -> Route {
    read_path(&device::window().location().pathname().unwrap_or_default())
}

fn read_path(path: &str) -> Route {
    Route::parse(path.strip_prefix(&device::base()).unwrap_or(path))
}

/// Whether a page of this name says more of itself once it knows its question (WCAG 2.4.2): its name is its own business.
pub fn names_itself(title_key: &str) -> bool {
    matches!(
        title_key,
        "page.question"
            | "page.sharing"
            | "page.workshop"
            | "page.company"
            | "page.forum"
            | "page.preview-over"
    )
}

/// Sets the title of the document; `page` is what differs from page to page.
pub fn set_title(page: &str) {
    let mut title = String::from(page);
    title.push_str(" – Main Tendue");
    device::document().set_title(&title);
}

fn go(to: &Route, fragment: &str, in_place: bool) {
    if let Ok(history) = device::window().history() {
        let path = [&to.href(), fragment].concat();
        let moved = if in_place {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&path))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(&path))
        };
        if moved.is_err() {
            // Safari refuses after a hundred changes in half a minute; a real page load always works.
            let _ = device::window().location().set_href(&path);
            return;
        }
    }
    tell(to.clone());
}

fn tell(route: Route) {
    let on_change = ON_CHANGE.with_borrow(Clone::clone);
    if let Some(on_change) = on_change {
        on_change.emit(route);
    }
}

/// The page to show; renders again at each change. Used once, by the app.
#[hook]
pub fn use_router() -> Route {
    let route = use_state_eq(current);
    {
        let route = route.clone();
        use_effect_with((), move |()| {
            // A page below may have gone elsewhere already: its effects run before this.
            route.set(current());
            ON_CHANGE.set(Some(Callback::from(move |to| route.set(to))));
            let on_back = device::listen(&device::window(), "popstate", |_| tell(current()));
            let on_click = device::listen(&device::document(), "click", follow_link);
            move || {
                ON_CHANGE.set(None);
                drop((on_back, on_click));
            }
        });
    }
    (*route).clone()
}

/// The address of a link that was clicked plainly and stays on this site: it is written from the root ("/pathway#actions").
/// None for what is left to the browser.
pub fn clicked_link(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let is_plain = click.button() == 0
        && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
        && !click.default_prevented();
    let target = click.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.filter(|_| is_plain)?.closest("a[href]").ok()??;
    let is_elsewhere = link.has_attribute("download") || link.has_attribute("target");
    let href = link.get_attribute("href").filter(|href| href.starts_with('/') && !href.starts_with("//"));
    href.filter(|_| !is_elsewhere)
}

/// Takes a click on a link that stays inside the app; everything else is left to the browser.
fn follow_link(event: &Event) {
    let Some(href) = clicked_link(event) else { return };
    let (path, fragment) = href.split_at(href.find('#').unwrap_or(href.len()));
    let to = read_path(path);
    if to == Route::NotFound {
        return;
    }
    event.prevent_default();
    if current() != to {
        go(&to, fragment, false);
    }
}

#[cfg(test)]
mod tests;
