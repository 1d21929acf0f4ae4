//! What was said last time, beside the question (Q12). Nothing of it is chosen until the person says so.

use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::i18n::{t, t_with};
use crate::ui::{Button, More, Notice};
use domain::questionnaire::StepKey;
use yew::prelude::*;

/// The words of last time, and one touch to say the same again where the questions still take it. On a sensitive page
/// they wait behind a touch: others may see the screen.
pub fn last_time(stock: &Handle, step: &StepKey, is_sensitive: bool) -> Option<Html> {
    let last = stock.last_time(step)?;
    let again = last.answer.clone().map(|answer| {
        let is_given = stock.answers.get(step) == Some(&answer);
        let on_click = {
            let (stock, step) = (stock.clone(), step.clone());
            move |_| stock.dispatch(Action::Answered { step: step.clone(), answer: Some(answer.clone()) })
        };
        html! { <Button pressed={is_given} {on_click}>{ t("stock.last.again") }</Button> }
    });
    let content = html! {
        <div class="mt-stack mt-stack--tight">
            <p>{ t_with("stock.last.said", &[("answer", &last.words)]) }</p>
            { for again }
        </div>
    };
    Some(if is_sensitive {
        html! { <More key="last" label={t("stock.last.show")}>{ content }</More> }
    } else {
        html! { <Notice key="last" icon="clock">{ content }</Notice> }
    })
}
