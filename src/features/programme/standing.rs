//! Where the person stands with a month, and the one thing that they can do about it.

use crate::api::{ApiError, Call, send};
use crate::app::slot::dated_rows;
use crate::i18n::{t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{self, Button, ButtonKind, Heading, LinkButton, Notice, NoticeKind};
use contract::Endpoint;
use contract::programme::{ASK_FOR_MONTH, DECLINE_MONTH, MonthStanding, MonthView};
use contract::workshops::SlotView;
use domain::workshops::BookingStatus;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct StandingCardProps {
    pub month: MonthView,
    /// Something was said, or could not be: what is so now has to be read.
    pub on_said: Callback<()>,
}

/// What became of the last thing that was said.
#[derive(Debug, Clone, PartialEq, Default)]
enum Said {
    #[default]
    Nothing,
    UnderWay,
    Failed(ApiError),
}

#[component]
pub(super) fn StandingCard(props: &StandingCardProps) -> Html {
    let language = use_language().code;
    let said = use_state_eq(Said::default);
    let StandingCardProps { month, on_said } = props;
    let id = AttrValue::from(["standing-", month.id.as_str()].concat());
    {
        // An answer that is lost on the way may have had its effect: then nothing has failed.
        let said = said.setter();
        use_effect_with(month.standing.clone(), move |_| said.set(Said::Nothing));
    }
    let say = |endpoint: &'static Endpoint| {
        let (said, on_said, month, id) = (said.clone(), on_said.clone(), month.id.clone(), id.clone());
        let language = language.clone();
        Callback::from(move |_: MouseEvent| {
            if *said == Said::UnderWay {
                return;
            }
            said.set(Said::UnderWay);
            let call = Call::new(endpoint).path(&[month.as_str()]).query("language", &language);
            let (said, on_said, id) = (said.setter(), on_said.clone(), id.clone());
            spawn_local(async move {
                said.set(match send::<MonthView>(&call).await {
                    Ok(_) => Said::Nothing,
                    Err(error) => Said::Failed(error),
                });
                on_said.emit(());
                // The pressed button says something else now; focus stays with what it was about.
                ui::focus_field(&id);
            });
        })
    };
    let waiting = *said == Said::UnderWay;
    let act = |kind: ButtonKind, key: &'static str, endpoint: &'static Endpoint| {
        html! { <Button {key} {kind} {waiting} on_click={say(endpoint)}>{ t(key) }</Button> }
    };
    let ask = |key| act(ButtonKind::Primary, key, &ASK_FOR_MONTH);
    let decline = |key| act(ButtonKind::Plain, key, &DECLINE_MONTH);
    let (title, text, acts) = match &month.standing {
        MonthStanding::Nothing => {
            ("programme.nothing", AttrValue::from(month.invitation.clone()), ask("programme.act.ask"))
        }
        MonthStanding::Asked => {
            ("programme.asked", t("programme.asked.text"), decline("programme.act.leave"))
        }
        MonthStanding::Declined => {
            ("programme.declined", t("programme.declined.text"), ask("programme.act.again"))
        }
        MonthStanding::Proposed { by } => {
            let text = match by {
                Some(name) => t_with("programme.proposed.by", &[("name", name)]),
                None => t("programme.proposed.text"),
            };
            (
                "programme.proposed",
                text,
                html! { <>{ to_day(&month.days) }{ decline("programme.act.no") }</> },
            )
        }
        MonthStanding::Participant => {
            ("programme.participant", t("programme.participant.text"), to_own_day(month))
        }
    };
    let is_proposed = matches!(month.standing, MonthStanding::Proposed { .. });
    html! {
        <div class="mt-card mt-stack" {id} tabindex="-1">
            <Heading level={2}>{ t(title) }</Heading>
            <div role="status">
                if let Said::Failed(error) = &*said {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <p>{ text }</p>
            if is_proposed && month.days.len() > 1 {
                <div key="days" class="mt-stack mt-stack--tight">
                    <p><strong>{ t("programme.choose-day") }</strong></p>
                    { dated_rows(&month.days) }
                </div>
            }
            <div class="mt-cluster">{ acts }</div>
        </div>
    }
}

/// With one day there is nothing to choose.
fn to_day(days: &[SlotView]) -> Html {
    match days {
        [day] => html! {
            <LinkButton key="day" kind={ButtonKind::Primary} href={Route::Workshop(day.id.clone()).href()}>
                { t("programme.act.yes") }
            </LinkButton>
        },
        _ => html! { <span></span> },
    }
}

/// The person's own day: when, where, what to bring, and how to give the place back.
fn to_own_day(month: &MonthView) -> Html {
    let is_own = |day: &&SlotView| day.own.as_ref().is_some_and(|own| own.status == BookingStatus::Booked);
    let own = month.days.iter().find(is_own).map(|day| {
        html! {
            <LinkButton key="own" icon="calendar" href={Route::Workshop(day.id.clone()).href()}>
                { t("programme.act.own-day") }
            </LinkButton>
        }
    });
    html! { <>{ for own }<span></span></> }
}
