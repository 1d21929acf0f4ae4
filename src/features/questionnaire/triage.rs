//! The subjects, a level each (Q2). One is open at a time; a touch on a level opens the next subject in its place.

use crate::device;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::last_time::last_level;
use crate::features::questionnaire::state::{Action, Stock};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{LevelChoice, Road, Soft, Subject, Title};
use domain::ids::SubjectId;
use domain::questionnaire::{Answer, Level, Sensitivity, StepKey, Subject as Topic};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TriageProps {
    pub stock: Handle,
}

#[component]
pub fn Triage(props: &TriageProps) -> Html {
    use_language();
    let stock = &props.stock;
    let open = use_state_eq(|| first_without_level(stock, None));
    // With the arrow keys a level is chosen on the way to another: then nothing opens and focus stays.
    let by_touch = use_mut_ref(|| false);
    let (touched, typed) = (by_touch.clone(), by_touch.clone());
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
        let on_choose = {
            let (stock, open, by_touch, id) =
                (stock.clone(), open.clone(), by_touch.clone(), topic.id.clone());
            move |road: Road| {
                let answer = Some(Answer::Level(level_of(road)));
                let after = stock
                    .after(Action::Answered { step: StepKey::Triage(id.clone()), answer: answer.clone() });
                stock.dispatch(Action::Answered { step: StepKey::Triage(id.clone()), answer });
                let next = first_without_level(&after, Some(&id));
                // Changing one's mind opens nothing either.
                if let Some(next) = next.filter(|_| *by_touch.borrow() && level.is_none()) {
                    focus_head(&id);
                    open.set(Some(next));
                }
            }
        };
        let on_toggle = {
            let (open, id) = (open.clone(), topic.id.clone());
            move |is_open: bool| {
                if is_open {
                    open.set(Some(id.clone()));
                }
            }
        };
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
                    {on_choose}
                    {on_toggle}
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
pub fn field_of_triage(stock: &Stock) -> AttrValue {
    stock.definition.subjects.first().map_or(AttrValue::Static("main"), |topic| head_id(&topic.id))
}

/// The first subject without a level after this one, round the corner when need be.
fn first_without_level(stock: &Stock, after: Option<&SubjectId>) -> Option<SubjectId> {
    let topics = &stock.definition.subjects;
    let start = after.and_then(|id| topics.iter().position(|topic| topic.id == *id)).map_or(0, |i| i + 1);
    let in_order = topics.iter().skip(start).chain(topics.iter().take(start));
    in_order.map(|topic| &topic.id).find(|id| stock.answers.level(id).is_none()).cloned()
}

/// The subject that closes keeps the focus, on its head; the page does not scroll for it.
fn focus_head(id: &SubjectId) {
    let head = device::document().get_element_by_id(&head_id(id));
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

fn head_id(id: &SubjectId) -> AttrValue {
    AttrValue::from(["s-", id.as_str(), "-head"].concat())
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
