//! One more file: chosen, on its way, arrived, or why not.

use super::screen::ADD;
use super::sending::OnItsWay;
use super::state::State;
use super::upload::Job;
use crate::api::bytes::Chosen;
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Card, More, Notice, NoticeKind, Soft};
use contract::documents::DocumentView;
use contract::session::Setting;
use core::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Without HEIC in this list an iPhone hands its photos over as JPEG.
const ACCEPTED: &str = ".pdf,.docx,.odt,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

#[derive(PartialEq, Properties)]
pub(super) struct AddProps {
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Add(props: &AddProps) -> Html {
    use_language();
    let state = &props.state;
    let stop = use_mut_ref(|| None::<Rc<Cell<bool>>>);
    {
        // Whoever leaves the page stops what it sends; what has arrived stays, and goes on another time.
        let stop = stop.clone();
        use_effect_with((), move |()| {
            move || {
                if let Some(stop) = stop.take() {
                    stop.set(true);
                }
            }
        });
    }
    let on_stop = {
        let stop = stop.clone();
        Callback::from(move |()| {
            if let Some(stop) = &*stop.borrow() {
                stop.set(true);
            }
        })
    };
    let begin = {
        let state = state.clone();
        Callback::from(move |(file, begun): (Chosen, Option<DocumentView>)| {
            let Some(list) = state.list.clone().filter(|_| state.sending.is_none()) else { return };
            let flag = Rc::new(Cell::new(false));
            stop.replace(Some(flag.clone()));
            spawn_local(Job { file, begun, list, stop: flag, dispatch: state.dispatcher() }.run());
        })
    };
    let Some(list) = &state.list else { return html! { <div></div> } };
    let begun = state.begun();
    let content = match (&state.sending, begun) {
        (Some(sending), _) => html! { <OnItsWay key="sending" sending={sending.clone()} {on_stop} /> },
        _ if device::setting() == Setting::Kiosk => {
            html! { <Soft key="kiosk">{ t("documents.kiosk") }</Soft> }
        }
        (None, Some(begun)) => html! { <Choose key="again" begun={begun.clone()} {begin} {state} /> },
        (None, None) if list.n_left == 0 => html! { <p key="full">{ t("documents.full") }</p> },
        (None, None) => html! { <Choose key="choose" {begin} {state} /> },
    };
    let title = match (&state.sending, begun) {
        (Some(_), _) => "documents.sending",
        (None, Some(_)) => "documents.begun",
        (None, None) if list.documents.is_empty() => "documents.first",
        (None, None) => "documents.another",
    };
    let trouble = state.trouble.as_ref().map(|trouble| t(&trouble.text_key()));
    html! {
        <div id={ADD} tabindex="-1">
            <Card title={t(title)}>
                <div role="status">
                    if let Some(trouble) = trouble {
                        <Notice key="trouble" kind={NoticeKind::Attention}><p>{ trouble }</p></Notice>
                    } else if state.has_arrived {
                        <Notice key="arrived" kind={NoticeKind::Success} title={t("documents.arrived.title")}>
                            <p>{ t("documents.arrived.text") }</p>
                        </Notice>
                    }
                </div>
                { content }
            </Card>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ChooseProps {
    #[prop_or_default]
    begun: Option<DocumentView>,
    begin: Callback<(Chosen, Option<DocumentView>)>,
    state: UseReducerHandle<State>,
}

/// The browser's own choice of a file, behind a button that says what to do. What was begun asks for the same file.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    use_language();
    let ChooseProps { begun, begin, state } = props;
    let input = use_node_ref();
    let on_click = {
        let input = input.clone();
        move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                Chosen::ask(&input);
            }
        }
    };
    let onchange = {
        let (input, begin, begun) = (input.clone(), begin.clone(), begun.clone());
        move |_: Event| {
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            if let Some(file) = Chosen::take(&input) {
                begin.emit((file, begun.clone()));
            }
        }
    };
    let n_left = state.list.as_ref().map_or(0, |list| u32::try_from(list.n_left).unwrap_or(u32::MAX));
    let words = match begun {
        Some(begun) => t_with(
            "documents.begun.text",
            &[
                ("name", &begun.name),
                ("progress", &super::sending::progress_words(begun.received_bytes, begun.size_bytes)),
            ],
        ),
        None => t("documents.kinds"),
    };
    html! {
        <div class="mt-stack">
            <p>{ words }</p>
            <input
                ref={input}
                class="mt-visually-hidden"
                type="file"
                accept={ACCEPTED}
                tabindex="-1"
                aria-hidden="true"
                {onchange}
            />
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} {on_click}>
                    { t(if begun.is_some() { "documents.choose.same" } else { "documents.choose" }) }
                </Button>
                if let Some(begun) = begun {
                    { give_up(begun, state) }
                }
            </div>
            <div hidden={begun.is_some()}>
                <More label={t("documents.photo")}>
                    <ul class="mt-list">
                        <li>{ t("documents.photo.flat") }</li>
                        <li>{ t("documents.photo.light") }</li>
                        <li>{ t("documents.photo.whole") }</li>
                    </ul>
                </More>
                <Soft>{ t_n("documents.left", n_left) }</Soft>
            </div>
        </div>
    }
}

fn give_up(begun: &DocumentView, state: &UseReducerHandle<State>) -> Html {
    use super::state::{Errand, Event};
    let (dispatch, id) = (state.dispatcher(), begun.id.clone());
    let on_click = move |_| dispatch.dispatch(Event::Asked(Errand::Remove(id.clone())));
    html! {
        <Button key="give-up" kind={ButtonKind::Plain} waiting={state.errand.is_some()} {on_click}>
            { t("documents.give-up") }
        </Button>
    }
}
