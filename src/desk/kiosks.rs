//! The kiosks of the office (K1): naming one, the code that makes a device it, taking one away. Only for a coordinator.

use super::reading::use_reading;
use super::writing::{Act, run, run_only};
use crate::api::Call;
use crate::app::shell::Failure;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Card, Dialog, Field, Gap, Lead, LiveRegion, Notice, NoticeKind, Skeleton, Soft,
    Stack, Title, focus_field, focus_title,
};
use contract::kiosk::{
    ADD_KIOSK, AddKiosk, KioskCode, KioskView, LIST_KIOSKS, REMOVE_KIOSK, RENEW_KIOSK_CODE,
};
use domain::forum::read_name;
use yew::prelude::*;

const NAME: &str = "kiosk-name";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct KiosksPageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn KiosksPage(props: &KiosksPageProps) -> Html {
    use_language();
    let reading = use_reading::<Vec<KioskView>, _>((), props.on_lost.clone(), |()| Call::new(&LIST_KIOSKS));
    let said = use_state_eq(AttrValue::default);
    let on_done = {
        let (said, again) = (said.setter(), reading.again.clone());
        Callback::from(move |words: AttrValue| {
            said.set(words);
            again.emit(());
        })
    };
    let content = match &reading.answer {
        None => html! { <Skeleton label={t("shell.loading")} lines={6} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={reading.again.clone()} /> },
        Some(Ok(kiosks)) => {
            let one = |kiosk: &KioskView| {
                html! { <One key={kiosk.id.to_string()} kiosk={kiosk.clone()} on_lost={props.on_lost.clone()} on_done={on_done.clone()} /> }
            };
            html! {
                <>
                    if kiosks.is_empty() {
                        <Card key="none"><p>{ t("desk.kiosks.none") }</p></Card>
                    } else {
                        <ul key="list" class="mt-stack">{ for kiosks.iter().map(one) }</ul>
                    }
                </>
            }
        }
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.kiosks.title") }</Title>
            <Lead>{ t("desk.kiosks.lead") }</Lead>
            <LiveRegion text={(*said).clone()} />
            <div class="mt-stack">{ content }</div>
            <New on_lost={props.on_lost.clone()} {on_done} />
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct NewProps {
    on_lost: Callback<()>,
    /// With what to say.
    on_done: Callback<AttrValue>,
}

#[component]
fn New(props: &NewProps) -> Html {
    use_language();
    let name = use_state_eq(AttrValue::default);
    let is_wrong = use_state_eq(|| false);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (name, is_wrong, act) = (name.clone(), is_wrong.setter(), act.clone());
        let (on_lost, on_done) = (props.on_lost.clone(), props.on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            is_wrong.set(read_name(&name).is_none());
            if read_name(&name).is_none() {
                focus_field(NAME);
                return;
            }
            let call = Call::new(&ADD_KIOSK).body(&AddKiosk { name: name.to_string() });
            let (name, on_done) = (name.setter(), on_done.clone());
            let on_answer = Callback::from(move |kiosk: KioskView| {
                name.set(AttrValue::default());
                on_done.emit(t_with("desk.kiosks.added", &[("name", &kiosk.name)]));
            });
            run(&act, call, &on_lost, on_answer);
        }
    };
    let on_input = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <h2 class="mt-heading">{ t("desk.kiosks.new") }</h2>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Field
                id={NAME}
                label={t("desk.kiosks.name")}
                hint={t("desk.kiosks.name.hint")}
                value={(*name).clone()}
                {on_input}
                max_length="80"
                error={is_wrong.then(|| t("error.kiosk.name-refused"))}
            />
            <div class="mt-cluster">
                <Button submit={true} waiting={act.is_under_way()}>{ t("desk.kiosks.add") }</Button>
            </div>
        </form>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OneProps {
    kiosk: KioskView,
    on_lost: Callback<()>,
    /// With what to say.
    on_done: Callback<AttrValue>,
}

#[component]
fn One(props: &OneProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let code = use_state_eq(|| None::<KioskCode>);
    let is_asking = use_state_eq(|| false);
    let kiosk = &props.kiosk;
    let id = kiosk.id.as_str();
    let on_code = {
        let (act, on_lost, code) = (act.clone(), props.on_lost.clone(), code.setter());
        let call = Call::new(&RENEW_KIOSK_CODE).path(&[id]);
        move |_| {
            let code = code.clone();
            let on_answer = Callback::from(move |answer: KioskCode| code.set(Some(answer)));
            run(&act, call.clone(), &on_lost, on_answer);
        }
    };
    let on_remove = {
        let (act, on_lost, on_done) = (act.clone(), props.on_lost.clone(), props.on_done.clone());
        let (call, name) = (Call::new(&REMOVE_KIOSK).path(&[id]), kiosk.name.clone());
        let is_asking = is_asking.setter();
        move |_| {
            is_asking.set(false);
            let words = t_with("desk.kiosks.removed", &[("name", &name)]);
            let on_done = on_done.clone();
            let on_answer = Callback::from(move |()| {
                on_done.emit(words.clone());
                // The button that was pressed is about to go.
                focus_title();
            });
            run_only(&act, call.clone(), &on_lost, on_answer);
        }
    };
    let ask = |is_open: bool| {
        let is_asking = is_asking.setter();
        move || is_asking.set(is_open)
    };
    let (open, close) = (ask(true), ask(false));
    let (on_close, on_keep) = (close.clone(), close);
    let describes = AttrValue::from([" : ", &kiosk.name].concat());
    html! {
        <li class="mt-card mt-stack mt-stack--tight">
            <h2 class="mt-heading">{ kiosk.name.clone() }</h2>
            <p>{ match kiosk.enrolled_at {
                Some(at) => t_with("desk.kiosks.since", &[("day", &i18n::date(at))]),
                None => t("desk.kiosks.waits"),
            } }</p>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice key="failed" kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                } else if let Some(code) = &*code {
                    <Notice key="code" icon="smartphone" title={t_with("desk.kiosks.code", &[("code", &code.code)])}>
                        <p>{ t_with("desk.kiosks.code.text", &[("address", &address()), ("time", &i18n::time(code.until))]) }</p>
                    </Notice>
                }
            </div>
            <div class="mt-cluster">
                <Button icon="refresh-cw" describes={describes.clone()} waiting={act.is_under_way()} on_click={on_code}>
                    { t("desk.kiosks.make-code") }
                </Button>
                <Button kind={ButtonKind::Plain} {describes} on_click={move |_| open()}>{ t("desk.kiosks.remove") }</Button>
            </div>
            <Dialog
                id={["remove-", id].concat()}
                title={t_with("desk.kiosks.remove.title", &[("name", &kiosk.name)])}
                open={*is_asking}
                on_close={move |()| on_close()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on_remove}>{ t("desk.kiosks.remove.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={move |_| on_keep()}>{ t("desk.kiosks.remove.no") }</Button>
                    </>
                }}
            >
                <Soft>{ t("desk.kiosks.remove.text") }</Soft>
            </Dialog>
        </li>
    }
}

/// Where a device takes its code.
fn address() -> String {
    [&crate::device::window().location().host().unwrap_or_default(), "/kiosk"].concat()
}
