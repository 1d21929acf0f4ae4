//! A page that asks one thing: what it asks, and the way on.

use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::features::questionnaire::triage::{Triage, field_of_triage};
use crate::features::questionnaire::{question, sharing, talk};
use crate::i18n::use_language;
use contract::session::Contact;
use domain::questionnaire::{Page, StepKey};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AskPageProps {
    pub stock: Handle,
    /// Any page but the review, which sends.
    pub page: Page,
    pub referent: Option<Contact>,
}

#[component]
pub fn AskPage(props: &AskPageProps) -> Html {
    use_language();
    let (stock, page) = (&props.stock, &props.page);
    // What pressing "Continuer" answers by itself, before going on.
    let finish = match page {
        Page::Question(at) => Some(Action::Settled { step: StepKey::Answer(at.clone()) }),
        Page::Sharing(subject) => sharing::preselected(stock, subject),
        Page::Triage | Page::PrivateTalk | Page::Review => None,
    };
    let going = use_going(stock, page, finish);
    let error = going.error();
    let (field, content) = match page {
        Page::Triage => (field_of_triage(stock), html! { <Triage stock={stock.clone()} /> }),
        Page::Question(at) => question::content(stock, at, error),
        Page::Sharing(subject) => sharing::content(stock, subject, props.referent.as_ref(), error),
        Page::PrivateTalk | Page::Review => talk::content(stock, error),
    };
    task(stock, Frame { going: &going, field, action: None }, content)
}
