//! "Mon CV en photo": take, look, put right, send.

use super::crop::Crop;
use super::page::Page;
use super::script;
use super::state::{Done, PhotoEvent, Photos};
use crate::api::bytes::Chosen;
use crate::app::file_input::{Camera, FileInput};
use crate::app::photos::{self, ACCEPTED};
use crate::device;
use crate::features::documents::sender::Goal;
use crate::features::documents::sending::size_words;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::{self, Route};
use crate::ui::{self, Button, ButtonKind, Card, Icon, Lead, Notice, NoticeKind, Soft, Title};
use domain::ids::DocumentId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The part of the address while photos are taken: Back leaves them, and a reload comes back to them. With `=` and an id
/// they are a newer version of that file.
const PART: &str = "#photos";
/// Id of the part where one takes another page.
const NEXT: &str = "next-page";

/// Id of what shows one page.
pub(super) fn page_id(number: u32) -> String {
    ["page-", &number.to_string()].concat()
}

/// Opens the page of photos.
pub(in crate::features::documents) fn begin(goal: &Goal) {
    let _ = device::window().location().set_href(&part_of(goal));
}

/// The part of the address that says as what the photos will be sent. What was begun is a file by then.
pub(super) fn part_of(goal: &Goal) -> String {
    match goal {
        Goal::New | Goal::GoOn(_) => PART.to_owned(),
        Goal::Replace(id) => [PART, "=", id.as_str()].concat(),
    }
}

/// What a part of the address says of photos; nothing when it names something else.
pub(super) fn goal_of(part: &str) -> Option<Goal> {
    match part.strip_prefix(PART)?.strip_prefix('=') {
        None => (part == PART).then_some(Goal::New),
        Some(id) => DocumentId::new(id).ok().map(Goal::Replace),
    }
}

/// Opens it with photos that were chosen elsewhere.
pub(in crate::features::documents) fn begin_with(
    photos: &UseReducerHandle<Photos>,
    files: Vec<Chosen>,
    goal: &Goal,
) {
    begin(goal);
    spawn_local(read_all(photos.clone(), files, None));
}

/// As what photos are taken, when the address names their page; renders again when it changes. What is set is for [`leave`].
#[hook]
pub(in crate::features::documents) fn use_goal() -> UseStateHandle<Option<Goal>> {
    let named = || device::window().location().hash().ok().and_then(|hash| goal_of(&hash));
    let goal = use_state_eq(named);
    {
        let goal = goal.setter();
        use_effect_with((), move |()| {
            let heard = device::listen(&device::window(), "hashchange", move |_| goal.set(named()));
            move || {
                drop(heard);
                photos::forget();
            }
        });
    }
    goal
}

/// Goes back to the documents. The browser says nothing when an address is replaced.
pub(in crate::features::documents) fn leave(goal: &UseStateHandle<Option<Goal>>) {
    routes::replace(&Route::Documents);
    goal.set(None);
}

/// The one file that the pages become.
pub(in crate::features::documents) fn make_file(photos: &Photos, name: &str) -> Option<Chosen> {
    script::make(name, &photos.pages, photos.parts())
}

#[derive(Clone, PartialEq, Properties)]
pub(in crate::features::documents) struct PhotoScreenProps {
    pub photos: UseReducerHandle<Photos>,
    /// All of them are on this device's disk.
    pub is_kept: bool,
    /// The name of the file that they will replace.
    pub replaces: Option<AttrValue>,
    pub on_send: Callback<()>,
    pub on_leave: Callback<()>,
}

#[component]
pub(in crate::features::documents) fn PhotoScreen(props: &PhotoScreenProps) -> Html {
    use_language();
    let PhotoScreenProps { photos, .. } = props;
    use_focus(photos);
    let on_files = {
        let photos = photos.clone();
        Callback::from(move |(files, instead)| spawn_local(read_all(photos.clone(), files, instead)))
    };
    let pages = photos.pages.iter().enumerate().map(|(at, photo)| {
        html! {
            <Page
                key={photo.number}
                photo={photo.clone()}
                {at}
                photos={photos.clone()}
                on_again={on_files.clone()}
            />
        }
    });
    if let Some((at, photo)) = photos.framed() {
        return html! { <Crop key={photo.number} photo={photo.clone()} {at} photos={photos.clone()} /> };
    }
    let is_empty = photos.pages.is_empty();
    html! {
        <div key="pages" class="mt-stack mt-stack--wide">
            <Title>{ t("documents.photos.title") }</Title>
            if is_empty {
                <Lead key="lead">{ t("documents.photos.lead") }</Lead>
            } else {
                <Soft key="look">{ t("documents.photos.look") }</Soft>
            }
            if let Some(name) = &props.replaces {
                <Soft key="replaces">{ t_with("documents.photos.replaces", &[("name", name)]) }</Soft>
            }
            <div key="pages" class="mt-stack" hidden={is_empty}>{ for pages }</div>
            <div key="next" id={NEXT} tabindex="-1">
                <Next photos={photos.clone()} on_files={on_files.reform(|files| (files, None))} />
            </div>
            <Leave key="leave" ..props.clone() />
        </div>
    }
}

/// One after the other: an old phone holds one photo at a time in its memory.
async fn read_all(photos: UseReducerHandle<Photos>, files: Vec<Chosen>, instead: Option<u32>) {
    let n_taken = if instead.is_some() { 1 } else { photos.n_free() };
    photos.dispatch(PhotoEvent::Chosen { n: files.len(), instead: instead.is_some() });
    for file in files.into_iter().take(n_taken) {
        photos.dispatch(match script::read(&file).await {
            Ok(photo) => PhotoEvent::Read(photo, instead),
            Err(why) => PhotoEvent::Failed(why),
        });
    }
}

/// The pressed button is gone or elsewhere: focus goes with the page, and to what comes next when that is gone.
#[hook]
fn use_focus(photos: &UseReducerHandle<Photos>) {
    let about = photos.about().map_or_else(|| NEXT.to_owned(), page_id);
    let before = use_mut_ref(|| photos.n_acts);
    use_effect_with((photos.n_acts, photos.n_reading == 0), move |(n_acts, is_read)| {
        if *is_read && *n_acts > before.replace(*n_acts) {
            ui::focus_field(&about);
        }
    });
    use_effect_with((), |()| ui::focus_title());
}

#[derive(PartialEq, Properties)]
struct NextProps {
    photos: UseReducerHandle<Photos>,
    on_files: Callback<Vec<Chosen>>,
}

/// What was done, and another page.
#[component]
fn Next(props: &NextProps) -> Html {
    use_language();
    let NextProps { photos, on_files } = props;
    let is_empty = photos.pages.is_empty();
    let restore = {
        let dispatch = photos.dispatcher();
        move |_| dispatch.dispatch(PhotoEvent::Restored)
    };
    let n_reading = u32::try_from(photos.n_reading).unwrap_or(u32::MAX);
    html! {
        <Card title={t(if is_empty { "documents.photos.first" } else { "documents.photos.more" })}>
            <div role="status">
                if let Some(why) = photos.unread {
                                    <Notice kind={NoticeKind::Attention}><p>{ t(why.text_key()) }</p></Notice>
                } else if n_reading > 0 {
                    <Soft>{ t_n("documents.photos.reading", n_reading) }</Soft>
                } else if let Some(said) = said(photos) {
                    <Soft>{ said }</Soft>
                }
            </div>
            if photos.removed.is_some() {
                <div key="restore" class="mt-cluster">
                    <Button on_click={restore}>{ t("documents.photos.restore") }</Button>
                </div>
            }
            if is_empty {
                <ul key="tips" class="mt-list">
                    { tip(t("documents.photos.flat")) }
                    { tip(t("documents.photos.light")) }
                    { tip(t("documents.photos.whole")) }
                </ul>
            }
            if photos.n_free() > 0 {
                <div key="take" class="mt-cluster">
                    <FileInput
                        accept={ACCEPTED}
                        words={if is_empty { "documents.photos.take" } else { "documents.photos.take.next" }}
                        kind={if is_empty { ButtonKind::Primary } else { ButtonKind::Quiet }}
                        camera={Camera::OfPaper}
                        on_files={on_files.clone()}
                    />
                    <FileInput accept={ACCEPTED} words="documents.photos.choose" several={true} on_files={on_files.clone()} />
                </div>
            } else {
                <Soft key="full">{ t("documents.photos.full") }</Soft>
            }
        </Card>
    }
}

fn tip(words: AttrValue) -> Html {
    html! { <li class="mt-list__item"><Icon name="check" /><span>{ words }</span></li> }
}

/// What was done last, in words.
fn said(photos: &Photos) -> Option<AttrValue> {
    let (key, number) = match photos.done.as_ref()? {
        Done::Added(number) => ("documents.photos.added", Some(*number)),
        Done::Turned(number) => ("documents.photos.turned", Some(*number)),
        Done::Moved(number) => ("documents.photos.moved", Some(*number)),
        Done::TakenAgain(number) => ("documents.photos.replaced", Some(*number)),
        Done::Restored(number) => ("documents.photos.restored", Some(*number)),
        Done::Cropped(number) => ("documents.photos.cropped", Some(*number)),
        Done::Whole(number) => ("documents.photos.whole.done", Some(*number)),
        Done::Kept => ("documents.photos.kept.again", None),
        Done::Left(_) => return None,
        Done::Removed => ("documents.photos.removed", None),
    };
    let at = number.and_then(|number| photos.place_of(number)).map_or(0, |at| at + 1);
    Some(t_with(key, &[("n", &at.to_string())]))
}

/// To send, or to leave.
#[component]
fn Leave(props: &PhotoScreenProps) -> Html {
    use_language();
    let PhotoScreenProps { photos, is_kept, on_send, on_leave, .. } = props;
    let n_pages = u32::try_from(photos.pages.len()).unwrap_or(u32::MAX);
    let on_send = on_send.reform(|_: MouseEvent| ());
    html! {
        <div class="mt-stack">
            if n_pages > 0 {
                <div key="send" class="mt-stack mt-stack--tight">
                    <div class="mt-cluster">
                        <Button kind={ButtonKind::Primary} waiting={!photos.is_ready()} on_click={on_send}>
                            { t_n("documents.photos.send", n_pages) }
                        </Button>
                    </div>
                    <Soft>{ t_with("documents.photos.size", &[("size", &size_words(photos.size_bytes()))]) }</Soft>
                    <Soft>{ t(if *is_kept { "documents.photos.kept" } else { "documents.photos.stay" }) }</Soft>
                </div>
            }
            <div key="back" class="mt-cluster">
                <Button kind={ButtonKind::Plain} on_click={on_leave.reform(|_: MouseEvent| ())}>{ t("documents.photos.back") }</Button>
            </div>
        </div>
    }
}
