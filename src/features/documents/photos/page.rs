//! One page: what it looks like, and what one can do with it.

use super::screen::{ACCEPTED, page_id};
use super::state::{Photo, PhotoEvent, Photos};
use crate::api::bytes::Chosen;
use crate::app::file_input::FileInput;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{self, Button, ButtonKind, Card};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct PageProps {
    pub photo: Photo,
    /// From 0.
    pub at: usize,
    pub photos: UseReducerHandle<Photos>,
    pub on_again: Callback<(Vec<Chosen>, Option<u32>)>,
}

#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    use_language();
    let PageProps { photo, at, photos, on_again } = props;
    let (number, n_pages) = (photo.number, photos.pages.len());
    let n = (at + 1).to_string();
    let name = t_with("documents.photos.page", &[("n", &n)]);
    let title = t_with("documents.photos.page.of", &[("n", &n), ("all", &n_pages.to_string())]);
    let describes = AttrValue::from([" : ", &name].concat());
    let act = |event: PhotoEvent, key: &'static str, kind: ButtonKind| {
        let dispatch = photos.dispatcher();
        let on_click = move |_| dispatch.dispatch(event.clone());
        html! { <Button {kind} describes={describes.clone()} {on_click}>{ t(key) }</Button> }
    };
    let on_files = on_again.reform(move |files: Vec<Chosen>| (files, Some(number)));
    html! {
        <div id={page_id(number)} tabindex="-1">
            <Card {title}>
                <ui::Photo src={photo.url.clone()} alt={name.clone()} n_turns={photo.page.n_turns} />
                <div class="mt-cluster">
                    { act(PhotoEvent::Framing(number), "documents.photos.crop", ButtonKind::Quiet) }
                    if photo.whole.is_some() {
                        { act(PhotoEvent::Whole(number), "documents.photos.whole", ButtonKind::Quiet) }
                    }
                    { act(PhotoEvent::Turned(number), "documents.photos.turn", ButtonKind::Quiet) }
                    <FileInput accept={ACCEPTED} words="documents.photos.again" describes={describes.clone()} {on_files} />
                    if *at > 0 {
                        { act(PhotoEvent::MovedUp(number), "documents.photos.up", ButtonKind::Quiet) }
                    }
                    if at + 1 < n_pages {
                        { act(PhotoEvent::MovedDown(number), "documents.photos.down", ButtonKind::Quiet) }
                    }
                    { act(PhotoEvent::Removed(number), "documents.photos.remove", ButtonKind::Plain) }
                </div>
            </Card>
        </div>
    }
}
