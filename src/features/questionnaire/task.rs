//! The frame of a task: back, quick exit, what is missing, and the hand with "Continuer".

use crate::device;
use crate::features::questionnaire::exit::QuickExit;
use crate::features::questionnaire::going::PageProblem;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::problems::problem_words;
use crate::features::questionnaire::state::{Action, step_of};
use crate::features::questionnaire::trouble::Trouble;
use crate::i18n::t;
use crate::routes::{self, Route, StockPage};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Hand, LinkButton, Problem, Screen, ScreenKind, Tool, TopBar,
};
use domain::questionnaire::Page;
use yew::prelude::*;

/// What the button shows that was touched, until the page answers.
const TOUCHED: &str = "data-touched";

/// "Continuer" of a page: what stops it, and the way on.
#[derive(Debug, Clone, PartialEq)]
pub struct Going {
    pub page: Page,
    /// Grows with each press that did not go on; 0: nothing is said yet.
    pub attempt: u32,
    pub problems: Vec<PageProblem>,
    pub on_continue: Callback<()>,
}

impl Going {
    /// What to say beside the question.
    pub fn error(&self) -> Option<AttrValue> {
        self.problems.first().map(problem_words)
    }
}

/// `finish`: what pressing "Continuer" answers by itself, before going on.
#[hook]
pub fn use_going(stock: &Handle, page: &Page, finish: Option<Action>) -> Going {
    // One frame may show page after page: what was pressed on another is no press here.
    let pressed = use_state_eq(|| (page.clone(), 0));
    let attempt = if pressed.0 == *page { pressed.1 } else { 0 };
    let finished = stock.finished(finish.clone());
    let problems = if attempt == 0 { vec![] } else { finished.problems(page) };
    let on_continue = {
        let (stock, page, pressed) = (stock.clone(), page.clone(), pressed.setter());
        Callback::from(move |()| {
            if let Some(action) = finish.clone() {
                stock.dispatch(action);
            }
            if finished.problems(&page).is_empty() {
                let to = Route::of_page(&finished.next(&page));
                // An old phone draws a page for longer than a frame: the touch is answered first.
                device::after_paint(move || routes::navigate(&to));
            } else {
                pressed.set((page.clone(), attempt + 1));
            }
        })
    };
    Going { page: page.clone(), attempt, problems, on_continue }
}

/// What the frame of one task needs.
#[derive(Debug)]
pub struct Frame<'a> {
    pub going: &'a Going,
    /// Id of the field that a problem leads to.
    pub field: AttrValue,
    /// The one action; "Continuer" without it. It submits the form `ask`.
    pub action: Option<Html>,
}

/// A task around its content. Its form is submitted by the action and by Enter in a field; it is another for each page,
/// the frame around it stays.
pub fn task(stock: &Handle, frame: Frame<'_>, content: Html) -> Html {
    let Frame { going, field, action } = frame;
    let onsubmit = {
        let on_continue = going.on_continue.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(button) = event.submitter() {
                let _ = button.set_attribute(TOUCHED, "");
                device::after_paint(move || drop(button.remove_attribute(TOUCHED)));
            }
            on_continue.emit(());
        }
    };
    let problems: Vec<Problem> = going.error().map(|text| Problem { field, text }).into_iter().collect();
    let action = action.unwrap_or_else(|| {
        html! {
            <Button kind={ButtonKind::Primary} submit={true} form="ask">{ t("stock.continue") }</Button>
        }
    });
    html! {
        <Screen
            kind={if going.page == Page::Triage { ScreenKind::Place } else { ScreenKind::Task }}
            skip_label={t("shell.skip")}
            topbar={top(stock, &going.page)}
            foot={html! {
                <Hand>
                    { action }
                    <LinkButton kind={ButtonKind::Plain} href={Route::Home.href()}>{ t("stock.stop") }</LinkButton>
                </Hand>
            }}
        >
            <ErrorSummary title={t("stock.problem.title")} {problems} attempt={going.attempt} />
            <Trouble stock={stock.clone()} step={step_of(&going.page)} />
            <form key={Route::of_page(&going.page).to_string()} id="ask" class="mt-stack mt-stack--form" novalidate=true {onsubmit}>{ content }</form>
        </Screen>
    }
}

fn top(stock: &Handle, page: &Page) -> Html {
    let previous = stock.previous(page);
    let to = previous.as_ref().map_or(Route::Stock(StockPage::Start), Route::of_page);
    let on_back = {
        let stock = stock.clone();
        move |_| {
            if let Some(page) = &previous {
                stock.dispatch(Action::Turned { to: page.clone(), back: true });
            }
            routes::navigate(&to);
        }
    };
    let exit = if stock.definition.is_sensitive(page) {
        html! { <QuickExit /> }
    } else {
        Html::default()
    };
    let start = html! { <Tool icon="arrow-left" turn={true} label={t("stock.back")} on_click={on_back} /> };
    html! { <TopBar {exit} {start} /> }
}
