//! One request in the person's words, and the answer, once. An erasure is asked about again before it is agreed to.

use super::{kind_key, name_of};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::desk::words::day_words;
use crate::desk::writing::{Act, run};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Card, Choice, ChoiceGroup, ChoiceKind, Dialog, Gap, Heading, Link, LongField, Notice,
    NoticeKind, Stack, Title, focus_field, focus_title,
};
use contract::rights::{
    ANSWER_RIGHTS_REQUEST, AnswerRightsRequest, GET_RIGHTS_TO_ANSWER, RightsAnswered, RightsDetail,
};
use domain::ids::RightsRequestId;
use domain::rights::{RightsKind, RightsOutcome, WORDS_MAX_CHARS, read_words};
use yew::prelude::*;

const OUTCOME: &str = "rights-granted";
const TEXT: &str = "rights-text";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct AnswerPageProps {
    pub id: RightsRequestId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn AnswerPage(props: &AnswerPageProps) -> Html {
    use_language();
    let reading = use_reading::<RightsDetail, _>(props.id.clone(), props.on_lost.clone(), |id| {
        Call::new(&GET_RIGHTS_TO_ANSWER).path(&[id.as_str()])
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Rights.href()}>{ t("desk.rights.back") }</Link></p>
            <Title>{ t("desk.rights.page") }</Title>
            <div>{ drawn(&reading, |detail| html! { <Answer detail={detail.clone()} on_lost={props.on_lost.clone()} /> }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AnswerProps {
    detail: RightsDetail,
    on_lost: Callback<()>,
}

#[component]
fn Answer(props: &AnswerProps) -> Html {
    use_language();
    let answered = use_state_eq(|| None::<RightsAnswered>);
    let request = &props.detail.request;
    let on_answered = {
        let answered = answered.setter();
        Callback::from(move |answer| {
            answered.set(Some(answer));
            focus_title();
        })
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Card>
                <Stack>
                    <Heading><bdi>{ name_of(request) }</bdi></Heading>
                    <p>{ t_with(kind_key(request.kind), &[("day", &i18n::date(request.asked_at))]) }</p>
                    if let Some(words) = &props.detail.words {
                        <p key="words" class="mt-written">{ words.clone() }</p>
                    }
                </Stack>
            </Card>
            <div role="status">{ said(*answered) }</div>
            <div>
                if answered.is_none() {
                    <Form detail={props.detail.clone()} on_lost={props.on_lost.clone()} {on_answered} />
                }
            </div>
        </Stack>
    }
}

fn said(answered: Option<RightsAnswered>) -> Html {
    let text = match answered {
        None => return html! { <span></span> },
        Some(RightsAnswered { erase_at: Some(at) }) => {
            t_with("desk.rights.answered.erase", &[("day", &i18n::weekday_date(at))])
        }
        Some(RightsAnswered { erase_at: None }) => t("desk.rights.answered.text"),
    };
    html! { <Notice kind={NoticeKind::Success} title={t("desk.rights.answered")}><p>{ text }</p></Notice> }
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    detail: RightsDetail,
    on_lost: Callback<()>,
    on_answered: Callback<RightsAnswered>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    use_language();
    let outcome = use_state_eq(|| None::<RightsOutcome>);
    let text = use_state_eq(AttrValue::default);
    let is_checked = use_state_eq(|| false);
    let is_asking = use_state_eq(|| false);
    let act = use_state_eq(Act::default);
    let request = &props.detail.request;
    let is_erasure = request.kind == RightsKind::Erase && *outcome == Some(RightsOutcome::Granted);
    let send = {
        let (act, on_lost, on_answered) = (act.clone(), props.on_lost.clone(), props.on_answered.clone());
        let (id, outcome, text, is_asking) = (request.id.clone(), *outcome, text.clone(), is_asking.setter());
        Callback::from(move |()| {
            is_asking.set(false);
            let Some(outcome) = outcome else { return };
            let body = AnswerRightsRequest { outcome, text: text.to_string() };
            let call = Call::new(&ANSWER_RIGHTS_REQUEST).path(&[id.as_str()]).body(&body);
            run(&act, call, &on_lost, on_answered.clone());
        })
    };
    let onsubmit = {
        let (outcome, text, is_checked) = (*outcome, text.clone(), is_checked.setter());
        let (is_asking, send) = (is_asking.setter(), send.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            is_checked.set(true);
            match (outcome, read_words(&text)) {
                (None, _) => focus_field(OUTCOME),
                (_, Err(_)) => focus_field(TEXT),
                _ if is_erasure => is_asking.set(true),
                _ => send.emit(()),
            }
        }
    };
    let choice = |of: RightsOutcome, id: &'static str, key: &str, more: AttrValue| {
        let set = outcome.setter();
        html! {
            <Choice
                key={id}
                {id}
                name="rights-outcome"
                kind={ChoiceKind::Radio}
                label={t(key)}
                {more}
                checked={*outcome == Some(of)}
                on_change={move |_| set.set(Some(of))}
            />
        }
    };
    let granted = if request.kind == RightsKind::Erase {
        "desk.rights.granted.erase"
    } else {
        "desk.rights.granted.contest"
    };
    let on_input = use_callback(text.setter(), |typed, text| text.set(typed));
    let close = {
        let is_asking = is_asking.setter();
        Callback::from(move |()| is_asking.set(false))
    };
    html! {
        <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
            <p>{ t_with("desk.rights.by", &[("day", &day_words(request.answer_by))]) }</p>
            <ChoiceGroup
                id="rights-outcome"
                legend={t("desk.rights.outcome")}
                error={(*is_checked && outcome.is_none()).then(|| t("desk.rights.outcome.missing"))}
            >
                { choice(RightsOutcome::Granted, OUTCOME, "desk.rights.granted", t(granted)) }
                { choice(RightsOutcome::Refused, "rights-refused", "desk.rights.refused", t("desk.rights.refused.more")) }
            </ChoiceGroup>
            <LongField
                id={TEXT}
                label={t("desk.rights.text")}
                hint={t("desk.rights.text.hint")}
                value={(*text).clone()}
                {on_input}
                max_length={WORDS_MAX_CHARS.to_string()}
                error={(*is_checked && read_words(&text).is_err()).then(|| t("error.rights.words-refused"))}
            />
            <div role="status">{ act.said("desk.rights.answered") }</div>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} icon="send" submit={true} waiting={act.is_under_way()}>{ t("desk.rights.send") }</Button>
            </div>
            <Dialog
                id="rights-erase"
                title={t_with("desk.rights.sure.title", &[("name", &name_of(request))])}
                open={*is_asking}
                on_close={close.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={send.reform(|_: MouseEvent| ())}>{ t("desk.rights.sure.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={close.reform(|_: MouseEvent| ())}>{ t("desk.rights.sure.no") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.rights.sure.text") }</p>
            </Dialog>
        </form>
    }
}
