//! The people that one follows, who calls for attention first, a page at a time; found by name, also when it was typed with an
//! error.

use super::cards::LettersSection;
use super::place::Place;
use super::state::is_session_lost;
use crate::api::{ApiError, Call, send, sleep_ms};
use crate::app::shell::Failure;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, Card, Field, FieldKind, Gap, Heading, Link, LiveRegion, Skeleton, Soft, Stack, Tag, TagKind,
    Title,
};
use contract::staff::{Client, ClientPage, LIST_CLIENTS, SEARCH_CLIENTS, SearchClients, StaffRole};
use core::cell::Cell;
use domain::caseload::Attention;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Letters typed faster than this are one search.
const SEARCH_AFTER_MS: u32 = 250;

#[derive(PartialEq, Properties)]
pub(super) struct CaseloadProps {
    /// Kept by the desk, so that coming back from a person finds the same list.
    pub asked: UseStateHandle<Asked>,
    /// Who opens a person's page: only those who follow people.
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    q: AttrValue,
    after: Option<String>,
    n_asked: u32,
}

impl Asked {
    /// A search has a name in it, so it is sent in a body and never in an address.
    fn call(&self) -> Call {
        let q = self.q.trim();
        if q.is_empty() {
            let call = Call::new(&LIST_CLIENTS);
            return self.after.iter().fold(call, |call, after| call.query("after", after));
        }
        Call::new(&SEARCH_CLIENTS).body(&SearchClients { q: q.to_owned(), after: self.after.clone() })
    }
}

#[component]
pub(super) fn Caseload(props: &CaseloadProps) -> Html {
    use_language();
    let asked = props.asked.clone();
    let page = use_state_eq(|| None::<Result<Rc<ClientPage>, ApiError>>);
    {
        let (page, on_lost) = (page.setter(), props.on_lost.clone());
        use_effect_with((*asked).clone(), move |asked| {
            let is_wanted = Rc::new(Cell::new(true));
            let (still_wanted, asked) = (is_wanted.clone(), asked.clone());
            spawn_local(async move {
                if !asked.q.is_empty() {
                    sleep_ms(SEARCH_AFTER_MS).await;
                }
                if !still_wanted.get() {
                    return;
                }
                let call = asked.call();
                let answer = send::<ClientPage>(&call).await;
                match answer {
                    _ if !still_wanted.get() => {}
                    Err(error) if is_session_lost(&error) => on_lost.emit(()),
                    answer => page.set(Some(answer.map(Rc::new))),
                }
            });
            move || is_wanted.set(false)
        });
    }
    let search = {
        let asked = asked.clone();
        Callback::from(move |q| asked.set(Asked { q, after: None, n_asked: asked.n_asked }))
    };
    let retry = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(Asked { n_asked: asked.n_asked + 1, ..(*asked).clone() }))
    };
    let turn = {
        let asked = asked.clone();
        Callback::from(move |after| {
            asked.set(Asked { after, ..(*asked).clone() });
            crate::ui::focus_title();
        })
    };
    let content = match &*page {
        None => html! { <Skeleton label={t("shell.loading")} lines={6} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={retry} /> },
        Some(Ok(page)) => found(page, &asked, props.role, &search, &turn),
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.title") }</Title>
            if props.role == StaffRole::Coordinator {
                <p key="import"><Link href={Place::Import.href()}>{ t("desk.import.way") }</Link></p>
            }
            <Field
                id="search"
                kind={FieldKind::Search}
                label={t("desk.search")}
                hint={t("desk.search.hint")}
                value={asked.q.clone()}
                on_input={search}
            />
            { content }
            if props.role == StaffRole::Coordinator {
                <LettersSection key="letters" on_lost={props.on_lost.clone()} />
            }
        </Stack>
    }
}

fn found(
    page: &ClientPage,
    asked: &Asked,
    role: StaffRole,
    search: &Callback<AttrValue>,
    turn: &Callback<Option<String>>,
) -> Html {
    let is_search = !asked.q.trim().is_empty();
    if page.clients.is_empty() && is_search {
        let search = search.clone();
        return html! {
            <Stack>
                <LiveRegion text={said(page)} />
                <Card title={t("desk.none-found.title")}>
                    <p>{ t(if page.near.is_empty() { "desk.none-found.text" } else { "desk.near.below" }) }</p>
                    <Button on_click={move |_| search.emit(AttrValue::default())}>{ t("desk.clear") }</Button>
                </Card>
                { near(page, role) }
            </Stack>
        };
    }
    if page.clients.is_empty() {
        return html! { <Card title={t("desk.none.title")}><p>{ t("desk.none.text") }</p></Card> };
    }
    // A coordinator follows nobody: these are all there are.
    let count = if role == StaffRole::Referent { "desk.count" } else { "desk.count.all" };
    let next = page.next.clone();
    let (to_next, to_first) = (turn.clone(), turn.clone());
    html! {
        <Stack>
            <Soft>{ t_n(count, u32::try_from(page.n_followed).unwrap_or(u32::MAX)) }</Soft>
            <LiveRegion text={if is_search { said(page) } else { AttrValue::default() }} />
            <ul class="mt-caseload">{ for page.clients.iter().map(|client| one(client, role)) }</ul>
            <div class="mt-cluster">
                if asked.after.is_some() {
                    <Button key="first" on_click={move |_| to_first.emit(None)}>{ t("desk.first") }</Button>
                }
                if next.is_some() {
                    <Button key="next" icon="arrow-right" on_click={move |_| to_next.emit(next.clone())}>{ t("desk.next") }</Button>
                }
            </div>
            { near(page, role) }
        </Stack>
    }
}

/// What a search has found, for whoever does not see the list.
fn said(page: &ClientPage) -> AttrValue {
    let n = |clients: &[Client]| u32::try_from(clients.len()).unwrap_or(u32::MAX);
    match (page.clients.is_empty(), page.near.is_empty()) {
        (true, true) => t("desk.none-found.title"),
        (true, false) => t_n("desk.near.found", n(&page.near)),
        (false, true) => t_n("desk.found", n(&page.clients)),
        (false, false) => {
            [&*t_n("desk.found", n(&page.clients)), " ", &t_n("desk.near.found", n(&page.near))]
                .concat()
                .into()
        }
    }
}

/// Names that are not what was typed, and are said not to be.
fn near(page: &ClientPage, role: StaffRole) -> Html {
    html! {
        if !page.near.is_empty() {
            <section key="near" class="mt-stack">
                <Heading>{ t("desk.near.title") }</Heading>
                <Soft>{ t("desk.near.text") }</Soft>
                <ul class="mt-caseload">{ for page.near.iter().map(|client| one(client, role)) }</ul>
            </section>
        }
    }
}

fn one(client: &Client, role: StaffRole) -> Html {
    let milestone = match (client.last_milestone, client.last_milestone_at) {
        (None, _) => t("desk.milestone.none"),
        (Some(what), None) => t(&["desk.milestone.", what.as_str()].concat()),
        (Some(what), Some(at)) => {
            let what = t(&["desk.milestone.", what.as_str()].concat());
            t_with("desk.last-milestone", &[("what", &what), ("date", &i18n::date(at))])
        }
    };
    let seen = match client.last_seen_at {
        Some(at) => t_with("desk.seen", &[("date", &i18n::date(at))]),
        None => t("desk.seen.never"),
    };
    let name = html! { <bdi>{ client.last_name.clone() }{ " " }{ client.first_name.clone() }</bdi> };
    html! {
        <li class="mt-case" key={client.id.to_string()}>
            <p class="mt-case__name">
                if role == StaffRole::Referent {
                    <Link href={Place::Person(client.id.clone()).href()}>{ name }</Link>
                } else {
                    <span key="name">{ name }</span>
                }
            </p>
            <div class="mt-case__more">
                if role == StaffRole::Coordinator {
                    <p key="referent">{ followed(client) }</p>
                }
                <p>{ milestone }</p>
                <p class="mt-soft">{ seen }</p>
                if client.n_talk_requests > 0 {
                    <p key="talks">{ t_n("desk.talk.count", client.n_talk_requests) }</p>
                }
                if client.n_disputes > 0 && client.attention != Some(Attention::Discuss) {
                    <p key="disputes">{ t("desk.tag.dispute") }</p>
                }
            </div>
            <div class="mt-case__tags">
                if role == StaffRole::Coordinator {
                    <Link key="referent" href={Place::Referent(client.id.clone()).href()} describes={[" : ", &client.last_name, " ", &client.first_name].concat()}>
                        { t("desk.assign.person.link") }
                    </Link>
                    <Link key="card" href={Place::Card(client.id.clone()).href()} describes={[" : ", &client.last_name, " ", &client.first_name].concat()}>
                        { t("desk.card.title") }
                    </Link>
                }
                if let Some(why) = client.attention {
                    { calls(why, client) }
                }
            </div>
        </li>
    }
}

/// Why someone stands where they stand.
fn calls(why: Attention, client: &Client) -> Html {
    match why {
        Attention::CannotCome => {
            html! { <Tag key="why" kind={TagKind::Attention}>{ t("desk.tag.cannot-come") }</Tag> }
        }
        Attention::Stuck => html! { <Tag key="why" kind={TagKind::Attention}>{ t("desk.tag.stuck") }</Tag> },
        Attention::Talk => {
            html! { <Tag key="why" kind={TagKind::Warm} icon="message-circle">{ t("desk.tag.talk") }</Tag> }
        }
        Attention::Discuss => {
            html! { <Tag key="why" kind={TagKind::Warm} icon="message-circle">{ t("desk.tag.dispute") }</Tag> }
        }
        Attention::Silent => html! {
            <Tag key="why" icon="clock">{ t_with("desk.tag.silent", &[("date", &i18n::date(client.heard_at))]) }</Tag>
        },
    }
}

fn followed(client: &Client) -> AttrValue {
    match &client.referent {
        Some(name) => t_with("desk.assign.person.now", &[("name", name)]),
        None => t("desk.assign.person.nobody"),
    }
}
