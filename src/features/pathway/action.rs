//! Something that is to be done: chosen, brought or one's own, and what the person says about it (P3, P4).

use super::dates::{Dates, date_lines};
use super::discuss::Discuss;
use super::history::History;
use super::said::said;
use super::sheet::SheetDetails;
use super::state::{Errand, Event, Part, State, moves, status_key};
use crate::app::shell::phone_row;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, Heading, More, Rows, Tag, TagKind};
use contract::pathway::{ActionView, DisputeAbout, ReasonChoice};
use contract::session::Contact;
use domain::pathway::{ActionSource, ActionStatus};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct ActionCardProps {
    pub action: ActionView,
    pub state: UseReducerHandle<State>,
    pub stuck_reasons: Vec<ReasonChoice>,
    pub dispute_reasons: Vec<ReasonChoice>,
    pub referent: Option<Contact>,
}

#[component]
pub(super) fn ActionCard(props: &ActionCardProps) -> Html {
    use_language();
    let ActionCardProps { action, state, .. } = props;
    let part = Part::Action(action.id.clone());
    let (kind, icon) = tag(action.status);
    html! {
        <div class="mt-card mt-stack" id={part.id()} tabindex="-1">
            <div class="mt-stack mt-stack--tight">
                <Heading level={3}>{ action.title.clone() }</Heading>
                <div><Tag {kind} {icon}>{ t(status_key(action.status)) }</Tag></div>
                { origin(action) }
                { date_lines(action) }
            </div>
            <div role="status">{ said(state, &part) }</div>
            <div class="mt-stack" hidden={action.status != ActionStatus::Stuck}>
                if action.status == ActionStatus::Stuck {
                    { stuck(props) }
                }
            </div>
            <div hidden={action.source != ActionSource::Referent}>
                if action.source == ActionSource::Referent {
                    <Discuss
                        about={DisputeAbout::Action(action.id.clone())}
                        dispute={action.dispute.clone()}
                        reasons={props.dispute_reasons.clone()}
                        title={action.title.clone()}
                        state={state.clone()}
                    />
                }
            </div>
            <div>
                if let Some(sheet) = &action.sheet {
                    <SheetDetails sheet={sheet.clone()} />
                }
                if action.status.is_open() {
                    <Dates action={action.clone()} state={state.clone()} />
                }
                <History action={action.clone()} />
            </div>
            <div class="mt-cluster">{ for moves(action.status).iter().map(|(to, key)| button(props, *to, key)) }</div>
        </div>
    }
}

fn tag(status: ActionStatus) -> (TagKind, Option<&'static str>) {
    match status {
        ActionStatus::Planned => (TagKind::Plain, Some("clock")),
        ActionStatus::UnderWay => (TagKind::Warm, None),
        ActionStatus::Stuck => (TagKind::Plain, Some("message-circle")),
        ActionStatus::Done => (TagKind::Success, Some("check")),
        ActionStatus::Stopped | ActionStatus::Cancelled => (TagKind::Plain, Some("x")),
    }
}

/// Where it comes from, when that is not the person's own choice among the ideas.
fn origin(action: &ActionView) -> Html {
    match (&action.brought_by, &action.sheet) {
        (Some(who), _) => html! { <p class="mt-small">{ t_with("pathway.brought", &[("name", who)]) }</p> },
        (None, None) => html! { <p class="mt-small">{ t("pathway.own") }</p> },
        (None, Some(_)) => html! { <span hidden=true></span> },
    }
}

/// Who is told, who can be called and, for whoever wants to say it, why.
fn stuck(props: &ActionCardProps) -> Html {
    let action = &props.action;
    let name = ["why-", action.id.as_str()].concat();
    // What is on its way stands chosen already: a tick that vanishes until the server has answered looks refused.
    let on_its_way = match &props.state.errand {
        Some(Errand::Say { action: id, reason, .. }) if *id == action.id => reason.as_ref(),
        _ => None,
    };
    let chosen = on_its_way.or_else(|| action.reason.as_ref().map(|said| &said.id));
    let choice = |reason: &ReasonChoice| {
        let (dispatch, id) = (props.state.dispatcher(), reason.id.clone());
        let (action_id, version) = (action.id.clone(), action.version);
        let on_change = Callback::from(move |_| {
            dispatch.dispatch(Event::Asked(Errand::Say {
                action: action_id.clone(),
                version,
                status: ActionStatus::Stuck,
                reason: Some(id.clone()),
            }));
        });
        html! {
            <Choice
                key={reason.id.to_string()}
                id={[name.as_str(), "-", reason.id.as_str()].concat()}
                name={name.clone()}
                kind={ChoiceKind::Radio}
                label={reason.label.clone()}
                checked={chosen == Some(&reason.id)}
                {on_change}
            />
        }
    };
    let told = match &props.referent {
        Some(referent) => t_with("pathway.stuck.told", &[("name", &referent.name)]),
        None => t("pathway.stuck.text"),
    };
    html! {
        <>
            <p>{ told }</p>
            <div>
                if let Some(referent) = &props.referent {
                    <Rows calm={true}>
                        { phone_row(&referent.name, &referent.phone, None) }
                    </Rows>
                }
            </div>
            <More label={t("pathway.stuck.why")} describes={t_with("pathway.act.for", &[("title", &action.title)])}>
                <ChoiceGroup id={name.clone()} legend={t("pathway.stuck.legend")} hint={t("pathway.stuck.hint")}>
                    { for props.stuck_reasons.iter().map(choice) }
                </ChoiceGroup>
            </More>
        </>
    }
}

fn button(props: &ActionCardProps, to: ActionStatus, key: &'static str) -> Html {
    let action = &props.action;
    let (dispatch, id, version) = (props.state.dispatcher(), action.id.clone(), action.version);
    let describes = t_with("pathway.act.for", &[("title", &action.title)]);
    let kind = if to == ActionStatus::Stopped { ButtonKind::Plain } else { ButtonKind::Quiet };
    let on_click = move |_| {
        dispatch.dispatch(Event::Asked(Errand::Say {
            action: id.clone(),
            version,
            status: to,
            reason: None,
        }));
    };
    let waiting = props.state.is_waiting(&Part::Action(action.id.clone()));
    html! { <Button {key} {kind} {describes} {waiting} {on_click}>{ t(key) }</Button> }
}
