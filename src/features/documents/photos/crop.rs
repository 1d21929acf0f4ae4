//! What to keep of one page: a table, a floor and the shade of a hand go.

use super::frame::{Frame, Side};
use super::script;
use super::state::{Photo, PhotoEvent, Photos, Unread};
use crate::device::by_name::{call, get};
use crate::i18n::{t, t_with, use_language};
use crate::ui::frame::{self, Handle, MARGIN};
use crate::ui::{self, Button, ButtonKind, Lead, Title};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CropProps {
    pub photo: Photo,
    /// From 0.
    pub at: usize,
    pub photos: UseReducerHandle<Photos>,
}

#[component]
pub(super) fn Crop(props: &CropProps) -> Html {
    use_language();
    let CropProps { photo, at, photos } = props;
    let frame = use_state_eq(Frame::default);
    let is_waiting = use_state_eq(|| false);
    use_effect_with((), |()| ui::focus_title());
    let n = (at + 1).to_string();
    let on_move = {
        let frame = frame.clone();
        Callback::from(move |(n, at): (usize, u8)| frame.set(frame.moved(Side::ALL[n], at)))
    };
    let on_point = {
        let (frame, page) = (frame.clone(), photo.page);
        let is_level = page.n_turns % 2 == 1;
        let (width, height) = if is_level { (page.height, page.width) } else { (page.width, page.height) };
        Callback::from(move |(n, event): (usize, PointerEvent)| {
            let side = Side::ALL[n];
            if let Some(at) = place_of(&event, side, f64::from(height) / f64::from(width.max(1))) {
                frame.set(frame.moved(side, at));
            }
        })
    };
    let keep = {
        let (photo, frame) = (photo.clone(), *frame);
        let (dispatch, is_waiting) = (photos.dispatcher(), is_waiting.setter());
        move |_| {
            if frame == Frame::default() {
                return dispatch.dispatch(PhotoEvent::Unframed);
            }
            is_waiting.set(true);
            let (photo, dispatch) = (photo.clone(), dispatch.clone());
            spawn_local(async move {
                match script::crop(&photo, frame).await {
                    Some(rest) => dispatch.dispatch(PhotoEvent::Cropped(photo.number, rest)),
                    None => {
                        dispatch.dispatch(PhotoEvent::Unframed);
                        dispatch.dispatch(PhotoEvent::Failed(Unread::Unreadable));
                    }
                }
            });
        }
    };
    let leave = {
        let dispatch = photos.dispatcher();
        move |_| dispatch.dispatch(PhotoEvent::Unframed)
    };
    html! {
        <div key="crop" class="mt-stack mt-stack--wide">
            <Title>{ t_with("documents.photos.crop.title", &[("n", &n)]) }</Title>
            <Lead>{ t("documents.photos.crop.lead") }</Lead>
            <frame::Frame
                src={photo.url.clone()}
                alt={t_with("documents.photos.page", &[("n", &n)])}
                width={photo.page.width}
                height={photo.page.height}
                n_turns={photo.page.n_turns}
                handles={Side::ALL.map(|side| handle(*frame, side))}
                {on_move}
                {on_point}
            />
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} waiting={*is_waiting} on_click={keep}>
                    { t("documents.photos.crop.keep") }
                </Button>
                <Button on_click={leave}>{ t("documents.photos.crop.leave") }</Button>
            </div>
        </div>
    }
}

fn handle(frame: Frame, side: Side) -> Handle {
    let label = match side {
        Side::Top => "documents.photos.crop.top",
        Side::Right => "documents.photos.crop.right",
        Side::Bottom => "documents.photos.crop.bottom",
        Side::Left => "documents.photos.crop.left",
    };
    let ends = [0, frame.most(side)].map(|cut| frame.with(side, cut).at(side));
    Handle {
        label: t(label),
        said: t_with("documents.photos.crop.cut", &[("n", &frame.cut(side).to_string())]),
        at: frame.at(side),
        least: ends[0].min(ends[1]),
        most: ends[0].max(ends[1]),
    }
}

/// Where a pointer that is down is on the page, in hundredths; the page is so many times as high as it is wide. What it has taken
/// hold of follows it wherever it goes.
fn place_of(event: &PointerEvent, side: Side, height: f64) -> Option<u8> {
    let number = |of: &JsValue, name: &str| get(of, name)?.as_f64();
    if number(event, "buttons")? < 1.0 {
        return None;
    }
    let handle = get(event, "target")?;
    let _ = call(&handle, "setPointerCapture", &[get(event, "pointerId")?]);
    let drawn = call(&get(&handle, "ownerSVGElement")?, "getBoundingClientRect", &[])?;
    // The drawing may have room beside it: it stands in the middle, as large as it can be.
    let margin = f64::from(MARGIN) / 100.0;
    let (room_x, room_y) = (number(&drawn, "width")?, number(&drawn, "height")?);
    let scale = (room_x / (1.0 + 2.0 * margin)).min(room_y / (height + 2.0 * margin));
    let (place, begin, room, length) = if side.is_level() {
        (number(event, "clientY")?, number(&drawn, "top")?, room_y, height)
    } else {
        (number(event, "clientX")?, number(&drawn, "left")?, room_x, 1.0)
    };
    let at = (place - begin - (room - length * scale) / 2.0) / (length * scale);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    Some((at.clamp(0.0, 1.0) * 100.0).round() as u8)
}
