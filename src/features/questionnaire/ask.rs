//! A page that asks by a list to choose from: the subjects, and most questions. The other pages that ask are in
//! [`super::rest`].

use crate::api::use_session;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kinds::list_fields;
use crate::features::questionnaire::question;
use crate::features::questionnaire::state::{Action, Stock};
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::features::questionnaire::triage::{Triage, field_of_triage};
use crate::i18n::{t, t_with, use_language};
use crate::routes;
use domain::questionnaire::{Kind, Page, StepKey, Subject};
use yew::prelude::*;

/// Whether [`AskPage`] can ask this.
pub fn asks_from_a_list(stock: &Stock, page: &Page) -> bool {
    match page {
        Page::Triage => true,
        Page::Question(at) => stock
            .definition
            .question(at)
            .is_some_and(|question| matches!(question.kind, Kind::One | Kind::Several)),
        Page::Sharing(_) | Page::PrivateTalk | Page::Review => false,
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AskPageProps {
    pub stock: Handle,
    /// One that [`asks_from_a_list`].
    pub page: Page,
}

#[component]
pub fn AskPage(props: &AskPageProps) -> Html {
    use_language();
    let (stock, page) = (&props.stock, &props.page);
    let finish = match page {
        Page::Question(at) => Some(Action::Settled { step: StepKey::Answer(at.clone()) }),
        _ => None,
    };
    use_page_name(stock, page);
    let going = use_going(stock, page, finish);
    let (field, content) = match page {
        Page::Question(at) => question::content(stock, at, going.error(), list_fields),
        _ => (field_of_triage(stock), html! { <Triage stock={stock.clone()} /> }),
    };
    task(stock, Frame { going: &going, field, action: None }, content)
}

/// Gives the page its own title.
#[hook]
pub fn use_page_name(stock: &Stock, page: &Page) {
    // Again after signing in again: the form has another name.
    let n_starts = use_session().n_starts;
    use_effect_with((name(stock, page), n_starts), |(name, _)| {
        if let Some(name) = name {
            routes::set_title(name);
        }
    });
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
