//! The form with which a meeting is called off: why, if one wants to say it.

use crate::api::Call;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Field, Notice, NoticeKind};
use contract::meetings::{CALL_MEETING_OFF, CallMeetingOff, ClientMeeting, MeetingView};
use domain::meetings::ABOUT_MAX_CHARS;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CallOffProps {
    pub meeting: MeetingView,
    pub first_name: String,
    pub on_lost: Callback<()>,
    pub on_done: Callback<ClientMeeting>,
}

#[component]
pub(super) fn CallOff(props: &CallOffProps) -> Html {
    use_language();
    let words = use_state_eq(AttrValue::default);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (words, act, on_lost) = (words.clone(), act.clone(), props.on_lost.clone());
        let (meeting, on_done) = (props.meeting.clone(), props.on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let text = words.trim();
            let body = CallMeetingOff { words: (!text.is_empty()).then(|| text.to_owned()) };
            let call = Call::new(&CALL_MEETING_OFF).path(&[meeting.id.as_str()]).if_match(meeting.version);
            run(&act, call.body(&body), &on_lost, on_done.clone());
        }
    };
    let on_input = {
        let words = words.setter();
        Callback::from(move |text| words.set(text))
    };
    html! {
        <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Field
                id={["meeting-off-", props.meeting.id.as_str()].concat()}
                label={t("desk.meeting.off.words")}
                hint={t_with("desk.meeting.about.hint", &[("name", &props.first_name)])}
                value={(*words).clone()}
                {on_input}
                max_length={ABOUT_MAX_CHARS.to_string()}
            />
            <div class="mt-cluster">
                <Button submit={true} waiting={act.is_under_way()}>{ t("desk.meeting.off.send") }</Button>
            </div>
        </form>
    }
}
