//! Access cards at the desk (O2): whether someone's works, a new one as a letter, one taken back.

mod letter;
mod letters;

use letter::LetterReady;
pub(super) use letters::LettersSection;

use super::place::Place;
use super::reading::{drawn, use_reading};
use super::writing::{Act, run, run_file};
use crate::api::{Call, Received};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Card, Dialog, Fact, Facts, Gap, Link, Notice, NoticeKind, Soft, Stack, Title,
};
use contract::cards::{CardView, GET_CARD, RENEW_CARD, REVOKE_CARD};
use domain::ids::PersonId;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CardPageProps {
    pub id: PersonId,
    pub on_lost: Callback<()>,
}

/// For a coordinator, who does not open what people share.
#[component]
pub(super) fn CardPage(props: &CardPageProps) -> Html {
    use_language();
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Caseload.href()}>{ t("desk.card.back") }</Link></p>
            <Title>{ t("desk.card.title") }</Title>
            <CardSection id={props.id.clone()} named={true} on_lost={props.on_lost.clone()} />
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CardSectionProps {
    pub id: PersonId,
    /// Whether the section says whose card it is; elsewhere the page does.
    #[prop_or_default]
    pub named: bool,
    pub on_lost: Callback<()>,
}

/// What is asked before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Renew,
    Revoke,
}

#[component]
pub(super) fn CardSection(props: &CardSectionProps) -> Html {
    use_language();
    let reading = use_reading::<CardView, _>(props.id.clone(), props.on_lost.clone(), |id| {
        Call::new(&GET_CARD).path(&[id.as_str()])
    });
    let act = use_state_eq(Act::default);
    let file = use_state_eq(|| None::<Rc<Received>>);
    let asking = use_state_eq(|| None::<Asking>);
    let id = props.id.as_str();
    let on_renew = {
        let (act, on_lost, asking) = (act.clone(), props.on_lost.clone(), asking.setter());
        let (file, again, id) = (file.setter(), reading.again.clone(), props.id.clone());
        move |_| {
            asking.set(None);
            let (file, again) = (file.clone(), again.clone());
            let on_file = Callback::from(move |received| {
                file.set(Some(received));
                again.emit(());
            });
            run_file(&act, Call::new(&RENEW_CARD).path(&[id.as_str()]), &on_lost, on_file);
        }
    };
    let on_revoke = {
        let (act, on_lost, asking) = (act.clone(), props.on_lost.clone(), asking.setter());
        let (file, again, id) = (file.setter(), reading.again.clone(), props.id.clone());
        move |_| {
            asking.set(None);
            let (file, again) = (file.clone(), again.clone());
            let on_answer = Callback::from(move |_: CardView| {
                file.set(None);
                again.emit(());
            });
            run(&act, Call::new(&REVOKE_CARD).path(&[id.as_str()]), &on_lost, on_answer);
        }
    };
    let ask = |what: Option<Asking>| {
        let asking = asking.setter();
        move || asking.set(what)
    };
    let (on_close, on_keep, on_close_too, on_keep_too) = (ask(None), ask(None), ask(None), ask(None));
    let (renew, revoke) = (ask(Some(Asking::Renew)), ask(Some(Asking::Revoke)));
    let content = drawn(&reading, |card| {
        let works = card.issued_at.is_some() && card.revoked_at.is_none();
        let make = if works { "desk.card.renew" } else { "desk.card.make" };
        html! {
            <Stack>
                if props.named {
                    <p key="name" class="mt-heading"><bdi>{ card.first_name.clone() }{ " " }{ card.last_name.clone() }</bdi></p>
                }
                <Facts>
                    <Fact key="state" icon={if works { "id-card" } else { "lock" }}>{ state(card) }</Fact>
                </Facts>
                <div role="status">
                    if let Act::Failed(error) = &*act {
                        <Notice key="failed" kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    } else if let Some(file) = &*file {
                        <LetterReady key="file" file={file.clone()} title={t("desk.card.ready")} label={t("desk.card.download")} />
                    }
                </div>
                <div class="mt-cluster">
                    <Button icon="file-text" waiting={act.is_under_way()} on_click={move |_| renew()}>{ t(make) }</Button>
                    if works {
                        <Button key="revoke" kind={ButtonKind::Plain} waiting={act.is_under_way()} on_click={move |_| revoke()}>
                            { t("desk.card.revoke") }
                        </Button>
                    }
                </div>
                <Soft>{ t("desk.card.noted") }</Soft>
            </Stack>
        }
    });
    html! {
        <Card title={(!props.named).then(|| t("desk.card.title"))}>
            { content }
            <Dialog
                id={["renew-card-", id].concat()}
                title={t("desk.card.renew.title")}
                open={*asking == Some(Asking::Renew)}
                on_close={move |()| on_close()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on_renew}>{ t("desk.card.renew.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={move |_| on_keep()}>{ t("desk.card.renew.no") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.card.renew.text") }</p>
                <p>{ t("desk.card.renew.print") }</p>
            </Dialog>
            <Dialog
                id={["revoke-card-", id].concat()}
                title={t("desk.card.revoke.title")}
                open={*asking == Some(Asking::Revoke)}
                on_close={move |()| on_close_too()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on_revoke}>{ t("desk.card.revoke") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={move |_| on_keep_too()}>{ t("desk.card.revoke.no") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.card.revoke.text") }</p>
            </Dialog>
        </Card>
    }
}

fn state(card: &CardView) -> AttrValue {
    match (card.issued_at, card.revoked_at) {
        (None, _) => t("desk.card.none"),
        (Some(at), None) => t_with("desk.card.works", &[("day", &i18n::date(at))]),
        (Some(_), Some(at)) => t_with("desk.card.revoked", &[("day", &i18n::date(at))]),
    }
}
