//! What was sent, latest first. *Answered*, *sent* and *read* are three things (Q10).

use super::{frame, not_there};
use crate::api::{Call, use_load};
use crate::app::paper::PaperLink;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{RecordPage, Route, StockPage};
use crate::ui::{Card, Fact, Facts, Link, LinkButton};
use contract::questionnaire::{GET_SUBMISSION_COPY, LIST_SUBMISSIONS, SubmissionSummary};
use yew::prelude::*;

#[component]
pub(super) fn AnswersPage() -> Html {
    use_language();
    let list = use_load::<Vec<SubmissionSummary>>(Call::new(&LIST_SUBMISSIONS));
    let content = match list.load.value() {
        None => not_there(&list.load, &list.again),
        Some(sent) if sent.is_empty() => html! {
            <Card key="none">
                <p>{ t("record.answers.none") }</p>
                <LinkButton href={Route::Stock(StockPage::Start).href()}>{ t("record.answers.begin") }</LinkButton>
            </Card>
        },
        Some(sent) => html! {
            <div key="list" class="mt-stack mt-stack--wide">
                { for sent.iter().map(one) }
                <p><Link href={Route::Record(RecordPage::Sharing).href()}>{ t("page.record-sharing") }</Link></p>
            </div>
        },
    };
    frame(html! { t("page.record-answers") }, content)
}

fn one(sent: &SubmissionSummary) -> Html {
    let title = t_with("record.answers.of", &[("date", &i18n::date(sent.sent_at))]);
    let at = t_with(
        "record.answers.sent",
        &[("date", &i18n::weekday_date(sent.sent_at)), ("time", &i18n::time(sent.sent_at))],
    );
    let describes = [" : ", &title].concat();
    html! {
        <section key={sent.id.to_string()} class="mt-stack">
            <h2 class="mt-heading">{ title }</h2>
            <Facts>
                <Fact key="answered" done={true}>{ t("stock.sent.answered") }</Fact>
                <Fact key="sent" done={true}>{ at }</Fact>
                <Fact key="read" done={sent.read_at.is_some()}>{ read_words(sent) }</Fact>
            </Facts>
            <LinkButton
                icon="eye"
                href={Route::Record(RecordPage::Copy(sent.id.clone())).href()}
                {describes}
            >{ t("record.answers.reread") }</LinkButton>
            <PaperLink endpoint={&GET_SUBMISSION_COPY} id={sent.id.to_string()} label={t("paper.copy")} />
        </section>
    }
}

/// Who read it first and when, or that nobody has.
fn read_words(sent: &SubmissionSummary) -> AttrValue {
    match (&sent.read_by, sent.read_at) {
        (Some(name), Some(at)) => t_with("record.answers.read", &[("name", name), ("date", &i18n::date(at))]),
        _ => t("record.answers.unread"),
    }
}
