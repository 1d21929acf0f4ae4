//! A month of dates as a calendar: which days have some, and those of the day that was touched (W1).

use super::wanted::{Wanted, by_day, months_beside, weeks};
use crate::app::slot::day_rows;
use crate::i18n::{self, t, t_n, t_with};
use crate::ui::{Button, Heading};
use contract::workshops::SlotView;
use domain::time::Date;
use yew::prelude::*;

/// The calendar of the month of `day`, and what there is on it; on the first day with a date when there is nothing on it.
pub(super) fn month(slots: &[&SlotView], wanted: &UseStateHandle<Wanted>, day: Date, level: u8) -> Html {
    let days = by_day(slots);
    let of_month = |other: &Date| (other.year(), other.month()) == (day.year(), day.month());
    let chosen = days
        .iter()
        .find(|(other, _)| *other == day)
        .or_else(|| days.iter().find(|(other, _)| of_month(other)));
    let dates: Vec<Date> = days.iter().map(|(day, _)| *day).collect();
    let (before, after) = months_beside(&dates, day);
    let go = |to: Option<Date>, icon: &'static str, key: &'static str| {
        let (next, setter) = (wanted.on_day(to.unwrap_or(day)), wanted.setter());
        html! {
            <div hidden={to.is_none()}>
                <Button {icon} on_click={move |_| setter.set(next.clone())}>
                    <span class="mt-visually-hidden">{ t(key) }</span>
                </Button>
            </div>
        }
    };
    let cell = |(nth, date): (usize, Option<Date>)| {
        let Some(date) = date else { return html! { <td key={nth.to_string()}></td> } };
        let n = days.iter().find(|(other, _)| *other == date).map_or(0, |(_, slots)| slots.len());
        let content = if n == 0 {
            html! { <span class="mt-month__day">{ date.day() }</span> }
        } else {
            let (next, setter) = (wanted.on_day(date), wanted.setter());
            let is_chosen = chosen.is_some_and(|(other, _)| *other == date);
            html! {
                <button
                    type="button"
                    class="mt-month__day mt-month__day--some"
                    aria-pressed={if is_chosen { "true" } else { "false" }}
                    onclick={Callback::from(move |_: MouseEvent| setter.set(next.clone()))}
                >
                    <span>{ date.day() }</span>
                    <span class="mt-visually-hidden">{ said(date, n) }</span>
                </button>
            }
        };
        html! { <td key={nth.to_string()}>{ content }</td> }
    };
    let weeks = weeks(day);
    let heads = weeks.iter().find(|week| week.iter().all(Option::is_some)).into_iter().flatten();
    let head = |date: &Option<Date>| {
        let date = date.unwrap_or(day);
        html! { <th key={i18n::weekday_short(date)} scope="col">{ i18n::weekday_short(date) }</th> }
    };
    let week = |(nth, week): (usize, &[Option<Date>; 7])| {
        html! { <tr key={nth.to_string()}>{ for week.iter().copied().enumerate().map(cell) }</tr> }
    };
    let name = i18n::month_of_day(day);
    html! {
        <div key="month" class="mt-stack">
            <div class="mt-month__head">
                <div class="mt-day"><Heading {level}>{ name.clone() }</Heading></div>
                <div class="mt-cluster">
                    { go(before, "arrow-left", "workshops.month.before") }
                    { go(after, "arrow-right", "workshops.month.after") }
                </div>
            </div>
            <table class="mt-month">
                <caption class="mt-visually-hidden">{ t_with("workshops.month.caption", &[("month", &name)]) }</caption>
                <thead><tr>{ for heads.map(head) }</tr></thead>
                <tbody>{ for weeks.iter().enumerate().map(week) }</tbody>
            </table>
            <p class="mt-visually-hidden" role="status">{ chosen.map(|(day, slots)| said(*day, slots.len())) }</p>
            if let Some((day, slots)) = chosen {
                <div key="day" class="mt-stack mt-stack--tight">
                    <div class="mt-day"><Heading level={level + 1}>{ i18n::weekday_of_day(*day) }</Heading></div>
                    { day_rows(slots.iter().copied()) }
                </div>
            } else {
                <p key="none" class="mt-soft">{ t("workshops.month.none") }</p>
            }
        </div>
    }
}

/// "mardi 8 décembre : 3 dates"
fn said(day: Date, n: usize) -> AttrValue {
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    i18n::fill(&t_n("workshops.month.day", n), &[("day", &i18n::weekday_of_day(day))]).into()
}

/// As a list, or as a month; nothing to choose without a first day.
pub(super) fn views(wanted: &UseStateHandle<Wanted>, first: Option<Date>) -> Html {
    let Some(first) = first else { return html! { <div key="views"></div> } };
    let view = |key: &'static str, is_on: bool, next: Wanted| {
        let setter = wanted.setter();
        html! {
            <Button {key} pressed={is_on} on_click={move |_| setter.set(next.clone())}>{ t(key) }</Button>
        }
    };
    html! {
        <div key="views" class="mt-cluster" role="group" aria-label={t("workshops.view")}>
            { view("workshops.view.list", wanted.day.is_none(), Wanted { day: None, ..(**wanted).clone() }) }
            { view("workshops.view.month", wanted.day.is_some(), wanted.on_day(wanted.day.unwrap_or(first))) }
        </div>
    }
}
