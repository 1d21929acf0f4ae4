//! A référent hands someone over to a colleague, on that person's page.

use super::give::Give;
use crate::api::Call;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Heading, More};
use contract::assign::{AssignTo, Assigned, HAND_PERSON_OVER};
use domain::ids::PersonId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct HandoverSectionProps {
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
    pub on_done: Callback<Assigned>,
}

#[component]
pub(in crate::desk) fn HandoverSection(props: &HandoverSectionProps) -> Html {
    use_language();
    let name = [("name", props.first_name.as_str())];
    let call = {
        let id = props.id.clone();
        Callback::from(move |to| Call::new(&HAND_PERSON_OVER).path(&[id.as_str()]).body(&AssignTo { to }))
    };
    html! {
        <section class="mt-stack">
            <Heading>{ t("desk.assign.handover.title") }</Heading>
            <div class="mt-card">
                <More label={t_with("desk.assign.handover", &name)}>
                    <div class="mt-stack">
                        <p>{ t_with("desk.assign.handover.text", &name) }</p>
                        <Give
                            of="handover"
                            label={t_with("desk.assign.handover.give", &name)}
                            question={t_with("desk.assign.handover.question", &name)}
                            texts={vec![
                                t_with("desk.assign.handover.lose", &name),
                                t_with("desk.assign.handover.told", &name),
                            ]}
                            {call}
                            on_lost={props.on_lost.clone()}
                            on_done={props.on_done.clone()}
                        />
                    </div>
                </More>
            </div>
        </section>
    }
}
