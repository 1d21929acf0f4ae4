//! An account for a colleague, behind its name until it is wanted.

use super::fields::{Fields, field_id, problems_of};
use crate::api::Call;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Field, More, Notice, NoticeKind, focus_field};
use contract::accounts::{ADD_STAFF, AddStaff, StaffMember, WriteStaff};
use contract::staff::StaffRole;
use domain::staff::{AccountProblem, read_login};
use yew::prelude::*;

const OF: &str = "new-staff";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct AddProps {
    pub on_lost: Callback<()>,
    /// With what to say.
    pub on_done: Callback<AttrValue>,
}

const fn nobody() -> WriteStaff {
    WriteStaff { name: String::new(), role: StaffRole::Referent, phone: String::new(), place: String::new() }
}

#[component]
pub(super) fn Add(props: &AddProps) -> Html {
    use_language();
    let login = use_state_eq(AttrValue::default);
    let card = use_state_eq(nobody);
    let problems = use_state_eq(Vec::<AccountProblem>::new);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (login, card, problems, act) = (login.clone(), card.clone(), problems.setter(), act.clone());
        let (on_lost, on_done) = (props.on_lost.clone(), props.on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let mut found = problems_of(&card);
            if read_login(&login).is_none() {
                found.insert(0, AccountProblem::Login);
            }
            problems.set(found.clone());
            if let Some(first) = found.first() {
                focus_field(&field_id(OF, *first));
                return;
            }
            let call =
                Call::new(&ADD_STAFF).body(&AddStaff { login: login.to_string(), card: (*card).clone() });
            let (login, card, on_done) = (login.setter(), card.setter(), on_done.clone());
            let on_answer = Callback::from(move |member: StaffMember| {
                login.set(AttrValue::default());
                card.set(nobody());
                on_done.emit(t_with("desk.team.added", &[("name", &member.name)]));
            });
            run(&act, call, &on_lost, on_answer);
        }
    };
    let on_login = use_callback(login.setter(), |text, login| login.set(text));
    let on_change = use_callback(card.setter(), |next, card| card.set(next));
    let is_wrong = problems.contains(&AccountProblem::Login);
    html! {
        <div class="mt-card">
            <More label={t("desk.team.add")}>
                <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                    <Field
                        id={field_id(OF, AccountProblem::Login)}
                        label={t("desk.sign-in.login")}
                        hint={t("desk.team.login.hint")}
                        value={(*login).clone()}
                        on_input={on_login}
                        autocomplete="off"
                        max_length="80"
                        error={is_wrong.then(|| t("desk.team.login.bad"))}
                    />
                    <Fields of={OF} card={(*card).clone()} {on_change} problems={(*problems).clone()} />
                    <div role="status">
                        if let Act::Failed(error) = &*act {
                            <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                        }
                    </div>
                    <div class="mt-cluster">
                        <Button submit={true} waiting={act.is_under_way()}>{ t("desk.team.make") }</Button>
                    </div>
                </form>
            </More>
        </div>
    }
}
