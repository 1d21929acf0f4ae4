//! What the person shares of their last answers: what is hard beside what holds, and what was not discussed here.

use crate::i18n::{self, t, t_with};
use crate::ui::{Card, Heading, Review, ReviewItem, Row, Rows, Soft};
use contract::client::{ClientSummary, SharedStock, SharedSubject};
use domain::questionnaire::Level;
use yew::prelude::*;

pub(super) fn stock(summary: &ClientSummary) -> Html {
    let Some(stock) = &summary.stock else {
        return html! {
            <Card key="stock" title={t("desk.client.stock")}>
                <p>{ t_with("desk.client.stock.none", &[("name", &summary.first_name)]) }</p>
            </Card>
        };
    };
    let of = |levels: &'static [Level]| {
        stock.subjects.iter().filter(move |subject| levels.contains(&subject.level)).collect::<Vec<_>>()
    };
    let (hard, fine, unsaid) = (of(&[Level::Hard, Level::Blocked]), of(&[Level::Fine]), of(&[Level::Unsaid]));
    html! {
        <div key="stock" class="mt-stack mt-stack--wide mt-brief__stock">
            <div>
                <Heading>{ t_with("desk.client.stock.at", &[("date", &i18n::date(stock.sent_at))]) }</Heading>
                <Soft>{ t_with("desk.client.stock.shared", &[("name", &summary.first_name)]) }</Soft>
            </div>
            <div class="mt-client">
                <section class="mt-stack">
                    <Heading level={3}>{ t("desk.client.needs") }</Heading>
                    if hard.is_empty() {
                        <p>{ t("desk.client.needs.none") }</p>
                    }
                    { for hard.into_iter().map(need) }
                </section>
                <div class="mt-stack mt-stack--wide">
                    { group("strengths", "desk.client.strengths", "desk.client.strengths.none", &fine) }
                    { group("unsaid", "desk.client.unsaid", "desk.client.unsaid.none", &unsaid) }
                    { not_discussed(stock) }
                </div>
            </div>
        </div>
    }
}

fn need(subject: &SharedSubject) -> Html {
    let level = ReviewItem {
        id: AttrValue::Static("level"),
        question: t("desk.client.level"),
        answer: subject.level_label.clone().into(),
        change: None,
    };
    let answers = subject.answers.iter().enumerate().map(|(i, answer)| ReviewItem {
        id: i.to_string().into(),
        question: answer.question.clone().into(),
        answer: answer.answer.clone().into(),
        change: None,
    });
    let items: Vec<ReviewItem> = core::iter::once(level).chain(answers).collect();
    html! { <Review key={subject.id.to_string()} title={subject.title.clone()} level={4} plain={true} {items} /> }
}

fn group(key: &'static str, title: &'static str, none: &'static str, subjects: &[&SharedSubject]) -> Html {
    let row = |subject: &&SharedSubject| {
        html! { <Row key={subject.id.to_string()} icon={subject.icon.clone()} name={subject.title.clone()} /> }
    };
    html! {
        <section {key} class="mt-stack">
            <Heading level={3}>{ t(title) }</Heading>
            if subjects.is_empty() {
                <p>{ t(none) }</p>
            } else {
                <Rows>{ for subjects.iter().map(row) }</Rows>
            }
        </section>
    }
}

/// Its own state: it is not "no problem" (Q12).
fn not_discussed(stock: &SharedStock) -> Html {
    let line = |title: &String| html! { <li key={title.clone()}>{ title.clone() }</li> };
    html! {
        <section key="not-discussed" class="mt-stack">
            <Heading level={3}>{ t("desk.client.not-discussed") }</Heading>
            if stock.not_discussed.is_empty() {
                <p>{ t("desk.client.not-discussed.none") }</p>
            } else {
                <Card>
                    <Soft>{ t("desk.client.not-discussed.text") }</Soft>
                    <ul class="mt-stack mt-stack--tight">{ for stock.not_discussed.iter().map(line) }</ul>
                </Card>
            }
        </section>
    }
}
