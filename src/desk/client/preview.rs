//! The way to the person's own pages, as they see them (R1): another tab, in which nothing can be changed.

use crate::api::Call;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Heading, Notice, NoticeKind, Soft};
use contract::preview::{PreviewView, START_PREVIEW, base_of};
use domain::ids::PersonId;
use yew::prelude::*;

/// The browser's name of the tab: a second preview takes the place of the first there, as it does on the server.
const TAB: &str = "main-tendue-preview";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PreviewSectionProps {
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn PreviewSection(props: &PreviewSectionProps) -> Html {
    use_language();
    let started = use_state_eq(|| None::<PreviewView>);
    let act = use_state_eq(Act::default);
    let on_click = {
        let (id, on_lost) = (props.id.clone(), props.on_lost.clone());
        let (act, started) = (act.clone(), started.setter());
        move |_| {
            let started = started.clone();
            let on_started = Callback::from(move |preview: PreviewView| {
                open(&preview);
                started.set(Some(preview));
            });
            run(&act, Call::new(&START_PREVIEW).path(&[id.as_str()]), &on_lost, on_started);
        }
    };
    let name = [("name", props.first_name.as_str())];
    html! {
        <section class="mt-stack">
            <Heading>{ t_with("desk.preview.title", &name) }</Heading>
            <div class="mt-card mt-stack">
                <p>{ t_with("desk.preview.text", &name) }</p>
                <Soft>{ t_with("desk.preview.kept", &name) }</Soft>
                <div class="mt-cluster">
                    <Button icon="eye" waiting={act.is_under_way()} {on_click}>{ t_with("desk.preview.start", &name) }</Button>
                </div>
                <div role="status">
                    if let Act::Failed(error) = &*act {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    } else if let Some(preview) = &*started {
                        { is_open(preview) }
                    }
                </div>
            </div>
        </section>
    }
}

/// A browser may refuse to open a tab by itself; a press always may.
fn is_open(preview: &PreviewView) -> Html {
    let again = preview.clone();
    html! {
        <Notice icon="eye">
            <div class="mt-stack mt-stack--tight">
                <p>{ t_with("desk.preview.open", &[("time", &i18n::time(preview.until))]) }</p>
                <div class="mt-cluster">
                    <Button on_click={move |_| open(&again)}>{ t("desk.preview.again") }</Button>
                </div>
            </div>
        </Notice>
    }
}

fn open(preview: &PreviewView) {
    let _ = device::window().open_with_url_and_target(&[&base_of(&preview.id), "/"].concat(), TAB);
}
