//! Which part of the photo will be on the CV.

use super::framing::{Framing, Way};
use crate::app::photos::{Drawn, act};
use crate::device::by_name::promised;
use crate::i18n::{t, use_language};
use crate::ui::{self, Button, ButtonKind, Portrait};
use domain::cv::{PHOTO_HEIGHT, PHOTO_MAX_BYTES, PHOTO_WIDTH};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where focus comes to when a photo is there.
const FRAME: &str = "photo-frame";

#[derive(PartialEq, Properties)]
pub(super) struct PartProps {
    pub photo: Drawn,
    /// It is on its way.
    pub waiting: bool,
    /// The part as a JPEG in base 64; `None` when this device could not draw it.
    pub on_keep: Callback<Option<String>>,
    pub on_leave: Callback<()>,
}

#[component]
pub(super) fn Part(props: &PartProps) -> Html {
    use_language();
    let PartProps { photo, waiting, on_keep, on_leave } = props;
    let (width, height) = (photo.page.width, photo.page.height);
    let framing = use_state_eq(|| Framing::of(width, height));
    use_effect_with((), |()| ui::focus_field(FRAME));
    let to = |next: Framing| {
        let framing = framing.setter();
        move |_: MouseEvent| framing.set(next)
    };
    let nearness = framing.nearness();
    let way = |way: Way, words: &'static str| {
        html! {
            <Button key={words} on_click={to(framing.moved(way))}>{ t(words) }</Button>
        }
    };
    let can_move = Way::ALL.iter().any(|way| framing.can_move(*way));
    let keep = {
        let (number, part, on_keep) = (photo.number, framing.rest(), on_keep.clone());
        move |_| {
            let on_keep = on_keep.clone();
            spawn_local(async move { on_keep.emit(draw(number, part).await) });
        }
    };
    html! {
        <div class="mt-stack">
            <p id={FRAME} tabindex="-1"><strong>{ t("cv.photo.frame") }</strong></p>
            <Portrait src={photo.url.clone()} alt={t("cv.photo.frame.alt")} {width} {height} part={framing.rest()} />
            <div class="mt-cluster">
                <Button key="nearer" on_click={to(framing.nearer(nearness + 1))}>
                    { t("cv.photo.nearer") }
                </Button>
                <Button key="further" on_click={to(framing.nearer(nearness.saturating_sub(1)))}>
                    { t("cv.photo.further") }
                </Button>
            </div>
            <div class="mt-cluster" hidden={!can_move}>
                { way(Way::Left, "cv.photo.left") }
                { way(Way::Right, "cv.photo.right") }
                { way(Way::Up, "cv.photo.up") }
                { way(Way::Down, "cv.photo.down") }
            </div>
            <div class="mt-cluster">
                <Button key="keep" kind={ButtonKind::Primary} waiting={*waiting} on_click={keep}>
                    { t(if *waiting { "workshops.act.waiting" } else { "cv.photo.keep" }) }
                </Button>
                <Button key="leave" kind={ButtonKind::Plain} on_click={on_leave.reform(|_: MouseEvent| ())}>
                    { t("cv.photo.leave") }
                </Button>
            </div>
        </div>
    }
}

async fn draw(number: u32, part: [u32; 4]) -> Option<String> {
    let array =
        |numbers: &[u32]| JsValue::from(numbers.iter().copied().map(JsValue::from).collect::<Array>());
    let most = u32::try_from(PHOTO_MAX_BYTES).unwrap_or(u32::MAX);
    let size = array(&[PHOTO_WIDTH, PHOTO_HEIGHT, most]);
    promised(act("portrait", &[number.into(), array(&part), size])?).await?.as_string()
}
