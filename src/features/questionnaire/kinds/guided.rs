//! Type a word, choose from what is found, take out again.
//!
//! What is found stands where it is while it is ticked, so nothing moves under the finger; what was chosen in an earlier
//! search is listed under it.

use crate::app::search::Index;
use crate::device;
use crate::features::questionnaire::choices::entries;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{self, Choice, ChoiceKind, Field, FieldKind, LiveRegion, Soft};
use domain::questionnaire::{Entry, Kind, StepKey};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Id of the search field.
pub const SEARCH: &str = "q-search";

/// More than these are narrowed down with another letter.
const N_FOUND_MOST: usize = 8;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct GuidedAnswerProps {
    pub stock: Handle,
    pub step: StepKey,
}

#[component]
pub fn GuidedAnswer(props: &GuidedAnswerProps) -> Html {
    use_language();
    let word = use_state_eq(AttrValue::default);
    let stock = &props.stock;
    let (max, all): (u8, &[Entry]) = match stock.question(&props.step).map(|question| &question.kind) {
        Some(Kind::Guided { max, entries }) => (*max, entries),
        _ => (0, &[]),
    };
    let index = use_memo(stock.definition.language.clone(), |_| Index::new(all));
    let chosen = entries(stock.answers.get(&props.step));
    let is_full = chosen.len() >= usize::from(max);
    let found: Vec<&Entry> = index.find(&word, N_FOUND_MOST).into_iter().filter_map(|i| all.get(i)).collect();
    let is_searching = !word.trim().is_empty();
    let said = match u32::try_from(found.len()).unwrap_or(0) {
        _ if !is_searching => AttrValue::default(),
        0 => t("stock.guided.none"),
        n => t_n("stock.guided.found", n),
    };
    let on_input = {
        let word = word.clone();
        move |text| word.set(text)
    };
    let is_found = |entry: &Entry| found.iter().any(|shown| shown.code == entry.code);
    let pick = |entry: &&Entry| {
        html! {
            <Choice
                key={entry.code.clone()}
                id={entry_id(&entry.code)}
                name="q-pick"
                kind={ChoiceKind::Check}
                label={entry.label.clone()}
                checked={chosen.contains(&entry.code)}
                on_change={picking(props, &entry.code, is_full, is_found(entry))}
            />
        }
    };
    let elsewhere = chosen.iter().filter_map(|code| all.iter().find(|entry| entry.code == *code));
    let elsewhere: Vec<&Entry> = elsewhere.filter(|entry| !is_found(entry)).collect();
    html! {
        <div class="mt-stack mt-stack--form">
            <Field
                id={SEARCH}
                kind={FieldKind::Search}
                label={t("stock.guided.search")}
                hint={t_with("stock.guided.hint", &[("max", &max.to_string())])}
                value={(*word).clone()}
                {on_input}
                autocomplete="off"
            />
            <div class="mt-stack mt-stack--tight">
                <LiveRegion key="said" text={said} />
                if is_searching && found.is_empty() {
                    <Soft key="none">{ t("stock.guided.none") }</Soft>
                }
                { for found.iter().map(pick) }
            </div>
            <div role="status">
                if is_full {
                    <Soft>{ t_n("stock.guided.full", u32::from(max)) }</Soft>
                }
            </div>
            <div class="mt-stack mt-stack--tight">
                if !elsewhere.is_empty() {
                    <p key="title" class="mt-field__label">{ t("stock.guided.chosen") }</p>
                }
                { for elsewhere.iter().map(pick) }
            </div>
        </div>
    }
}

/// Ticking and unticking; one more than the most is unticked again, and the page says why. `stays`: the line stays
/// when it is unticked, and the focus on it; else the focus goes to the search.
fn picking(props: &GuidedAnswerProps, code: &str, is_full: bool, stays: bool) -> Callback<bool> {
    let (stock, step, code) = (props.stock.clone(), props.step.clone(), code.to_owned());
    Callback::from(move |on| {
        let is_new = !entries(stock.answers.get(&step)).contains(&code);
        if on && is_new && is_full {
            let input = device::document().get_element_by_id(&entry_id(&code));
            if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                input.set_checked(false);
            }
            return;
        }
        stock.dispatch(Action::Picked { step: step.clone(), code: code.clone(), on });
        if !on && !stays {
            ui::focus_field(SEARCH);
        }
    })
}

fn entry_id(code: &str) -> AttrValue {
    AttrValue::from(["q-", code].concat())
}
