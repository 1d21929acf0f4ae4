//! The pathway of a person at the desk: what is stuck, what is to be discussed and the reply, what is brought, hours.
//!
//! An action that the person keeps for themselves is there without a name: it is one, and nothing more is known here.

mod actions;
mod bring;
mod hours;
mod reply;
pub mod state;

use super::reading::use_reading;
use super::writing::{Act, run};
use crate::api::Call;
use crate::app::shell::Failure;
use crate::i18n::{t, use_language};
use crate::ui::{Heading, Skeleton, Stack};
use actions::actions;
use bring::Bring;
use contract::staff::{ClientPathway, GET_CLIENT_PATHWAY};
use domain::ids::PersonId;
use hours::Hours;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PathwaySectionProps {
    pub id: PersonId,
    pub on_lost: Callback<()>,
}

/// A section of the page about a person.
#[component]
pub(super) fn PathwaySection(props: &PathwaySectionProps) -> Html {
    let language = use_language();
    let reading = use_reading::<ClientPathway, _>(
        (props.id.clone(), language.code),
        props.on_lost.clone(),
        |(id, language)| Call::new(&GET_CLIENT_PATHWAY).path(&[id.as_str()]).query("language", language),
    );
    let content = match &reading.answer {
        None => html! { <Skeleton label={t("shell.loading")} lines={3} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={reading.again} /> },
        Some(Ok(pathway)) => {
            let (id, on_lost, on_done) = (&props.id, &props.on_lost, &reading.again);
            html! {
                <Stack>
                    { actions(pathway, on_lost) }
                    <Bring id={id.clone()} sheets={pathway.sheets.clone()} on_lost={on_lost.clone()} on_done={on_done.clone()} />
                    <Heading level={3}>{ t("desk.hours.title") }</Heading>
                    <Hours
                        id={id.clone()}
                        hours={pathway.hours.clone()}
                        reasons={pathway.hours_reasons.clone()}
                        on_lost={on_lost.clone()}
                        on_done={on_done.clone()}
                    />
                </Stack>
            }
        }
    };
    html! {
        <section class="mt-stack">
            <Heading>{ t("desk.pathway.title") }</Heading>
            { content }
        </section>
    }
}

#[cfg(test)]
mod tests;
