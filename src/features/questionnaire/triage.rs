//! The subjects, a level each (Q2). One is open at a time; a touch on a level opens the next subject in its place.

use crate::device;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::state::{Action, Stock};
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{self, LevelChoice, Road, Soft, Subject, Title};
use domain::ids::SubjectId;
use domain::questionnaire::{Answer, Level, Page, Sensitivity, StepKey, Subject as Topic};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TriageProps {
    pub stock: Handle,
}

#[component]
pub fn TriagePage(props: &TriageProps) -> Html {
    use_language();
    let stock = &props.stock;
    let going = use_going(stock, &Page::Triage, None);
    let frame = Frame { going: &going, field: first_head(stock), action: None };
    task(stock, frame, html! { <Triage stock={stock.clone()} /> })
}

#[component]
fn Triage(props: &TriageProps) -> Html {
    use_language();
    let stock = &props.stock;
    let open = use_state_eq(|| first_without_level(stock, None));
    // With the arrow keys a level is chosen on the way to another: then nothing opens and focus stays.
    let by_touch = use_mut_ref(|| false);
    let (touched, typed) = (by_touch.clone(), by_touch.clone());
    // For callbacks that stay the same: a touch draws the subjects that it changes, not all twelve.
    let drawn = use_mut_ref(|| stock.clone());
    drawn.replace(stock.clone());
    let closed = use_mut_ref(|| None::<AttrValue>);
    {
        let closed = closed.clone();
        use_effect_with(open.clone(), move |_| {
            if let Some(id) = closed.take() {
                focus_head(&id);
            }
        });
    }
    let on_choose = {
        let (drawn, open) = (drawn.clone(), open.setter());
        use_callback((), move |(dom_id, road): (AttrValue, Road), ()| {
            let stock = drawn.borrow().clone();
            let Some(id) = subject_at(&stock, &dom_id) else { return };
            let answer = Some(Answer::Level(level_of(road)));
            stock.dispatch(Action::Answered { step: StepKey::Triage(id.clone()), answer });
            let next = first_without_level(&stock, Some(&id));
            // Changing one's mind opens nothing either.
            if let Some(next) = next.filter(|_| *by_touch.borrow() && stock.answers.level(&id).is_none()) {
                closed.replace(Some(dom_id));
                open.set(Some(next));
            }
        })
    };
    let on_open = {
        let open = open.setter();
        use_callback((), move |dom_id: AttrValue, ()| {
            if let Some(id) = subject_at(&drawn.borrow(), &dom_id) {
                open.set(Some(id));
            }
        })
    };
    let levels: Vec<LevelChoice> = stock
        .definition
        .levels
        .iter()
        .map(|text| LevelChoice { road: road(text.level), label: text.label.clone().into() })
        .collect();
    let n_answered =
        stock.definition.subjects.iter().filter(|topic| stock.answers.level(&topic.id).is_some()).count();
    let subject = |topic: &Topic| {
        let level = stock.answers.level(&topic.id);
        let note = (topic.sensitivity == Sensitivity::Sensitive).then(|| t("stock.sensitive-note"));
        html! {
            <li key={topic.id.to_string()}>
                <Subject
                    id={dom_id(&topic.id)}
                    group="triage"
                    title={topic.title.clone()}
                    icon={topic.icon.clone()}
                    legend={t_with("stock.triage.legend", &[("subject", &topic.title)])}
                    answer={level.map(|level| AttrValue::from(stock.definition.level_label(level).to_owned()))}
                    level={level.map(road)}
                    {note}
                    last={last_level(stock, topic)}
                    open={*open == Some(topic.id.clone())}
                    current={*open == Some(topic.id.clone())}
                    levels={levels.clone()}
                    on_choose={on_choose.clone()}
                    on_open={on_open.clone()}
                />
            </li>
        }
    };
    let n_subjects = stock.definition.subjects.len().to_string();
    let progress = match n_answered {
        0 => t("stock.triage.answered.none"),
        n => t_with(
            if n == 1 { "stock.triage.answered.one" } else { "stock.triage.answered.other" },
            &[("n", &n.to_string()), ("of", &n_subjects)],
        ),
    };
    html! {
        <>
            <Title>{ stock.definition.triage_question.clone() }</Title>
            <div>
                <Soft>{ progress }</Soft>
                <Kept answered={n_answered > 0} />
            </div>
            <ol
                class="mt-stack mt-stack--tight"
                onpointerdown={move |_: PointerEvent| { touched.replace(true); }}
                onkeydown={move |_: KeyboardEvent| { typed.replace(false); }}
            >
                { for stock.definition.subjects.iter().map(subject) }
            </ol>
        </>
    }
}

/// The head of the first subject: where a problem leads.
fn first_head(stock: &Stock) -> AttrValue {
    stock
        .definition
        .subjects
        .first()
        .map_or(AttrValue::Static("main"), |topic| ui::part_id(&dom_id(&topic.id), "-head"))
}

/// The subject that the page shows under this id.
fn subject_at(stock: &Stock, id: &str) -> Option<SubjectId> {
    stock.definition.subjects.iter().map(|topic| &topic.id).find(|topic| dom_id(topic) == *id).cloned()
}

/// The first other subject without a level after this one, round the corner when need be.
fn first_without_level(stock: &Stock, after: Option<&SubjectId>) -> Option<SubjectId> {
    let topics = &stock.definition.subjects;
    let start = after.and_then(|id| topics.iter().position(|topic| topic.id == *id)).map_or(0, |i| i + 1);
    let in_order = topics.iter().skip(start).chain(topics.iter().take(start));
    in_order
        .map(|topic| &topic.id)
        .find(|id| Some(*id) != after && stock.answers.level(id).is_none())
        .cloned()
}

/// The subject that closes keeps the focus, on its head; the page does not scroll for it.
fn focus_head(dom_id: &AttrValue) {
    let head = device::document().get_element_by_id(&ui::part_id(dom_id, "-head"));
    if let Some(head) = head.and_then(|head| head.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A head that cannot take focus leaves it to the browser: nothing to repair.
        let _ = head.focus_with_options(&options);
    }
}

fn dom_id(id: &SubjectId) -> AttrValue {
    AttrValue::from(["s-", id.as_str()].concat())
}

/// How a level is drawn.
const fn road(level: Level) -> Road {
    match level {
        Level::Fine => Road::Fine,
        Level::Hard => Road::Hard,
        Level::Blocked => Road::Blocked,
        Level::Unsaid => Road::Unsaid,
    }
}

const fn level_of(road: Road) -> Level {
    match road {
        Road::Fine => Level::Fine,
        Road::Hard => Level::Hard,
        Road::Blocked => Level::Blocked,
        Road::Unsaid => Level::Unsaid,
    }
}

/// The level of last time, on a retake; "not discussed" is said as such. Nothing of a sensitive subject, whose part of the
/// list opens by itself.
fn last_level(stock: &Handle, topic: &Topic) -> Option<AttrValue> {
    if topic.sensitivity == Sensitivity::Sensitive || stock.draft().last_time.is_empty() {
        return None;
    }
    let last = stock.last_time(&StepKey::Triage(topic.id.clone()));
    Some(last.map_or_else(
        || t("stock.last.not-discussed"),
        |last| t_with("stock.last.level", &[("level", &last.words)]),
    ))
}
