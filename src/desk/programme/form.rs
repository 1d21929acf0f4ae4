//! Making a month, or changing one that is a draft.

use super::state::{MonthEvent, MonthField, MonthForm, OWN_THEME};
use super::{drawn, use_month};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::reading::use_reading;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Field, FieldKind, Gap, Heading, Link, List, Notice, NoticeKind,
    Problem, Soft, Stack, Title,
};
use contract::ErrorCode;
use contract::programme::staff::{
    CREATE_MONTH, LIST_STAFF_MONTHS, StaffMonth, StaffMonthDetail, StaffMonthList, UPDATE_MONTH,
};
use contract::workshops::staff::VenueChoice;
use domain::ids::MonthId;
use domain::programme::MAX_DAYS;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FormPageProps {
    /// What is changed; without it, a new one.
    #[prop_or_default]
    pub id: Option<MonthId>,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn FormPage(props: &FormPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<StaffMonthList, _>(language.code, props.on_lost.clone(), |language| {
        Call::new(&LIST_STAFF_MONTHS).query("language", language)
    });
    let (title, back, words) = match &props.id {
        Some(id) => ("desk.month.change.title", Place::Month(id.clone()), "desk.month.back"),
        None => ("desk.month.new.title", Place::Months, "desk.months.back"),
    };
    let content = drawn(&reading, |list| match &props.id {
        Some(id) => {
            html! { <Changed id={id.clone()} list={list.clone()} on_lost={props.on_lost.clone()} /> }
        }
        None => html! { <Form list={list.clone()} on_lost={props.on_lost.clone()} /> },
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={back.href()}>{ t(words) }</Link></p>
            <Title>{ t(title) }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ChangedProps {
    id: MonthId,
    list: StaffMonthList,
    on_lost: Callback<()>,
}

#[component]
fn Changed(props: &ChangedProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    drawn(&reading, |detail| {
        html! { <Form list={props.list.clone()} month={detail.month.clone()} on_lost={props.on_lost.clone()} /> }
    })
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    list: StaffMonthList,
    #[prop_or_default]
    month: Option<StaffMonth>,
    on_lost: Callback<()>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_language();
    let FormProps { list, month, on_lost } = props;
    let form = {
        let (list, month) = (list.clone(), month.clone());
        use_reducer_eq(move || match &month {
            Some(month) => MonthForm::of(month, &list.themes),
            None => MonthForm::new(&list.places.to_string()),
        })
    };
    let act = use_state_eq(Act::default);
    {
        let form = form.dispatcher();
        use_effect_with((*act).clone(), move |act| {
            if let Act::Failed(error) = act
                && error.code() == Some(ErrorCode::MonthRefused)
            {
                form.dispatch(MonthEvent::Refused);
            }
        });
    }
    let onsubmit = {
        let (form, act, on_lost) = (form.clone(), act.clone(), on_lost.clone());
        let target = month.as_ref().map(|month| (month.id.clone(), month.version));
        let code = language.code;
        move |event: SubmitEvent| {
            event.prevent_default();
            form.dispatch(MonthEvent::Pressed);
            let Ok(body) = form.read() else { return };
            let call = match &target {
                Some((id, version)) => Call::new(&UPDATE_MONTH).path(&[id.as_str()]).if_match(*version),
                None => Call::new(&CREATE_MONTH),
            };
            let on_done =
                Callback::from(|detail: StaffMonthDetail| place::open(&Place::Month(detail.month.id)));
            run(&act, call.query("language", &code).body(&body), &on_lost, on_done);
        }
    };
    let problems: Vec<Problem> =
        form.problems.iter().map(|(field, key)| Problem { field: field.id(), text: t(key) }).collect();
    let failed = match &*act {
        Act::Failed(error) if error.code() != Some(ErrorCode::MonthRefused) => Some(t(&error.text_key())),
        _ => None,
    };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(u32::MAX))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">
                if let Some(failed) = failed {
                    <Notice kind={NoticeKind::Attention}><p>{ failed }</p></Notice>
                }
            </div>
            { theme(&form, list) }
            { days(&form, list) }
            { dating(&form, list) }
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t("desk.slot.keep-draft") }</Button>
            </div>
        </form>
    }
}

fn theme(form: &UseReducerHandle<MonthForm>, list: &StaffMonthList) -> Html {
    let themes =
        list.themes.iter().map(|theme| (AttrValue::from(theme.clone()), AttrValue::from(theme.clone())));
    let own = [(AttrValue::from(OWN_THEME), t("desk.month.theme.own"))];
    html! {
        <>
            <List
                id={MonthField::Theme.id()}
                label={t("desk.month.theme")}
                options={to_choose(themes.chain(own))}
                value={form.theme.clone()}
                on_change={typed(form, MonthField::Theme)}
                error={form.problem(MonthField::Theme).map(t)}
            />
            <div hidden={form.theme != OWN_THEME}>
                { field(form, MonthField::OwnTheme, FieldKind::Text, "desk.month.theme.words", &form.own_theme) }
            </div>
        </>
    }
}

fn days(form: &UseReducerHandle<MonthForm>, list: &StaffMonthList) -> Html {
    let on_add = {
        let (dispatch, places) = (form.dispatcher(), AttrValue::from(list.places.to_string()));
        move |_| dispatch.dispatch(MonthEvent::DayAdded(places.clone()))
    };
    let on_remove = {
        let dispatch = form.dispatcher();
        move |_| dispatch.dispatch(MonthEvent::LastDayRemoved)
    };
    let n_days = form.days.len();
    let day = |nth: usize| {
        let day = &form.days[nth];
        html! {
            <fieldset key={nth.to_string()} class="mt-stack mt-month-day">
                <legend class="mt-month-day__legend">{ t_with("desk.month.day.nth", &[("n", &(nth + 1).to_string())]) }</legend>
                { venue(form, MonthField::DayVenue(nth), &day.venue, &list.venues) }
                <div class="mt-slot-form__line">
                    { field(form, MonthField::DayDate(nth), FieldKind::Date, "desk.slot.day", &day.date) }
                    { field(form, MonthField::DayPlaces(nth), FieldKind::Digits, "desk.slot.places", &day.places) }
                </div>
            </fieldset>
        }
    };
    html! {
        <>
            <Heading>{ t("desk.month.days.title") }</Heading>
            <Soft>{ t("desk.month.days.how") }</Soft>
            { for (0..n_days).map(day) }
            <div class="mt-cluster">
                <div hidden={n_days >= MAX_DAYS}><Button on_click={on_add}>{ t("desk.month.day.add") }</Button></div>
                <div hidden={n_days < 2}><Button kind={ButtonKind::Plain} on_click={on_remove}>{ t("desk.month.day.remove") }</Button></div>
            </div>
        </>
    }
}

fn dating(form: &UseReducerHandle<MonthForm>, list: &StaffMonthList) -> Html {
    html! {
        <fieldset class="mt-stack mt-month-day">
            <legend class="mt-month-day__legend">{ t("desk.month.dating.title") }</legend>
            <Soft>{ t("desk.month.dating.how") }</Soft>
            { venue(form, MonthField::Venue, &form.venue, &list.venues) }
            <div class="mt-slot-form__line">
                { field(form, MonthField::Date, FieldKind::Date, "desk.slot.day", &form.date) }
                { field(form, MonthField::From, FieldKind::Time, "desk.month.from", &form.from) }
                { field(form, MonthField::To, FieldKind::Time, "desk.month.to", &form.to) }
            </div>
        </fieldset>
    }
}

fn venue(
    form: &UseReducerHandle<MonthForm>,
    of: MonthField,
    value: &AttrValue,
    venues: &[VenueChoice],
) -> Html {
    let venues = venues.iter().map(|one| (one.id.to_string().into(), one.name.clone().into()));
    html! {
        <List
            id={of.id()}
            label={t("desk.slot.venue")}
            options={to_choose(venues)}
            value={value.clone()}
            on_change={typed(form, of)}
            error={form.problem(of).map(t)}
        />
    }
}

fn field(
    form: &UseReducerHandle<MonthForm>,
    of: MonthField,
    kind: FieldKind,
    label: &'static str,
    value: &AttrValue,
) -> Html {
    html! {
        <Field
            id={of.id()}
            {kind}
            label={t(label)}
            value={value.clone()}
            on_input={typed(form, of)}
            error={form.problem(of).map(t)}
        />
    }
}

fn typed(form: &UseReducerHandle<MonthForm>, field: MonthField) -> Callback<AttrValue> {
    let dispatch = form.dispatcher();
    Callback::from(move |text| dispatch.dispatch(MonthEvent::Typed(field, text)))
}

pub(super) fn to_choose(
    options: impl Iterator<Item = (AttrValue, AttrValue)>,
) -> Vec<(AttrValue, AttrValue)> {
    core::iter::once((AttrValue::default(), t("desk.slot.choose"))).chain(options).collect()
}
