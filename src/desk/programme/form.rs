//! Making a month, another one like it, or changing one.

use super::state::{MonthEvent, MonthField, MonthForm, OWN_THEME};
use super::{day_words, drawn, month_facts, use_month};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::purpose::Purpose;
use crate::desk::reading::use_reading;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceKind, ErrorSummary, Field, FieldKind, Gap, Heading, Link, List, Notice,
    NoticeKind, Problem, Soft, Stack, Title,
};
use contract::ErrorCode;
use contract::programme::staff::{
    CREATE_MONTH, LIST_STAFF_MONTHS, StaffMonth, StaffMonthDetail, StaffMonthList, UPDATE_MONTH,
};
use contract::workshops::staff::{StaffSlot, VenueChoice};
use domain::ids::MonthId;
use domain::programme::{MAX_DAYS, MonthState};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FormPageProps {
    pub purpose: Purpose<MonthId>,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn FormPage(props: &FormPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<StaffMonthList, _>(language.code, props.on_lost.clone(), |language| {
        Call::new(&LIST_STAFF_MONTHS).query("language", language)
    });
    let is_change = props.purpose.is_change();
    let title = if is_change { "desk.month.change.title" } else { "desk.month.new.title" };
    let (back, words) = match props.purpose.of() {
        Some(id) => (Place::Month(id.clone()), "desk.month.back"),
        None => (Place::Months, "desk.months.back"),
    };
    let content = drawn(&reading, |list| match props.purpose.of() {
        Some(id) => {
            html! { <FormOf id={id.clone()} {is_change} list={list.clone()} on_lost={props.on_lost.clone()} /> }
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
struct FormOfProps {
    id: MonthId,
    is_change: bool,
    list: StaffMonthList,
    on_lost: Callback<()>,
}

#[component]
fn FormOf(props: &FormOfProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    drawn(&reading, |detail| {
        let (list, month, is_change) = (props.list.clone(), detail.month.clone(), props.is_change);
        html! { <Form {list} {month} {is_change} on_lost={props.on_lost.clone()} /> }
    })
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    list: StaffMonthList,
    /// What is changed or copied, as it is now.
    #[prop_or_default]
    month: Option<StaffMonth>,
    #[prop_or_default]
    is_change: bool,
    on_lost: Callback<()>,
}

impl FormProps {
    /// What is changed.
    fn changed(&self) -> Option<&StaffMonth> {
        self.month.as_ref().filter(|_| self.is_change)
    }

    /// What people count on: only its theme and its places change.
    fn fixed(&self) -> Option<&StaffMonth> {
        self.changed().filter(|month| month.state != MonthState::Draft)
    }
}

#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_language();
    let form = {
        let (list, month, is_change) = (props.list.clone(), props.month.clone(), props.is_change);
        use_reducer_eq(move || match &month {
            Some(month) if is_change => MonthForm::of(month, &list.themes),
            Some(month) => MonthForm::copy_of(month, &list.themes),
            None => MonthForm::new(&list.places.to_string()),
        })
    };
    let act = use_state_eq(Act::default);
    {
        let form = form.dispatcher();
        use_effect_with((*act).clone(), move |act| {
            let Act::Failed(error) = act else { return };
            match error.code() {
                Some(ErrorCode::MonthRefused) => form.dispatch(MonthEvent::Refused),
                Some(ErrorCode::SlotBelowTaken) => form.dispatch(MonthEvent::BelowTaken),
                _ => {}
            }
        });
    }
    let onsubmit = {
        let (form, act, on_lost) = (form.clone(), act.clone(), props.on_lost.clone());
        let target = props.changed().map(|month| (month.id.clone(), month.version));
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
        Act::Failed(error)
            if !matches!(error.code(), Some(ErrorCode::MonthRefused | ErrorCode::SlotBelowTaken)) =>
        {
            Some(t(&error.text_key()))
        }
        _ => None,
    };
    let send = if props.fixed().is_some() { "desk.slot.keep" } else { "desk.slot.keep-draft" };
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
            { theme(&form, &props.list) }
            if let Some(month) = props.fixed() {
                { fixed(&form, month) }
            } else {
                { days(&form, &props.list) }
                { dating(&form, &props.list) }
                { for props.month.iter().filter(|month| !props.is_change && month.n_companies > 0).map(|month| companies(&form, month)) }
            }
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t(send) }</Button>
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

/// What can change of a month on which people count.
fn fixed(form: &UseReducerHandle<MonthForm>, month: &StaffMonth) -> Html {
    let day = |(nth, day): (usize, &StaffSlot)| {
        let places = &form.days[nth].places;
        html! {
            <fieldset key={nth.to_string()} class="mt-stack mt-month-day">
                <legend class="mt-month-day__legend">{ day_words(day.when.day) }</legend>
                <div class="mt-slot-form__line">
                    { field(form, MonthField::DayPlaces(nth), FieldKind::Digits, "desk.slot.places", places) }
                </div>
            </fieldset>
        }
    };
    html! {
        <>
            <Stack>{ month_facts(month) }<Soft>{ t("desk.month.fixed") }</Soft></Stack>
            { for month.days.iter().enumerate().map(day) }
        </>
    }
}

/// Whether the companies of the month that is copied come again.
fn companies(form: &UseReducerHandle<MonthForm>, month: &StaffMonth) -> Html {
    let on_change = {
        let (dispatch, id) = (form.dispatcher(), month.id.clone());
        Callback::from(move |is_wanted: bool| {
            dispatch.dispatch(MonthEvent::CompaniesOf(is_wanted.then(|| id.clone())));
        })
    };
    html! {
        <Choice
            id="month-companies"
            name="month-companies"
            kind={ChoiceKind::Check}
            label={t_n("desk.month.companies.again", month.n_companies)}
            icon="briefcase"
            checked={form.companies_of.is_some()}
            {on_change}
        />
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
