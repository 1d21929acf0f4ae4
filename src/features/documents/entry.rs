//! One file: what it is, how it stands, who may see it and who has opened it, and what one can do with it.

use super::companies::Companies;
use super::received::Received;
use super::screen::entry_id;
use super::sending::size_words;
use super::state::{Errand, Event, Shown, State};
use super::versions::{Coming, Earlier, Replace, replacing};
use crate::api::bytes::Chosen;
use crate::app::paper::PaperLink;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Card, Field, Icon, More, Notice, NoticeKind, Soft, Tag, TagKind};
use contract::documents::{DOWNLOAD_DOCUMENT, DocumentView};
use domain::documents::{DocumentState, NAME_MAX_CHARS, Scan, read_name};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct EntryProps {
    pub paper: Shown,
    pub has_scanner: bool,
    pub referent: Option<AttrValue>,
    /// Sends a newer version, when one can come.
    pub on_replace: Option<Callback<Vec<Chosen>>>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Entry(props: &EntryProps) -> Html {
    use_language();
    let EntryProps { paper, state, .. } = props;
    let document = &paper.document;
    let failed = state.failed.as_ref().filter(|(errand, _)| paper.has(errand.about()));
    let failed = failed.map(|(_, error)| t(&error.text_key()));
    let is_shared = document.shared_at.is_some() || !document.companies.is_empty();
    let is_kept = document.state == DocumentState::Kept;
    let companies = state.list.as_ref().map(|list| list.companies.clone()).unwrap_or_default();
    html! {
        <div id={entry_id(&document.id)} tabindex="-1">
            <Card title={document.name.clone()} level={3}>
                <Received document={document.clone()}>
                    <Soft>{ facts(document) }</Soft>
                    <div>{ standing(props) }</div>
                </Received>
                <div role="status">
                    if let Some(failed) = failed {
                        <Notice kind={NoticeKind::Attention}><p>{ failed }</p></Notice>
                    }
                </div>
                if is_kept {
                    if props.has_scanner || document.shared_at.is_some() {
                        <Sharing key="sharing" ..props.clone() />
                    }
                    if props.has_scanner && !companies.is_empty() {
                        <Companies key="companies" document={document.clone()} {companies} state={state.clone()} />
                    }
                    { opened(document) }
                    if let Some(coming) = &paper.coming {
                        <Coming key="coming" document={coming.clone()} {is_shared} state={state.clone()} />
                    }
                    <Means key="means" document={document.clone()} state={state.clone()} />
                    if let Some(on_files) = &props.on_replace {
                        <Replace key="replace" document={document.clone()} {is_shared} on_files={on_files.clone()} />
                    }
                }
                if !paper.earlier.is_empty() {
                    <Earlier key="earlier" documents={paper.earlier.clone()} state={state.clone()} />
                }
            </Card>
        </div>
    }
}

/// "PDF · 340 ko · reçu le 8 décembre 2026".
pub(super) fn facts(document: &DocumentView) -> AttrValue {
    // i18n: documents.kind.*
    let kind = document.kind.map(|kind| t(&["documents.kind.", kind.as_str()].concat()));
    let date = t_with("documents.received", &[("date", &i18n::date(document.created_at))]);
    let parts: Vec<AttrValue> = kind.into_iter().chain([size_words(document.size_bytes), date]).collect();
    AttrValue::from(parts.iter().map(AttrValue::as_str).collect::<Vec<_>>().join(" · "))
}

/// How it stands, in one thought.
fn standing(props: &EntryProps) -> Html {
    let EntryProps { paper: Shown { document, .. }, has_scanner, .. } = props;
    let tag = |kind: TagKind, icon: &'static str, words: &'static str, more: &'static str| {
        html! {
            <div class="mt-stack mt-stack--tight">
                <p><Tag {kind} {icon}>{ t(words) }</Tag></p>
                <p>{ t(more) }</p>
            </div>
        }
    };
    match (document.state, document.scan) {
        (DocumentState::Receiving, _) => {
            tag(TagKind::Plain, "clock", "documents.is.begun", "documents.is.begun.more")
        }
        (DocumentState::Checking, _) => {
            tag(TagKind::Plain, "clock", "documents.is.checking", "documents.is.checking.more")
        }
        (DocumentState::Kept, Some(Scan::Clean)) => html! {
            <p><Tag kind={TagKind::Success} icon="check">{ t("documents.is.clean") }</Tag></p>
        },
        (DocumentState::Kept, _) if *has_scanner => {
            tag(TagKind::Plain, "clock", "documents.is.waiting", "documents.is.waiting.more")
        }
        (DocumentState::Kept, _) => tag(TagKind::Plain, "lock", "documents.is.own", "documents.is.own.more"),
        (DocumentState::Refused, _) => refused(props),
    }
}

/// Why, what to do, and the way to put it aside.
fn refused(props: &EntryProps) -> Html {
    let EntryProps { paper: Shown { document, .. }, state, .. } = props;
    // i18n: documents.refused.*
    let why = document.refusal.map_or("broken", |why| why.as_str());
    let (dispatch, id) = (state.dispatcher(), document.id.clone());
    let on_click = move |_| dispatch.dispatch(Event::Asked(Errand::Remove(id.clone())));
    html! {
        <div class="mt-stack">
            <Notice kind={NoticeKind::Attention} title={t("documents.is.refused")}>
                <p>{ t(&["documents.refused.", why].concat()) }</p>
            </Notice>
            <div class="mt-cluster">
                <Button waiting={state.errand.is_some()} describes={describes(document)} {on_click}>
                    { t("documents.refused.ok") }
                </Button>
            </div>
        </div>
    }
}

pub(super) fn describes(document: &DocumentView) -> AttrValue {
    AttrValue::from([" : ", &document.name].concat())
}

/// Who has opened it.
fn opened(document: &DocumentView) -> Html {
    let opened = document.opened.iter().map(|one| {
        let words = t_with(
            "documents.opened",
            &[("name", &one.name), ("day", &i18n::weekday_date(one.at)), ("time", &i18n::time(one.at))],
        );
        html! { <li key={one.at.as_ms().to_string()}>{ words }</li> }
    });
    let is_shared = document.shared_at.is_some() || !document.companies.is_empty();
    html! {
        <div key="opened" hidden={document.opened.is_empty() && !is_shared}>
            if document.opened.is_empty() {
                <Soft key="nobody">{ t("documents.unopened") }</Soft>
            } else {
                <ul key="who" class="mt-list mt-soft">{ for opened }</ul>
            }
        </div>
    }
}

/// Whether the référent may open it, and what they say of it.
#[component]
fn Sharing(props: &EntryProps) -> Html {
    use_language();
    let EntryProps { paper: Shown { document, .. }, referent, on_replace, state, .. } = props;
    let Some(name) = referent else {
        return html! { <p>{ t("documents.nobody") }</p> };
    };
    let with_name = |key: &'static str| t_with(key, &[("name", name)]);
    let is_shared = document.shared_at.is_some();
    let on_click = {
        let (dispatch, id) = (state.dispatcher(), document.id.clone());
        move |_| {
            let id = id.clone();
            dispatch.dispatch(Event::Asked(if is_shared { Errand::Unshare(id) } else { Errand::Share(id) }));
        }
    };
    let (icon, words, act) = match document.shared_at {
        Some(_) if document.scan == Some(Scan::Clean) => {
            ("eye", with_name("documents.shared"), t("documents.unshare"))
        }
        Some(_) => ("eye", with_name("documents.shared.soon"), t("documents.unshare")),
        // Not "for you only" when a company may have it.
        None if document.companies.is_empty() => ("lock", t("documents.own"), with_name("documents.share")),
        None => ("lock", with_name("documents.not-shared"), with_name("documents.share")),
    };
    html! {
        <div class="mt-stack mt-stack--tight">
            if is_shared && document.unreadable_at.is_some() {
                <Notice key="unreadable" kind={NoticeKind::Warm} icon="info" title={with_name("documents.unreadable.title")}>
                    <p>{ t("documents.unreadable.text") }</p>
                    if let Some(on_files) = on_replace {
                        <div key="again" class="mt-cluster">
                            { replacing(document, "documents.unreadable.send", on_files) }
                        </div>
                    }
                </Notice>
            }
            <ul key="who" class="mt-list">
                <li class="mt-list__item"><Icon name={icon} /><span>{ words }</span></li>
            </ul>
            <div key="act" class="mt-cluster">
                <Button
                    waiting={state.errand.as_ref().is_some_and(|errand| *errand.about() == document.id)}
                    describes={describes(document)}
                    {on_click}
                >
                    { act }
                </Button>
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct MeansProps {
    document: DocumentView,
    state: UseReducerHandle<State>,
}

/// To get it back, to call it something else, to remove it.
#[component]
fn Means(props: &MeansProps) -> Html {
    use_language();
    let MeansProps { document, state } = props;
    let name = use_state_eq(|| AttrValue::from(document.name.clone()));
    let is_wrong = use_state_eq(|| false);
    let onsubmit = {
        let (name, is_wrong, dispatch) = (name.clone(), is_wrong.setter(), state.dispatcher());
        let id = document.id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let name = read_name(&name);
            is_wrong.set(name.is_none());
            if let Some(name) = name {
                dispatch.dispatch(Event::Asked(Errand::Rename(id.clone(), name.to_owned())));
            }
        }
    };
    let on_input = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    let on_remove = {
        let (dispatch, id) = (state.dispatcher(), document.id.clone());
        move |_| dispatch.dispatch(Event::Asking(Some(id.clone())))
    };
    let is_waiting = state.errand.as_ref().is_some_and(|errand| *errand.about() == document.id);
    html! {
        <div class="mt-stack mt-stack--tight">
            <div key="download" class="mt-cluster">
                <PaperLink
                    endpoint={&DOWNLOAD_DOCUMENT}
                    id={AttrValue::from(document.id.to_string())}
                    label={t("documents.download")}
                    describes={describes(document)}
                />
            </div>
            <More key="more" label={t("documents.change")} describes={describes(document)}>
                <div class="mt-stack">
                    <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                        <Field
                            id={["name-", document.id.as_str()].concat()}
                            label={t("documents.name")}
                            hint={t("documents.name.hint")}
                            value={(*name).clone()}
                            {on_input}
                            max_length={NAME_MAX_CHARS.to_string()}
                            error={is_wrong.then(|| t("error.document.name-refused"))}
                        />
                        <Button submit={true} waiting={is_waiting}>{ t("documents.rename") }</Button>
                    </form>
                    <div class="mt-cluster">
                        <Button kind={ButtonKind::Plain} describes={describes(document)} on_click={on_remove}>
                            { t("documents.remove") }
                        </Button>
                    </div>
                </div>
            </More>
        </div>
    }
}
