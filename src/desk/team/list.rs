//! Everyone who has an account, the open ones first; a new one; what was done last.

use super::add::Add;
use super::events::Events;
use super::member::Member;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::i18n::{t, t_n, use_language};
use crate::ui::{Gap, Lead, Link, LiveRegion, Notice, NoticeKind, Stack, Title};
use contract::accounts::{LIST_STAFF, StaffList, StaffMember};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct TeamPageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(in crate::desk) fn TeamPage(props: &TeamPageProps) -> Html {
    use_language();
    let reading = use_reading::<StaffList, _>((), props.on_lost.clone(), |()| Call::new(&LIST_STAFF));
    let said = use_state_eq(AttrValue::default);
    let on_done = {
        let (said, again) = (said.setter(), reading.again.clone());
        Callback::from(move |words: AttrValue| {
            said.set(words);
            again.emit(());
        })
    };
    let content = drawn(&reading, |list| {
        let one = |member: &StaffMember| {
            html! { <Member key={member.id.to_string()} member={member.clone()} on_lost={props.on_lost.clone()} on_done={on_done.clone()} /> }
        };
        html! {
            <Stack gap={Gap::Wide}>
                if list.n_unassigned > 0 {
                    <Notice key="unassigned" kind={NoticeKind::Warm} icon="users-round">
                        <p>
                            { t_n("desk.team.unassigned", u32::try_from(list.n_unassigned).unwrap_or(u32::MAX)) }
                            { " " }
                            <Link href={Place::Unassigned.href()}>{ t("desk.team.unassigned.go") }</Link>
                        </p>
                    </Notice>
                }
                <ul key="list" class="mt-stack">{ for list.members.iter().map(one) }</ul>
                if !list.events.is_empty() {
                    <Events key="events" events={list.events.clone()} />
                }
            </Stack>
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.team.title") }</Title>
            <Lead>{ t("desk.team.lead") }</Lead>
            <LiveRegion text={(*said).clone()} />
            <Add on_lost={props.on_lost.clone()} on_done={on_done.clone()} />
            <div>{ content }</div>
        </Stack>
    }
}
