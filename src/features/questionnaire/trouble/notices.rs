//! The words of [`super::Trouble`]; they arrive later.

use crate::drafts::{Drafts, Refusal};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::problems::answer_problem_words;
use crate::i18n::t;
use crate::routes::{Route, StockPage};
use crate::ui::{LinkButton, Notice, NoticeKind};
use domain::questionnaire::StepKey;
use yew::prelude::*;

/// What another device did, wherever the person is, and what was refused at a step; at any, without one.
pub fn notices((stock, drafts, step): (Handle, Drafts, Option<StepKey>)) -> Html {
    html! {
        <>
            { for elsewhere(&stock, &drafts) }
            { for refused(&drafts, step.as_ref()) }
        </>
    }
}

/// That something waits to be looked at, and the way to where it is said in full.
fn elsewhere(stock: &Handle, drafts: &Drafts) -> Option<Html> {
    let is_open = drafts.conflicts().iter().any(|conflict| stock.asks(&conflict.step));
    let key = match drafts.left_over().first() {
        _ if is_open => "stock.conflict.title",
        Some(left) if left.is_sent => "stock.left.sent",
        Some(_) => "stock.left.moved",
        None if drafts.removed().is_empty() => return None,
        None => "stock.removed.title",
    };
    Some(html! {
        <Notice key="elsewhere" kind={NoticeKind::Attention} title={t(key)}>
            <LinkButton href={Route::Stock(StockPage::Differences).href()}>{ t("stock.differences.see") }</LinkButton>
        </Notice>
    })
}

/// What the server would not take of one step, or of any, in words. That a question has closed is said with what another
/// device did.
fn refused(drafts: &Drafts, step: Option<&StepKey>) -> Option<Html> {
    let words = |refusal: &Refusal| match refusal.problems.as_slice() {
        [] => vec![t(&["error.", refusal.code.as_str()].concat())],
        problems => problems.iter().map(answer_problem_words).collect(),
    };
    let here = |refusal: &&Refusal| step.is_none_or(|step| *step == refusal.step) && !refusal.is_closed();
    let lines: Vec<AttrValue> = drafts.refusals().iter().filter(here).flat_map(words).collect();
    (!lines.is_empty()).then(|| {
        html! {
            <Notice key="refused" kind={NoticeKind::Attention} title={t("stock.refused.title")}>
                { for lines.iter().enumerate().map(|(i, line)| html! { <p key={i}>{ line.clone() }</p> }) }
            </Notice>
        }
    })
}
