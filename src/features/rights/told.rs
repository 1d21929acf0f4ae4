//! What was asked, how it stands, and what was answered.

use super::state::{Errand, Event, State};
use crate::app::paper::PaperLink;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind, Soft, Stack};
use contract::retention::EXPORT_MY_DATA;
use contract::rights::{RightsAnswerView, RightsRequestView};
use domain::rights::{RightsKind, RightsOutcome};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct AskedProps {
    pub request: RightsRequestView,
    pub state: UseReducerHandle<State>,
}

/// One request, the latest of its kind, with the way to take it back while there is one.
#[component]
pub(super) fn Asked(props: &AskedProps) -> Html {
    use_language();
    let request = &props.request;
    html! {
        <Stack>
            { told(request) }
            if request.answer.as_ref().is_some_and(|answer| answer.erase_at.is_some()) {
                <PaperLink endpoint={&EXPORT_MY_DATA} label={t("paper.everything")} />
            }
            if request.is_open() {
                { withdraw(props) }
            }
        </Stack>
    }
}

/// A request and its answer, in words.
pub(super) fn told(request: &RightsRequestView) -> Html {
    let asked_on = i18n::date(request.asked_at);
    if let Some(at) = request.withdrawn_at {
        return html! { <Soft>{ t_with("rights.withdrawn", &[("asked", &asked_on), ("day", &i18n::date(at))]) }</Soft> };
    }
    let own = request.words.as_ref().map(|words| t_with("rights.own", &[("words", words)]));
    match &request.answer {
        None => {
            let due = t_with("rights.waits", &[("day", &i18n::weekday_of_day(request.answer_by))]);
            html! {
                <Notice kind={NoticeKind::Warm} title={t_with("rights.sent", &[("day", &asked_on)])}>
                    <Stack>
                        { for own.map(paragraph) }
                        <p>{ due }</p>
                    </Stack>
                </Notice>
            }
        }
        Some(answer) => answered(request, own, answer),
    }
}

fn answered(request: &RightsRequestView, own: Option<AttrValue>, answer: &RightsAnswerView) -> Html {
    let title = match (answer.outcome, request.kind) {
        (RightsOutcome::Granted, _) => "rights.granted",
        (RightsOutcome::Refused, RightsKind::Erase) => "rights.refused.erase",
        (RightsOutcome::Refused, RightsKind::Contest) => "rights.refused",
    };
    let signed = [("name", answer.by.as_str()), ("day", &i18n::date(answer.at))];
    html! {
        <Notice icon="message-circle" title={t(title)}>
            <Stack>
                { for own.map(paragraph) }
                <p class="mt-written">{ answer.text.clone() }</p>
                <p class="mt-small">{ t_with("rights.signed", &signed) }</p>
                if let Some(at) = answer.erase_at {
                    <p key="erase"><strong>{ t_with("rights.erased", &[("day", &i18n::weekday_date(at)), ("time", &i18n::time(at))]) }</strong></p>
                    <p key="until">{ t("rights.until") }</p>
                }
                if answer.outcome == RightsOutcome::Refused {
                    <p key="else">{ t("rights.else") }</p>
                }
            </Stack>
        </Notice>
    }
}

fn paragraph(text: AttrValue) -> Html {
    html! { <p key="own" class="mt-written">{ text }</p> }
}

fn withdraw(props: &AskedProps) -> Html {
    let AskedProps { request, state } = props;
    let (dispatch, errand) = (state.dispatcher(), Errand::Withdraw(request.kind, request.id.clone()));
    let key = if request.answer.is_some() { "rights.withdraw.erase" } else { "rights.withdraw" };
    let describes = match request.kind {
        RightsKind::Erase => "rights.erase",
        RightsKind::Contest => "rights.contest",
    };
    html! {
        <>
            <div role="status">
                if let Some(error) = state.failure(request.kind) {
                    <Notice kind={NoticeKind::Attention} title={t("rights.not-sent")}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <div class="mt-cluster">
                <Button
                    kind={ButtonKind::Plain}
                    waiting={state.is_waiting(request.kind)}
                    describes={[" : ", &t(describes)].concat()}
                    on_click={move |_| dispatch.dispatch(Event::Pressed(errand.clone()))}
                >
                    { t(key) }
                </Button>
            </div>
        </>
    }
}
