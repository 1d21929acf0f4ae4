//! Loads the questions and the draft, and runs the errands that each action leaves.

use crate::api::{ApiError, Call, Load, use_load};
use crate::app::later::later;
use crate::app::shell::{Failure, bare, waiting_screen};
use crate::device;
use crate::drafts::{Drafts, Outbox, SaveState, use_drafts};
use crate::features::questionnaire::ask::{AskPage, asked_from_a_list};
use crate::features::questionnaire::rest::{REST, Rest, START, SUBJECTS};
use crate::features::questionnaire::state::{Action, Errand, Stock};
use crate::i18n::{t, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{self, ButtonKind, LinkButton, ScreenKind, Title};
use contract::questionnaire::{Draft, GET_DRAFT, GET_QUESTIONNAIRE, LastAnswer};
use contract::session::{Contact, Me};
use core::ops::Deref;
use domain::questionnaire::{Page, Questionnaire, StepKey};
use std::rc::Rc;
use yew::prelude::*;

/// The state of taking stock as it was drawn, and the way to act on it. Yew's own handle reads the newest state, so that
/// comparing what the old one and the new one say compares a state with itself.
#[derive(Debug, Clone)]
pub struct Handle {
    drawn: Rc<Stock>,
    draft: Rc<Draft>,
    newest: UseReducerHandle<Shared>,
    drafts: Drafts,
    reload: Callback<()>,
}

impl Handle {
    /// Acts, and runs the errands of it at once: as an effect they would wait for a slow phone to draw, and be dropped with
    /// the page when the person leaves it meanwhile.
    pub fn dispatch(&self, action: Action) {
        self.newest.dispatch(action);
        // A handle keeps each value that was read through it.
        let newest = self.newest.clone().0.clone();
        for errand in &newest.errands {
            match errand {
                Errand::Keep { step, answer } => {
                    self.drafts.give(step.clone(), answer.clone(), &newest.definition.version);
                }
                Errand::Reload => self.reload.emit(()),
            }
        }
    }

    /// What the person sent last time for a step; `None` on the first time.
    pub fn last_time(&self, step: &StepKey) -> Option<&LastAnswer> {
        self.draft.last_time.iter().find(|last| last.step == *step)
    }

    /// The draft as it was read.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What stands once the page is finished by an action, if it is.
    pub fn finished(&self, action: Option<Action>) -> Rc<Stock> {
        action.map_or_else(|| self.drawn.clone(), |action| Rc::new(self.drawn.after(action)))
    }
}

impl Deref for Handle {
    type Target = Stock;
    fn deref(&self) -> &Stock {
        &self.drawn
    }
}

/// Equal when the same stands on the screen: the state hears which page is shown without a page being drawn again.
impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.definition, &other.definition)
            && self.answers == other.answers
            && self.typed == other.typed
            && self.way == other.way
            && Rc::ptr_eq(&self.draft, &other.draft)
    }
}

#[derive(Debug)]
struct Shared(Rc<Stock>);

impl Reducible for Shared {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::new(self.0.after(action))))
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct JourneyProps {
    pub page: StockPage,
    pub me: Rc<Me>,
}

/// Loads, then shows the page. A draft stays on the version of the questions that it began with (Q13).
#[component]
pub fn Journey(props: &JourneyProps) -> Html {
    let language = use_language();
    let draft = use_load::<Draft>(Call::new(&GET_DRAFT).query("language", &language.code));
    let version = use_state_eq(|| None::<String>);
    let asked = Call::new(&GET_QUESTIONNAIRE).query("language", &language.code);
    let questions = use_load::<Questionnaire>(match &*version {
        Some(version) => asked.query("version", version),
        None => asked,
    });
    let drafts = use_drafts();
    // Where the draft cannot be read, what this device knows of it stands in until it can.
    let stands_in = use_mut_ref(|| false);
    match &draft.load {
        Load::There(_) => stands_in.replace(false),
        Load::Failed(error) => stands_in.replace(error.code().is_none()),
        Load::UnderWay => false,
    };
    let known = if *stands_in.borrow() { drafts.known() } else { None };
    // The same value as long as it says the same: each new one counts as a reading.
    let known = use_memo(known, |known| known.clone().map(Rc::new));
    let draft_read = draft.load.value().or((*known).as_ref()).cloned();
    let begun_with = draft_read.as_ref().map(|draft| draft.questionnaire_version.clone());
    let shown = questions.load.value().map(|definition| definition.version.clone());
    use_effect_with((begun_with, shown), move |(begun_with, shown)| {
        if let (Some(begun_with), Some(shown)) = (begun_with, shown)
            && begun_with != shown
        {
            version.set(Some(begun_with.clone()));
        }
    });
    let again = {
        let (draft, questions) = (draft.again.clone(), questions.again.clone());
        Callback::from(move |()| {
            draft.emit(());
            questions.emit(());
        })
    };
    match (draft_read, &questions.load) {
        (Some(draft_read), Load::There(definition))
            if definition.version == draft_read.questionnaire_version =>
        {
            html! {
                <Pages
                    key={definition.version.clone()}
                    page={props.page.clone()}
                    me={props.me.clone()}
                    definition={Reading(definition.clone())}
                    draft={Reading(draft_read)}
                    reload={draft.again.clone()}
                />
            }
        }
        (draft_read, questions) => {
            let draft_error = if draft_read.is_none() { draft.load.error() } else { None };
            match draft_error.or(questions.error()) {
                Some(error) => failed(error, again, props.me.referent.clone()),
                None => waiting_screen(),
            }
        }
    }
}

/// What was read, equal to itself only: each reading counts, and comparing what is long is no gain.
#[derive(Debug, Clone)]
struct Reading<T>(Rc<T>);

impl<T> PartialEq for Reading<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PagesProps {
    page: StockPage,
    me: Rc<Me>,
    definition: Reading<Questionnaire>,
    draft: Reading<Draft>,
    reload: Callback<()>,
}

/// Holds the state while the person goes from page to page.
#[component]
fn Pages(props: &PagesProps) -> Html {
    let (stock, reload) = use_stock(props);
    let drafts = use_drafts();
    let page = page_at(&props.page);
    let last_page = use_mut_ref(|| None::<Page>);
    if let Some(page) = &page {
        last_page.replace(Some(page.clone()));
    }
    use_effect_with((), |()| {
        // The page that the browser opened showed a skeleton until now, unless the server had drawn it: then someone
        // may be reading or answering already.
        if device::take_page_data("drawn").is_some() {
            ui::focus_title_in_place();
        } else {
            ui::focus_title();
        }
        wasm_bindgen_futures::spawn_local(async {
            // While there is a network: the last pages must open without it too.
            let _ = REST.arrive().await;
        });
    });

    let is_open = page.as_ref().is_none_or(|page| is_open(&stock, page));
    use_effect_with((props.page.clone(), is_open), |(_, is_open)| {
        if !is_open {
            routes::replace(&Route::Stock(StockPage::Start));
        }
    });
    use_sent_page(&props.page, &reload);
    if !is_open {
        return waiting_screen();
    }
    if let Some(at) = page.as_ref().and_then(|page| asked_from_a_list(&stock, page)) {
        return html! { <AskPage key="ask" at={at.clone()} {stock} /> };
    }
    let part = match (&page, &props.page) {
        (Some(Page::Triage), _) => &SUBJECTS,
        (None, StockPage::Start) => &START,
        _ => &REST,
    };
    let last_asked = last_page.borrow().clone();
    let referent = props.me.referent.clone();
    let with = Rest { stock, drafts, page: props.page.clone(), asked: page, last_asked, referent, reload };
    later(part, &props.page.to_string(), with)
}

/// Leads from the review to the held moment once everything has left or waits, and back when there is something to look at
/// again. "Back" never comes to a review that can be sent a second time.
#[hook]
fn use_sent_page(page: &StockPage, reload: &Callback<()>) {
    let drafts = use_drafts();
    let was_asked = use_mut_ref(|| false);
    let (is_asked, is_sent, is_refused) = match drafts.outbox() {
        Outbox::Empty => (false, false, false),
        Outbox::Asked(_) => (true, false, false),
        Outbox::Sent(_) => (false, true, false),
        Outbox::Refused(_) => (false, false, true),
    };
    let waits = matches!(drafts.save_state(), SaveState::Waiting { .. });
    let is_free = drafts.conflicts().is_empty() && drafts.left_over().is_empty();
    let (at_review, at_sent) = (*page == StockPage::Review, *page == StockPage::Sent);
    let reload = reload.clone();
    use_effect_with([is_asked, is_sent, is_refused, waits, is_free, at_review, at_sent], move |_| {
        let was_asked = was_asked.replace(is_asked);
        let is_over = at_review && ((is_asked && waits && is_free) || (is_sent && was_asked));
        if is_over {
            routes::replace(&Route::Stock(StockPage::Sent));
        } else if at_sent && ((is_asked && !is_free) || is_refused) {
            routes::replace(&Route::Stock(StockPage::Review));
        }
        if was_asked && (is_sent || is_refused) {
            reload.emit(());
        }
    });
}

/// Why there is nothing to answer, another try, and the way home.
fn failed(error: &ApiError, on_retry: Callback<()>, referent: Option<Contact>) -> Html {
    let content = html! {
        <>
            <Title>{ t("page.stock") }</Title>
            <Failure error={error.clone()} {on_retry} {referent} />
            <LinkButton kind={ButtonKind::Plain} href={Route::Home.href()}>{ t("shell.not-found.home") }</LinkButton>
        </>
    };
    bare(ScreenKind::Task, content)
}

/// The state, fed with what the server and the other rooms say; and the way to read the draft again.
#[hook]
fn use_stock(props: &PagesProps) -> (Handle, Callback<()>) {
    let drafts = use_drafts();
    // How many answers were confirmed when the draft was last asked for.
    let n_saved_then = use_mut_ref(|| drafts.n_saved());
    let reload = {
        let (drafts, again, n_saved_then) = (drafts.clone(), props.reload.clone(), n_saved_then.clone());
        Callback::from(move |()| {
            n_saved_then.replace(drafts.n_saved());
            again.emit(());
        })
    };
    let stock = {
        let (definition, answers) = (props.definition.0.clone(), drafts.answers(&props.draft.0));
        let newest = use_reducer(|| Shared(Rc::new(Stock::new(definition, answers))));
        let (drawn, draft) = (newest.0.clone(), props.draft.0.clone());
        Handle { drawn, draft, newest, drafts: drafts.clone(), reload: reload.clone() }
    };
    {
        let (stock, drafts, reload, draft) =
            (stock.clone(), drafts.clone(), reload.clone(), props.draft.0.clone());
        // Each reading counts, also one that says the same as the last.
        use_effect_with(Rc::as_ptr(&props.draft.0), move |_| {
            if *n_saved_then.borrow() == drafts.n_saved() {
                drafts.read(&draft);
                stock.dispatch(Action::Loaded(drafts.answers(&draft)));
            } else {
                // It was read before an answer of this device arrived: it would take that answer off the screen.
                reload.emit(());
            }
        });
    }
    {
        let stock = stock.clone();
        use_effect_with(props.definition.clone(), move |definition| {
            if !Rc::ptr_eq(&stock.definition, &definition.0) {
                stock.dispatch(Action::Reworded(definition.0.clone()));
            }
        });
    }
    {
        let stock = stock.clone();
        let closed = drafts.refusals().iter().filter(|refusal| refusal.is_closed());
        let closed: Vec<StepKey> = closed.map(|refusal| refusal.step.clone()).collect();
        use_effect_with(closed, move |closed| {
            for step in closed {
                stock.dispatch(Action::NotAsked { step: step.clone() });
            }
        });
    }
    {
        // The draft of this screen is gone or has moved: what is there now is another one.
        let reload = reload.clone();
        use_effect_with(drafts.left_over().len(), move |n_left| {
            if *n_left > 0 {
                reload.emit(());
            }
        });
    }
    {
        let stock = stock.clone();
        use_effect_with(drafts.clone(), move |drafts| {
            // Nothing to choose from where these answers no longer ask.
            for conflict in drafts.conflicts().iter().filter(|conflict| !stock.asks(&conflict.step)) {
                drafts.keep_theirs(conflict.step.clone());
            }
        });
    }
    {
        let (stock, drafts) = (stock.clone(), drafts.clone());
        use_effect_with(page_at(&props.page), move |page| {
            if let Some(page) = page {
                // "Back" says so itself, before the page turns.
                stock.dispatch(Action::Turned { to: page.clone(), back: false });
                // Not when a refusal itself has closed the page: the start then says what became of the answer.
                if !drafts.refusals().is_empty() {
                    drafts.refusals_seen();
                }
            }
        });
    }
    (stock, reload)
}

/// The page of the questionnaire that an address names; `None` for the pages around it.
fn page_at(page: &StockPage) -> Option<Page> {
    match page {
        StockPage::Subjects => Some(Page::Triage),
        StockPage::Question(at) => Some(Page::Question(at.clone())),
        StockPage::Sharing(subject) => Some(Page::Sharing(subject.clone())),
        StockPage::Talk => Some(Page::PrivateTalk),
        StockPage::Review => Some(Page::Review),
        StockPage::Start
        | StockPage::Sent
        | StockPage::Differences
        | StockPage::NewQuestions
        | StockPage::Changes
        | StockPage::HelpNumbers => None,
    }
}

/// Whether the answers lead to this page; an old address may not.
fn is_open(stock: &Stock, page: &Page) -> bool {
    match page {
        Page::Triage => true,
        Page::Question(_) | Page::Sharing(_) => stock.route.contains(page),
        Page::PrivateTalk | Page::Review => stock.is_begun(),
    }
}
