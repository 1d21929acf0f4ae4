//! When and where, how the person stands with it, and what they can do now.

use super::state::{Asking, Errand, Event, State};
use crate::app::paper::PaperLink;
use crate::app::slot::{Standing, standing_tag, when_words};
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Button, ButtonKind, Fact, LinkButton, Notice, NoticeKind, Tag, TagKind};
use contract::ErrorCode;
use contract::pathway::GET_CALENDAR;
use contract::session::Setting;
use contract::workshops::{SlotBrief, SlotDetail, SlotView};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, Need};
use std::rc::Rc;
use yew::prelude::*;

/// Id of the card, where focus goes after an errand.
pub(super) const STANDING: &str = "standing";

#[derive(PartialEq, Properties)]
pub(super) struct StandingCardProps {
    pub detail: Rc<SlotDetail>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn StandingCard(props: &StandingCardProps) -> Html {
    use_language();
    let StandingCardProps { detail, state } = props;
    let slot = &detail.slot;
    let standing = Standing::of(slot);
    let can_come = matches!(standing, Standing::Free(_) | Standing::Full | Standing::Offered(_));
    html! {
        <div class="mt-card mt-stack" id={STANDING} tabindex="-1">
            <ul class="mt-stack mt-stack--tight">
                <Fact key="when" icon="calendar"><strong class="mt-day">{ when_words(slot) }</strong></Fact>
                <Fact key="where" icon="map-pin">{ slot.venue_name.clone() }</Fact>
            </ul>
            <div>{ tag(slot, standing) }</div>
            <div role="status" class="mt-stack">{ said(state) }</div>
            <div class="mt-stack mt-stack--tight">{ words(slot, standing) }</div>
            if can_come && !detail.prerequisites.is_empty() {
                <div key="before" class="mt-stack mt-stack--tight">{ prerequisites(detail) }</div>
            }
            <div class="mt-cluster">{ acts(slot, standing, state) }</div>
        </div>
    }
}

/// As in a row; until when a place is held is said below.
fn tag(slot: &SlotView, standing: Standing) -> Html {
    match standing {
        Standing::Offered(_) => html! { <Tag kind={TagKind::Warm}>{ t("workshops.is.yours") }</Tag> },
        _ => standing_tag(slot),
    }
}

/// What came of the last errand.
fn said(state: &State) -> Html {
    if let Some((_, error)) = &state.failed {
        let kind = if error.code() == Some(ErrorCode::BookingPlaceFree) {
            NoticeKind::Warm
        } else if error.code().is_some() {
            NoticeKind::Information
        } else {
            NoticeKind::Attention
        };
        return html! { <Notice {kind}><p>{ t(&error.text_key()) }</p></Notice> };
    }
    match &state.done {
        None => html! { <span></span> },
        Some(errand) => {
            let (title, next) = errand.done_keys();
            html! { <Notice kind={NoticeKind::Success} title={t(title)}><p>{ t(next) }</p></Notice> }
        }
    }
}

/// What to know about how one stands, when the tag does not say it all.
fn words(slot: &SlotView, standing: Standing) -> Html {
    let line = |text: AttrValue| html! { <p key={text.to_string()}>{ text }</p> };
    match standing {
        Standing::Cancelled => {
            let message = slot.message.as_deref().unwrap_or_default();
            html! {
                <>
                    { line(t("workshops.cancelled")) }
                    if !message.is_empty() {
                        { line(t_with("workshops.cancelled.message", &[("message", message)])) }
                    }
                </>
            }
        }
        Standing::Begun(has_place) => {
            line(t(if has_place { "workshops.begun.own" } else { "workshops.begun" }))
        }
        Standing::Booked => {
            let by = slot.own.as_ref().and_then(|own| own.booked_by.as_deref());
            match by {
                Some(name) => line(t_with("workshops.booked.by", &[("name", name)])),
                None => {
                    let group = slot.of_month.as_ref().and_then(|of| of.group);
                    group.map_or_else(|| html! { <span></span> }, |group| line(t_n("programme.group", group)))
                }
            }
        }
        Standing::Offered(until) => html! {
            <>
                { line(until_words("workshops.offered", slot, until)) }
                if let Some(clash) = &slot.clash {
                    { clash_words(clash) }
                }
            </>
        },
        Standing::Waiting(rank) => html! {
            <>
                { line(if rank == 1 { t("workshops.waiting.next") } else { t_n("workshops.waiting.before", rank - 1) }) }
                { line(t("workshops.waiting.how")) }
            </>
        },
        Standing::Clash => match &slot.clash {
            Some(clash) => clash_words(clash),
            None => line(t("error.booking.clash")),
        },
        Standing::Closed(reason) => line(closed(reason)),
        Standing::Full => html! {
            <>
                { for expired(slot).map(line) }
                { line(if slot.n_waiting == 0 { t("workshops.full.nobody") } else { t_n("workshops.full", slot.n_waiting) }) }
                { line(t("workshops.waiting.how")) }
            </>
        },
        Standing::Free(_) => html! { <>{ for expired(slot).map(line) }<span></span></> },
    }
}

/// The way to what a part of a month asks for.
fn closed(reason: BookingRefusal) -> AttrValue {
    t(match reason {
        BookingRefusal::NotInvited => "error.booking.not-invited",
        BookingRefusal::OtherDay => "error.booking.other-day",
        BookingRefusal::EnoughTalks => "error.booking.enough-talks",
        _ => "error.booking.not-yet",
    })
}

/// That an offer has gone by, when one has: honestly, and without blame.
fn expired(slot: &SlotView) -> Option<AttrValue> {
    let own = slot.own.as_ref().filter(|own| own.status == BookingStatus::Expired)?;
    Some(until_words("workshops.expired", slot, own.offer_until?))
}

fn until_words(key: &str, slot: &SlotView, until: Timestamp) -> AttrValue {
    let (day, time) = i18n::moment_in(until, slot.when.zone.as_str());
    t_with(key, &[("date", &day), ("time", &time)])
}

fn clash_words(clash: &SlotBrief) -> Html {
    let (day, from) = (i18n::weekday_of_day(clash.when.day), clash.when.from.to_string());
    let parts = [("title", clash.title.as_str()), ("date", &day), ("time", &from)];
    html! { <p key="clash">{ t_with("workshops.clash", &parts) }</p> }
}

/// What one needs before, said before one books (W7).
fn prerequisites(detail: &SlotDetail) -> Html {
    let of = |need: Need, icon: &'static str| {
        let lines = detail.prerequisites.iter().filter(|one| one.need == need);
        let lines: Vec<_> = lines
            .map(|one| html! { <Fact key={one.text.clone()} {icon}>{ one.text.clone() }</Fact> })
            .collect();
        html! { <ul class="mt-stack mt-stack--tight">{ for lines }</ul> }
    };
    let has = |need: Need| detail.prerequisites.iter().any(|one| one.need == need);
    html! {
        <>
            if has(Need::Needed) {
                <p><strong>{ t("workshops.needed") }</strong></p>
                { of(Need::Needed, "check") }
            }
            if has(Need::Wished) {
                <p><strong>{ t("workshops.wished") }</strong></p>
                { of(Need::Wished, "info") }
            }
        </>
    }
}

/// The one thing to do, and the ways out.
fn acts(slot: &SlotView, standing: Standing, state: &UseReducerHandle<State>) -> Html {
    let waiting = state.errand.is_some();
    let act = |kind: ButtonKind, key: &'static str, event: Event| {
        let dispatch = state.dispatcher();
        html! {
            <Button {key} {kind} {waiting} on_click={move |_| dispatch.dispatch(event.clone())}>
                { t(if waiting && kind == ButtonKind::Primary { "workshops.act.waiting" } else { key }) }
            </Button>
        }
    };
    let primary = |key, errand| act(ButtonKind::Primary, key, Event::Asked(errand));
    let ask = |key, asking| act(ButtonKind::Plain, key, Event::Asking(Some(asking)));
    match standing {
        Standing::Free(_) => primary("workshops.act.book", Errand::Book),
        Standing::Full => primary("workshops.act.join", Errand::Join),
        Standing::Offered(_) if slot.refusal != Some(BookingRefusal::Clash) => html! {
            <>
                { primary("workshops.act.accept", Errand::Accept) }
                { ask("workshops.act.decline", Asking::Decline) }
            </>
        },
        Standing::Offered(_) => html! {
            <>
                { for slot.clash.as_ref().map(see) }
                { ask("workshops.act.decline", Asking::Decline) }
            </>
        },
        Standing::Waiting(_) => ask("workshops.act.leave", Asking::Leave),
        Standing::Clash => html! { <>{ for slot.clash.as_ref().map(see) }<span></span></> },
        Standing::Booked => {
            let is_brought = slot.own.as_ref().is_some_and(|own| own.booked_by.is_some());
            let cancel = if is_brought { "workshops.act.refuse" } else { "workshops.act.cancel" };
            let print = move |_| {
                // A browser that cannot print says so itself.
                let _ = device::window().print();
            };
            html! {
                <>
                    <PaperLink key="calendar" endpoint={&GET_CALENDAR} label={t("workshops.calendar")} />
                    // A kiosk prints a slip.
                    if device::setting() != Setting::Kiosk {
                        <Button key="print" icon="file-text" on_click={print}>{ t("workshops.print") }</Button>
                    }
                    { ask(cancel, Asking::Cancel) }
                </>
            }
        }
        Standing::Cancelled | Standing::Begun(_) | Standing::Closed(_) => html! { <span></span> },
    }
}

/// The way to what one is expected at already.
fn see(clash: &SlotBrief) -> Html {
    html! {
        <LinkButton key="see" href={Route::Workshop(clash.id.clone()).href()}>
            { t_with("workshops.act.see", &[("title", &clash.title)]) }
        </LinkButton>
    }
}
