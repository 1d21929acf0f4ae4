//! The pages that arrive later, together.

use super::Page;
use crate::app::shell::NotFoundScreen;
use crate::features::session::CodePage;
use crate::part;
use crate::routes::Route;
use crate::{device, features};
use contract::session::Setting;
use yew::prelude::*;

part!(
    /// The way in: the home page, where one lands after signing in, and what the link of an offer opens.
    pub WAY_IN, way_in, Route => enter
);

part!(
    /// Every page that is not the way to the first question.
    pub PLACES, places, Route => place
);

fn enter(route: Route) -> Html {
    match route {
        Route::Offer(token) => html! { <features::messages::Offer {token} /> },
        _ => html! { <features::home::Home /> },
    }
}

/// From the desk and on a kiosk every page comes through here, with what stands around it.
fn place(route: Route) -> Html {
    let is_kiosk = device::setting() == Setting::Kiosk;
    if !device::is_from_desk() && !is_kiosk {
        return own_place(route);
    }
    let is_start = matches!(route, Route::Home | Route::SignIn);
    let is_open = !route.needs_session() && route != Route::SignIn;
    let page = match route {
        Route::Home | Route::SignIn | Route::Offer(_) | Route::Stock(_) => html! { <Page {route} /> },
        place => own_place(place),
    };
    if is_kiosk {
        let sign_in = html! { <features::session::AtKiosk /> };
        return html! { <features::kiosk::Kiosk {is_open} {is_start} {sign_in}>{ page }</features::kiosk::Kiosk> };
    }
    let agree = html! { <features::session::AtDesk /> };
    html! { <features::from_desk::FromDesk {agree}>{ page }</features::from_desk::FromDesk> }
}

fn own_place(route: Route) -> Html {
    match route {
        Route::AskCode => html! { <features::session::Code page={CodePage::Ask} /> },
        Route::EnterCode => html! { <features::session::Code page={CodePage::Enter} /> },
        Route::Pathway => html! { <features::pathway::Pathway /> },
        Route::Workshops => html! { <features::workshops::Workshops /> },
        Route::Workshop(id) => html! { <features::workshops::Workshops id={Some(id)} /> },
        Route::Forum(id) => html! { <features::forum::Forum key={id.to_string()} id={id.clone()} /> },
        Route::Cv(page) => html! { <features::cv::CvMaker {page} /> },
        Route::Documents => html! { <features::documents::Documents /> },
        Route::Reach => html! { <features::messages::ReachPage /> },
        Route::Rights => html! { <features::rights::RightsPage /> },
        Route::Month => html! { <features::programme::Programme /> },
        Route::Company(id) => html! { <features::programme::Programme company={Some(id)} /> },
        Route::Account => html! { <features::account::Account /> },
        Route::Record(page) => html! { <features::record::Record {page} /> },
        Route::Enrol => html! { <features::kiosk::Enrol /> },
        Route::OnPhone => html! { <features::kiosk::OnPhone /> },
        #[cfg(debug_assertions)]
        Route::Kit => html! { <crate::kit::Kit /> },
        _ => html! { <NotFoundScreen /> },
    }
}
