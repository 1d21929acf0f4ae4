//! The kinds of question, one file each. All stand in one `fieldset` whose legend is the page's title, and end with
//! the shared ways out.

mod choices;
mod date;
mod guided;
mod text;

use crate::features::questionnaire::help_numbers::help_row;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Stock;
use crate::i18n::t;
use crate::ui::{ChoiceGroup, or};
use date::date_field;
use domain::questionnaire::{Choice, Kind, Question, StepKey};
use guided::GuidedAnswer;
use text::TextAnswer;
use yew::prelude::*;

/// What is asked, and what is said around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub step: StepKey,
    /// The subject and its pictogram.
    pub eyebrow: Option<(AttrValue, AttrValue)>,
    pub error: Option<AttrValue>,
}

/// What one fills in: of the kind of the question, from the answers that its conditions show.
pub type Fields = fn(&Handle, &Question, &Ask, &[&Choice]) -> Html;

/// A list to choose from.
pub use choices::option_list as list_fields;

/// Fields of any kind. Not in the first load: most questions are a list.
pub fn any_fields(stock: &Handle, question: &Question, ask: &Ask, answers: &[&Choice]) -> Html {
    match &question.kind {
        Kind::One | Kind::Several => list_fields(stock, question, ask, answers),
        Kind::Guided { .. } => html! { <GuidedAnswer stock={stock.clone()} step={ask.step.clone()} /> },
        Kind::Date => date_field(stock, ask),
        Kind::Text { .. } => {
            html! { <TextAnswer stock={stock.clone()} step={ask.step.clone()} error={ask.error.clone()} /> }
        }
    }
}

/// A question with its `fields`; `notes` stand between the question and its answers.
pub fn ask_question(stock: &Handle, question: &Question, ask: &Ask, fields: Fields, notes: Html) -> Html {
    let shown = shown_options(stock, &ask.step, question);
    let (ways_out, answers): (Vec<&Choice>, Vec<&Choice>) =
        shown.iter().partition(|option| is_apart(&ask.step, option));
    let fields = fields(stock, question, ask, &answers);
    let (eyebrow, eyebrow_icon) = ask.eyebrow.clone().unzip();
    let hint = question.hint.clone().map_or_else(|| kind_hint(&question.kind), |hint| Some(hint.into()));
    let chosen = stock.answers.get(&ask.step).map_or(&[][..], |answer| answer.choices());
    let offers_help = shown.iter().any(|option| option.helplines && chosen.contains(&option.id));
    html! {
        <div class="mt-stack mt-stack--form">
            <ChoiceGroup
                id="q"
                heading={true}
                legend={question.text.clone()}
                {eyebrow}
                {eyebrow_icon}
                {hint}
                error={ask.error.clone()}
            >
                <div key="notes" class="mt-stack">{ notes }</div>
                <div key="fields">{ fields }</div>
                <div key="or">
                    if !ways_out.is_empty() {
                        { or(t("stock.question.or")) }
                    }
                </div>
                <div key="out">
                    if !ways_out.is_empty() {
                        { list_fields(stock, question, ask, &ways_out) }
                    }
                </div>
            </ChoiceGroup>
            <div role="status">
                if offers_help {
                    { help_row() }
                }
            </div>
        </div>
    }
}

/// Id of the first thing to fill on the page of a step: where a problem leads.
pub fn first_field(stock: &Stock, step: &StepKey, question: &Question) -> AttrValue {
    match &question.kind {
        Kind::One | Kind::Several => {
            let shown = shown_options(stock, step, question);
            let first = shown.iter().find(|option| !is_apart(step, option)).or(shown.first());
            first.map_or(AttrValue::Static("main"), |option| choice_id(option))
        }
        Kind::Guided { .. } => AttrValue::Static(guided::SEARCH),
        Kind::Date => AttrValue::Static(date::DAY),
        Kind::Text { .. } => AttrValue::Static(text::FIELD),
    }
}

fn shown_options<'a>(stock: &Stock, step: &StepKey, question: &'a Question) -> Vec<&'a Choice> {
    question.options.iter().filter(|option| stock.shows_option(step, &option.id)).collect()
}

/// Whether an option stands below the "or". The last question has two answers, and one of them is to talk: nothing to
/// set apart.
fn is_apart(step: &StepKey, option: &Choice) -> bool {
    *step != StepKey::PrivateTalk && option.is_way_out()
}

fn choice_id(option: &Choice) -> AttrValue {
    AttrValue::from(["q-", option.id.as_str()].concat())
}

fn kind_hint(kind: &Kind) -> Option<AttrValue> {
    match kind {
        Kind::Several => Some(t("stock.question.several")),
        Kind::One | Kind::Guided { .. } | Kind::Date | Kind::Text { .. } => None,
    }
}
