//! What the server says back about an answer: that another device answered otherwise, or that it cannot be taken.

use crate::drafts::{Conflict, Drafts, Refusal, use_drafts};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::features::questionnaire::words::{answer_problem_words, answer_words, step_words};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Notice, NoticeKind};
use domain::questionnaire::StepKey;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TroubleProps {
    pub stock: Handle,
    /// The step on screen; `None` on pages that are about all of them.
    pub step: Option<StepKey>,
}

/// Every open choice between two answers, wherever the person is, and what was refused here. A component of its own, so
/// that the page is not drawn again at each save.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    use_language();
    let drafts = use_drafts();
    let stock = &props.stock;
    let open = drafts.conflicts().iter().filter(|conflict| stock.asks(&conflict.step));
    html! {
        <div role="status">
            { for open.map(|conflict| choice(stock, &drafts, conflict)) }
            { for refused(&drafts, props.step.as_ref()) }
        </div>
    }
}

/// What the server would not take of one step, or of any, in words.
pub fn refused(drafts: &Drafts, step: Option<&StepKey>) -> Option<Html> {
    let words = |refusal: &Refusal| match refusal.problems.as_slice() {
        [] => vec![t(&["error.", refusal.code.as_str()].concat())],
        problems => problems.iter().map(answer_problem_words).collect(),
    };
    let refusals = drafts.refusals().iter().filter(|refusal| step.is_none_or(|step| *step == refusal.step));
    let lines: Vec<AttrValue> = refusals.flat_map(words).collect();
    (!lines.is_empty()).then(|| {
        html! {
            <Notice key="refused" kind={NoticeKind::Attention} title={t("stock.refused.title")}>
                { for lines.iter().enumerate().map(|(i, line)| html! { <p key={i}>{ line.clone() }</p> }) }
            </Notice>
        }
    })
}

/// Two devices, one step: both answers are shown and the person chooses.
fn choice(stock: &Handle, drafts: &Drafts, conflict: &Conflict) -> Html {
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
}
