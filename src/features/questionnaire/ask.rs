//! A question with a list to choose from, as most are. The other pages that ask are in [`super::rest`].

use crate::api::use_session;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kinds::list_fields;
use crate::features::questionnaire::question;
use crate::features::questionnaire::state::{Action, Stock};
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::i18n::{t, t_with, use_language};
use crate::routes;
use domain::questionnaire::{Kind, Page, QuestionRef, StepKey, Subject};
use yew::prelude::*;

/// The question of a page that [`AskPage`] can ask.
pub fn asked_from_a_list<'a>(stock: &Stock, page: &'a Page) -> Option<&'a QuestionRef> {
    let Page::Question(at) = page else { return None };
    let question = stock.definition.question(at)?;
    matches!(question.kind, Kind::One | Kind::Several).then_some(at)
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AskPageProps {
    pub stock: Handle,
    /// One that is [`asked_from_a_list`].
    pub at: QuestionRef,
}

#[component]
pub fn AskPage(props: &AskPageProps) -> Html {
    use_language();
    let (stock, at) = (&props.stock, &props.at);
    let page = Page::Question(at.clone());
    use_page_name(question_name(stock, &page, at));
    let going = use_going(stock, &page, Some(Action::Settled { step: StepKey::Answer(at.clone()) }));
    let (field, content) = question::content(stock, at, going.error(), list_fields);
    task(stock, Frame { going: &going, field, action: None }, content)
}

/// Gives the page its own title.
#[hook]
pub fn use_page_name(name: Option<AttrValue>) {
    // Again after signing in again: the form has another name.
    let n_starts = use_session().n_starts;
    use_effect_with((name, n_starts), |(name, _)| {
        if let Some(name) = name {
            routes::set_title(name);
        }
    });
}

/// What the browser's title says of a question: the subject and where one is in it.
pub fn question_name(stock: &Stock, page: &Page, at: &QuestionRef) -> Option<AttrValue> {
    let Some(subject) = named_subject(stock, page) else { return Some(t("page.question")) };
    let (n, of) = stock.route.question_position(at)?;
    let (n, of) = (n.to_string(), of.to_string());
    Some(t_with("page.question.of", &[("subject", &subject.title), ("n", &n), ("of", &of)]))
}

/// The subject that a page's name tells. A sensitive page keeps the same name as any other: a title stands in the history of
/// the browser and in the list of its tabs.
pub fn named_subject<'a>(stock: &'a Stock, page: &Page) -> Option<&'a Subject> {
    stock.definition.subject_of(page).filter(|_| !stock.definition.is_sensitive(page))
}
