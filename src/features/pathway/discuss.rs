//! "Je ne suis pas d'accord / à discuter", and the reply (P5).

use super::state::{Errand, Event, State};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, More, Notice, NoticeKind};
use contract::pathway::{DisputeAbout, DisputeView, ReasonChoice};
use domain::ids::ReasonId;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct DiscussProps {
    pub about: DisputeAbout,
    pub dispute: Option<DisputeView>,
    pub reasons: Vec<ReasonChoice>,
    /// What it is about, for a screen reader.
    pub title: AttrValue,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Discuss(props: &DiscussProps) -> Html {
    use_language();
    let chosen = use_state_eq(|| None::<ReasonId>);
    let open = props.dispute.as_ref().filter(|dispute| dispute.reply.is_none());
    html! {
        <div class="mt-stack">
            { for props.dispute.iter().map(|dispute| told(dispute, open.is_some())) }
            <div>
                if let Some(dispute) = open {
                    { withdraw(props, dispute) }
                } else {
                    { ask(props, &chosen) }
                }
            </div>
        </div>
    }
}

/// Both sides, each with its day.
fn told(dispute: &DisputeView, is_open: bool) -> Html {
    let date = i18n::date(dispute.at);
    let said = match &dispute.reason {
        Some(reason) => t_with("pathway.dispute.because", &[("date", &date), ("reason", reason)]),
        None => t_with("pathway.dispute.said", &[("date", &date)]),
    };
    html! {
        <Notice kind={if is_open { NoticeKind::Warm } else { NoticeKind::Information }} icon="message-circle" key={dispute.id.to_string()}>
            <p>{ said }</p>
            if let Some(reply) = &dispute.reply {
                <p class="mt-small">
                    { t_with("pathway.dispute.reply", &[("name", &reply.by), ("date", &i18n::date(reply.at))]) }
                </p>
                <p>{ reply.text.clone() }</p>
            } else {
                <p>{ t("pathway.dispute.waits") }</p>
            }
        </Notice>
    }
}

fn withdraw(props: &DiscussProps, dispute: &DisputeView) -> Html {
    let (dispatch, about, id) = (props.state.dispatcher(), props.about.clone(), dispute.id.clone());
    let on_click = move |_| {
        dispatch.dispatch(Event::Asked(Errand::Withdraw { dispute: id.clone(), about: about.clone() }));
    };
    html! {
        <Button
            kind={ButtonKind::Plain}
            waiting={props.state.errand.is_some()}
            describes={t_with("pathway.act.for", &[("title", &props.title)])}
            {on_click}
        >
            { t("pathway.dispute.withdraw") }
        </Button>
    }
}

fn ask(props: &DiscussProps, chosen: &UseStateHandle<Option<ReasonId>>) -> Html {
    let describes = t_with("pathway.act.for", &[("title", &props.title)]);
    let name = match &props.about {
        DisputeAbout::Action(id) => ["discuss-", id.as_str()].concat(),
        DisputeAbout::Hours => "discuss-hours".to_owned(),
    };
    let choice = |reason: &ReasonChoice| {
        let (chosen, id) = (chosen.clone(), reason.id.clone());
        html! {
            <Choice
                key={reason.id.to_string()}
                id={[name.as_str(), "-", reason.id.as_str()].concat()}
                name={name.clone()}
                kind={ChoiceKind::Radio}
                label={reason.label.clone()}
                checked={chosen.as_ref() == Some(&reason.id)}
                on_change={move |_| chosen.set(Some(id.clone()))}
            />
        }
    };
    let (dispatch, about, reason) = (props.state.dispatcher(), props.about.clone(), (**chosen).clone());
    let on_click = move |_| {
        dispatch.dispatch(Event::Asked(Errand::Dispute { about: about.clone(), reason: reason.clone() }));
    };
    html! {
        <More label={t("pathway.dispute")} describes={describes.clone()}>
            <div class="mt-stack">
                <p>{ t("pathway.dispute.text") }</p>
                <ChoiceGroup id={name.clone()} legend={t("pathway.dispute.legend")} hint={t("pathway.stuck.hint")}>
                    { for props.reasons.iter().map(choice) }
                </ChoiceGroup>
                <Button {describes} waiting={props.state.errand.is_some()} {on_click}>{ t("pathway.dispute.ask") }</Button>
            </div>
        </More>
    }
}
