//! Sent: *answered*, *sent* and *read* are three lines, and what happens next.

use crate::api::{Call, Load, use_load};
use crate::app::paper::PaperLink;
use crate::app::shell::Failure;
use crate::features::questionnaire::words::{capitalised, referent_name};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{
    Art, Brand, ButtonKind, Fact, Facts, LinkButton, Moment, Screen, ScreenKind, Skeleton, Stack, Title,
    TopBar,
};
use contract::questionnaire::{GET_SUBMISSION_COPY, LIST_SUBMISSIONS, SubmissionSummary};
use contract::session::Contact;
use std::rc::Rc;
use yew::prelude::*;

/// What was just sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub summary: Rc<SubmissionSummary>,
    /// Whether anyone else can read a part of it.
    pub is_shared: bool,
    /// Whether there is something to compare it with.
    pub is_retake: bool,
}

/// The page; without `sent`, when it was opened by its address, the latest is read.
pub fn sent_page(referent: Option<Contact>, sent: Option<&Sent>) -> Html {
    let content = match sent {
        Some(sent) => received(referent.as_ref(), sent, true),
        None => html! { <Latest key="latest" {referent} /> },
    };
    html! {
        <Screen
            kind={ScreenKind::Held}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={html! { <Brand /> }} /> }}
        >
            { content }
        </Screen>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct LatestProps {
    referent: Option<Contact>,
}

#[component]
fn Latest(props: &LatestProps) -> Html {
    use_language();
    let list = use_load::<Vec<SubmissionSummary>, _>((), |()| Call::new(&LIST_SUBMISSIONS));
    let latest = list.load.value().map(|list| list.first().cloned());
    let is_retake = list.load.value().is_some_and(|list| list.len() > 1);
    use_effect_with(latest == Some(None), |is_nothing| {
        if *is_nothing {
            routes::replace(&Route::Stock(StockPage::Start));
        }
    });
    match (&list.load, latest) {
        (Load::Failed(error), _) => html! {
            <Stack key="failed">
                <Title>{ t("page.sent") }</Title>
                <Failure error={error.clone()} on_retry={list.again} referent={props.referent.clone()} />
            </Stack>
        },
        (_, Some(Some(summary))) => {
            let sent = Sent { summary: Rc::new(summary), is_shared: true, is_retake };
            received(props.referent.as_ref(), &sent, false)
        }
        _ => html! {
            <Stack key="loading">
                <Title>{ t("page.sent") }</Title>
                <Skeleton label={t("shell.loading")} />
            </Stack>
        },
    }
}

/// `is_new`: sent a moment ago, so that it cannot have been read.
fn received(referent: Option<&Contact>, sent: &Sent, is_new: bool) -> Html {
    let summary = &sent.summary;
    let at = t_with(
        "stock.sent.at",
        &[
            ("date", &capitalised(&i18n::weekday_date(summary.sent_at))),
            ("time", &i18n::time(summary.sent_at)),
        ],
    );
    let name = capitalised(&referent_name(referent));
    let read = match (sent.is_shared, is_new) {
        (false, _) => t("stock.sent.kept"),
        (true, true) => t_with("stock.sent.unread", &[("name", &name)]),
        (true, false) => t_with("stock.sent.can-read", &[("name", &name)]),
    };
    html! {
        <div key="received" class="mt-stack mt-stack--form mt-grow">
            <Moment art={Art::Landed} title={t("stock.sent.title")} text={at} />
            <Facts>
                <Fact key="answered" done={true}>{ t("stock.sent.answered") }</Fact>
                <Fact key="sent" done={true}>{ t("stock.sent.sent") }</Fact>
                <Fact key="read">{ read }</Fact>
            </Facts>
            <p>{ t("stock.sent.next") }</p>
            <div>
                if summary.n_talk_requests > 0 {
                    <p>{ t_with("stock.sent.talk", &[("name", &name)]) }</p>
                }
            </div>
            <Stack gap={crate::ui::Gap::Tight} push={true}>
                <LinkButton kind={ButtonKind::Primary} href={Route::Pathway.href()}>{ t("stock.sent.pathway") }</LinkButton>
                if sent.is_retake {
                    <LinkButton href={Route::Stock(StockPage::Changes).href()}>{ t("stock.changes.see") }</LinkButton>
                }
                <LinkButton href={Route::Home.href()}>{ t("stock.sent.home") }</LinkButton>
                <PaperLink endpoint={&GET_SUBMISSION_COPY} id={summary.id.to_string()} label={t("paper.copy")} />
            </Stack>
        </div>
    }
}
