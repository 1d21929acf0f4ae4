//! What another device of the person did meanwhile, in full: two answers to choose from, answers that are left over from a
//! draft that was sent or moved, answers that are no longer kept. Nothing of it goes before the person has seen it.

use crate::api::{Call, use_load};
use crate::drafts::{Conflict, Drafts, LeftOver, Removed, use_drafts};
use crate::features::questionnaire::aside::aside;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::Action;
use crate::features::questionnaire::words::{answer_words, step_words};
use crate::i18n::{t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Button, ButtonKind, Card, CardKind, LinkButton, Review, ReviewItem, Title};
use contract::questionnaire::GET_QUESTIONNAIRE;
use domain::questionnaire::{Answer, Answers, Page, Questionnaire, StepKey, carry_answer};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DifferencesPageProps {
    pub stock: Handle,
    /// The question that the person was at.
    pub back_to: Option<Page>,
}

#[component]
pub fn DifferencesPage(props: &DifferencesPageProps) -> Html {
    let language = use_language();
    let drafts = use_drafts();
    let stock = &props.stock;
    // The words of what is left over are those of the questions that it answers.
    let left_version = drafts.left_over().first().map(|left| &left.questionnaire_version);
    let version = left_version.or(drafts.removed().first().map(|removed| &removed.questionnaire_version));
    let version = version.unwrap_or(&stock.definition.version).clone();
    let questions = use_load::<Questionnaire>(
        Call::new(&GET_QUESTIONNAIRE).query("version", &version).query("language", &language.code),
    );
    let old = questions.load.value().cloned().unwrap_or_else(|| stock.definition.clone());
    let open: Vec<&Conflict> = drafts.conflicts().iter().filter(|one| stock.asks(&one.step)).collect();
    let is_settled = open.is_empty() && drafts.left_over().is_empty() && drafts.removed().is_empty();
    let taken = take(stock, drafts.left_over(), &old);
    let back = back_to(stock, props.back_to.as_ref());
    let content = html! {
        <>
            <Title>{ t("page.differences") }</Title>
            <div role="status" class="mt-stack mt-stack--form">
                if is_settled {
                    <p>{ t("stock.differences.settled") }</p>
                }
                { for open.iter().map(|conflict| choice(stock, &drafts, conflict)) }
                { for left_over(&drafts, &old, taken.len()) }
                { for removed(&drafts, &old) }
            </div>
        </>
    };
    let actions = if is_settled {
        html! { <LinkButton kind={ButtonKind::Primary} href={back.clone()}>{ t("stock.continue") }</LinkButton> }
    } else {
        html! {
            <>
                if open.is_empty() {
                    { settle(stock, &drafts, taken) }
                }
                <LinkButton kind={ButtonKind::Plain} href={back.clone()}>
                    { t("stock.differences.later") }
                </LinkButton>
            </>
        }
    };
    aside(&back, actions, content)
}

/// The question where the person was, while it is asked; else the way in.
fn back_to(stock: &Handle, page: Option<&Page>) -> AttrValue {
    let is_there = |page: &&Page| **page == Page::Triage || stock.is_begun() && stock.route.contains(page);
    let page = page.filter(is_there).map(Route::of_page);
    page.unwrap_or(Route::Stock(StockPage::Start)).href()
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
    let question = step_words(definition, &step);
    let about = AttrValue::from(["\u{a0}: ", &question].concat());
    html! {
        <Card key={step.to_string()} kind={CardKind::Calm} title={question}>
            <div class="mt-stack mt-stack--tight">
                <p>{ t("stock.conflict.text") }</p>
                <p>{ t_with("stock.conflict.mine", &[("answer", &words(conflict.mine.as_ref()))]) }</p>
                <Button on_click={keep_mine} describes={about.clone()}>{ t("stock.conflict.keep-mine") }</Button>
                <p>{ t_with("stock.conflict.theirs", &[("answer", &words(conflict.theirs.as_ref()))]) }</p>
                <Button on_click={keep_theirs} describes={about}>{ t("stock.conflict.keep-theirs") }</Button>
            </div>
        </Card>
    }
}

/// The one thing to do once no two answers stand side by side: keep what the questions here take, all at once; or, when
/// they take nothing, say that it was seen.
fn settle(stock: &Handle, drafts: &Drafts, taken: Vec<(StepKey, Answer)>) -> Html {
    let key = if taken.is_empty() { "stock.removed.understood" } else { "stock.left.keep" };
    let (drafts, stock) = (drafts.clone(), stock.clone());
    let on_click = move |_| {
        for (step, answer) in &taken {
            stock.dispatch(Action::Answered { step: step.clone(), answer: Some(answer.clone()) });
        }
        drafts.settled();
    };
    html! { <Button kind={ButtonKind::Primary} {on_click}>{ t(key) }</Button> }
}

/// Answers to a draft that is no longer this one, of which `n_taken` can be given again.
fn left_over(drafts: &Drafts, old: &Questionnaire, n_taken: usize) -> Option<Html> {
    let all = drafts.left_over();
    let is_sent = all.first()?.is_sent;
    let title = t(if is_sent { "stock.left.sent" } else { "stock.left.moved" });
    let items = all.iter().map(|left| item(old, &left.step, &left.answer)).collect::<Vec<_>>();
    let drafts = drafts.clone();
    Some(html! {
        <div key="left" class="mt-stack">
            <Review {title} {items} reader={t("stock.left.not-kept")} reader_icon="info" />
            if n_taken < all.len() {
                <p>{ t(if is_sent { "stock.left.ask-again" } else { "stock.left.no-place" }) }</p>
            }
            if n_taken > 0 {
                <Button on_click={move |_| drafts.settled()}>{ t("stock.left.let-go") }</Button>
            }
        </div>
    })
}

/// What of the left-over answers can be given here, levels first.
fn take(stock: &Handle, all: &[LeftOver], old: &Questionnaire) -> Vec<(StepKey, Answer)> {
    let mut answers: Answers = stock.answers.clone();
    let mut taken = vec![];
    let levels = all.iter().filter(|left| matches!(left.step, StepKey::Triage(_)));
    let others = all.iter().filter(|left| !matches!(left.step, StepKey::Triage(_)));
    for left in levels.chain(others) {
        if let Some(answer) = carry_answer(old, &stock.definition, &answers, &left.step, &left.answer) {
            answers.0.insert(left.step.clone(), answer.clone());
            taken.push((left.step.clone(), answer));
        }
    }
    taken
}

/// Answers that are no longer kept, said in full.
fn removed(drafts: &Drafts, old: &Questionnaire) -> Option<Html> {
    let line = |removed: &Removed| item(old, &removed.step, &removed.answer);
    let items: Vec<ReviewItem> = drafts.removed().iter().map(line).collect();
    (!items.is_empty()).then(|| {
        html! {
            <Review
                key="removed"
                title={t("stock.removed.title")}
                {items}
                reader={t("stock.removed.text")}
                reader_icon="info"
            />
        }
    })
}

fn item(old: &Questionnaire, step: &StepKey, answer: &Answer) -> ReviewItem {
    ReviewItem {
        id: step.to_string().into(),
        question: step_words(old, step),
        answer: answer_words(old, step, Some(answer)),
        change: None,
    }
}
