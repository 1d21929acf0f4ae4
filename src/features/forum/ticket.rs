//! The ticket, large: what is shown at the door, and the same on paper.

use super::choose::hour_words;
use super::screen::when_words;
use super::state::{Event, State};
use crate::app::slip::Slip;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Fact, Qr, Tag, TagKind, qr_modules};
use contract::forum::{EntryView, ForumView, TicketView};
use contract::session::Setting;
use domain::forum::TicketCode;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct TicketCardProps {
    pub forum: Rc<ForumView>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn TicketCard(props: &TicketCardProps) -> Html {
    use_language();
    let TicketCardProps { forum, state } = props;
    let Some(ticket) = &forum.ticket else { return html! { <div></div> } };
    let entry = forum.entries.iter().find(|entry| entry.number == ticket.entry);
    html! {
        <div class="mt-stack">
            <section class="mt-ticket" aria-label={t("forum.ticket")}>
                <p class="mt-ticket__name">{ forum.name.clone() }</p>
                if let Some(entry) = entry {
                    <p class="mt-ticket__hour">{ hour_words(entry) }</p>
                }
                <Qr label={t("forum.ticket.qr")} modules={qr_modules(&ticket.qr)} />
                { code(&ticket.code) }
                <p class="mt-ticket__foot">
                    <span class="mt-day">{ when_words(forum) }</span><br />
                    { forum.venue.name.clone() }<br />
                    { forum.venue.address.clone() }
                </p>
            </section>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="door" icon="check">{ forum.at_door.clone() }</Fact>
                <Fact key="about" icon="info">{ forum.about.clone() }</Fact>
            </ul>
            { acts(forum, ticket, entry, state) }
        </div>
    }
}

/// In two groups for the eye, one by one for who listens.
fn code(code: &TicketCode) -> Html {
    let (left, right) = code.groups();
    let spelled = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let said = [spelled(left), spelled(right)].join(", ");
    html! {
        <p class="mt-ticket__code">
            <span class="mt-visually-hidden">{ t_with("forum.ticket.code", &[("code", &said)]) }</span>
            <span aria-hidden="true" dir="ltr"><span>{ left.to_owned() }</span>{ " " }<span>{ right.to_owned() }</span></span>
        </p>
    }
}

/// The ticket on a slip of a kiosk, at its half-hour.
fn slip(forum: &ForumView, ticket: &TicketView, entry: Option<&EntryView>) -> Html {
    let when = entry.map_or_else(|| when_words(forum), |entry| day_words(forum, entry));
    let lines = [when, forum.venue.name.clone().into(), forum.venue.address.clone().into()];
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    html! {
        <Slip key="slip" heading={t("forum.ticket")} title={forum.name.clone()} {lines}>
            <Qr label={t("forum.ticket.qr")} modules={qr_modules(&ticket.qr)} />
            { code(&ticket.code) }
        </Slip>
    }
}

/// The day and the half-hour of a ticket, where nothing else says them.
fn day_words(forum: &ForumView, entry: &EntryView) -> AttrValue {
    let day = i18n::weekday_of_day(forum.when.day);
    let (from, to) = (entry.from.to_string(), entry.to.to_string());
    t_with("forum.when", &[("date", &day), ("from", &from), ("to", &to)])
}

fn acts(
    forum: &ForumView,
    ticket: &TicketView,
    entry: Option<&EntryView>,
    state: &UseReducerHandle<State>,
) -> Html {
    if let Some(at) = ticket.arrived_at {
        let (_, time) = i18n::moment_in(at, forum.when.zone.as_str());
        let words = t_with("forum.ticket.used", &[("time", &time)]);
        return html! { <div><Tag kind={TagKind::Success} icon="check">{ words }</Tag></div> };
    }
    let act = |kind: ButtonKind, key: &'static str, event: Event| {
        let (dispatch, waiting) = (state.dispatcher(), state.errand.is_some());
        html! {
            <Button {key} {kind} {waiting} on_click={move |_| dispatch.dispatch(event.clone())}>{ t(key) }</Button>
        }
    };
    let print = move |_| {
        // A browser that cannot print says so itself.
        let _ = device::window().print();
    };
    html! {
        <div class="mt-cluster">
            if device::setting() == Setting::Kiosk {
                { slip(forum, ticket, entry) }
            } else {
                <Button key="print" icon="file-text" on_click={print}>{ t("forum.act.print") }</Button>
            }
            { act(ButtonKind::Quiet, "forum.act.change", Event::Changing(true)) }
            { act(ButtonKind::Plain, "forum.act.give-back", Event::Asking(true)) }
        </div>
    }
}
