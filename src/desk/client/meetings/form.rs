//! The form with which a meeting is fixed, or moved.

use super::state::{FormEvent, MeetingField, MeetingForm, Where, max_length};
use crate::api::Call;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, ErrorSummary, Field, FieldKind, Notice, NoticeKind,
    Problem,
};
use contract::ErrorCode;
use contract::meetings::{ClientMeeting, FIX_MEETING, MOVE_MEETING, MeetingView};
use domain::ids::PersonId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PlanFormProps {
    /// With whom.
    pub person: PersonId,
    pub first_name: String,
    /// What is moved; `None`: a new one.
    #[prop_or_default]
    pub meeting: Option<MeetingView>,
    pub on_lost: Callback<()>,
    pub on_done: Callback<ClientMeeting>,
}

impl PlanFormProps {
    /// Tells this form from others of the page.
    fn name(&self) -> String {
        let of = self.meeting.as_ref().map_or("new", |meeting| meeting.id.as_str());
        ["meeting-", of].concat()
    }
}

#[component]
pub(super) fn PlanForm(props: &PlanFormProps) -> Html {
    use_language();
    let form = {
        let meeting = props.meeting.clone();
        use_reducer_eq(move || meeting.as_ref().map(MeetingForm::of).unwrap_or_default())
    };
    let act = use_state_eq(Act::default);
    {
        let dispatch = form.dispatcher();
        use_effect_with((*act).clone(), move |act| {
            let Act::Failed(error) = act else { return };
            if error.code() == Some(ErrorCode::MeetingPast) {
                dispatch.dispatch(FormEvent::Refused(MeetingField::Day, "desk.meeting.day.past"));
            }
        });
    }
    let onsubmit = {
        let (form, act, on_lost) = (form.clone(), act.clone(), props.on_lost.clone());
        let (person, meeting, on_done) = (props.person.clone(), props.meeting.clone(), props.on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            form.dispatch(FormEvent::Pressed);
            let Ok(body) = form.read() else { return };
            let call = match &meeting {
                Some(meeting) => {
                    Call::new(&MOVE_MEETING).path(&[meeting.id.as_str()]).if_match(meeting.version)
                }
                None => Call::new(&FIX_MEETING).path(&[person.as_str()]),
            };
            let (dispatch, on_done) = (form.dispatcher(), on_done.clone());
            let on_answer = Callback::from(move |meeting| {
                dispatch.dispatch(FormEvent::Kept);
                on_done.emit(meeting);
            });
            run(&act, call.body(&body), &on_lost, on_answer);
        }
    };
    let name = props.name();
    let problem =
        |(field, key): &(MeetingField, &'static str)| Problem { field: field.id(&name).into(), text: t(key) };
    let problems: Vec<Problem> = form.problems.iter().map(problem).collect();
    let send = if props.meeting.is_some() { "desk.meeting.move.send" } else { "desk.meeting.fix.send" };
    html! {
        <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(u32::MAX))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">{ failure(&act) }</div>
            <div class="mt-slot-form__line">
                { field(&name, &form, MeetingField::Day, FieldKind::Date, "desk.meeting.day") }
                { field(&name, &form, MeetingField::Time, FieldKind::Time, "desk.meeting.time") }
                { field(&name, &form, MeetingField::Length, FieldKind::Digits, "desk.meeting.length") }
            </div>
            { places(&name, &form) }
            <div>
                if form.place == Where::Elsewhere {
                    { field(&name, &form, MeetingField::Elsewhere, FieldKind::Text, "desk.meeting.elsewhere") }
                }
            </div>
            { about(&name, &form, &props.first_name) }
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t(send) }</Button>
            </div>
        </form>
    }
}

/// What was refused, when no field says it.
fn failure(act: &Act) -> Html {
    match act {
        Act::Failed(error) if error.code() != Some(ErrorCode::MeetingPast) => {
            html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> }
        }
        _ => html! { <span></span> },
    }
}

fn places(name: &str, form: &UseReducerHandle<MeetingForm>) -> Html {
    let group = [name, "-place"].concat();
    let choice = |place: Where| {
        let dispatch = form.dispatcher();
        html! {
            <Choice
                key={place.key()}
                id={[&group, "-", place.key().rsplit('.').next().unwrap_or_default()].concat()}
                name={group.clone()}
                kind={ChoiceKind::Radio}
                label={t(place.key())}
                checked={form.place == place}
                on_change={move |_| dispatch.dispatch(FormEvent::Chosen(place))}
            />
        }
    };
    html! {
        <ChoiceGroup id={group.clone()} legend={t("desk.meeting.place")}>
            { for Where::ALL.map(choice) }
        </ChoiceGroup>
    }
}

fn about(name: &str, form: &UseReducerHandle<MeetingForm>, first_name: &str) -> Html {
    let field = MeetingField::About;
    html! {
        <Field
            id={field.id(name)}
            label={t("desk.meeting.about")}
            hint={t_with("desk.meeting.about.hint", &[("name", first_name)])}
            value={form.about.clone()}
            on_input={typed(form, field)}
            max_length={max_length(field)}
            error={form.problem(field).map(t)}
        />
    }
}

fn field(
    name: &str,
    form: &UseReducerHandle<MeetingForm>,
    field: MeetingField,
    kind: FieldKind,
    label: &'static str,
) -> Html {
    html! {
        <Field
            id={field.id(name)}
            {kind}
            label={t(label)}
            value={form.value(field).clone()}
            on_input={typed(form, field)}
            max_length={max_length(field)}
            error={form.problem(field).map(t)}
        />
    }
}

fn typed(form: &UseReducerHandle<MeetingForm>, field: MeetingField) -> Callback<AttrValue> {
    let dispatch = form.dispatcher();
    Callback::from(move |text| dispatch.dispatch(FormEvent::Typed(field, text)))
}
