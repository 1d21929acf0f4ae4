//! Making a forum, another one like it, or changing one.

use super::state::{FormEvent, ForumField, ForumForm};
use super::{drawn, drawn_forum, facts, use_forums};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::purpose::Purpose;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Field, FieldKind, Gap, Link, List, Notice, NoticeKind, Problem, Soft,
    Stack, Title,
};
use contract::ErrorCode;
use contract::forum::staff::{CREATE_FORUM, StaffForum, StaffForumList, UPDATE_FORUM};
use domain::ids::ForumId;
use domain::workshops::SlotState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FormPageProps {
    pub purpose: Purpose<ForumId>,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn FormPage(props: &FormPageProps) -> Html {
    let language = use_language();
    let reading = use_forums(language.code, props.on_lost.clone());
    let is_change = props.purpose.is_change();
    let form = |list: &StaffForumList, forum: Option<&StaffForum>| {
        let (list, forum, again) = (list.clone(), forum.cloned(), reading.again.clone());
        html! { <Form {list} {forum} {is_change} on_lost={props.on_lost.clone()} {again} /> }
    };
    let (back, words, content) = match props.purpose.of() {
        None => (Place::Forums, "desk.forum.back", drawn(&reading, |list| form(list, None))),
        Some(id) => {
            let content = drawn_forum(&reading, id, |list, forum| form(list, Some(forum)));
            (Place::Forum(id.clone()), "desk.forum.back-one", content)
        }
    };
    let title = if is_change { "desk.forum.change.title" } else { "desk.forum.new.title" };
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={back.href()}>{ t(words) }</Link></p>
            <Title>{ t(title) }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    list: StaffForumList,
    /// What is changed or copied, as it is now.
    forum: Option<StaffForum>,
    is_change: bool,
    on_lost: Callback<()>,
    /// Reads the list again.
    again: Callback<()>,
}

impl FormProps {
    /// What is changed.
    fn changed(&self) -> Option<&StaffForum> {
        self.forum.as_ref().filter(|_| self.is_change)
    }

    /// What people count on: only its name and its places change.
    fn fixed(&self) -> Option<&StaffForum> {
        self.changed().filter(|forum| forum.state != SlotState::Draft)
    }
}

#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_language();
    let form = {
        let (forum, usual, is_change) = (props.forum.clone(), props.list.usual, props.is_change);
        use_reducer_eq(move || match &forum {
            Some(forum) if is_change => ForumForm::of(forum),
            Some(forum) => ForumForm::copy_of(forum),
            None => ForumForm::usual(usual),
        })
    };
    let act = use_state_eq(Act::default);
    {
        let (form, again) = (form.dispatcher(), props.again.clone());
        use_effect_with((*act).clone(), move |act| {
            let Act::Failed(error) = act else { return };
            match error.code() {
                // Everything else that can be wrong was checked before.
                Some(ErrorCode::ForumRefused) => {
                    form.dispatch(FormEvent::Refused(ForumField::Day, "desk.forum.day.past"));
                }
                Some(ErrorCode::ForumBelowTaken) => {
                    form.dispatch(FormEvent::Refused(ForumField::Places, "error.forum.below-taken"));
                    again.emit(());
                }
                Some(ErrorCode::ForumChangedElsewhere | ErrorCode::ForumFixed | ErrorCode::ForumBegun) => {
                    again.emit(())
                }
                _ => {}
            }
        });
    }
    let onsubmit = {
        let (form, act, on_lost) = (form.clone(), act.clone(), props.on_lost.clone());
        let target = props.changed().map(|forum| (forum.id.clone(), forum.version));
        let code = language.code;
        move |event: SubmitEvent| {
            event.prevent_default();
            form.dispatch(FormEvent::Pressed);
            let Ok(body) = form.read() else { return };
            let call = match &target {
                Some((id, version)) => Call::new(&UPDATE_FORUM).path(&[id.as_str()]).if_match(*version),
                None => Call::new(&CREATE_FORUM),
            };
            let call = call.query("language", &code).body(&body);
            run(
                &act,
                call,
                &on_lost,
                Callback::from(|forum: StaffForum| place::open(&Place::Forum(forum.id))),
            );
        }
    };
    let problems =
        form.problems.iter().map(|(field, key)| Problem { field: field.id().into(), text: t(key) });
    let problems: Vec<Problem> = problems.collect();
    let is_said = |error: &crate::api::ApiError| {
        matches!(error.code(), Some(ErrorCode::ForumRefused | ErrorCode::ForumBelowTaken))
    };
    let send = if props.fixed().is_some() { "desk.slot.keep" } else { "desk.forum.keep-draft" };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(u32::MAX))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">
                if let Act::Failed(error) = &*act {
                    if !is_said(error) {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    }
                }
            </div>
            { fields(props, &form) }
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t(send) }</Button>
            </div>
        </form>
    }
}

fn fields(props: &FormProps, form: &UseReducerHandle<ForumForm>) -> Html {
    let shares = form.shares().map(|(n_tickets, n_kept)| {
        let (tickets, kept) =
            (t_n("desk.forum.shares.tickets", n_tickets), t_n("desk.forum.shares.kept", n_kept));
        t_with("desk.forum.shares", &[("tickets", &tickets), ("kept", &kept)])
    });
    html! {
        <>
            { field(form, ForumField::Name, FieldKind::Text, "desk.forum.name") }
            if let Some(forum) = props.fixed() {
                <Stack key="fixed">{ facts(forum) }<Soft>{ t("desk.forum.fixed") }</Soft></Stack>
            } else {
                { when_and_where(props, form) }
            }
            <div class="mt-slot-form__line">
                if props.fixed().is_none() {
                    { field(form, ForumField::Length, FieldKind::Digits, "desk.forum.length") }
                }
                { field(form, ForumField::Places, FieldKind::Digits, "desk.forum.places") }
                { field(form, ForumField::Kept, FieldKind::Digits, "desk.forum.kept") }
            </div>
            <p class="mt-slot-form__end" role="status">{ shares }</p>
        </>
    }
}

fn when_and_where(props: &FormProps, form: &UseReducerHandle<ForumForm>) -> Html {
    let venues = props.list.venues.iter().map(|one| (one.id.to_string().into(), one.name.clone().into()));
    let venues = core::iter::once((AttrValue::default(), t("desk.slot.choose"))).chain(venues);
    html! {
        <>
            <List
                id={ForumField::Venue.id()}
                label={t("desk.slot.venue")}
                options={venues.collect::<Vec<_>>()}
                value={form.field(ForumField::Venue).clone()}
                on_change={typed(form, ForumField::Venue)}
                error={form.problem(ForumField::Venue).map(t)}
            />
            <div class="mt-slot-form__line">
                { field(form, ForumField::Day, FieldKind::Date, "desk.slot.day") }
                { field(form, ForumField::From, FieldKind::Time, "desk.forum.from") }
                { field(form, ForumField::To, FieldKind::Time, "desk.forum.to") }
            </div>
        </>
    }
}

fn field(
    form: &UseReducerHandle<ForumForm>,
    field: ForumField,
    kind: FieldKind,
    label: &'static str,
) -> Html {
    html! {
        <Field
            id={field.id()}
            {kind}
            label={t(label)}
            value={form.field(field).clone()}
            on_input={typed(form, field)}
            error={form.problem(field).map(t)}
        />
    }
}

fn typed(form: &UseReducerHandle<ForumForm>, field: ForumField) -> Callback<AttrValue> {
    let dispatch = form.dispatcher();
    Callback::from(move |text| dispatch.dispatch(FormEvent::Typed(field, text)))
}
