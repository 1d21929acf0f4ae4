//! One more file: chosen, on its way, arrived, or why not.

use super::photos;
use super::photos::state::Photos;
use super::screen::ADD;
use super::sender::{Goal, Sender};
use super::sending::OnItsWay;
use super::state::State;
use crate::api::bytes::Chosen;
use crate::app::file_input::FileInput;
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Card, Notice, NoticeKind, Soft};
use contract::documents::DocumentView;
use contract::session::Setting;
use domain::documents::extension_of;
use yew::prelude::*;

pub(super) const ACCEPTED: &str =
    ".pdf,.docx,.odt,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif";

#[derive(Clone, PartialEq, Properties)]
pub(super) struct AddProps {
    pub state: UseReducerHandle<State>,
    pub photos: UseReducerHandle<Photos>,
    pub sender: Sender,
}

#[component]
pub(super) fn Add(props: &AddProps) -> Html {
    use_language();
    let AddProps { state, sender, .. } = props;
    let Some(list) = &state.list else { return html! { <div></div> } };
    let begun = state.begun();
    let content = match (&state.sending, begun) {
        (Some(sending), _) => {
            html! { <OnItsWay key="sending" sending={sending.clone()} on_stop={sender.on_stop.clone()} /> }
        }
        _ if device::setting() == Setting::Kiosk => {
            html! { <Soft key="kiosk">{ t("documents.kiosk") }</Soft> }
        }
        (None, Some(begun)) => html! { <GoOn key="again" begun={begun.clone()} add={props.clone()} /> },
        (None, None) if list.n_left == 0 => html! { <p key="full">{ t("documents.full") }</p> },
        (None, None) => html! { <Choose key="choose" ..props.clone() /> },
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

/// A file that is there, or photos of a paper.
#[component]
fn Choose(props: &AddProps) -> Html {
    use_language();
    let AddProps { state, photos, sender } = props;
    let n_left = state.list.as_ref().map_or(0, |list| u32::try_from(list.n_left).unwrap_or(u32::MAX));
    let n_pages = u32::try_from(photos.pages.len()).unwrap_or(u32::MAX);
    let on_files = on_chosen(photos, sender, Goal::New);
    html! {
        <div class="mt-stack">
            <p>{ t("documents.kinds") }</p>
            <div class="mt-cluster">
                <FileInput accept={ACCEPTED} kind={ButtonKind::Primary} words="documents.choose" {on_files} />
                <Button on_click={|_| photos::begin(&Goal::New)}>
                    { if n_pages == 0 { t("documents.photos.open") } else { t_n("documents.photos.reopen", n_pages) } }
                </Button>
            </div>
            <Soft>{ t_n("documents.left", n_left) }</Soft>
        </div>
    }
}

/// Sends what was chosen. What few devices open becomes a page of the photos, where it is seen before it goes.
pub(super) fn on_chosen(
    photos: &UseReducerHandle<Photos>,
    sender: &Sender,
    goal: Goal,
) -> Callback<Vec<Chosen>> {
    let (photos, on_files) = (photos.clone(), on_files(sender, goal.clone()));
    Callback::from(move |files: Vec<Chosen>| {
        let is_heic = |file: &Chosen| matches!(&*extension_of(&file.name()), "heic" | "heif");
        if files.first().is_some_and(is_heic) {
            photos::begin_with(&photos, files, &goal);
        } else {
            on_files.emit(files);
        }
    })
}

/// Sends the one file that was chosen.
fn on_files(sender: &Sender, goal: Goal) -> Callback<Vec<Chosen>> {
    let on_file = sender.on_file.clone();
    Callback::from(move |files: Vec<Chosen>| {
        if let Some(file) = files.into_iter().next() {
            on_file.emit((file, goal.clone()));
        }
    })
}

#[derive(PartialEq, Properties)]
struct GoOnProps {
    begun: DocumentView,
    add: AddProps,
}

/// What was begun asks for the same file; photos that are still here are that.
#[component]
fn GoOn(props: &GoOnProps) -> Html {
    use_language();
    let GoOnProps { begun, add: AddProps { state, photos, sender } } = props;
    let words = t_with(
        "documents.begun.text",
        &[
            ("name", &begun.name),
            ("progress", &super::sending::progress_words(begun.received_bytes, begun.size_bytes)),
        ],
    );
    // A file of another size is not these pages.
    let has_photos = photos.is_ready() && photos.size_bytes() == begun.size_bytes;
    let on_photos = {
        let (on_photos, begun) = (sender.on_photos.clone(), begun.clone());
        move |_| on_photos.emit(Goal::GoOn(Box::new(begun.clone())))
    };
    html! {
        <div class="mt-stack">
            if has_photos {
                <p key="photos">{ t("documents.begun.photos") }</p>
            } else {
                <div key="file" class="mt-stack">
                    <p>{ words }</p>
                    <Soft>{ t("documents.begun.were-photos") }</Soft>
                </div>
            }
            <div class="mt-cluster">
                if has_photos {
                    <Button key="photos" kind={ButtonKind::Primary} on_click={on_photos}>
                        { t("documents.photos.go-on") }
                    </Button>
                } else {
                    <FileInput key="file" accept={ACCEPTED} kind={ButtonKind::Primary} words="documents.choose.same" on_files={on_files(sender, Goal::GoOn(Box::new(begun.clone())))} />
                }
                { give_up(begun, state) }
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
