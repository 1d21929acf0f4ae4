//! Making this device a door: which forum, once, while there is a network.

use super::shelf;
use super::state::Kept;
use crate::api::{Call, new_key};
use crate::app::shell::Failure;
use crate::desk::reading::use_reading;
use crate::desk::words::{day_words, span_words};
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Card, Fact, Facts, Gap, Lead, Notice, NoticeKind, Skeleton, Soft, Stack, Title,
};
use contract::forum::door::{DoorList, GET_DOOR};
use contract::forum::staff::{LIST_STAFF_FORUMS, StaffForum, StaffForumList};
use domain::ids::DoorId;
use domain::workshops::SlotState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PrepareProps {
    pub on_lost: Callback<()>,
    pub on_prepared: Callback<Kept>,
}

#[component]
pub(super) fn Prepare(props: &PrepareProps) -> Html {
    let language = use_language();
    let reading =
        use_reading::<StaffForumList, _>(language.code.clone(), props.on_lost.clone(), |language| {
            Call::new(&LIST_STAFF_FORUMS).query("language", language)
        });
    let act = use_state_eq(Act::default);
    let on_prepare = {
        let (act, on_lost, on_prepared) = (act.clone(), props.on_lost.clone(), props.on_prepared.clone());
        Callback::from(move |forum: StaffForum| {
            let call = Call::new(&GET_DOOR).path(&[forum.id.as_str()]).query("language", &language.code);
            let on_prepared = on_prepared.clone();
            let on_list = move |list: DoorList| {
                let door = DoorId::new(new_key()).expect("BUG: hexadecimal digits are an identifier");
                let kept = Kept::new(door, list, device::now());
                // Whether it is on the disk is said where the door works.
                shelf::keep_list(&kept, Callback::noop());
                shelf::keep_page();
                on_prepared.emit(kept);
            };
            run(&act, call, &on_lost, Callback::from(on_list));
        })
    };
    let content = match &reading.answer {
        None => html! { <Skeleton label={t("shell.loading")} lines={4} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={reading.again.clone()} /> },
        Some(Ok(list)) => forums(list, act.is_under_way(), &on_prepare),
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.door.title") }</Title>
            <Lead>{ t("desk.door.prepare") }</Lead>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <div>{ content }</div>
        </Stack>
    }
}

fn forums(list: &StaffForumList, waiting: bool, on_prepare: &Callback<StaffForum>) -> Html {
    let is_open =
        |forum: &&StaffForum| forum.state == SlotState::Published && forum.when.ends_at > device::now();
    let open: Vec<&StaffForum> = list.forums.iter().filter(is_open).collect();
    if open.is_empty() {
        return html! { <Card title={t("desk.door.none")}><p>{ t("desk.door.none.text") }</p></Card> };
    }
    let card = |forum: &&StaffForum| {
        let (on_prepare, own) = (on_prepare.clone(), (*forum).clone());
        html! {
            <Card key={forum.id.to_string()} title={forum.name.clone()}>
                <Facts>
                    <Fact key="day" icon="calendar">{ day_words(forum.when.day) }</Fact>
                    <Fact key="hours" icon="clock">{ span_words(forum.when.from, forum.when.to) }</Fact>
                    <Fact key="venue" icon="map-pin">{ forum.venue_name.clone() }</Fact>
                </Facts>
                <div class="mt-cluster">
                    <Button
                        kind={ButtonKind::Primary}
                        icon="smartphone"
                        {waiting}
                        describes={t_with("desk.door.prepare.which", &[("name", &forum.name)])}
                        on_click={move |_| on_prepare.emit(own.clone())}
                    >
                        { t(if waiting { "desk.door.prepare.waiting" } else { "desk.door.prepare.act" }) }
                    </Button>
                </div>
            </Card>
        }
    };
    html! {
        <Stack>
            { for open.iter().map(card) }
            <Soft>{ t("desk.door.prepare.what") }</Soft>
        </Stack>
    }
}
