//! What people ask about what is kept of them (S4): who waits, oldest first, and the answer. Only for a coordinator.

mod answer;
mod list;

use super::place::Place;
use contract::rights::RightsToAnswer;
use domain::rights::RightsKind;
use yew::prelude::*;

/// A page of this part.
pub(super) fn page(place: &Place, on_lost: Callback<()>) -> Html {
    match place {
        Place::RightsRequest(id) => {
            html! { <answer::AnswerPage key={id.to_string()} id={id.clone()} {on_lost} /> }
        }
        _ => html! { <list::ListPage {on_lost} /> },
    }
}

/// Key of what is asked.
const fn kind_key(kind: RightsKind) -> &'static str {
    match kind {
        RightsKind::Erase => "desk.rights.erase",
        RightsKind::Contest => "desk.rights.contest",
    }
}

fn name_of(request: &RightsToAnswer) -> String {
    [&request.first_name, " ", &request.last_name].concat()
}
