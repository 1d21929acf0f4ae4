//! One question: its words, its answers, who keeps them.

use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::kinds::{Ask, Fields, ask_question, first_field};
use crate::features::questionnaire::last_time::last_time;
use crate::i18n::{t, t_with};
use crate::ui::{Icon, Notice};
use domain::questionnaire::{Page, Question, QuestionRef, Sensitivity, StepKey, Subject};
use yew::prelude::*;

/// The field that a problem leads to, and the question. The page is keyed by its question.
pub fn content(
    stock: &Handle,
    at: &QuestionRef,
    error: Option<AttrValue>,
    fields: Fields,
) -> (AttrValue, Html) {
    let step = StepKey::Answer(at.clone());
    let (Some(subject), Some(question)) = (stock.definition.subject(&at.subject), stock.question(&step))
    else {
        // Only questions on the route are shown; this keeps the frame should that ever change.
        return (AttrValue::Static("main"), html! { <div></div> });
    };
    let place = match stock.route.subject_position(&Page::Question(at.clone())) {
        Some((n, of)) if of > 1 => t_with(
            "stock.question.place",
            &[("subject", &subject.title), ("n", &n.to_string()), ("of", &of.to_string())],
        ),
        _ => AttrValue::from(subject.title.clone()),
    };
    let ask =
        Ask { step: step.clone(), eyebrow: Some((place, AttrValue::from(subject.icon.clone()))), error };
    let notes = html! {
        <>
            if let Some(lock) = lock(subject, question) {
                <p key="lock" class="mt-subject__note"><Icon name="lock" small={true} /><span>{ lock }</span></p>
            }
            if let Some(notice) = &subject.notice {
                <Notice key="notice"><p>{ notice.clone() }</p></Notice>
            }
            { for last_time(stock, &step, stock.definition.is_sensitive(&Page::Question(at.clone()))) }
        </>
    };
    let content = html! {
        <>
            { ask_question(stock, question, &ask, fields, notes) }
            <Kept answered={stock.answers.get(&step).is_some()} />
        </>
    };
    (first_field(stock, &step, question), content)
}

/// What is said of who keeps the answer, where it is not the usual.
fn lock(subject: &Subject, question: &Question) -> Option<AttrValue> {
    if question.sensitive {
        Some(t("stock.kept-for-you"))
    } else if subject.sensitivity == Sensitivity::Sensitive {
        Some(t("stock.sensitive-note"))
    } else {
        None
    }
}
