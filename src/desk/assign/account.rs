//! Everyone whom a colleague follows, or followed before their account was closed, goes to another.

use super::give::Give;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Card, Gap, Link, Notice, NoticeKind, Stack, Title, focus_title};
use contract::accounts::{LIST_STAFF, StaffList, StaffMember};
use contract::assign::{ASSIGN_PEOPLE_OF, AssignTo, Assigned};
use domain::ids::StaffId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct AccountPageProps {
    pub id: StaffId,
    pub on_lost: Callback<()>,
}

#[component]
pub(in crate::desk) fn AccountPage(props: &AccountPageProps) -> Html {
    use_language();
    let reading = use_reading::<StaffList, _>((), props.on_lost.clone(), |()| Call::new(&LIST_STAFF));
    let done = use_state_eq(|| None::<Assigned>);
    let on_done = {
        let (done, again) = (done.setter(), reading.again.clone());
        Callback::from(move |assigned| {
            done.set(Some(assigned));
            again.emit(());
            focus_title();
        })
    };
    let content = drawn(&reading, |list| match list.members.iter().find(|one| one.id == props.id) {
        None => html! { <Card><p>{ t("desk.assign.all.unknown") }</p></Card> },
        Some(member) => form(member, &props.on_lost, &on_done, &reading.again),
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Team.href()}>{ t("desk.assign.all.back") }</Link></p>
            <Title>{ t("desk.assign.all.title") }</Title>
            <div role="status">
                if let Some(done) = &*done {
                    <Notice kind={NoticeKind::Success}><p>{ done_words(done) }</p></Notice>
                }
            </div>
            <div>{ content }</div>
        </Stack>
    }
}

fn form(
    member: &StaffMember,
    on_lost: &Callback<()>,
    on_done: &Callback<Assigned>,
    again: &Callback<()>,
) -> Html {
    let n_people = u32::try_from(member.n_clients + member.n_left).unwrap_or(u32::MAX);
    let name = [("name", member.name.as_str())];
    let counted = |key: &str| AttrValue::from(crate::i18n::fill(&t_n(key, n_people), &name));
    if n_people == 0 {
        return html! { <Card><p>{ t_with("desk.assign.all.none", &name) }</p></Card> };
    }
    let call = {
        let id = member.id.clone();
        Callback::from(move |to| Call::new(&ASSIGN_PEOPLE_OF).path(&[id.as_str()]).body(&AssignTo { to }))
    };
    let followed = if member.n_clients > 0 { "desk.assign.all.follows" } else { "desk.assign.all.followed" };
    let lose = (member.n_clients > 0).then(|| t_with("desk.assign.all.lose", &name));
    html! {
        <Card>
            <p>{ counted(followed) }</p>
            <Give
                of="account"
                without={member.id.clone()}
                label={t_n("desk.assign.give", n_people)}
                question={t_n("desk.assign.question", n_people)}
                texts={lose.into_iter().chain([t("desk.assign.told")]).collect::<Vec<_>>()}
                {call}
                on_lost={on_lost.clone()}
                on_done={on_done.clone()}
                on_moved={again.clone()}
            />
        </Card>
    }
}

/// What was done.
pub(super) fn done_words(done: &Assigned) -> AttrValue {
    let n_people = u32::try_from(done.n_people).unwrap_or(u32::MAX);
    crate::i18n::fill(&t_n("desk.assign.done", n_people), &[("to", &done.to)]).into()
}
