//! The day, the appointment and the reminder of an action (P4). Nothing is late: a day that has gone by is a question.

use super::state::{Errand, Event, Part, State, reminder_key};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Choice, ChoiceGroup, ChoiceKind, Field, FieldKind, Icon, More};
use contract::pathway::{ActionView, Appointment, AppointmentAt, DateAction};
use domain::pathway::Reminder;
use domain::time::{Date, TimeOfDay};
use yew::prelude::*;

/// "Rendez-vous le 8 décembre 2026 à 10:30"
pub(super) fn appointment_text(appointment: &Appointment) -> AttrValue {
    let (day, time) = (i18n::date_of_day(appointment.day), appointment.time.to_string());
    t_with("pathway.appointment", &[("date", &day), ("time", &time)])
}

/// What is dated, in words.
pub(super) fn date_lines(action: &ActionView) -> Html {
    let due = action.due.map(|day| {
        let key = if action.status.is_open() && is_past(day) { "pathway.due.past" } else { "pathway.due" };
        t_with(key, &[("date", &i18n::date_of_day(day))])
    });
    let appointment = action.appointment.as_ref().map(appointment_text);
    let reminder = action.reminder.map(|reminder| t(reminder_key(Some(reminder))));
    let line = |icon: &'static str, text: AttrValue| {
        html! { <p class="mt-dated" key={icon}><Icon name={icon} small={true} /><span>{ text }</span></p> }
    };
    html! {
        <div>
            { for appointment.map(|text| line("map-pin", text)) }
            { for due.map(|text| line("clock", text)) }
            { for reminder.map(|text| line("info", text)) }
        </div>
    }
}

/// By the device's own calendar: what is asked kindly depends on it, nothing else.
fn is_past(day: Date) -> bool {
    let now = js_sys::Date::new_0();
    (u32::from(day.year()), u32::from(day.month()), u32::from(day.day()))
        < (now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// What stands in the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Typed {
    pub due: AttrValue,
    pub day: AttrValue,
    pub time: AttrValue,
    pub reminder: Option<Reminder>,
    /// The last press found that the appointment lacks its day or its hour, or that there is nothing to remind of.
    pub problem: Option<&'static str>,
}

impl Typed {
    fn of(action: &ActionView) -> Self {
        let text = |day: Option<Date>| AttrValue::from(day.map(|day| day.to_string()).unwrap_or_default());
        let appointment = action.appointment;
        Self {
            due: text(action.due),
            day: text(appointment.map(|at| at.day)),
            time: AttrValue::from(appointment.map(|at| at.time.to_string()).unwrap_or_default()),
            reminder: action.reminder,
            problem: None,
        }
    }

    /// What to send.
    ///
    /// # Errors
    /// Key of what is missing.
    pub(super) fn read(&self) -> Result<DateAction, &'static str> {
        let due: Option<Date> = self.due.parse().ok();
        let (day, time): (Option<Date>, Option<TimeOfDay>) = (self.day.parse().ok(), self.time.parse().ok());
        let appointment = match (day, time) {
            (None, None) => None,
            (Some(day), Some(time)) => Some(AppointmentAt { day, time }),
            _ => return Err("pathway.dates.half"),
        };
        if self.reminder.is_some() && due.is_none() && appointment.is_none() {
            return Err("pathway.dates.nothing");
        }
        Ok(DateAction { due, appointment, reminder: self.reminder })
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct DatesProps {
    pub action: ActionView,
    pub state: UseReducerHandle<State>,
}

/// The form, behind a native `details`.
#[component]
pub(super) fn Dates(props: &DatesProps) -> Html {
    use_language();
    let DatesProps { action, state } = props;
    let typed = use_state_eq(|| Typed::of(action));
    {
        // What the server holds now replaces what was typed for an older version.
        let (typed, action) = (typed.setter(), action.clone());
        use_effect_with(action.version, move |_| typed.set(Typed::of(&action)));
    }
    let id = |part: &str| AttrValue::from([part, "-", action.id.as_str()].concat());
    let describes = t_with("pathway.act.for", &[("title", &action.title)]);
    let set = |change: fn(&mut Typed, AttrValue)| {
        let typed = typed.clone();
        Callback::from(move |text| {
            let mut next = (*typed).clone();
            change(&mut next, text);
            typed.set(next);
        })
    };
    let onsubmit = {
        let (typed, dispatch) = (typed.clone(), state.dispatcher());
        let (action, version) = (action.id.clone(), action.version);
        move |event: SubmitEvent| {
            event.prevent_default();
            match typed.read() {
                Ok(dates) => {
                    typed.set(Typed { problem: None, ..(*typed).clone() });
                    dispatch.dispatch(Event::Asked(Errand::Date { action: action.clone(), version, dates }));
                }
                Err(problem) => typed.set(Typed { problem: Some(problem), ..(*typed).clone() }),
            }
        }
    };
    let remind = |reminder: Option<Reminder>| {
        let chosen = typed.clone();
        let key = reminder_key(reminder);
        html! {
            <Choice
                {key}
                id={id(key)}
                name={id("remind")}
                kind={ChoiceKind::Radio}
                label={t(key)}
                checked={typed.reminder == reminder}
                on_change={move |_| chosen.set(Typed { reminder, ..(*chosen).clone() })}
            />
        }
    };
    let reminders = [None].into_iter().chain(Reminder::ALL.iter().copied().map(Some));
    let error = typed.problem.map(t);
    html! {
        <More label={t("pathway.dates")} describes={describes.clone()}>
            <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <Field
                    id={id("due")}
                    kind={FieldKind::Date}
                    label={t("pathway.dates.due")}
                    value={typed.due.clone()}
                    on_input={set(|typed, text| typed.due = text)}
                />
                <Field
                    id={id("day")}
                    kind={FieldKind::Date}
                    label={t("pathway.dates.day")}
                    value={typed.day.clone()}
                    on_input={set(|typed, text| typed.day = text)}
                    error={error.clone().filter(|_| typed.problem == Some("pathway.dates.half"))}
                />
                <Field
                    id={id("time")}
                    kind={FieldKind::Time}
                    label={t("pathway.dates.time")}
                    value={typed.time.clone()}
                    on_input={set(|typed, text| typed.time = text)}
                />
                <ChoiceGroup
                    id={id("reminder")}
                    legend={t("pathway.dates.remind")}
                    hint={t("pathway.dates.remind.hint")}
                    error={error.filter(|_| typed.problem == Some("pathway.dates.nothing"))}
                >
                    { for reminders.map(remind) }
                </ChoiceGroup>
                <Button submit={true} {describes} waiting={state.is_waiting(&Part::Action(action.id.clone()))}>
                    { t("pathway.dates.keep") }
                </Button>
            </form>
        </More>
    }
}
