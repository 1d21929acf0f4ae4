//! One account: how it stands, and what can be done with it.

use super::code::Code;
use super::fields::{Fields, field_id, problems_of};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Dialog, LinkButton, More, Notice, NoticeKind, Soft, focus_field, focus_title,
};
use contract::Endpoint;
use contract::accounts::{
    CLOSE_STAFF, RENEW_STAFF_CODE, REOPEN_STAFF, StaffCode, StaffMember, StaffState, UPDATE_STAFF, WriteStaff,
};
use contract::staff::StaffRole;
use domain::staff::AccountProblem;
use yew::prelude::*;

/// What is asked about before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    Reset,
    Close,
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct MemberProps {
    pub member: StaffMember,
    pub on_lost: Callback<()>,
    /// With what to say.
    pub on_done: Callback<AttrValue>,
}

#[component]
pub(super) fn Member(props: &MemberProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let code = use_state_eq(|| None::<StaffCode>);
    let sure = use_state_eq(|| None::<Sure>);
    let member = &props.member;
    let id = member.id.as_str();
    let on_code = {
        let (act, on_lost, code, sure) = (act.clone(), props.on_lost.clone(), code.setter(), sure.setter());
        let (call, on_done) = (Call::new(&RENEW_STAFF_CODE).path(&[id]), props.on_done.clone());
        Callback::from(move |()| {
            sure.set(None);
            let (code, on_done) = (code.clone(), on_done.clone());
            let on_answer = Callback::from(move |answer: StaffCode| {
                code.set(Some(answer));
                on_done.emit(t("desk.team.code.said"));
            });
            run(&act, call.clone(), &on_lost, on_answer);
        })
    };
    let change = |endpoint: &'static Endpoint, said: &'static str| {
        let (act, on_lost, on_done, sure) =
            (act.clone(), props.on_lost.clone(), props.on_done.clone(), sure.setter());
        let (call, code) = (Call::new(endpoint).path(&[id]), code.setter());
        Callback::from(move |()| {
            sure.set(None);
            code.set(None);
            let on_done = on_done.clone();
            let on_answer = Callback::from(move |member: StaffMember| {
                on_done.emit(t_with(said, &[("name", &member.name)]));
                // The button that was pressed is about to go.
                focus_title();
            });
            run(&act, call.clone(), &on_lost, on_answer);
        })
    };
    let (on_close, on_reopen) =
        (change(&CLOSE_STAFF, "desk.team.closed"), change(&REOPEN_STAFF, "desk.team.reopened"));
    let ask = |what: Sure| {
        let sure = sure.setter();
        move |_: MouseEvent| sure.set(Some(what))
    };
    let on_keep = {
        let sure = sure.setter();
        Callback::from(move |()| sure.set(None))
    };
    let describes = AttrValue::from([" : ", &member.name].concat());
    let press = |on: &Callback<()>| on.reform(|_: MouseEvent| ());
    html! {
        <li class="mt-card mt-stack mt-stack--tight">
            <h2 class="mt-heading"><bdi>{ member.name.clone() }</bdi></h2>
            <p>{ standing(member) }</p>
            { about(member) }
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice key="failed" kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                } else if let Some(code) = &*code {
                    <Code key="code" login={member.login.clone()} code={code.clone()} />
                }
            </div>
            if member.state != StaffState::Closed {
                <Change key="change" member={member.clone()} on_lost={props.on_lost.clone()} on_done={props.on_done.clone()} />
            }
            <div class="mt-cluster">
                if member.n_clients + member.n_left > 0 {
                    <LinkButton key="give" href={Place::Assignment(member.id.clone()).href()} describes={describes.clone()}>{ t("desk.team.give") }</LinkButton>
                }
                if member.state == StaffState::Closed {
                    <Button key="reopen" describes={describes.clone()} waiting={act.is_under_way()} on_click={press(&on_reopen)}>{ t("desk.team.reopen") }</Button>
                } else if !member.is_me {
                    if member.state == StaffState::Waiting {
                        <Button key="code" icon="id-card" describes={describes.clone()} waiting={act.is_under_way()} on_click={press(&on_code)}>{ t("desk.team.make-code") }</Button>
                    } else {
                        <Button key="reset" icon="refresh-cw" describes={describes.clone()} waiting={act.is_under_way()} on_click={ask(Sure::Reset)}>{ t("desk.team.reset") }</Button>
                    }
                }
                if member.state != StaffState::Closed {
                    <Button key="close" kind={ButtonKind::Plain} {describes} on_click={ask(Sure::Close)}>{ t("desk.team.close") }</Button>
                }
            </div>
            <Dialog
                id={["reset-", id].concat()}
                title={t_with("desk.team.reset.title", &[("name", &member.name)])}
                open={*sure == Some(Sure::Reset)}
                on_close={on_keep.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={press(&on_code)}>{ t("desk.team.reset.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={press(&on_keep)}>{ t("desk.team.not-now") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.team.reset.text") }</p>
            </Dialog>
            <Dialog
                id={["close-", id].concat()}
                title={t_with("desk.team.close.title", &[("name", &member.name)])}
                open={*sure == Some(Sure::Close)}
                on_close={on_keep.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={press(&on_close)}>{ t("desk.team.close.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={press(&on_keep)}>{ t("desk.team.not-now") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.team.close.text") }</p>
                if member.n_clients > 0 {
                    <p key="clients">{ t_n("desk.team.close.clients", clients(member)) }</p>
                }
            </Dialog>
        </li>
    }
}

fn clients(member: &StaffMember) -> u32 {
    u32::try_from(member.n_clients).unwrap_or(u32::MAX)
}

/// How an account stands, in a line.
fn standing(member: &StaffMember) -> AttrValue {
    match (member.state, member.code_until) {
        (StaffState::Closed, _) => t("desk.team.state.closed"),
        (StaffState::Waiting, Some(until)) => {
            t_with("desk.team.state.code", &[("day", &i18n::weekday_date(until))])
        }
        (StaffState::Waiting, None) => t("desk.team.state.waiting"),
        (StaffState::Open, _) => match member.last_seen_at {
            Some(at) => t_with("desk.team.state.seen", &[("day", &i18n::date(at))]),
            None => t("desk.team.state.open"),
        },
    }
}

fn about(member: &StaffMember) -> Html {
    let role = match member.role {
        StaffRole::Referent => t("desk.role.referent"),
        StaffRole::Coordinator => t("desk.role.coordinator"),
    };
    let followed = (member.n_clients > 0).then(|| t_n("desk.team.clients", clients(member)));
    let left = u32::try_from(member.n_left).unwrap_or(u32::MAX);
    let left = (left > 0).then(|| t_n("desk.team.left", left));
    let parts = [Some(role), Some(AttrValue::from(member.login.clone())), followed, left];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| part.to_string()).collect();
    html! { <Soft>{ parts.join(" · ") }</Soft> }
}

#[component]
fn Change(props: &MemberProps) -> Html {
    use_language();
    let MemberProps { member, on_lost, on_done } = props;
    let of = AttrValue::from(["staff-", member.id.as_str()].concat());
    let kept = WriteStaff {
        name: member.name.clone(),
        role: member.role,
        phone: member.phone.clone(),
        place: member.place.clone(),
    };
    let card = use_state_eq(|| kept);
    let problems = use_state_eq(Vec::<AccountProblem>::new);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (card, problems, act, of) = (card.clone(), problems.setter(), act.clone(), of.clone());
        let (id, on_lost, on_done) = (member.id.clone(), on_lost.clone(), on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let found = problems_of(&card);
            problems.set(found.clone());
            if let Some(first) = found.first() {
                focus_field(&field_id(&of, *first));
                return;
            }
            let call = Call::new(&UPDATE_STAFF).path(&[id.as_str()]).body(&*card);
            let on_done = on_done.clone();
            let on_answer = Callback::from(move |member: StaffMember| {
                on_done.emit(t_with("desk.team.changed", &[("name", &member.name)]));
            });
            run(&act, call, &on_lost, on_answer);
        }
    };
    let on_change = use_callback(card.setter(), |next, card| card.set(next));
    html! {
        <More label={t("desk.team.change")} describes={[" : ", &member.name].concat()}>
            <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <Fields {of} card={(*card).clone()} {on_change} problems={(*problems).clone()} />
                <div role="status">{ act.said("desk.team.change.done") }</div>
                <div class="mt-cluster">
                    <Button submit={true} waiting={act.is_under_way()}>{ t("desk.team.change.save") }</Button>
                </div>
            </form>
        </More>
    }
}
