//! Options, one or several; and, under every kind of question, the ways out.

use super::{Ask, choice_id};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::i18n::t;
use crate::ui::{Choice, ChoiceKind};
use domain::questionnaire::{Choice as Choosable, Kind, Question};
use yew::prelude::*;

/// These options, in the order of the content.
pub fn option_list(stock: &Handle, question: &Question, ask: &Ask, options: &[&Choosable]) -> Html {
    let chosen = stock.answers.get(&ask.step).map_or(&[][..], |answer| answer.choices());
    // A way out of a field can be unticked again, to write after all.
    let kind = if matches!(question.kind, Kind::One) { ChoiceKind::Radio } else { ChoiceKind::Check };
    let choice = |option: &&Choosable| {
        let on_change = {
            let (stock, step, option) = (stock.clone(), ask.step.clone(), option.id.clone());
            move |on| stock.dispatch(Action::Ticked { step: step.clone(), option: option.clone(), on })
        };
        html! {
            <Choice
                key={option.id.to_string()}
                id={choice_id(option)}
                name="q"
                {kind}
                label={option.label.clone()}
                more={option.sensitive.then(|| t("stock.kept-for-you"))}
                icon={option.sensitive.then_some(AttrValue::Static("lock"))}
                checked={chosen.contains(&option.id)}
                {on_change}
                invalid={ask.error.is_some()}
            />
        }
    };
    html! { <div class="mt-stack mt-stack--tight">{ for options.iter().map(choice) }</div> }
}
