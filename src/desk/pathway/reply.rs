//! Something that the person wants to discuss, and the reply, once (P5).

use super::{Act, run};
use crate::api::Call;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Field, focus_field};
use contract::pathway::{DisputeView, ReplyView};
use contract::staff::{REPLY_TO_DISPUTE, ReplyToDispute};
use domain::pathway::read_reply;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DiscussionProps {
    pub dispute: DisputeView,
    /// What it is about, for a screen reader.
    pub title: AttrValue,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn Discussion(props: &DiscussionProps) -> Html {
    use_language();
    let text = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let dispute = &props.dispute;
    let date = i18n::date(dispute.at);
    let said = match &dispute.reason {
        Some(reason) => t_with("desk.pathway.dispute.because", &[("date", &date), ("reason", reason)]),
        None => t_with("desk.pathway.dispute", &[("date", &date)]),
    };
    let (field, place) =
        (["reply-", dispute.id.as_str()].concat(), ["dispute-", dispute.id.as_str()].concat());
    // Reading the pathway again would put what waits no more in another place, away from whoever has just answered it.
    let answered = use_state(|| None::<ReplyView>);
    {
        let place = place.clone();
        use_effect_with(answered.is_some(), move |is_answered| {
            // The form goes away under the hand of whoever has sent it.
            if *is_answered {
                focus_field(&place);
            }
        });
    }
    let onsubmit = {
        let field = field.clone();
        let (text, problem, act) = (text.clone(), problem.setter(), act.clone());
        let (id, on_lost, answered) = (dispute.id.clone(), props.on_lost.clone(), answered.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(reply) = read_reply(&text) else {
                problem.set(Some("error.dispute.reply-refused"));
                focus_field(&field);
                return;
            };
            problem.set(None);
            let call = Call::new(&REPLY_TO_DISPUTE).path(&[id.as_str()]);
            let call = call.body(&ReplyToDispute { text: reply.to_owned() });
            let answered = answered.clone();
            run(&act, call, &on_lost, Callback::from(move |reply| answered.set(Some(reply))));
        }
    };
    let on_input = {
        let text = text.setter();
        Callback::from(move |typed| text.set(typed))
    };
    html! {
        <div class="mt-stack" id={place} tabindex="-1">
            <p>{ said }</p>
            <div role="status">{ act.said("desk.pathway.sent") }</div>
            if let Some(reply) = answered.as_ref().or(dispute.reply.as_ref()) {
                <p>
                    { t_with("desk.pathway.replied", &[("name", &reply.by), ("date", &i18n::date(reply.at)), ("text", &reply.text)]) }
                </p>
            } else {
                <form class="mt-stack" novalidate=true {onsubmit}>
                    <Field
                        id={field}
                        label={t("desk.pathway.reply")}
                        hint={t("desk.pathway.reply.hint")}
                        value={(*text).clone()}
                        {on_input}
                        error={problem.map(t)}
                    />
                    <div class="mt-cluster">
                        <Button
                            submit={true}
                            waiting={act.is_under_way()}
                            describes={t_with("pathway.act.for", &[("title", &props.title)])}
                        >
                            { t("desk.pathway.reply.send") }
                        </Button>
                    </div>
                </form>
            }
        </div>
    }
}
