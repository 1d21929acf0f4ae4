//! The door at work: the sign, the camera or the typed code, people without a ticket, and how it stands with the server.

use super::shelf;
use super::sign::Sign;
use super::state::{Door, Event, Kept, Sight, Unsent, Watch};
use super::sync::use_sync;
use crate::api::new_key;
use crate::app::camera::Camera;
use crate::desk::words::{day_words, span_words};
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Field, Link, More, Notice, NoticeKind, Soft, Title, focus_field};
use domain::forum::TicketCode;
use domain::ids::WalkInId;
use yew::prelude::*;

/// Id of the field for a code.
const CODE: &str = "code";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct WorkProps {
    pub kept: Kept,
    pub unsent: Unsent,
    pub on_lost: Callback<()>,
    /// This device is a door no more.
    pub on_forget: Callback<()>,
}

#[component]
pub(super) fn Work(props: &WorkProps) -> Html {
    use_language();
    let door = {
        let (kept, unsent) = (props.kept.clone(), props.unsent.clone());
        use_reducer_eq(move || Door::new(kept, unsent))
    };
    use_sync(&door, &props.on_lost);
    let is_kept = use_state_eq(|| true);
    {
        let told = is_kept.setter();
        use_effect_with(door.kept.clone(), move |kept| {
            shelf::keep_list(kept, Callback::from(move |is_there| told.set(is_there)));
        });
    }
    {
        let told = is_kept.setter();
        use_effect_with(door.unsent.clone(), move |unsent| {
            shelf::keep_unsent(unsent, Callback::from(move |is_there| told.set(is_there)));
        });
    }
    use_effect_with((), |()| shelf::keep_page());
    let on_read = {
        let (dispatch, watch) = (door.dispatcher(), use_mut_ref(Watch::default));
        use_callback((), move |text: Option<String>, _: &()| {
            if let Some(sight) = watch.borrow_mut().look(text) {
                dispatch.dispatch(Event::Seen(sight, device::now()));
            }
        })
    };
    let list = &door.kept.list;
    let when = t_with(
        "desk.door.when",
        &[("day", &day_words(list.when.day)), ("hours", &span_words(list.when.from, list.when.to))],
    );
    html! {
        <div class="mt-door">
            <div class="mt-door__head">
                <Title>{ list.name.clone() }</Title>
                <p>{ when }</p>
            </div>
            <Sign door={door.clone()} />
            <div class="mt-door__ways">
                <Camera {on_read} />
                <TypedCode door={door.clone()} />
            </div>
            <WalkIns door={door.clone()} />
            <Standing door={door.clone()} is_kept={*is_kept} on_forget={props.on_forget.clone()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct TypedCodeProps {
    door: UseReducerHandle<Door>,
}

/// The six characters, for who has them on paper or says them.
#[component]
fn TypedCode(props: &TypedCodeProps) -> Html {
    use_language();
    let typed = use_state_eq(AttrValue::default);
    let is_wrong = use_state_eq(|| false);
    let onsubmit = {
        let (dispatch, typed, is_wrong) = (props.door.dispatcher(), typed.clone(), is_wrong.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let code = typed.parse::<TicketCode>();
            is_wrong.set(code.is_err());
            if let Ok(code) = code {
                dispatch.dispatch(Event::Seen(Sight::Ticket(code), device::now()));
                typed.set(AttrValue::default());
            }
            focus_field(CODE);
        }
    };
    let on_input = {
        let (typed, is_wrong) = (typed.setter(), is_wrong.setter());
        Callback::from(move |text| {
            typed.set(text);
            is_wrong.set(false);
        })
    };
    html! {
        <form class="mt-stack mt-stack--tight" novalidate=true {onsubmit}>
            <Field
                id={CODE}
                label={t("desk.door.code")}
                hint={t("desk.door.code.hint")}
                value={(*typed).clone()}
                {on_input}
                autocomplete="off"
                max_length="12"
                error={(*is_wrong).then(|| t("desk.door.code.bad"))}
            />
            <div><Button submit={true}>{ t("desk.door.code.check") }</Button></div>
        </form>
    }
}

#[derive(PartialEq, Properties)]
struct WalkInsProps {
    door: UseReducerHandle<Door>,
}

/// One touch for each person without a ticket, and how many of the kept places are left.
#[component]
fn WalkIns(props: &WalkInsProps) -> Html {
    use_language();
    let door = &props.door;
    let dispatch = door.dispatcher();
    let on_click = move |_| {
        let id = WalkInId::new(new_key()).expect("BUG: hexadecimal digits are an identifier");
        dispatch.dispatch(Event::WalkIn(id, device::now()));
    };
    let Some(entry) = door.entry_now(device::now()) else { return html! { <div></div> } };
    let n_walk_ins = door.n_walk_ins(entry);
    let hours = span_words(entry.from, entry.to);
    let kept = entry.n_kept.to_string();
    let words =
        crate::i18n::fill(&t_n("desk.door.walk-ins", n_walk_ins), &[("kept", &kept), ("hours", &hours)]);
    html! {
        <section class="mt-card mt-stack mt-stack--tight" aria-label={t("desk.door.walk-ins.title")}>
            <div><Button icon="users-round" {on_click}>{ t("desk.door.walk-in") }</Button></div>
            <p>{ words }</p>
            <p hidden={n_walk_ins < entry.n_kept}>{ t("desk.door.walk-ins.full") }</p>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct StandingProps {
    door: UseReducerHandle<Door>,
    is_kept: bool,
    on_forget: Callback<()>,
}

/// What waits to be sent, whether it is kept, and the way out.
#[component]
fn Standing(props: &StandingProps) -> Html {
    use_language();
    let is_online = device::use_online();
    let door = &props.door;
    let n_unsent = u32::try_from(door.unsent.len()).unwrap_or(u32::MAX);
    let n_arrived = u32::try_from(door.n_arrived()).unwrap_or(u32::MAX);
    let is_away = !is_online || door.failed.is_some();
    let sent = match (n_unsent, is_away) {
        (0, false) => t("desk.door.sent"),
        (0, true) => t("desk.door.offline"),
        (n, _) => t_n("desk.door.unsent", n),
    };
    let on_forget = props.on_forget.reform(|_: MouseEvent| ());
    html! {
        <div class="mt-stack mt-stack--tight">
            <div role="status">
                if props.is_kept {
                    <p class="mt-soft">{ sent }</p>
                } else {
                    <Notice kind={NoticeKind::Attention} title={t("desk.door.not-kept")}><p>{ t("desk.door.not-kept.text") }</p></Notice>
                }
            </div>
            <Soft>{ t_n("desk.door.arrived", n_arrived) }</Soft>
            <More label={t("desk.door.end")}>
                <div class="mt-stack mt-stack--tight">
                    <p>{ t(if n_unsent == 0 { "desk.door.end.text" } else { "desk.door.end.unsent" }) }</p>
                    <div hidden={n_unsent > 0}>
                        <Button kind={ButtonKind::Quiet} on_click={on_forget}>{ t("desk.door.end.act") }</Button>
                    </div>
                    <p><Link href="/staff/forum">{ t("desk.door.desk") }</Link></p>
                </div>
            </More>
        </div>
    }
}
