//! Who follows someone, and giving them to someone else, for a coordinator.

use super::give::Give;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Card, Fact, Facts, Gap, Link, Notice, NoticeKind, Stack, Title, focus_title};
use contract::assign::{ASSIGN_PEOPLE, AssignPeople, Assigned, AssignmentView, GET_ASSIGNMENT};
use domain::ids::PersonId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct PersonPageProps {
    pub id: PersonId,
    pub on_lost: Callback<()>,
}

#[component]
pub(in crate::desk) fn PersonPage(props: &PersonPageProps) -> Html {
    use_language();
    let reading = use_reading::<AssignmentView, _>(props.id.clone(), props.on_lost.clone(), |id| {
        Call::new(&GET_ASSIGNMENT).path(&[id.as_str()])
    });
    let done = use_state_eq(|| None::<Assigned>);
    let on_done = {
        let (done, again) = (done.setter(), reading.again.clone());
        Callback::from(move |assigned| {
            done.set(Some(assigned));
            again.emit(());
            focus_title();
        })
    };
    let content = drawn(&reading, |view| {
        let name = [view.first_name.as_str(), " ", &view.last_name].concat();
        let call = {
            let (id, expected) = (props.id.clone(), view.referent.clone());
            Callback::from(move |to| {
                let body = AssignPeople { people: vec![id.clone()], expected: expected.clone(), to };
                Call::new(&ASSIGN_PEOPLE).body(&body)
            })
        };
        let lose = view.referent_name.as_ref().map(|who| t_with("desk.assign.person.lose", &[("name", who)]));
        html! {
            <Stack gap={Gap::Wide}>
                <div role="status">
                    if let Some(done) = &*done {
                        <Notice kind={NoticeKind::Success}>
                            <p>{ t_with("desk.assign.person.done", &[("to", &done.to), ("name", &view.first_name)]) }</p>
                        </Notice>
                    }
                </div>
                <Card title={AttrValue::from(name)}>
                    <Facts><Fact key="now" icon="user-round">{ standing(view) }</Fact></Facts>
                    <Give
                        key="give"
                        of="person"
                        without={view.referent.clone()}
                        label={t("desk.assign.person.give")}
                        question={t_with("desk.assign.person.question", &[("name", &view.first_name)])}
                        texts={lose.into_iter().chain([t("desk.assign.told")]).collect::<Vec<_>>()}
                        {call}
                        on_lost={props.on_lost.clone()}
                        {on_done}
                        on_moved={reading.again.clone()}
                    />
                </Card>
            </Stack>
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Caseload.href()}>{ t("desk.card.back") }</Link></p>
            <Title>{ t("desk.assign.person.title") }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

fn standing(view: &AssignmentView) -> AttrValue {
    let since = view.since.map(i18n::date).unwrap_or_default();
    match (&view.referent_name, view.since) {
        (Some(name), Some(_)) => t_with("desk.assign.person.since", &[("name", name), ("day", &since)]),
        (Some(name), None) => t_with("desk.assign.person.now", &[("name", name)]),
        (None, _) => match &view.former {
            Some(former) => t_with("desk.assign.person.left", &[("name", former), ("day", &since)]),
            None => t("desk.assign.person.nobody"),
        },
    }
}
