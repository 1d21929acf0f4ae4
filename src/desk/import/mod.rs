//! People from a list (O2): choosing it, what it would do, and adding them. Only for a coordinator.

mod choose;
mod handing;
mod remarks;
mod report;

use super::place::Place;
use yew::prelude::*;

/// A page of this part.
pub(super) fn page(place: &Place, on_lost: Callback<()>) -> Html {
    match place {
        Place::ImportReport(id) => {
            html! { <report::ReportPage key={id.to_string()} id={id.clone()} {on_lost} /> }
        }
        _ => html! { <choose::ChoosePage {on_lost} /> },
    }
}
