//! Who was invited to a month or asks for it, and how they answered.

use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, use_language};
use crate::ui::{Button, Heading, Link, Notice, NoticeKind, Soft, Tag, TagKind, focus_field};
use contract::programme::staff::{InvitedView, PROPOSE_MONTH, ProposeMonth, Proposed, StaffMonth};
use contract::staff::StaffRole;
use domain::programme::{Invitation, MonthState};
use yew::prelude::*;

/// Id of the list, where focus goes when the pressed button has gone.
const PEOPLE: &str = "month-people";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PeopleProps {
    pub month: StaffMonth,
    pub people: Vec<InvitedView>,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
    pub again: Callback<()>,
}

#[component]
pub(super) fn People(props: &PeopleProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let PeopleProps { month, people, role, on_lost, again } = props;
    let propose = |person: &InvitedView| {
        let (act, on_lost, again) = (act.clone(), on_lost.clone(), again.clone());
        let (id, body) = (month.id.clone(), ProposeMonth { person: person.person.clone() });
        move |_| {
            let call = Call::new(&PROPOSE_MONTH).path(&[id.as_str()]).body(&body);
            let again = again.clone();
            let on_done = Callback::from(move |_: Proposed| {
                again.emit(());
                focus_field(PEOPLE);
            });
            run(&act, call, &on_lost, on_done);
        }
    };
    let one = |one: &InvitedView| {
        let name = [&one.first_name, " ", &one.last_name].concat();
        let words = html! { <bdi>{ name.clone() }</bdi> };
        let can_say_yes = one.invitation == Invitation::Asked && month.state == MonthState::Published;
        html! {
            <li class="mt-attendance__one" key={one.person.to_string()}>
                <p class="mt-attendance__name">
                    if *role == StaffRole::Referent {
                        <Link href={Place::Person(one.person.clone()).href()}>{ words }</Link>
                    } else {
                        { words }
                    }
                </p>
                <div>{ standing_tag(one) }</div>
                if can_say_yes {
                    <div class="mt-cluster">
                        <Button describes={[" : ", &name].concat()} waiting={act.is_under_way()} on_click={propose(one)}>
                            { t("desk.month.accept") }
                        </Button>
                    </div>
                }
            </li>
        }
    };
    html! {
        <section class="mt-stack mt-on-screen" id={PEOPLE} tabindex="-1">
            <Heading>{ t("desk.month.people") }</Heading>
            <div role="status">
                if matches!(*act, Act::Done | Act::Failed(_)) {
                    { act.said("desk.month.proposed") }
                }
            </div>
            if people.is_empty() {
                <p key="none">{ t("desk.month.people.none") }</p>
            } else {
                <ul key="list" class="mt-attendance">{ for people.iter().map(one) }</ul>
            }
            if *role == StaffRole::Referent {
                <Soft key="mine">{ t("desk.month.people.mine") }</Soft>
            } else if month.state == MonthState::Draft {
                <Notice key="draft" kind={NoticeKind::Information}><p>{ t("desk.month.people.draft") }</p></Notice>
            }
        </section>
    }
}

fn standing_tag(one: &InvitedView) -> Html {
    let (kind, icon, key) = match (one.day.is_some(), one.invitation) {
        (true, _) => (TagKind::Success, Some("check"), "desk.month.is.participant"),
        (false, Invitation::Asked) => (TagKind::Warm, None, "desk.month.is.asked"),
        (false, Invitation::Proposed) => (TagKind::Plain, Some("clock"), "desk.month.is.proposed"),
        (false, Invitation::Declined) => (TagKind::Plain, None, "desk.month.is.declined"),
    };
    html! { <Tag {kind} {icon}>{ t(key) }</Tag> }
}
