//! A page that asks one thing: what it asks, and the way on.

use crate::api::use_session;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::{Action, Stock};
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::features::questionnaire::triage::{Triage, field_of_triage};
use crate::features::questionnaire::{question, sharing, talk};
use crate::i18n::{t, t_with, use_language};
use crate::routes;
use contract::session::Contact;
use domain::questionnaire::{Page, StepKey, Subject};
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
    // Again after signing in again: the form has another name.
    let n_starts = use_session().n_starts;
    use_effect_with((name(stock, page), n_starts), |(name, _)| {
        if let Some(name) = name {
            routes::set_title(name);
        }
    });
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

/// What the browser's title says of a page that names itself: the subject and where one is in it. A sensitive page keeps
/// the same name as any other: a title stands in the history of the browser and in the list of its tabs.
fn name(stock: &Stock, page: &Page) -> Option<AttrValue> {
    let title = |subject: &Subject| subject.title.clone();
    let subject = stock.subject_of(page).filter(|_| !stock.is_sensitive(page)).map(title);
    match (page, subject) {
        (Page::Question(_), None) => Some(t("page.question")),
        (Page::Sharing(_), None) => Some(t("page.sharing")),
        (Page::Question(at), Some(subject)) => {
            let (mut n, mut of) = (0, 0_u8);
            for other in &stock.route.pages {
                if let Page::Question(other) = other
                    && other.subject == at.subject
                {
                    of += 1;
                    if other == at {
                        n = of;
                    }
                }
            }
            let (n, of) = (n.to_string(), of.to_string());
            Some(t_with("page.question.of", &[("subject", &subject), ("n", &n), ("of", &of)]))
        }
        (Page::Sharing(_), Some(subject)) => Some(t_with("page.sharing.of", &[("subject", &subject)])),
        (Page::Triage | Page::PrivateTalk | Page::Review, _) => None,
    }
}
