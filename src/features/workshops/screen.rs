//! One date: when and where, how the person stands with it and the one thing to do, then what it is.

use super::dialog::AskFirst;
use super::errand::use_errands;
use super::means::Means;
use super::standing::{STANDING, StandingCard};
use super::state::{Event, State};
use crate::api::{Call, Load, use_load_at, use_session};
use crate::app::shell::{Failure, OtherWays, Place, use_own_name};
use crate::app::slip::Slip;
use crate::app::slot::{Standing, dated_rows, when_words};
use crate::device;
use crate::i18n::{t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{self, Heading, LinkButton, Skeleton, Title};
use contract::workshops::{GET_SLOT, SlotDetail, SlotView};
use domain::ids::SlotId;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// An offer stands for hours: half a minute is soon, and costs a phone next to nothing.
const LOOK_EVERY_MS: u32 = 30_000;

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct DetailProps {
    pub id: SlotId,
}

#[component]
pub(super) fn Detail(props: &DetailProps) -> Html {
    let language = use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    use_errands(&props.id, &state);
    let call = Call::new(&GET_SLOT).path(&[props.id.as_str()]).query("language", &language.code);
    // After every errand, also one that failed: the page shows what is so now.
    let loaded = use_load_at::<SlotDetail>(call, state.n_ends);
    {
        let dispatch = state.dispatcher();
        use_effect_with(loaded.load.value().cloned(), move |detail| {
            if let Some(detail) = detail {
                dispatch.dispatch(Event::Read(detail.clone()));
            }
        });
    }
    let waits = state
        .detail
        .as_ref()
        .is_some_and(|detail| matches!(Standing::of(&detail.slot), Standing::Waiting(_)));
    let n_looks = use_state_eq(|| 0u32);
    let look = {
        let (again, n_looks) = (loaded.again.clone(), n_looks.clone());
        Callback::from(move |()| {
            again.emit(());
            n_looks.set(*n_looks + 1);
        })
    };
    use_effect_with((waits, *n_looks), move |(waits, _)| {
        // An offer shows itself on the page of someone who waits: they have nothing to press.
        let looking = waits.then(|| look_soon(look));
        move || drop(looking)
    });
    let title = state.detail.as_ref().map(|detail| detail.slot.title.clone());
    let title = use_own_name(title, "page.workshop");
    use_effect_with(state.n_ends, |n_ends| {
        // The pressed button is gone or says something else now; focus stays with what it was about.
        if *n_ends > 0 {
            ui::focus_field(STANDING);
        }
    });
    let content = match (&state.detail, &loaded.load) {
        (Some(detail), _) => html! { <Found key="found" detail={detail.clone()} {state} /> },
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

/// Looks after a while, and when one leaves the page or comes back to it.
fn look_soon(look: Callback<()>) -> (Timeout, EventListener) {
    let later = look.clone();
    (
        Timeout::new(LOOK_EVERY_MS, move || later.emit(())),
        device::listen(&device::document(), "visibilitychange", move |_| look.emit(())),
    )
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    detail: Rc<SlotDetail>,
    state: UseReducerHandle<State>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let session = use_session();
    let FoundProps { detail, state } = props;
    let standing = Standing::of(&detail.slot);
    let needs_more =
        matches!(standing, Standing::Cancelled | Standing::Begun(_) | Standing::Clash | Standing::Closed(_));
    let referent = session.person().and_then(|me| me.referent.clone());
    html! {
        <div class="mt-stack mt-stack--wide">
            <StandingCard detail={detail.clone()} state={state.clone()} />
            if standing == Standing::Booked {
                { slip(detail) }
            }
            if !detail.alternatives.is_empty() {
                <section key="alternatives" class="mt-stack">
                    <Heading>{ t("workshops.alternatives") }</Heading>
                    { dated_rows(&detail.alternatives) }
                </section>
            } else if needs_more {
                <section key="ways" class="mt-stack">
                    <Heading>{ t("workshops.ways") }</Heading>
                    <OtherWays {referent} />
                </section>
            }
            <Means key="means" detail={detail.clone()} />
            <div key="all" class="mt-cluster">
                { onward(&detail.slot) }
            </div>
            <AskFirst key="ask" detail={detail.clone()} state={state.clone()} />
        </div>
    }
}

/// The place on paper: when, where, how to get there, what to bring.
fn slip(detail: &SlotDetail) -> Html {
    let venue = &detail.venue;
    let bring = detail.bring.join(", ");
    let lines = [
        when_words(&detail.slot),
        venue.name.clone().into(),
        venue.address.clone().into(),
        venue.access.clone().into(),
        if bring.is_empty() { AttrValue::default() } else { t_with("slip.bring", &[("bring", &bring)]) },
    ];
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    html! { <Slip key="slip" heading={t("slip.place")} title={detail.slot.title.clone()} {lines} /> }
}

/// Where one goes from here: to the company of a talk, the month of a preparation day, the other workshops.
fn onward(slot: &SlotView) -> Html {
    match slot.of_month.as_ref().map(|of| &of.company) {
        Some(Some(company)) => html! {
            <>
                <LinkButton key="company" icon="briefcase" href={Route::Company(company.clone()).href()}>{ t("programme.to-company") }</LinkButton>
                <LinkButton key="month" icon="calendar" href={Route::Month.href()}>{ t("programme.to-month") }</LinkButton>
            </>
        },
        Some(None) => html! {
            <LinkButton icon="calendar" href={Route::Month.href()}>{ t("programme.to-month") }</LinkButton>
        },
        None => html! {
            <LinkButton icon="calendar" href={Route::Workshops.href()}>{ t("workshops.all") }</LinkButton>
        },
    }
}
