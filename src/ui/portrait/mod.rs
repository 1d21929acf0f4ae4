//! The part of a photo that will be on a paper, as it will be seen there. Not for pages: their edges are text.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PortraitProps {
    pub src: AttrValue,
    /// "La partie de la photo qui sera sur le CV".
    pub alt: AttrValue,
    /// Of the picture, in pixels.
    pub width: u32,
    pub height: u32,
    /// `[left, top, width, height]` of the part.
    pub part: [u32; 4],
}

#[component]
pub fn Portrait(props: &PortraitProps) -> Html {
    let PortraitProps { src, alt, width, height, part } = props;
    let view = part.map(|side| side.to_string()).join(" ");
    html! {
        <svg class="mt-portrait" viewBox={view} role="img" aria-label={alt.clone()}>
            <image href={src.clone()} width={width.to_string()} height={height.to_string()} />
        </svg>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
