//! Loads the questions and the draft, and runs the errands that the state leaves.

use crate::api::{Call, Load, use_load};
use crate::app::later::later;
use crate::app::shell::{Failure, Place};
use crate::drafts::{Outbox, SaveState, use_drafts};
use crate::features::questionnaire::ask::{AskPage, asks_from_a_list};
use crate::features::questionnaire::rest::{REST, Rest, START};
use crate::features::questionnaire::state::{Action, Errand, Stock};
use crate::i18n::{t, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{self, Skeleton, Title};
use contract::questionnaire::{Draft, GET_DRAFT, GET_QUESTIONNAIRE, LastAnswer};
use contract::session::Me;
use core::ops::Deref;
use domain::questionnaire::{AnswerProblem, Page, Questionnaire, StepKey};
use std::rc::Rc;
use yew::prelude::*;

/// The state of taking stock as it was drawn, and the way to act on it. Yew's own handle reads the newest state, so that
/// comparing what the old one and the new one say compares a state with itself.
#[derive(Debug, Clone)]
pub struct Handle {
    drawn: Rc<Stock>,
    draft: Rc<Draft>,
    dispatcher: UseReducerDispatcher<Shared>,
}

impl Handle {
    pub fn dispatch(&self, action: Action) {
        self.dispatcher.dispatch(action);
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

/// Equal when the same stands on the screen: errands come and go, and the state hears which page is shown, without a page
/// being drawn again.
impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.definition, &other.definition)
            && self.answers == other.answers
            && self.typed == other.typed
            && self.way == other.way
            && self.draft.last_time == other.draft.last_time
            && self.draft.newer_version == other.draft.newer_version
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
                    definition={definition.clone()}
                    draft={draft_read}
                    reload={draft.again.clone()}
                />
            }
        }
        (draft_read, questions) => {
            let draft_error = if draft_read.is_none() { draft.load.error() } else { None };
            match draft_error.or(questions.error()) {
                Some(error) => html! {
                    <Place key="failed" here={Route::Stock(StockPage::Start)}>
                        <Title>{ t("page.stock") }</Title>
                        <Failure error={error.clone()} on_retry={again} referent={props.me.referent.clone()} />
                    </Place>
                },
                None => loading("loading"),
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PagesProps {
    page: StockPage,
    me: Rc<Me>,
    definition: Rc<Questionnaire>,
    draft: Rc<Draft>,
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
    // The page that the browser opened showed a skeleton until now.
    use_effect_with((), |()| {
        ui::focus_title();
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
    let referent = props.me.referent.clone();
    let key = props.page.to_string();
    match (page, &props.page) {
        (Some(_), _) if !is_open => loading("elsewhere"),
        (Some(page), _) if asks_from_a_list(&stock, &page) => html! { <AskPage key="ask" {stock} {page} /> },
        (None, StockPage::Start) => later(&START, &key, (stock, referent)),
        (page, _) => {
            let last_asked = last_page.borrow().clone();
            let with =
                Rest { stock, drafts, page: props.page.clone(), asked: page, last_asked, referent, reload };
            later(&REST, &key, with)
        }
    }
}

/// Leads from the review to the held moment once everything has left or waits, and back when there is something to look at
/// again. "Back" never comes to a review that can be sent a second time.
#[hook]
fn use_sent_page(page: &StockPage, reload: &Callback<()>) {
    let drafts = use_drafts();
    let was_asked = use_mut_ref(|| false);
    let outbox = drafts.outbox().clone();
    let waits = matches!(drafts.save_state(), SaveState::Waiting { .. });
    let is_free = drafts.conflicts().is_empty() && drafts.left_over().is_empty();
    let here = (*page == StockPage::Review, *page == StockPage::Sent);
    let reload = reload.clone();
    use_effect_with((outbox, waits, is_free, here), move |(outbox, waits, is_free, (at_review, at_sent))| {
        let was_asked = was_asked.replace(matches!(outbox, Outbox::Asked(_)));
        let to = match outbox {
            Outbox::Asked(_) if *at_review && *waits && *is_free => Some(StockPage::Sent),
            Outbox::Asked(_) if *at_sent && !is_free => Some(StockPage::Review),
            Outbox::Sent(_) if *at_review && was_asked => Some(StockPage::Sent),
            Outbox::Refused(_) if *at_sent => Some(StockPage::Review),
            _ => None,
        };
        if let Some(to) = to {
            routes::replace(&Route::Stock(to));
        }
        if was_asked && matches!(outbox, Outbox::Sent(_) | Outbox::Refused(_)) {
            reload.emit(());
        }
    });
}

/// The shape of a page that is not there yet.
fn loading(key: &'static str) -> Html {
    html! {
        <Place {key} here={Route::Stock(StockPage::Start)}>
            <Title>{ t("page.stock") }</Title>
            <Skeleton label={t("shell.loading")} lines={5} />
        </Place>
    }
}

/// The state, fed with what the server and the other rooms say, its errands run; and the way to read the draft again.
#[hook]
fn use_stock(props: &PagesProps) -> (Handle, Callback<()>) {
    let drafts = use_drafts();
    let stock = {
        let (definition, answers) = (props.definition.clone(), drafts.answers(&props.draft));
        let shared = use_reducer(|| Shared(Rc::new(Stock::new(definition, answers))));
        let draft = props.draft.clone();
        Handle { drawn: shared.0.clone(), draft, dispatcher: shared.dispatcher() }
    };
    // How many answers were confirmed when the draft was last asked for.
    let n_saved_then = use_mut_ref(|| drafts.n_saved());
    let reload = {
        let (drafts, again, n_saved_then) = (drafts.clone(), props.reload.clone(), n_saved_then.clone());
        Callback::from(move |()| {
            n_saved_then.replace(drafts.n_saved());
            again.emit(());
        })
    };
    {
        let (stock, drafts, reload, draft) =
            (stock.clone(), drafts.clone(), reload.clone(), props.draft.clone());
        // Each reading counts, also one that says the same as the last.
        use_effect_with(Rc::as_ptr(&props.draft), move |_| {
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
            if stock.definition != *definition {
                stock.dispatch(Action::Reworded(definition.clone()));
            }
        });
    }
    {
        let (handle, drafts, reload) = (stock.clone(), drafts.clone(), reload.clone());
        use_effect_with(stock.errands.clone(), move |errands| {
            for errand in errands {
                match errand {
                    Errand::Keep { step, answer } => {
                        drafts.give(step.clone(), answer.clone(), &handle.definition.version);
                    }
                    Errand::Reload => reload.emit(()),
                }
            }
            if !errands.is_empty() {
                handle.dispatch(Action::Taken(errands.len()));
            }
        });
    }
    {
        let stock = stock.clone();
        use_effect_with(drafts.refusals().to_vec(), move |refusals| {
            let is_gone = |problem: &AnswerProblem| {
                matches!(problem, AnswerProblem::UnknownStep | AnswerProblem::HiddenStep)
            };
            for refusal in refusals.iter().filter(|refusal| refusal.problems.iter().any(is_gone)) {
                stock.dispatch(Action::NotAsked { step: refusal.step.clone() });
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
        let (stock, drafts) = (stock.clone(), drafts.clone());
        use_effect_with(drafts.conflicts().to_vec(), move |conflicts| {
            // Nothing to choose from where these answers no longer ask.
            for conflict in conflicts.iter().filter(|conflict| !stock.asks(&conflict.step)) {
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
