//! The list: one's own dates first, then every date by day (W1, W6).

use super::month::{month, views};
use super::wanted::{Need, Wanted, by_day, n_first_days};
use crate::api::{Call, Load, use_load, use_session};
use crate::app::forum::ForumRows;
use crate::app::shell::{Failure, OtherWays, Place};
use crate::app::slot::{dated_rows, day_rows, is_own};
use crate::i18n::{self, t, t_n, use_language};
use crate::routes::Route;
use crate::ui::{self, Button, ButtonKind, Card, Heading, More, Row, Rows, Skeleton, Soft, Stack, Title};
use contract::session::Contact;
use contract::workshops::{LIST_SLOTS, SlotList, SlotView};
use core::cell::RefCell;
use domain::ids::VenueId;
use domain::time::Date;
use domain::workshops::SlotState;
use std::rc::Rc;
use yew::prelude::*;

/// Id of the part with every date.
const DATES: &str = "dates";

/// With fewer dates than this there is nothing to choose among.
const N_TO_NARROW: usize = 4;

#[derive(PartialEq, Properties)]
pub(super) struct ListProps {
    pub wanted: UseStateHandle<Wanted>,
}

#[component]
pub(super) fn List(props: &ListProps) -> Html {
    let language = use_language();
    let session = use_session();
    let loaded = use_load::<SlotList>(Call::new(&LIST_SLOTS).query("language", &language.code));
    let content = match &loaded.load {
        Load::There(list) => {
            html! { <Found key="found" list={list.clone()} wanted={props.wanted.clone()} /> }
        }
        Load::Failed(error) => {
            let referent = session.person().and_then(|me| me.referent.clone());
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Pathway}>
            <Title>{ t("page.workshops") }</Title>
            <ForumRows key="forum" />
            { content }
        </Place>
    }
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    list: Rc<SlotList>,
    wanted: UseStateHandle<Wanted>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let session = use_session();
    let FoundProps { list, wanted } = props;
    let referent = session.person().and_then(|me| me.referent.clone());
    let asked_for = use_mut_ref(|| None::<String>);
    {
        let asked_for = asked_for.clone();
        use_effect_with((**wanted).clone(), move |_| {
            // The pressed button is gone now: focus goes on with what it was about.
            if let Some(id) = asked_for.take() {
                ui::focus_field(&id);
            }
        });
    }
    let take_away = {
        let (asked_for, next, wanted) = (asked_for.clone(), wanted.widened(), wanted.setter());
        Callback::from(move |_: MouseEvent| {
            asked_for.replace(Some(DATES.to_owned()));
            wanted.set(next.clone());
        })
    };
    let (own, others): (Vec<&SlotView>, Vec<&SlotView>) = list.slots.iter().partition(|slot| is_own(slot));
    let others: Vec<&SlotView> =
        others.into_iter().filter(|slot| slot.state == SlotState::Published).collect();
    let fitting: Vec<&SlotView> = others.iter().copied().filter(|slot| wanted.fits(slot)).collect();
    let level = if own.is_empty() { 2 } else { 3 };
    html! {
        <div class="mt-stack mt-stack--wide">
            if !own.is_empty() {
                <section key="own" class="mt-stack">
                    <Heading>{ t("workshops.own") }</Heading>
                    { dated_rows(own.iter().copied()) }
                </section>
            }
            <section key="others" class="mt-stack" id={DATES} tabindex="-1">
                if !own.is_empty() {
                    <Heading>{ t("workshops.others") }</Heading>
                }
                { choices(&others, wanted, &take_away) }
                { views(wanted, others.first().filter(|_| others.len() >= N_TO_NARROW).map(|slot| slot.when.day)) }
                { match wanted.day {
                    _ if others.is_empty() => none(!own.is_empty(), referent),
                    _ if fitting.is_empty() => nothing_fits(take_away),
                    Some(day) => month(&fitting, wanted, day, level),
                    None => days(&fitting, wanted, level, asked_for),
                } }
            </section>
        </div>
    }
}

/// What the list can be narrowed to, behind its name, and what it is narrowed to now.
fn choices(slots: &[&SlotView], wanted: &UseStateHandle<Wanted>, take_away: &Callback<MouseEvent>) -> Html {
    if slots.len() < N_TO_NARROW {
        return html! { <div key="choices"></div> };
    }
    let mut venues: Vec<(&VenueId, &str)> = Vec::new();
    for slot in slots {
        if venues.iter().all(|(id, _)| **id != slot.venue) {
            venues.push((&slot.venue, &slot.venue_name));
        }
    }
    let need = |need: Need| {
        let (next, setter) = (wanted.turned(need), wanted.setter());
        html! {
            <Button key={need.key()} pressed={wanted.needs.contains(&need)} on_click={move |_| setter.set(next.clone())}>
                { t(need.key()) }
            </Button>
        }
    };
    let venue = |(id, name): &(&VenueId, &str)| {
        let (next, setter) = (wanted.turned_to(id), wanted.setter());
        html! {
            <Button
                key={id.to_string()}
                icon="map-pin"
                pressed={wanted.venue.as_ref() == Some(id)}
                on_click={move |_| setter.set(next.clone())}
            >
                { (*name).to_owned() }
            </Button>
        }
    };
    let n_fitting = slots.iter().filter(|slot| wanted.fits(slot)).count();
    let said = match n_fitting {
        _ if wanted.is_any() => AttrValue::default(),
        0 => t("workshops.nothing.title"),
        n => t_n("workshops.want.found", u32::try_from(n).unwrap_or(u32::MAX)),
    };
    // With nothing found the card says it to the eye.
    let class = if n_fitting == 0 { "mt-visually-hidden" } else { "mt-soft" };
    html! {
        <div key="choices" class="mt-stack mt-stack--tight">
            <More label={t("workshops.want")}>
                <div class="mt-stack mt-stack--tight">
                    <div class="mt-cluster" role="group" aria-label={t("workshops.want.needs")}>
                        { for Need::ALL.into_iter().map(need) }
                    </div>
                    <div class="mt-cluster" role="group" aria-label={t("workshops.want.places")} hidden={venues.len() < 2}>
                        { for venues.iter().map(venue) }
                    </div>
                </div>
            </More>
            <p role="status" {class}>{ said }</p>
            <div hidden={wanted.is_any() || n_fitting == 0}>
                <Button kind={ButtonKind::Plain} on_click={take_away}>{ t("workshops.want.none") }</Button>
            </div>
        </div>
    }
}

fn nothing_fits(take_away: Callback<MouseEvent>) -> Html {
    html! {
        <Card key="nothing" title={t("workshops.nothing.title")} level={2}>
            <p>{ t("workshops.nothing.text") }</p>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} on_click={take_away}>{ t("workshops.want.none") }</Button>
            </div>
        </Card>
    }
}

fn none(has_own: bool, referent: Option<Contact>) -> Html {
    let title = if has_own { "workshops.none.other" } else { "workshops.none.title" };
    html! {
        <Stack key="none">
            <Card title={t(title)} level={2}><p>{ t("workshops.none.text") }</p></Card>
            <OtherWays {referent} />
        </Stack>
    }
}

/// Every day with its dates; far days when asked for.
fn days(
    slots: &[&SlotView],
    wanted: &UseStateHandle<Wanted>,
    level: u8,
    asked_for: Rc<RefCell<Option<String>>>,
) -> Html {
    let days = by_day(slots);
    let n_shown = if wanted.all_days { days.len() } else { n_first_days(&days) };
    let n_more = days[n_shown..].iter().map(|(_, slots)| slots.len()).sum::<usize>();
    let day = |(day, slots): &(Date, Vec<&SlotView>)| {
        html! {
            <div key={day.to_string()} class="mt-stack mt-stack--tight" id={day.to_string()} tabindex="-1">
                <div class="mt-day"><Heading {level}>{ i18n::weekday_of_day(*day) }</Heading></div>
                { day_rows(slots.iter().copied()) }
            </div>
        }
    };
    let show_all = {
        let (next, setter) = (Wanted { all_days: true, ..(**wanted).clone() }, wanted.setter());
        let next_day = days.get(n_shown).map(|(day, _)| day.to_string());
        move |_| {
            asked_for.replace(next_day.clone());
            setter.set(next.clone());
        }
    };
    html! {
        <div key="days" class="mt-stack mt-stack--wide">
            { for days[..n_shown].iter().map(day) }
            <div hidden={n_more == 0}>
                <Button on_click={show_all}>{ t_n("workshops.more", u32::try_from(n_more).unwrap_or(u32::MAX)) }</Button>
            </div>
            <Soft>{ t("workshops.end") }</Soft>
            <Rows>
                <Row key="month" icon="briefcase" name={t("page.month")} more={t("home.month.more")} href={Route::Month.href()} />
            </Rows>
        </div>
    }
}
