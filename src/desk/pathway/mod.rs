//! The pathway of a person at the desk: what is stuck, what is to be discussed and the reply, what is brought, hours.
//!
//! An action that the person keeps for themselves is there without a name: it is one, and nothing more is known here.

mod actions;
mod bring;
mod hours;
mod reply;
pub mod state;

use super::reading::use_reading;
use super::state::is_session_lost;
use crate::api::{ApiError, Call, send};
use crate::app::shell::Failure;
use crate::i18n::{t, use_language};
use crate::ui::{Heading, Notice, NoticeKind, Skeleton, Stack};
use actions::actions;
use bring::Bring;
use contract::staff::{ClientPathway, GET_CLIENT_PATHWAY};
use domain::ids::PersonId;
use hours::Hours;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
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
                    { actions(pathway, on_lost, on_done) }
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

/// Where a write of one form stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Act {
    #[default]
    Nothing,
    UnderWay,
    Done,
    Failed(ApiError),
}

impl Act {
    const fn is_under_way(&self) -> bool {
        matches!(self, Self::UnderWay)
    }

    /// What came of it, for a live region.
    fn said(&self) -> Html {
        match self {
            Self::Failed(error) => {
                html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> }
            }
            Self::Done => {
                html! { <Notice kind={NoticeKind::Success}><p>{ t("desk.pathway.sent") }</p></Notice> }
            }
            Self::Nothing | Self::UnderWay => html! { <span></span> },
        }
    }
}

/// Sends a write of a form, once at a time; afterwards the section is read again.
fn run<T: DeserializeOwned + 'static>(
    act: &UseStateHandle<Act>,
    call: Call,
    on_lost: &Callback<()>,
    on_done: &Callback<()>,
) {
    if act.is_under_way() {
        return;
    }
    act.set(Act::UnderWay);
    let (act, on_lost, on_done) = (act.setter(), on_lost.clone(), on_done.clone());
    spawn_local(async move {
        match send::<T>(&call).await {
            Ok(_) => {
                act.set(Act::Done);
                on_done.emit(());
            }
            Err(error) if is_session_lost(&error) => on_lost.emit(()),
            Err(error) => act.set(Act::Failed(error)),
        }
    });
}

#[cfg(test)]
mod tests;
