//! The page of the month: usually one, calm without any.

use super::standing::StandingCard;
use super::talks::Talks;
use crate::api::{Call, Load, use_load_at, use_session};
use crate::app::shell::{Failure, OtherWays, Place};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Card, Fact, Notice, Skeleton, Soft, Stack, Title};
use contract::programme::{DatingView, LIST_MONTHS, MonthList, MonthView, Timetable, TimetableLine};
use contract::session::Contact;
use contract::workshops::When;
use domain::programme::MonthState;
use yew::prelude::*;

#[component]
pub(super) fn MonthPage() -> Html {
    let language = use_language();
    let session = use_session();
    let n_said = use_state_eq(|| 0_u32);
    let call = Call::new(&LIST_MONTHS).query("language", &language.code);
    // After everything the person has said, also what did not arrive: the page shows what is so now.
    let loaded = use_load_at::<MonthList>(call, *n_said);
    let referent = session.person().and_then(|me| me.referent.clone());
    let on_said = {
        let (n, setter) = (*n_said, n_said.setter());
        Callback::from(move |()| setter.set(n + 1))
    };
    let content = match &loaded.load {
        Load::There(list) if list.months.is_empty() => none(referent),
        Load::There(list) => {
            let one = |month: &MonthView| one(month, &on_said, referent.as_ref());
            html! { <div key="found" class="mt-stack mt-stack--wide">{ for list.months.iter().map(one) }</div> }
        }
        Load::Failed(error) => {
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Pathway}>
            <Title>{ t("page.month") }</Title>
            { content }
        </Place>
    }
}

fn none(referent: Option<Contact>) -> Html {
    html! {
        <Stack key="none">
            <Card title={t("programme.none.title")} level={2}><p>{ t("programme.none.text") }</p></Card>
            <OtherWays {referent} />
        </Stack>
    }
}

fn one(month: &MonthView, on_said: &Callback<()>, referent: Option<&Contact>) -> Html {
    if month.state == MonthState::Cancelled {
        return html! { <div key={month.id.to_string()} class="mt-stack">{ cancelled(month, referent) }</div> };
    }
    html! {
        <div key={month.id.to_string()} class="mt-stack mt-stack--wide">
            <Card title={month.theme.clone()} level={2}>
                <p>{ t("programme.what") }</p>
                <ul class="mt-stack mt-stack--tight">
                    { for month.days.iter().map(|day| html! {
                        <Fact key={day.id.to_string()} icon="users-round">
                            { t("programme.day") }<br /><strong class="mt-day">{ when_words(&day.when) }</strong><br />{ day.venue_name.clone() }
                        </Fact>
                    }) }
                    <Fact key="dating" icon="briefcase">
                        { t("programme.dating") }<br /><strong class="mt-day">{ when_words(&month.dating.when) }</strong><br />{ month.dating.venue.name.clone() }
                    </Fact>
                </ul>
            </Card>
            <StandingCard month={month.clone()} on_said={on_said.clone()} />
            { for month.timetable.iter().map(timetable) }
            <Talks month={month.clone()} />
            { way_there(&month.dating) }
        </div>
    }
}

fn cancelled(month: &MonthView, referent: Option<&Contact>) -> Html {
    let message = month.message.as_deref().unwrap_or_default();
    html! {
        <>
            <Notice title={t_with("programme.cancelled", &[("theme", &month.theme)])}>
                <p>{ t_with("programme.cancelled.message", &[("message", message)]) }</p>
            </Notice>
            <OtherWays referent={referent.cloned()} />
        </>
    }
}

/// "mardi 8 décembre, de 09:15 à 09:55"
pub(super) fn when_words(when: &When) -> AttrValue {
    let day = i18n::weekday_of_day(when.day);
    let (from, to) = (when.from.to_string(), when.to.to_string());
    t_with("workshops.when", &[("date", &day), ("from", &from), ("to", &to)])
}

fn timetable(table: &Timetable) -> Html {
    let line = |line: &TimetableLine| {
        let (from, to) = (line.from.to_string(), line.to.to_string());
        let title = line.title.clone().map_or_else(|| t("programme.pause"), AttrValue::from);
        html! {
            <Fact key={from.clone()} icon="clock">
                { t_with("programme.hours", &[("from", &from), ("to", &to)]) }<br /><strong>{ title }</strong>
            </Fact>
        }
    };
    html! {
        <Card key="timetable" title={t_n("programme.group", table.group)}>
            <p>{ t("programme.group.what") }</p>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="welcome" icon="house">{ table.welcome.clone() }</Fact>
                { for table.lines.iter().map(line) }
                <Fact key="closing" icon="check">{ table.closing.clone() }</Fact>
            </ul>
        </Card>
    }
}

/// How to get to where the companies are.
pub(super) fn way_there(dating: &DatingView) -> Html {
    let venue = &dating.venue;
    html! {
        <Card key="there" title={t("programme.where")}>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="when" icon="calendar"><span class="mt-day">{ when_words(&dating.when) }</span></Fact>
                <Fact key="address" icon="map-pin"><strong>{ venue.name.clone() }</strong><br />{ venue.address.clone() }</Fact>
                <Fact key="access" icon="bus">{ venue.access.clone() }</Fact>
            </ul>
            <Soft>{ t("programme.where.late") }</Soft>
        </Card>
    }
}
