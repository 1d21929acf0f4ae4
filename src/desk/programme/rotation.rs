//! The preparation days: how many come, and which group is in which workshop when. It prints on one page a day.

use super::when_words;
use crate::desk::place::Place;
use crate::desk::workshops::places_words;
use crate::device;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{Button, Heading, Link, More};
use contract::programme::TimetableLine;
use contract::programme::staff::{DayRotation, GroupView, StaffMonth};
use contract::workshops::staff::StaffSlot;
use domain::programme::MonthState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DaysProps {
    pub month: StaffMonth,
    pub rotations: Vec<DayRotation>,
}

#[component]
pub(super) fn Days(props: &DaysProps) -> Html {
    use_language();
    let print = |_| {
        // A browser that cannot print says so itself.
        let _ = device::window().print();
    };
    let is_open = props.month.state == MonthState::Published;
    html! {
        <section class="mt-stack">
            <div class="mt-slots-head mt-on-screen">
                <Heading>{ t("desk.month.days.title") }</Heading>
                <Button icon="file-text" on_click={print}>{ t("desk.month.print") }</Button>
            </div>
            { for props.month.days.iter().zip(&props.rotations).map(|(day, rotation)| self::day(day, rotation, is_open)) }
        </section>
    }
}

fn day(day: &StaffSlot, rotation: &DayRotation, is_open: bool) -> Html {
    let times = rotation.groups.first().map(|group| group.lines.as_slice()).unwrap_or_default();
    let time = |line: &TimetableLine| html! { <th key={line.from.to_string()} scope="col">{ line.from.to_string() }</th> };
    html! {
        <div key={day.id.to_string()} class="mt-card mt-stack mt-turns">
            <Heading level={3}><span class="mt-day">{ when_words(&day.when) }</span></Heading>
            <p>{ day.venue_name.clone() }{ " · " }{ places_words(day) }</p>
            if is_open {
                <p class="mt-on-screen"><Link href={Place::Slot(day.id.clone()).href()}>{ t("desk.month.day.people") }</Link></p>
            }
            <div class="mt-on-screen">
                <More label={t("desk.month.turns")}>
                    <div class="mt-turns__frame" tabindex="0" role="region" aria-label={t("desk.month.turns")}>
                        <table class="mt-turns__table">
                            <thead><tr><th scope="col">{ t("desk.month.group") }</th>{ for times.iter().map(time) }</tr></thead>
                            <tbody>{ for rotation.groups.iter().map(row) }</tbody>
                        </table>
                    </div>
                </More>
            </div>
            <table class="mt-turns__table mt-turns__table--print" aria-hidden="true">
                <thead><tr><th>{ t("desk.month.group") }</th>{ for times.iter().map(time) }</tr></thead>
                <tbody>{ for rotation.groups.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(group: &GroupView) -> Html {
    let cell = |line: &TimetableLine| {
        let title = line.title.clone().map_or_else(|| t("programme.pause"), AttrValue::from);
        html! { <td key={line.from.to_string()}>{ title }</td> }
    };
    html! {
        <tr key={group.group.to_string()}>
            <th scope="row">
                <span class="mt-slot__line">{ t_n("desk.month.group.of", group.group) }</span>
                <span class="mt-slot__line mt-soft">{ t_n("desk.month.people.count", group.n_people) }</span>
                { for group.people.iter().map(|name| html! { <span key={name.clone()} class="mt-slot__line mt-turns__name"><bdi>{ name.clone() }</bdi></span> }) }
            </th>
            { for group.lines.iter().map(cell) }
        </tr>
    }
}
