//! The photo of the CV: what is kept, one that is chosen and framed, and that nobody needs one.

mod framing;
mod keep;
mod part;

use crate::api::ApiError;
use crate::api::bytes::Chosen;
use crate::app::file_input::{Camera, FileInput};
use crate::app::photos::{self, ACCEPTED, Drawn, NotDrawn};
use crate::device;
use crate::features::cv::page::CvPage;
use crate::i18n::{t, use_language};
use crate::ui::{self, Button, ButtonKind, Icon, Lead, LinkButton, Notice, NoticeKind, Soft};
use contract::cv::GET_CV_PHOTO;
use contract::session::Setting;
use domain::time::Timestamp;
use keep::use_writing;
use part::Part;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is said of the last thing that was done, where focus goes then.
const SAID: &str = "photo-said";

#[derive(PartialEq, Properties)]
pub(super) struct PhotoPageProps {
    /// Since when there is one.
    pub since: Option<Timestamp>,
    /// Reads what is kept again.
    pub again: Callback<()>,
}

/// What was done last, or why not.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    Reading,
    NotDrawn(NotDrawn),
    NotSaved(ApiError),
    Kept,
    Removed,
}

#[component]
pub(super) fn PhotoPage(props: &PhotoPageProps) -> Html {
    use_language();
    let said = use_state_eq(|| None::<Said>);
    let chosen = use_state_eq(|| None::<Drawn>);
    let on_files = {
        let (said, chosen) = (said.setter(), chosen.setter());
        Callback::from(move |files: Vec<Chosen>| {
            let Some(file) = files.into_iter().next() else { return };
            let (said, chosen) = (said.clone(), chosen.clone());
            said.set(Some(Said::Reading));
            spawn_local(async move {
                match photos::read(&file).await {
                    Ok(photo) => {
                        said.set(None);
                        chosen.set(Some(photo));
                    }
                    Err(why) => said.set(Some(Said::NotDrawn(why))),
                }
            });
        })
    };
    let writing = {
        let (said, chosen, again) = (said.setter(), chosen.setter(), props.again.clone());
        use_writing(Callback::from(move |done: Result<bool, ApiError>| match done {
            Ok(is_there) => {
                chosen.set(None);
                said.set(Some(if is_there { Said::Kept } else { Said::Removed }));
                again.emit(());
                ui::focus_field(SAID);
            }
            Err(error) => said.set(Some(Said::NotSaved(error))),
        }))
    };
    // The pictures are this page's: whoever comes next finds none.
    use_effect_with((), |()| photos::forget);
    let content = match &*chosen {
        _ if device::setting() == Setting::Kiosk || device::is_from_desk() => {
            html! { <p key="elsewhere">{ t("cv.photo.kiosk") }</p> }
        }
        Some(photo) => {
            let chosen = chosen.setter();
            let on_keep = {
                let (said, on_keep) = (said.setter(), writing.on_keep);
                move |jpeg: Option<String>| match jpeg {
                    Some(jpeg) => on_keep.emit(jpeg),
                    None => said.set(Some(Said::NotDrawn(NotDrawn::Unreadable))),
                }
            };
            let on_leave = move |()| {
                chosen.set(None);
                ui::focus_title();
            };
            html! {
                <Part
                    key={photo.number}
                    photo={photo.clone()}
                    waiting={writing.is_under_way}
                    {on_keep}
                    {on_leave}
                />
            }
        }
        None => html! {
            <div key="choice" class="mt-stack">
                if let Some(since) = props.since {
                    { kept(since, writing.is_under_way, &writing.on_remove) }
                } else {
                    <ul key="tips" class="mt-list">
                        { tip("cv.photo.tip.face") }
                        { tip("cv.photo.tip.light") }
                    </ul>
                }
                <div key="choose" class="mt-cluster">
                    <FileInput accept={ACCEPTED} words="cv.photo.take" camera={Camera::OfFace} on_files={on_files.clone()} />
                    <FileInput accept={ACCEPTED} words="cv.photo.choose" {on_files} />
                </div>
            </div>
        },
    };
    html! {
        <div class="mt-stack mt-stack--wide">
            <Lead>{ t("cv.photo.lead") }</Lead>
            <div key="said" role="status" id={SAID} tabindex="-1">{ words(said.as_ref()) }</div>
            { content }
            <div key="onward" class="mt-cluster" hidden={chosen.is_some()}>
                <LinkButton kind={ButtonKind::Primary} href={CvPage::Sheet.href()}>{ t("cv.see") }</LinkButton>
                <LinkButton href={CvPage::Start.href()}>{ t("cv.back") }</LinkButton>
            </div>
        </div>
    }
}

/// The photo that is kept.
fn kept(since: Timestamp, waiting: bool, on_remove: &Callback<()>) -> Html {
    html! {
        <div key="kept" class="mt-stack">
            <p>{ t("cv.photo.kept") }</p>
            // Another photo under the same address is another picture.
            <img key={since.as_ms()} class="mt-cv__kept" src={GET_CV_PHOTO.path} alt={t("cv.photo.kept.alt")} />
            <Soft>{ t("cv.photo.kept.more") }</Soft>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Plain} {waiting} on_click={on_remove.reform(|_: MouseEvent| ())}>
                    { t("cv.photo.remove") }
                </Button>
            </div>
        </div>
    }
}

fn tip(key: &str) -> Html {
    html! { <li class="mt-list__item"><Icon name="check" /><span>{ t(key) }</span></li> }
}

fn words(said: Option<&Said>) -> Html {
    let notice = |kind, words| html! { <Notice {kind}><p>{ words }</p></Notice> };
    match said {
        None => html! { <p hidden={true} /> },
        Some(Said::Reading) => html! { <Soft>{ t("cv.photo.reading") }</Soft> },
        Some(Said::NotDrawn(NotDrawn::Unreadable)) => notice(NoticeKind::Attention, t("cv.photo.unreadable")),
        Some(Said::NotDrawn(NotDrawn::Away)) => notice(NoticeKind::Attention, t("documents.photos.away")),
        Some(Said::NotSaved(error)) => html! {
            <Notice kind={NoticeKind::Attention} title={t("cv.not-saved")}><p>{ t(&error.text_key()) }</p></Notice>
        },
        Some(Said::Kept) => notice(NoticeKind::Success, t("cv.photo.saved")),
        Some(Said::Removed) => notice(NoticeKind::Success, t("cv.photo.removed")),
    }
}
