//! The four levels as one picture: a flat road, a slope, a wall, and an empty ring for "I would rather not say".

use yew::prelude::*;

/// How the way is for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Road {
    Fine,
    Hard,
    Blocked,
    Unsaid,
}

impl Road {
    fn href(self) -> &'static str {
        match self {
            Self::Fine => "#road-fine",
            Self::Hard => "#road-hard",
            Self::Blocked => "#road-blocked",
            Self::Unsaid => "#road-unsaid",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoadPictureProps {
    pub road: Road,
    #[prop_or(AttrValue::Static("mt-choice__picto mt-turn"))]
    pub class: AttrValue,
}

/// The picture; its words always stand beside it.
#[component]
pub fn RoadPicture(props: &RoadPictureProps) -> Html {
    road_picture(props)
}

/// [`RoadPicture`] drawn in place: without the bytes and the work of a component of its own.
pub fn road_picture(props: &RoadPictureProps) -> Html {
    html! {
        <svg class={props.class.clone()} viewBox="0 0 56 32" aria-hidden="true"><use href={props.road.href()} /></svg>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
