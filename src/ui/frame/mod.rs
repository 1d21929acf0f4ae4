//! What to keep of a page: the page, and a handle on each of its four sides. Not for choosing among pages.
//!
//! Each handle is a slider of its own: by Tab one comes to it, arrows move it the way they point, and its words say how far it
//! is. Fingers and mice drag it; where they are on the page is for whoever knows the device.

use yew::prelude::*;

/// One side. Places are in hundredths of the page as it is seen, from the left or from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// "Bord du haut".
    pub label: AttrValue,
    /// "10 % enlevés".
    pub said: AttrValue,
    pub at: u8,
    pub least: u8,
    pub most: u8,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FrameProps {
    pub src: AttrValue,
    /// "Page 2".
    pub alt: AttrValue,
    /// Of the picture, in pixels.
    pub width: u32,
    pub height: u32,
    /// Quarters of a turn, clockwise, by which it is seen.
    pub n_turns: u8,
    /// Top, right, bottom, left.
    pub handles: [Handle; 4],
    /// A handle is brought to a place.
    pub on_move: Callback<(usize, u8)>,
    /// A pointer is on a handle, or moves with it.
    pub on_point: Callback<(usize, PointerEvent)>,
}

/// What is around the page so that handles on its edges are whole: hundredths of its width.
pub const MARGIN: u32 = 9;
/// How far an arrow moves a handle.
const STEP: u8 = 2;

#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let FrameProps { src, width, height, n_turns, handles, .. } = props;
    let (seen_width, seen_height) =
        if n_turns.is_multiple_of(2) { (*width, *height) } else { (*height, *width) };
    let margin = seen_width * MARGIN / 100;
    let numbers = |all: &[i64]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let all = [seen_width, seen_height].map(|side| i64::from(side + 2 * margin));
    let view = numbers(&[-i64::from(margin), -i64::from(margin), all[0], all[1]]);
    let turned = match n_turns % 4 {
        0 => String::new(),
        1 => ["translate(", &numbers(&[i64::from(*height), 0]), ") rotate(90)"].concat(),
        2 => ["translate(", &numbers(&[i64::from(*width), i64::from(*height)]), ") rotate(180)"].concat(),
        _ => ["translate(", &numbers(&[0, i64::from(*width)]), ") rotate(270)"].concat(),
    };
    let [top, right, bottom, left] = [0_usize, 1, 2, 3].map(|n| {
        let side = if n.is_multiple_of(2) { seen_height } else { seen_width };
        side * u32::from(handles[n].at) / 100
    });
    let inside = [
        ["M", &numbers(&[left.into(), top.into()])].concat(),
        ["V", &bottom.to_string()].concat(),
        ["H", &right.to_string()].concat(),
        ["V", &top.to_string(), "Z"].concat(),
    ]
    .concat();
    let outside = ["M0 0H", &seen_width.to_string(), "V", &seen_height.to_string(), "H0Z", &inside].concat();
    let (middle, centre) = (u32::midpoint(top, bottom), u32::midpoint(left, right));
    let places = [(centre, top), (right, middle), (centre, bottom), (left, middle)];
    let knobs = handles
        .iter()
        .zip(places)
        .enumerate()
        .map(|(n, (handle, (x, y)))| knob(props, n, handle, [x, y, margin * 8 / 9]));
    html! {
        <svg class="mt-frame" viewBox={view} role="group" aria-label={props.alt.clone()}>
            <image href={src.clone()} width={width.to_string()} height={height.to_string()} transform={turned} aria-hidden="true" />
            <path class="mt-frame__out" d={outside} fill-rule="evenodd" />
            <path class="mt-frame__edge" d={inside} />
            { for knobs }
        </svg>
    }
}

fn knob(props: &FrameProps, n: usize, handle: &Handle, [x, y, radius]: [u32; 3]) -> Html {
    let onkeydown = {
        let (on_move, at) = (props.on_move.clone(), handle.at);
        move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => at.saturating_add(STEP),
                "ArrowLeft" | "ArrowUp" => at.saturating_sub(STEP),
                "Home" => 0,
                "End" => 100,
                _ => return,
            };
            event.prevent_default();
            on_move.emit((n, to));
        }
    };
    let onpointerdown = props.on_point.reform(move |event| (n, event));
    let onpointermove = onpointerdown.clone();
    html! {
        <circle
            key={n}
            class="mt-frame__handle"
            cx={x.to_string()}
            cy={y.to_string()}
            r={radius.to_string()}
            role="slider"
            tabindex="0"
            aria-label={handle.label.clone()}
            aria-orientation={if n.is_multiple_of(2) { "vertical" } else { "horizontal" }}
            aria-valuemin={handle.least.to_string()}
            aria-valuemax={handle.most.to_string()}
            aria-valuenow={handle.at.to_string()}
            aria-valuetext={handle.said.clone()}
            {onkeydown}
            {onpointerdown}
            {onpointermove}
        />
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
