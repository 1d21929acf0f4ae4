//! The pages that arrive later, together.

use crate::app::shell::NotFoundScreen;
use crate::features;
use crate::part;
use crate::routes::Route;
use yew::prelude::*;

part!(
    /// The home page: where one lands after signing in.
    pub HOME, way_in, () => home
);

part!(
    /// Every page that is not the way to the first question.
    pub PLACES, places, Route => place
);

part!(
    /// What the link of an offer opens: somebody who only answers needs nothing of the rest.
    pub OFFER, offer, AttrValue => offer_page
);

fn home((): ()) -> Html {
    html! { <features::home::Home /> }
}

fn offer_page(token: AttrValue) -> Html {
    html! { <features::messages::Offer {token} /> }
}

fn place(route: Route) -> Html {
    match route {
        Route::Pathway => html! { <features::pathway::Pathway /> },
        Route::Workshops => html! { <features::workshops::Workshops /> },
        Route::Workshop(id) => html! { <features::workshops::Workshops id={Some(id)} /> },
        Route::Reach => html! { <features::messages::ReachPage /> },
        Route::Account => html! { <features::account::Account /> },
        Route::Record(page) => html! { <features::record::Record {page} /> },
        #[cfg(debug_assertions)]
        Route::Kit => html! { <crate::kit::Kit /> },
        _ => html! { <NotFoundScreen /> },
    }
}
