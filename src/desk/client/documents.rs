//! The files that the person lets their référent see: opened one by one, each look noted; and "on lit mal".

use crate::api::Call;
use crate::app::shell::Failure;
use crate::desk::reading::use_reading;
use crate::desk::writing::{Act, run};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Card, Heading, LinkButton, Notice, Skeleton, Soft, Stack, Tag, TagKind};
use contract::documents::staff::{
    ClientDocuments, DOWNLOAD_CLIENT_DOCUMENT, LIST_CLIENT_DOCUMENTS, REPORT_UNREADABLE, SharedDocument,
};
use domain::ids::PersonId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DocumentsSectionProps {
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn DocumentsSection(props: &DocumentsSectionProps) -> Html {
    use_language();
    let reading = use_reading::<ClientDocuments, _>(props.id.clone(), props.on_lost.clone(), |id| {
        Call::new(&LIST_CLIENT_DOCUMENTS).path(&[id.as_str()])
    });
    let with_name = |key: &'static str| t_with(key, &[("name", &props.first_name)]);
    let content = match &reading.answer {
        None => html! { <Skeleton key="loading" label={t("shell.loading")} lines={2} /> },
        Some(Err(error)) => {
            html! { <Failure key="failed" error={error.clone()} on_retry={reading.again} /> }
        }
        Some(Ok(list)) if list.documents.is_empty() => {
            html! { <p key="none">{ with_name("desk.documents.none") }</p> }
        }
        Some(Ok(list)) => html! {
            <Stack key="list">
                if !list.has_scanner {
                    <Notice key="no-scanner"><p>{ t("desk.documents.no-scanner") }</p></Notice>
                }
                { for list.documents.iter().map(|document| html! {
                    <One
                        key={document.id.to_string()}
                        document={document.clone()}
                        has_scanner={list.has_scanner}
                        first_name={props.first_name.clone()}
                        on_lost={props.on_lost.clone()}
                    />
                }) }
            </Stack>
        },
    };
    html! {
        <section class="mt-stack">
            <Heading>{ t("desk.documents.title") }</Heading>
            { content }
        </section>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OneProps {
    document: SharedDocument,
    has_scanner: bool,
    first_name: String,
    on_lost: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let reported_at = use_state_eq(|| props.document.unreadable_at);
    let document = &props.document;
    let on_click = {
        let (act, on_lost, reported_at) = (act.clone(), props.on_lost.clone(), reported_at.setter());
        let id = document.id.clone();
        move |_| {
            let reported_at = reported_at.clone();
            let on_answer =
                Callback::from(move |answer: SharedDocument| reported_at.set(answer.unreadable_at));
            run(&act, Call::new(&REPORT_UNREADABLE).path(&[id.as_str()]), &on_lost, on_answer);
        }
    };
    // i18n: desk.documents.kind.*
    let kind = t(&["desk.documents.kind.", document.kind.as_str()].concat());
    let shared = match document.replaced_at {
        Some(at) => t_with("desk.documents.replaced", &[("date", &i18n::date(at))]),
        None => t_with("desk.documents.shared", &[("date", &i18n::date(document.shared_at))]),
    };
    let describes = [" : ", &document.name].concat();
    let waits = if props.has_scanner { "desk.documents.waiting" } else { "desk.documents.closed" };
    html! {
        <Card level={3} title={document.name.clone()}>
            <Soft>{ [kind.as_str(), " · ", &shared].concat() }</Soft>
            <div role="status">
                if let Some(at) = *reported_at {
                    <p>{ t_with("desk.documents.reported", &[("name", &props.first_name), ("date", &i18n::date(at))]) }</p>
                } else if matches!(*act, Act::Failed(_)) {
                    { act.said("desk.documents.report") }
                }
            </div>
            if document.can_open {
                <div key="acts" class="mt-cluster">
                    <LinkButton
                        href={DOWNLOAD_CLIENT_DOCUMENT.path_with(&[document.id.as_str()])}
                        icon="file-text"
                        download=""
                        describes={describes.clone()}
                    >
                        { t("desk.documents.open") }
                    </LinkButton>
                    if reported_at.is_none() {
                        <Button {describes} waiting={act.is_under_way()} {on_click}>{ t("desk.documents.report") }</Button>
                    }
                </div>
            } else {
                <p key="waits"><Tag kind={TagKind::Plain} icon="clock">{ t(waits) }</Tag></p>
            }
        </Card>
    }
}
