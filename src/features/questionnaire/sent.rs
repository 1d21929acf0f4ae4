//! Sent, or waiting to be: *answered*, *sent* and *read* are three lines, and what happens next.

use crate::api::{Call, Load, use_load};
use crate::app::shell::Failure;
use crate::drafts::{Drafts, Outbox, Sent};
use crate::features::questionnaire::words::{capitalised, referent_name};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{self, RecordPage, Route, StockPage};
use crate::ui::{
    Art, Button, ButtonKind, Fact, Facts, Gap, LinkButton, Moment, Screen, ScreenKind, Skeleton, Stack,
    Title, TopBar, brand,
};
use contract::questionnaire::{LIST_SUBMISSIONS, SubmissionSummary};
use contract::session::Contact;
use std::rc::Rc;
use yew::prelude::*;

/// The page: what waits to be sent, what was just sent, or, when it was opened by its address, the latest that was.
pub fn sent_page(referent: Option<Contact>, drafts: &Drafts) -> Html {
    let content = match drafts.outbox() {
        Outbox::Asked(_) => waiting(drafts),
        Outbox::Sent(sent) => received(referent.as_ref(), sent),
        Outbox::Empty | Outbox::Refused(_) => html! { <Latest key="latest" {referent} /> },
    };
    html! {
        <Screen
            kind={ScreenKind::Held}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={brand(Route::Home.href())} /> }}
        >
            <div class="mt-stack mt-grow" role="status">{ content }</div>
        </Screen>
    }
}

/// A fact in three lines: it is kept here, it leaves by itself, nothing is lost.
fn waiting(drafts: &Drafts) -> Html {
    let (title, until) = if drafts.is_kept() {
        (t("shell.kept.title"), t("stock.waiting.kept"))
    } else {
        (t("stock.waiting.title"), t("stock.waiting.open"))
    };
    let on_retry = {
        let drafts = drafts.clone();
        move |_| drafts.try_now()
    };
    html! {
        <div key="waiting" class="mt-stack mt-stack--form mt-grow">
            <Moment art={Art::Waiting} {title} />
            <Facts>
                <Fact key="answered" done={true}>{ t("stock.sent.answered") }</Fact>
                <Fact key="leaves">{ t("stock.waiting.leaves") }</Fact>
                <Fact key="until" icon="smartphone">{ until }</Fact>
            </Facts>
            <Stack gap={Gap::Tight} push={true}>
                <LinkButton kind={ButtonKind::Primary} href={Route::Home.href()}>{ t("stock.sent.home") }</LinkButton>
                <Button icon="refresh-cw" on_click={on_retry}>{ t("stock.waiting.now") }</Button>
            </Stack>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct LatestProps {
    referent: Option<Contact>,
}

#[component]
fn Latest(props: &LatestProps) -> Html {
    use_language();
    let list = use_load::<Vec<SubmissionSummary>>(Call::new(&LIST_SUBMISSIONS));
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
            received(props.referent.as_ref(), &sent)
        }
        _ => html! {
            <Stack key="loading">
                <Title>{ t("page.sent") }</Title>
                <Skeleton label={t("shell.loading")} />
            </Stack>
        },
    }
}

fn received(referent: Option<&Contact>, sent: &Sent) -> Html {
    let summary = &sent.summary;
    let at = t_with(
        "stock.sent.at",
        &[
            ("date", &capitalised(&i18n::weekday_date(summary.sent_at))),
            ("time", &i18n::time(summary.sent_at)),
        ],
    );
    let name = capitalised(&referent_name(referent));
    let read = match (&summary.read_by, sent.is_shared) {
        (Some(name), _) => t_with("stock.sent.read", &[("name", name)]),
        (None, false) => t("stock.sent.kept"),
        (None, true) => t_with("stock.sent.unread", &[("name", &name)]),
    };
    html! {
        <div key="received" class="mt-stack mt-stack--form mt-grow">
            <Moment art={Art::Landed} title={t("stock.sent.title")} text={at} />
            <Facts>
                <Fact key="answered" done={true}>{ t("stock.sent.answered") }</Fact>
                <Fact key="sent" done={true}>{ t("stock.sent.sent") }</Fact>
                <Fact key="read" done={summary.read_by.is_some()}>{ read }</Fact>
            </Facts>
            <p>{ t("stock.sent.next") }</p>
            <div>
                if summary.n_talk_requests > 0 {
                    <p>{ t_with("stock.sent.talk", &[("name", &name)]) }</p>
                }
            </div>
            <Stack gap={Gap::Tight} push={true}>
                <LinkButton kind={ButtonKind::Primary} href={Route::Pathway.href()}>{ t("stock.sent.pathway") }</LinkButton>
                if sent.is_retake {
                    <LinkButton href={Route::Stock(StockPage::Changes).href()}>{ t("stock.changes.see") }</LinkButton>
                }
                <LinkButton href={Route::Record(RecordPage::Copy(summary.id.clone())).href()}>
                    { t("stock.sent.reread") }
                </LinkButton>
                if !sent.is_retake {
                    <LinkButton href={Route::Home.href()}>{ t("stock.sent.home") }</LinkButton>
                }
            </Stack>
        </div>
    }
}
