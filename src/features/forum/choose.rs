//! Choosing a half-hour: each says how much room it has; for a full one the next free one is offered.

use super::screen::when_words;
use super::state::{Event, Room, State, open_entries, room};
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, Fact, Notice, NoticeKind, focus_field};
use contract::forum::{EntryView, ForumView};
use std::rc::Rc;
use yew::prelude::*;

/// Id of the group of half-hours.
const HOURS: &str = "hours";

#[derive(PartialEq, Properties)]
pub(super) struct ChooseProps {
    pub forum: Rc<ForumView>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Choose(props: &ChooseProps) -> Html {
    use_language();
    let ChooseProps { forum, state } = props;
    let own = forum.ticket.as_ref().map(|ticket| ticket.entry);
    let onsubmit = {
        let (dispatch, first) = (state.dispatcher(), forum.entries.first().map(entry_id));
        let has_choice = state.chosen.is_some();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Event::Pressed);
            if let Some(first) = first.as_ref().filter(|_| !has_choice) {
                focus_field(first);
            }
        }
    };
    let waiting = state.errand.is_some();
    let back = own.and_then(|own| forum.entries.iter().find(|entry| entry.number == own));
    let legend = if own.is_some() { "forum.choose.other" } else { "forum.choose" };
    html! {
        <form class="mt-card mt-stack--form" novalidate=true {onsubmit}>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="when" icon="calendar"><strong class="mt-day">{ when_words(forum) }</strong></Fact>
                <Fact key="where" icon="map-pin">{ forum.venue.name.clone() }</Fact>
            </ul>
            <ChoiceGroup
                id={HOURS}
                legend={t(legend)}
                hint={t("forum.choose.hint")}
                error={state.lacks_choice.then(|| t("forum.choose.missing"))}
            >
                { for open_entries(forum, device::now()).filter(|entry| Some(entry.number) != own).map(|entry| choice(entry, state)) }
            </ChoiceGroup>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} {waiting}>
                    { t(match (waiting, own.is_some()) {
                        (true, _) => "forum.act.waiting",
                        (false, true) => "forum.act.change-to",
                        (false, false) => "forum.act.take",
                    }) }
                </Button>
                if let Some(entry) = back {
                    { keep(entry, state) }
                }
            </div>
        </form>
    }
}

fn entry_id(entry: &EntryView) -> String {
    format!("hour-{}", entry.number)
}

/// "de 09:00 à 09:30"
pub(super) fn hour_words(entry: &EntryView) -> AttrValue {
    t_with("forum.hour", &[("from", &entry.from.to_string()), ("to", &entry.to.to_string())])
}

fn choice(entry: &EntryView, state: &UseReducerHandle<State>) -> Html {
    let (dispatch, number) = (state.dispatcher(), entry.number);
    let more = match room(entry) {
        Room::Plenty => t("forum.room.plenty"),
        Room::Few(n_free) => t_n("forum.room.few", n_free),
        Room::Full => t("forum.room.full"),
        Room::Closed => t("forum.room.closed"),
    };
    let is_full = room(entry) == Room::Full;
    html! {
        <div key={number} class="mt-stack mt-stack--tight">
            <Choice
                id={entry_id(entry)}
                name="hour"
                kind={ChoiceKind::Radio}
                label={hour_words(entry)}
                {more}
                checked={state.chosen == Some(number)}
                invalid={state.lacks_choice}
                on_change={move |_| dispatch.dispatch(Event::Chosen(number))}
            />
            // Where one has just touched; the region is there before its words are.
            if is_full {
                <div role="status">{ for (state.chosen == Some(number)).then(|| full(entry, state)) }</div>
            }
        </div>
    }
}

/// That the chosen half-hour is full, and which one is next.
fn full(entry: &EntryView, state: &UseReducerHandle<State>) -> Html {
    let title = t_with("forum.full", &[("time", &entry.from.to_string())]);
    let Some(next) = state.instead(entry.number, device::now()) else {
        return html! { <Notice key="full" kind={NoticeKind::Warm} {title}><p>{ t("forum.full.none") }</p></Notice> };
    };
    let (dispatch, number, id) = (state.dispatcher(), next.number, entry_id(next));
    let time = next.from.to_string();
    let on_click = move |_| {
        dispatch.dispatch(Event::Chosen(number));
        // The notice and its button go away with the choice.
        focus_field(&id);
    };
    html! {
        <Notice key="full" kind={NoticeKind::Warm} {title}>
            <div class="mt-stack mt-stack--tight">
                <p>{ t_with("forum.full.next", &[("time", &time)]) }</p>
                <Button {on_click}>{ t_with("forum.full.take", &[("time", &time)]) }</Button>
            </div>
        </Notice>
    }
}

/// The way back to the ticket that one has.
fn keep(entry: &EntryView, state: &UseReducerHandle<State>) -> Html {
    let dispatch = state.dispatcher();
    html! {
        <Button key="keep" kind={ButtonKind::Plain} on_click={move |_| dispatch.dispatch(Event::Changing(false))}>
            { t_with("forum.act.keep", &[("time", &entry.from.to_string())]) }
        </Button>
    }
}
