//! Two devices, one step: both answers are shown and the person chooses.

use crate::drafts::{Conflict, Drafts};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::features::questionnaire::words::{answer_words, step_words};
use crate::i18n::{t, t_with};
use crate::ui::{Button, Notice, NoticeKind};
use yew::prelude::*;

/// Every open choice, wherever the person is; an empty region when there is none.
pub fn conflicts(stock: &Handle, drafts: &Drafts) -> Html {
    let choice = |conflict: &Conflict| {
        let definition = &stock.definition;
        let (step, theirs) = (conflict.step.clone(), conflict.theirs.clone());
        let words = |answer| answer_words(definition, &conflict.step, answer);
        let keep_mine = {
            let (drafts, step) = (drafts.clone(), step.clone());
            move |_| drafts.keep_mine(step.clone())
        };
        let keep_theirs = {
            let (drafts, stock, step) = (drafts.clone(), stock.clone(), step.clone());
            move |_| {
                drafts.keep_theirs(step.clone());
                stock.dispatch(Action::Adopted { step: step.clone(), answer: theirs.clone() });
            }
        };
        html! {
            <Notice key={step.to_string()} kind={NoticeKind::Attention} title={t("stock.conflict.title")}>
                <div class="mt-stack mt-stack--tight">
                    <p>{ step_words(definition, &step) }</p>
                    <p>{ t_with("stock.conflict.mine", &[("answer", &words(conflict.mine.as_ref()))]) }</p>
                    <p>{ t_with("stock.conflict.theirs", &[("answer", &words(conflict.theirs.as_ref()))]) }</p>
                    <Button on_click={keep_mine}>{ t("stock.conflict.keep-mine") }</Button>
                    <Button on_click={keep_theirs}>{ t("stock.conflict.keep-theirs") }</Button>
                </div>
            </Notice>
        }
    };
    html! {
        <div role="status">
            { for drafts.conflicts().iter().filter(|conflict| stock.asks(&conflict.step)).map(choice) }
        </div>
    }
}
