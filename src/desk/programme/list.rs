//! The months, those to come and those of the last weeks.

use super::{drawn, state_tag, when_words};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::use_reading;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{ButtonKind, Card, Gap, LinkButton, Stack, Title};
use contract::programme::staff::{LIST_STAFF_MONTHS, StaffMonth, StaffMonthList};
use contract::staff::StaffRole;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ListPageProps {
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ListPage(props: &ListPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<StaffMonthList, _>(language.code, props.on_lost.clone(), |language| {
        Call::new(&LIST_STAFF_MONTHS).query("language", language)
    });
    html! {
        <Stack gap={Gap::Wide}>
            <div class="mt-slots-head">
                <Title>{ t("desk.months.title") }</Title>
                if props.role == StaffRole::Coordinator {
                    <LinkButton kind={ButtonKind::Primary} href={Place::NewMonth.href()}>{ t("desk.months.new") }</LinkButton>
                }
            </div>
            <div>{ drawn(&reading, content) }</div>
        </Stack>
    }
}

fn content(list: &StaffMonthList) -> Html {
    if list.months.is_empty() {
        return html! { <Card title={t("desk.months.none")}><p>{ t("desk.months.none.text") }</p></Card> };
    }
    html! { <Stack>{ for list.months.iter().map(card) }</Stack> }
}

fn card(month: &StaffMonth) -> Html {
    let n_people = month.days.iter().map(|day| day.n_booked).sum();
    let n_days = u32::try_from(month.days.len()).unwrap_or(u32::MAX);
    html! {
        <Card key={month.id.to_string()} title={month.theme.clone()}>
            <div>{ state_tag(month.state) }</div>
            <p><span class="mt-day">{ when_words(&month.dating) }</span>{ ", " }{ month.venue_name.clone() }</p>
            <p>
                { t_n("desk.month.days", n_days) }{ " · " }{ t_n("desk.month.participants", n_people) }{ " · " }
                { t_n("desk.month.companies.count", month.n_companies) }
            </p>
            <div class="mt-cluster">
                <LinkButton href={Place::Month(month.id.clone()).href()}>
                    { t("desk.months.open") }<span class="mt-visually-hidden">{ " : " }{ month.theme.clone() }</span>
                </LinkButton>
            </div>
        </Card>
    }
}
