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

/// The picture, of the class of its place; its words always stand beside it.
pub fn road_picture(road: Road, class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 56 32" aria-hidden="true"><use href={road.href()} /></svg> }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
