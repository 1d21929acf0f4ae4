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

fn home((): ()) -> Html {
    html! { <features::home::Home /> }
}

fn place(route: Route) -> Html {
    match route {
        Route::Pathway => html! { <features::pathway::Pathway /> },
        Route::Workshops => html! { <features::workshops::Workshops /> },
        Route::Workshop(id) => html! { <features::workshops::Workshops id={Some(id)} /> },
        Route::Month => html! { <features::programme::Programme /> },
        Route::Company(id) => html! { <features::programme::Programme company={Some(id)} /> },
        Route::Account => html! { <features::account::Account /> },
        Route::Record(page) => html! { <features::record::Record {page} /> },
        #[cfg(debug_assertions)]
        Route::Kit => html! { <crate::kit::Kit /> },
        _ => html! { <NotFoundScreen /> },
    }
}
