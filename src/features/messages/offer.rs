//! The page that the link of an offer opens, without signing in: the one question, and afterwards what has become of it.

use super::state::{Errand, Event, State};
use crate::api::{ApiError, Call, send};
use crate::app::shell::{Failure, OtherWays, bare};
use crate::app::slot::span_words;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{
    self, Button, ButtonKind, Dialog, Fact, Heading, LinkButton, Notice, NoticeKind, ScreenKind, Skeleton,
    Title,
};
use contract::messages::{
    ACCEPT_OFFER_BY_LINK, DECLINE_OFFER_BY_LINK, OfferLink, OfferView, OfferedSlot, VIEW_OFFER_BY_LINK,
};
use domain::messages::OfferState;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct OfferProps {
    /// What stands in the link.
    pub token: AttrValue,
}

impl core::fmt::Debug for OfferProps {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("OfferProps(hidden)")
    }
}

#[component]
pub fn Offer(props: &OfferProps) -> Html {
    let language = use_language();
    let state = use_reducer_eq(State::default);
    let call = |endpoint| {
        let link = OfferLink { token: props.token.to_string() };
        Call::new(endpoint).query("language", &language.code).body(&link)
    };
    {
        let (dispatch, call) = (state.dispatcher(), call(&VIEW_OFFER_BY_LINK));
        use_effect_with((state.n_looks, language.code.clone()), move |_| {
            spawn_local(async move {
                dispatch.dispatch(match send::<OfferView>(&call).await {
                    Ok(view) => Event::Seen(Rc::new(view)),
                    Err(error) => Event::NotSeen(error),
                });
            });
        });
    }
    {
        let (dispatch, errand) = (state.dispatcher(), state.errand);
        let call = errand.map(|errand| match errand {
            Errand::Accept => call(&ACCEPT_OFFER_BY_LINK),
            Errand::Decline => call(&DECLINE_OFFER_BY_LINK),
        });
        use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
            let Some(call) = call else { return };
            spawn_local(async move {
                dispatch.dispatch(match send::<OfferView>(&call).await {
                    Ok(view) => Event::Answered(Rc::new(view)),
                    Err(error) => Event::Failed(error),
                });
            });
        });
    }
    use_effect_with(state.n_ends, |n_ends| {
        // The pressed button is gone; what came of it stands in the title.
        if *n_ends > 0 {
            ui::focus_title();
        }
    });
    let content = match (&state.view, &state.not_seen) {
        _ if state.is_unknown() => unknown(),
        (Some(view), _) => known(view, &state),
        (None, Some(error)) => away(error, &state),
        (None, None) => html! {
            <div key="loading" class="mt-stack">
                <h1 class="mt-visually-hidden" tabindex="-1">{ t("shell.loading") }</h1>
                <Skeleton label={t("shell.loading")} lines={5} />
            </div>
        },
    };
    bare(ScreenKind::Task, content)
}

fn away(error: &ApiError, state: &UseReducerHandle<State>) -> Html {
    let dispatch = state.dispatcher();
    html! {
        <div key="away" class="mt-stack">
            <Title>{ t("shell.away.title") }</Title>
            <Failure error={error.clone()} on_retry={move |()| dispatch.dispatch(Event::Look)} />
        </div>
    }
}

fn unknown() -> Html {
    html! {
        <div key="unknown" class="mt-stack mt-stack--wide">
            <Title>{ t("offer.unknown") }</Title>
            <p>{ t("offer.unknown.text") }</p>
            { ways(ButtonKind::Primary) }
        </div>
    }
}

/// Where one can go on: no page is a dead end (product.md, rule 9).
fn ways(kind: ButtonKind) -> Html {
    html! {
        <>
            <div class="mt-cluster">
                <LinkButton {kind} href={Route::Workshops.href()}>{ t("offer.space") }</LinkButton>
            </div>
            <section class="mt-stack">
                <Heading>{ t("workshops.ways") }</Heading>
                <OtherWays />
            </section>
        </>
    }
}

fn known(view: &OfferView, state: &UseReducerHandle<State>) -> Html {
    let slot = view.slot.as_ref();
    match (view.state, slot) {
        (OfferState::Open, Some(slot)) => open(slot, state),
        (OfferState::Taken, slot) => html! {
            <div key="taken" class="mt-stack mt-stack--wide">
                <Title>{ t("offer.taken") }</Title>
                { for slot.map(facts) }
                <p>{ t("offer.taken.text") }</p>
                { ways(ButtonKind::Quiet) }
            </div>
        },
        (what, _) => {
            let (title, text) = words(what);
            html! {
                <div key={title} class="mt-stack mt-stack--wide">
                    <Title>{ t(title) }</Title>
                    <p>{ t(text) }</p>
                    { ways(ButtonKind::Primary) }
                </div>
            }
        }
    }
}

/// Keys of what has become of an offer that cannot be answered any more, and of what one can do next.
const fn words(what: OfferState) -> (&'static str, &'static str) {
    match what {
        OfferState::Left => ("offer.left", "offer.left.text"),
        OfferState::Cancelled => ("offer.cancelled", "offer.cancelled.text"),
        OfferState::Begun => ("offer.begun", "offer.begun.text"),
        OfferState::Expired | OfferState::Open | OfferState::Taken => ("offer.expired", "offer.expired.text"),
    }
}

fn facts(slot: &OfferedSlot) -> Html {
    html! {
        <div class="mt-stack">
            <Heading>{ slot.title.clone() }</Heading>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="when" icon="calendar"><span class="mt-day">{ span_words(&slot.when) }</span></Fact>
                <Fact key="where" icon="map-pin">
                    <strong>{ slot.venue_name.clone() }</strong><br />{ slot.address.clone() }
                </Fact>
            </ul>
        </div>
    }
}

fn open(slot: &OfferedSlot, state: &UseReducerHandle<State>) -> Html {
    let (day, time) = i18n::moment_in(slot.offer_until, slot.when.zone.as_str());
    let waiting = state.errand.is_some();
    let on = |event: Event| {
        let dispatch = state.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(event.clone()))
    };
    let on_close = {
        let dispatch = state.dispatcher();
        move |()| dispatch.dispatch(Event::Asking(false))
    };
    html! {
        <div key="open" class="mt-stack mt-stack--wide">
            <Title>{ t("offer.open") }</Title>
            { facts(slot) }
            <p>{ t_with("offer.until", &[("date", &day), ("time", &time)]) }</p>
            <div role="status">
                if let Some(error) = &state.failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} {waiting} on_click={on(Event::Asked(Errand::Accept))}>
                    { t(if waiting { "workshops.act.waiting" } else { "workshops.act.accept" }) }
                </Button>
                <Button kind={ButtonKind::Plain} {waiting} on_click={on(Event::Asking(true))}>
                    { t("workshops.act.decline") }
                </Button>
            </div>
            <Dialog
                id="leave-place"
                title={t("workshops.decline.title")}
                open={state.is_asking}
                {on_close}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on(Event::Asked(Errand::Decline))}>{ t("workshops.decline.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={on(Event::Asking(false))}>{ t("workshops.decline.no") }</Button>
                    </>
                }}
            >
                <p>{ t_with("workshops.decline.text", &[("title", &slot.title)]) }</p>
            </Dialog>
        </div>
    }
}
