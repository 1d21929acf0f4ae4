//! Making a slot, the same on another day, or changing one. What is made is a draft.

use super::state::{FormEvent, SlotField, SlotForm, Stage, n_taken, stage};
use super::{day_words, drawn, drawn_slot, hours_words, slot_facts, use_slots};
use crate::api::{ApiError, Call};
use crate::desk::place::{self, Place};
use crate::desk::purpose::Purpose;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceKind, ErrorSummary, Field, FieldKind, Gap, Link, List, Notice,
    NoticeKind, Problem, Soft, Stack, Title,
};
use contract::ErrorCode;
use contract::workshops::staff::{CREATE_SLOT, StaffSlot, StaffSlotList, UPDATE_SLOT};
use domain::ids::SlotId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FormPageProps {
    pub purpose: Purpose<SlotId>,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn FormPage(props: &FormPageProps) -> Html {
    let language = use_language();
    let reading = use_slots(language.code, props.on_lost.clone());
    let form = |list: &StaffSlotList, slot: Option<&StaffSlot>| {
        html! {
            <Form
                list={list.clone()}
                slot={slot.cloned()}
                is_change={props.purpose.is_change()}
                on_lost={props.on_lost.clone()}
                again={reading.again.clone()}
            />
        }
    };
    let (title, back, content) = match &props.purpose {
        Purpose::New => ("desk.slot.new.title", None, drawn(&reading, |list| form(list, None))),
        Purpose::Copy(id) => {
            let content = drawn_slot(&reading, id, |list, slot| form(list, Some(slot)));
            ("desk.slot.copy.title", Some(id), content)
        }
        Purpose::Change(id) => {
            let content = drawn_slot(&reading, id, |list, slot| form(list, Some(slot)));
            ("desk.slot.change.title", Some(id), content)
        }
    };
    let (to, words) = match back {
        Some(id) => (Place::Slot(id.clone()), "desk.slot.back"),
        None => (Place::Workshops, "desk.slots.back"),
    };
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={to.href()}>{ t(words) }</Link></p>
            <Title>{ t(title) }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    list: StaffSlotList,
    /// What is changed or copied, as it is now.
    slot: Option<StaffSlot>,
    is_change: bool,
    on_lost: Callback<()>,
    /// Reads the list again.
    again: Callback<()>,
}

impl FormProps {
    /// What is changed.
    fn changed(&self) -> Option<&StaffSlot> {
        self.slot.as_ref().filter(|_| self.is_change)
    }

    /// Once people count on it, only places and childcare change.
    fn is_fixed(&self) -> bool {
        self.changed().is_some_and(|slot| stage(slot, device::now()) != Stage::Draft)
    }
}

#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_language();
    let form = {
        let (slot, is_change) = (props.slot.clone(), props.is_change);
        use_reducer_eq(move || match &slot {
            Some(slot) if is_change => SlotForm::of(slot),
            Some(slot) => SlotForm::copy_of(slot),
            None => SlotForm::default(),
        })
    };
    let act = use_state_eq(Act::default);
    {
        // Others may have changed the slot, or taken places: what is said about it must be true.
        let (form, again) = (form.dispatcher(), props.again.clone());
        use_effect_with((*act).clone(), move |act| {
            let Act::Failed(error) = act else { return };
            match error.code() {
                Some(ErrorCode::SlotBelowTaken) => {
                    form.dispatch(FormEvent::Refused(SlotField::Places, "error.slot.below-taken"));
                    again.emit(());
                }
                // Everything else that can be wrong was checked before.
                Some(ErrorCode::SlotRefused) => {
                    form.dispatch(FormEvent::Refused(SlotField::Day, "desk.slot.day.past"));
                }
                Some(ErrorCode::SlotChangedElsewhere | ErrorCode::SlotFixed | ErrorCode::SlotBegun) => {
                    again.emit(())
                }
                _ => {}
            }
        });
    }
    let onsubmit = {
        let (form, act, on_lost) = (form.clone(), act.clone(), props.on_lost.clone());
        let target = props.changed().map(|slot| (slot.id.clone(), slot.version));
        let code = language.code;
        move |event: SubmitEvent| {
            event.prevent_default();
            form.dispatch(FormEvent::Pressed);
            let Ok(body) = form.read() else { return };
            let call = match &target {
                Some((id, version)) => Call::new(&UPDATE_SLOT).path(&[id.as_str()]).if_match(*version),
                None => Call::new(&CREATE_SLOT),
            };
            let call = call.query("language", &code).body(&body);
            run(&act, call, &on_lost, Callback::from(|slot: StaffSlot| place::open(&Place::Slot(slot.id))));
        }
    };
    let problem = |(field, key): &(SlotField, &'static str)| Problem {
        field: field.id().into(),
        text: words(props, key),
    };
    let problems: Vec<Problem> = form.problems.iter().map(problem).collect();
    let send = if props.is_change { "desk.slot.keep" } else { "desk.slot.keep-draft" };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(u32::MAX))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">
                if let Act::Failed(error) = &*act {
                    { failure(error, props) }
                }
            </div>
            if props.is_fixed() {
                { for props.slot.iter().map(|slot| html! { <Stack key="fixed">{ slot_facts(slot) }<Soft>{ t("desk.slot.fixed") }</Soft></Stack> }) }
            } else {
                { whole(props, &form) }
            }
            { places(props, &form) }
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t(send) }</Button>
            </div>
        </form>
    }
}

/// What was refused, when no field says it.
fn failure(error: &ApiError, props: &FormProps) -> Html {
    let now = props.changed().map(|slot| {
        let places = i18n::number(slot.capacity);
        t_with(
            "desk.slot.now",
            &[
                ("day", &day_words(slot.when.day)),
                ("hours", &hours_words(slot)),
                ("venue", &slot.venue_name),
                ("places", &places),
            ],
        )
    });
    match (error.code(), now) {
        (Some(ErrorCode::SlotBelowTaken | ErrorCode::SlotRefused), _) => html! { <span></span> },
        (Some(ErrorCode::SlotChangedElsewhere), Some(now)) => html! {
            <Notice kind={NoticeKind::Attention} title={t("desk.slot.changed")}><p>{ now }</p><p>{ t("desk.slot.changed.how") }</p></Notice>
        },
        _ => html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> },
    }
}

/// The words of a problem; how many places are taken is said as a number.
fn words(props: &FormProps, key: &'static str) -> AttrValue {
    match props.changed() {
        Some(slot) if key == "error.slot.below-taken" && n_taken(slot) > 0 => {
            t_n("desk.slot.below-taken", n_taken(slot))
        }
        _ => t(key),
    }
}

/// The fields of a slot on which nobody counts yet.
fn whole(props: &FormProps, form: &UseReducerHandle<SlotForm>) -> Html {
    let workshops =
        props.list.workshops.iter().map(|one| (one.id.to_string().into(), one.title.clone().into()));
    let venues = props.list.venues.iter().map(|one| (one.id.to_string().into(), one.name.clone().into()));
    let on_workshop = {
        let (dispatch, choices) = (form.dispatcher(), props.list.workshops.clone());
        Callback::from(move |id: AttrValue| {
            dispatch.dispatch(match choices.iter().find(|choice| choice.id.as_str() == id.as_str()) {
                Some(choice) => FormEvent::Chosen(choice.clone()),
                None => FormEvent::Typed(SlotField::Workshop, id),
            });
        })
    };
    let end = form.ends_at().map(|end| t_with("desk.slot.ends", &[("time", &end.to_string())]));
    html! {
        <>
            <List
                id={SlotField::Workshop.id()}
                label={t("desk.slot.workshop")}
                options={to_choose(workshops)}
                value={form.workshop.clone()}
                on_change={on_workshop}
                error={form.problem(SlotField::Workshop).map(t)}
            />
            <List
                id={SlotField::Venue.id()}
                label={t("desk.slot.venue")}
                options={to_choose(venues)}
                value={form.venue.clone()}
                on_change={typed(form, SlotField::Venue)}
                error={form.problem(SlotField::Venue).map(t)}
            />
            <div class="mt-slot-form__line">
                { field(props, form, SlotField::Day, FieldKind::Date, "desk.slot.day") }
                { field(props, form, SlotField::Time, FieldKind::Time, "desk.slot.time") }
                { field(props, form, SlotField::Duration, FieldKind::Digits, "desk.slot.duration") }
            </div>
            <p class="mt-slot-form__end" role="status">{ end }</p>
        </>
    }
}

/// What can always change.
fn places(props: &FormProps, form: &UseReducerHandle<SlotForm>) -> Html {
    let on_childcare = {
        let dispatch = form.dispatcher();
        Callback::from(move |is_possible| dispatch.dispatch(FormEvent::Childcare(is_possible)))
    };
    html! {
        <>
            <div class="mt-slot-form__line">
                { field(props, form, SlotField::Places, FieldKind::Digits, "desk.slot.places") }
            </div>
            <Choice
                id="slot-childcare"
                name="slot-childcare"
                kind={ChoiceKind::Check}
                label={t("desk.slot.childcare")}
                icon="baby"
                checked={form.childcare}
                on_change={on_childcare}
            />
        </>
    }
}

fn field(
    props: &FormProps,
    form: &UseReducerHandle<SlotForm>,
    field: SlotField,
    kind: FieldKind,
    label: &'static str,
) -> Html {
    let value = match field {
        SlotField::Day => &form.day,
        SlotField::Time => &form.time,
        SlotField::Duration => &form.duration,
        SlotField::Places => &form.places,
        SlotField::Workshop => &form.workshop,
        SlotField::Venue => &form.venue,
    };
    html! {
        <Field
            id={field.id()}
            {kind}
            label={t(label)}
            value={value.clone()}
            on_input={typed(form, field)}
            error={form.problem(field).map(|key| words(props, key))}
        />
    }
}

fn typed(form: &UseReducerHandle<SlotForm>, field: SlotField) -> Callback<AttrValue> {
    let dispatch = form.dispatcher();
    Callback::from(move |text| dispatch.dispatch(FormEvent::Typed(field, text)))
}

fn to_choose(options: impl Iterator<Item = (AttrValue, AttrValue)>) -> Vec<(AttrValue, AttrValue)> {
    core::iter::once((AttrValue::default(), t("desk.slot.choose"))).chain(options).collect()
}
