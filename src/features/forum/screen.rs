//! The forum: the ticket, or the half-hours to choose from; then how to get there.

use super::choose::Choose;
use super::dialog::AskFirst;
use super::errand::use_errands;
use super::state::{Errand, Event, Standing, State, standing};
use super::ticket::TicketCard;
use crate::api::{Call, Load, use_load_at, use_session};
use crate::app::shell::{Failure, OtherWays, Place, use_own_name};
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{self, Card, Fact, Heading, LinkButton, Notice, NoticeKind, Skeleton, Title};
use contract::forum::{ForumView, GET_FORUM};
use domain::ids::ForumId;
use std::rc::Rc;
use yew::prelude::*;

/// Id of the part where focus goes after an errand.
const STANDING: &str = "standing";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ForumProps {
    pub id: ForumId,
}

#[component]
pub fn Forum(props: &ForumProps) -> Html {
    let language = use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    use_errands(&props.id, &state);
    let call = Call::new(&GET_FORUM).path(&[props.id.as_str()]).query("language", &language.code);
    // After every errand, also one that failed: the page shows what is so now.
    let loaded = use_load_at::<ForumView>(call, state.n_ends);
    {
        let dispatch = state.dispatcher();
        use_effect_with(loaded.load.value().cloned(), move |forum| {
            if let Some(forum) = forum {
                dispatch.dispatch(Event::Read(forum.clone()));
            }
        });
    }
    let title = state.forum.as_ref().map(|forum| forum.name.clone());
    let title = use_own_name(title, "page.forum");
    use_effect_with(state.n_ends, |n_ends| {
        // The pressed button is gone or says something else now; focus stays with what it was about.
        if *n_ends > 0 {
            ui::focus_field(STANDING);
        }
    });
    let content = match (&state.forum, &loaded.load) {
        (Some(forum), _) => html! { <Found key="found" forum={forum.clone()} {state} /> },
        (None, Load::Failed(error)) => {
            let referent = session.person().and_then(|me| me.referent.clone());
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        (None, _) => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Pathway}>
            <Title>{ title }</Title>
            { content }
        </Place>
    }
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    forum: Rc<ForumView>,
    state: UseReducerHandle<State>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let session = use_session();
    let FoundProps { forum, state } = props;
    let standing = standing(forum, state.is_changing, device::now());
    let referent = session.person().and_then(|me| me.referent.clone());
    let needs_more = matches!(standing, Standing::Cancelled | Standing::NoneLeft | Standing::Over);
    html! {
        <div class="mt-stack mt-stack--wide">
            <div class="mt-stack" id={STANDING} tabindex="-1">
                <div role="status" class="mt-stack">{ said(state) }</div>
                { match standing {
                    Standing::Ticket => html! { <TicketCard key="ticket" forum={forum.clone()} state={state.clone()} /> },
                    Standing::Choosing => html! { <Choose key="choose" forum={forum.clone()} state={state.clone()} /> },
                    other => closed(forum, other),
                } }
            </div>
            if needs_more {
                <section key="ways" class="mt-stack">
                    <Heading>{ t("forum.ways") }</Heading>
                    <OtherWays {referent} />
                </section>
            }
            // What is not to come has no way there.
            if !matches!(standing, Standing::Cancelled | Standing::Over) {
                <Means key="means" forum={forum.clone()} />
            }
            <div key="all" class="mt-cluster">
                <LinkButton icon="calendar" href={Route::Workshops.href()}>{ t("forum.workshops") }</LinkButton>
            </div>
            <AskFirst key="ask" state={state.clone()} />
        </div>
    }
}

/// "jeudi 18 mars, de 09:00 à 17:00"
pub(super) fn when_words(forum: &ForumView) -> AttrValue {
    let day = i18n::weekday_of_day(forum.when.day);
    let (from, to) = (forum.when.from.to_string(), forum.when.to.to_string());
    t_with("forum.when", &[("date", &day), ("from", &from), ("to", &to)])
}

/// What came of the last errand.
fn said(state: &State) -> Html {
    if let Some((_, error)) = state.failed.as_ref().filter(|(_, error)| !State::is_said_by_choice(error)) {
        let kind = if error.code().is_some() { NoticeKind::Information } else { NoticeKind::Attention };
        return html! { <Notice {kind}><p>{ t(&error.text_key()) }</p></Notice> };
    }
    let (title, next) = match state.done {
        None => return html! { <span></span> },
        Some((Errand::Take(_), false)) => ("forum.done.taken", "forum.done.taken.next"),
        Some((Errand::Take(_), true)) => ("forum.done.changed", "forum.done.changed.next"),
        Some((Errand::GiveBack, _)) => ("forum.done.given-back", "forum.done.given-back.next"),
    };
    html! { <Notice kind={NoticeKind::Success} title={t(title)}><p>{ t(next) }</p></Notice> }
}

/// Why there is no ticket to be had, and what there is instead.
fn closed(forum: &ForumView, standing: Standing) -> Html {
    let message = forum.message.as_deref().unwrap_or_default();
    let line = |text: AttrValue| html! { <p key={text.to_string()}>{ text }</p> };
    html! {
        <Card key="closed">
            <div class="mt-stack mt-stack--tight">
                <div class="mt-day"><Heading>{ when_words(forum) }</Heading></div>
                { match standing {
                    Standing::Cancelled => html! {
                        <>
                            { line(t("forum.cancelled")) }
                            if !message.is_empty() {
                                { line(t_with("forum.cancelled.message", &[("message", message)])) }
                            }
                        </>
                    },
                    Standing::NoneLeft => html! {
                        <>{ line(t("forum.none-left")) }{ line(forum.without_ticket.clone().into()) }</>
                    },
                    _ => line(t("forum.over")),
                } }
            </div>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct MeansProps {
    forum: Rc<ForumView>,
}

/// How to get there, what to bring, and that one may come without a ticket.
#[component]
fn Means(props: &MeansProps) -> Html {
    use_language();
    let forum = &props.forum;
    html! {
        <div class="mt-stack mt-not-printed">
            <Card title={t("forum.where")}>
                <ul class="mt-stack mt-stack--tight">
                    <Fact key="address" icon="map-pin">
                        <strong>{ forum.venue.name.clone() }</strong><br />{ forum.venue.address.clone() }
                    </Fact>
                    <Fact key="access" icon="bus">{ forum.venue.access.clone() }</Fact>
                </ul>
            </Card>
            <Card title={t("forum.bring")}>
                <ul class="mt-stack mt-stack--tight">
                    <Fact key="ticket" icon="smartphone">{ t("forum.bring.ticket") }</Fact>
                    <Fact key="cv" icon="file-text">{ t("forum.bring.cv") }</Fact>
                </ul>
            </Card>
            <Card title={t("forum.without")}><p>{ forum.without_ticket.clone() }</p></Card>
        </div>
    }
}
