//! The last question: something else, in private. Nothing to write; the help numbers are one touch away.

use crate::features::questionnaire::help_numbers::help_row;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::kinds::{Ask, ask_question, first_field, list_fields};
use domain::questionnaire::StepKey;
use yew::prelude::*;

/// The field that a problem leads to, and the question.
pub fn content(stock: &Handle, error: Option<AttrValue>) -> (AttrValue, Html) {
    let question = &stock.definition.private_talk;
    let step = StepKey::PrivateTalk;
    let ask = Ask { step: step.clone(), eyebrow: None, error };
    let content = html! {
        <>
            { ask_question(stock, question, &ask, list_fields, Html::default()) }
            { help_row() }
            <Kept answered={stock.answers.get(&step).is_some()} />
        </>
    };
    (first_field(stock, &step, question), content)
}
