//! On the page about a person: proposing a month. They say yes or no themselves.

use super::{drawn, when_words};
use crate::api::Call;
use crate::desk::reading::use_reading;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Heading, Notice, NoticeKind};
use contract::programme::staff::{
    LIST_STAFF_MONTHS, PROPOSE_MONTH, ProposeMonth, Proposed, StaffMonth, StaffMonthList,
};
use domain::ids::PersonId;
use domain::programme::{Invitation, MonthState};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct ProposeSectionProps {
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
}

#[component]
pub(in crate::desk) fn ProposeSection(props: &ProposeSectionProps) -> Html {
    let language = use_language();
    let reading = use_reading::<StaffMonthList, _>(language.code, props.on_lost.clone(), |language| {
        Call::new(&LIST_STAFF_MONTHS).query("language", language)
    });
    let content = |list: &StaffMonthList| {
        let now = device::now();
        let is_open =
            |month: &&StaffMonth| month.state == MonthState::Published && now < month.dating.starts_at;
        let months: Vec<&StaffMonth> = list.months.iter().filter(is_open).collect();
        if months.is_empty() {
            return html! { <div class="mt-card"><p>{ t("desk.propose.none") }</p></div> };
        }
        let one = |month: &StaffMonth| {
            html! {
                <ProposeCard
                    key={month.id.to_string()}
                    month={month.clone()}
                    person={props.id.clone()}
                    first_name={props.first_name.clone()}
                    on_lost={props.on_lost.clone()}
                />
            }
        };
        html! { <div class="mt-stack">{ for months.into_iter().map(one) }</div> }
    };
    html! {
        <section class="mt-stack">
            <Heading>{ t("desk.propose.title") }</Heading>
            { drawn(&reading, content) }
        </section>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ProposeCardProps {
    month: StaffMonth,
    person: PersonId,
    first_name: String,
    on_lost: Callback<()>,
}

#[component]
fn ProposeCard(props: &ProposeCardProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let answer = use_state_eq(|| None::<Invitation>);
    let ProposeCardProps { month, person, first_name, on_lost } = props;
    let on_click = {
        let (act, answer, on_lost) = (act.clone(), answer.setter(), on_lost.clone());
        let (id, body) = (month.id.clone(), ProposeMonth { person: person.clone() });
        move |_| {
            let call = Call::new(&PROPOSE_MONTH).path(&[id.as_str()]).body(&body);
            let answer = answer.clone();
            let on_done = Callback::from(move |proposed: Proposed| answer.set(Some(proposed.invitation)));
            run(&act, call, &on_lost, on_done);
        }
    };
    let name = [("name", first_name.as_str())];
    let said = match (&*act, *answer) {
        (Act::Failed(error), _) => {
            html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> }
        }
        (_, Some(Invitation::Declined)) => {
            html! { <Notice><p>{ t_with("desk.propose.declined", &name) }</p></Notice> }
        }
        (_, Some(_)) => {
            html! { <Notice kind={NoticeKind::Success}><p>{ t_with("desk.propose.done", &name) }</p></Notice> }
        }
        _ => html! { <span></span> },
    };
    html! {
        <div class="mt-card mt-stack">
            <p><strong>{ month.theme.clone() }</strong>{ " · " }{ when_words(&month.dating) }</p>
            <div role="status">{ said }</div>
            <div class="mt-cluster">
                <Button
                    describes={[" : ", &month.theme].concat()}
                    waiting={act.is_under_way()}
                    {on_click}
                >
                    { t("desk.propose.send") }
                </Button>
            </div>
        </div>
    }
}
