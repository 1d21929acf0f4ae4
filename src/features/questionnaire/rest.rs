//! The pages of taking stock that the first question does not need; they arrive later, together.

use crate::drafts::Drafts;
use crate::features::questionnaire::ask::{named_subject, question_name, use_page_name};
use crate::features::questionnaire::changes::ChangesPage;
use crate::features::questionnaire::differences::DifferencesPage;
use crate::features::questionnaire::help_numbers::{HelpNumbersAlone, help_numbers};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kinds::any_fields;
use crate::features::questionnaire::new_questions::NewQuestionsPage;
use crate::features::questionnaire::review::ReviewPage;
use crate::features::questionnaire::sent::sent_page;
use crate::features::questionnaire::start::StartPage;
use crate::features::questionnaire::state::{Action, Stock};
use crate::features::questionnaire::task::{Frame, task, use_going};
use crate::features::questionnaire::triage::TriagePage;
use crate::features::questionnaire::trouble::notices::notices;
use crate::features::questionnaire::{question, sharing, talk};
use crate::i18n::{t, t_with, use_language};
use crate::part;
use crate::routes::StockPage;
use contract::session::Contact;
use domain::questionnaire::{Page, StepKey};
use yew::prelude::*;

part!(
    /// Questions that are not a list, sharing, the last question, review, sent, what differs, help numbers.
    pub REST, stock_rest, Rest => rest
);

part!(
    /// The help numbers for someone who is not signed in.
    pub HELP_NUMBERS, stock_rest, () => help_numbers_alone
);

part!(
    /// What to know before starting, or where one was. In the file of the home page, which leads there.
    pub START, way_in, Rest => start
);

part!(
    /// The subjects: the page after the start.
    pub SUBJECTS, way_in, Rest => subjects
);

part!(
    /// What is said of an answer that was refused, or given elsewhere too.
    pub TROUBLE, stock_rest, (Handle, Drafts, Option<StepKey>) => notices
);

/// What these pages are given.
#[derive(Debug, Clone, PartialEq)]
pub struct Rest {
    pub stock: Handle,
    pub drafts: Drafts,
    pub page: StockPage,
    /// The page of the questionnaire, for those that ask.
    pub asked: Option<Page>,
    /// Where "Back" from the pages around it leads.
    pub last_asked: Option<Page>,
    pub referent: Option<Contact>,
    pub reload: Callback<()>,
}

fn rest(rest: Rest) -> Html {
    let Rest { stock, drafts, page, asked, last_asked, referent, reload } = rest;
    match (asked, page) {
        (Some(Page::Review), _) => html! { <ReviewPage {stock} {referent} {reload} /> },
        (Some(page), _) => html! { <RestAskPage {stock} {page} {referent} /> },
        (None, StockPage::Sent) => sent_page(referent, &drafts),
        (None, StockPage::Differences) => html! { <DifferencesPage {stock} back_to={last_asked} /> },
        (None, StockPage::NewQuestions) => html! { <NewQuestionsPage {referent} {reload} /> },
        (None, StockPage::Changes) => html! { <ChangesPage {referent} /> },
        (None, _) => help_numbers(&stock.definition.helplines, last_asked.as_ref()),
    }
}

fn start(Rest { stock, referent, .. }: Rest) -> Html {
    html! { <StartPage {stock} {referent} /> }
}

fn subjects(Rest { stock, .. }: Rest) -> Html {
    html! { <TriagePage {stock} /> }
}

fn help_numbers_alone((): ()) -> Html {
    html! { <HelpNumbersAlone /> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RestAskPageProps {
    stock: Handle,
    /// Any page but the review, which sends.
    page: Page,
    referent: Option<Contact>,
}

#[component]
fn RestAskPage(props: &RestAskPageProps) -> Html {
    use_language();
    let (stock, page) = (&props.stock, &props.page);
    // What pressing "Continuer" answers by itself, before going on.
    let finish = match page {
        Page::Question(at) => Some(Action::Settled { step: StepKey::Answer(at.clone()) }),
        Page::Sharing(subject) => sharing::preselected(stock, subject),
        Page::Triage | Page::PrivateTalk | Page::Review => None,
    };
    use_page_name(match page {
        Page::Question(at) => question_name(stock, page, at),
        Page::Sharing(_) => Some(sharing_name(stock, page)),
        Page::Triage | Page::PrivateTalk | Page::Review => None,
    });
    let going = use_going(stock, page, finish);
    let error = going.error();
    let (field, content) = match page {
        Page::Question(at) => question::content(stock, at, error, any_fields),
        Page::Sharing(subject) => sharing::content(stock, subject, props.referent.as_ref(), error),
        Page::Triage | Page::PrivateTalk | Page::Review => talk::content(stock, error),
    };
    task(stock, Frame { going: &going, field, action: None }, content)
}

/// What the browser's title says of the page that asks who may read.
fn sharing_name(stock: &Stock, page: &Page) -> AttrValue {
    match named_subject(stock, page) {
        None => t("page.sharing"),
        Some(subject) => t_with("page.sharing.of", &[("subject", &subject.title)]),
    }
}
