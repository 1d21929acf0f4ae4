//! The portal: providers, which page is shown, and what every page shares ([`shell`]).

pub mod camera;
mod failure;
pub mod file_input;
pub mod forum;
pub mod later;
pub mod over;
pub mod own_device;
pub mod paper;
pub mod photos;
mod places;
pub mod provider;
pub mod search;
pub mod shell;
pub mod slip;
pub mod slot;
mod start;
mod view;

pub use start::{start_desk, start_portal};

use crate::api::{SessionEvent, SessionProvider, use_session};
use crate::drafts::DraftsProvider;
use crate::i18n::{LanguageProvider, t, use_language};
use crate::routes::{self, Route};
use crate::ui::{self, Typed};
use crate::{device, features};
use contract::session::Setting;
use later::later;
use places::{PLACES, WAY_IN};
use view::View;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PortalProps {
    /// What was typed into the plain HTML form before the app arrived.
    #[prop_or_default]
    pub typed: Typed,
}

/// The person's portal.
#[component]
pub fn Portal(props: &PortalProps) -> Html {
    html! {
        <LanguageProvider>
            <SessionProvider>
                <DraftsProvider>
                    <Pages typed={props.typed.clone()} />
                </DraftsProvider>
            </SessionProvider>
        </LanguageProvider>
    }
}

/// The page that the address and the session lead to. When a session ends by itself, the page stays behind the
/// sign-in form with everything that was typed, unseen, and comes back for the same person.
#[component]
fn Pages(props: &PortalProps) -> Html {
    let route = routes::use_router();
    let session = use_session();
    let language = use_language();
    let view = View::of(&route, &session.session, device::expects_session(), device::is_from_desk());
    use_effect_with((route.clone(), view.clone()), |(route, view)| {
        if *route == Route::SignIn && matches!(view, View::Page { .. }) {
            routes::replace(&Route::Home);
        }
    });
    let title_key = view.title_key();
    use_effect_with((title_key, language.code), |(key, _)| {
        if !routes::names_itself(key) {
            routes::set_title(&t(key));
        }
    });
    let is_first = use_mut_ref(|| true);
    use_effect_with((route.clone(), view.is_door()), move |_| {
        // The page that the browser opened has the browser's own focus; a page that the app opened starts at its title.
        if !is_first.replace(false) {
            device::window().scroll_to_with_x_and_y(0.0, 0.0);
            ui::focus_title();
        }
    });
    use_effect_with(session.person().is_some(), |is_in| {
        // While there is a network: where one goes next must open without it. Whoever needs a part says when it cannot be had.
        if *is_in {
            wasm_bindgen_futures::spawn_local(async {
                let _ = WAY_IN.arrive().await;
                let _ = PLACES.arrive().await;
            });
        }
    });
    let (door, page) = match view {
        // What stands around a page of a kiosk comes with it, and the sign-in form too.
        _ if device::setting() == Setting::Kiosk => {
            return later(&PLACES, session.person().map_or("", |me| me.id.as_str()), route);
        }
        View::Waiting => (shell::waiting_screen(), None),
        View::Away(error) => {
            let on_retry = {
                let session = session.clone();
                move |()| session.dispatch(SessionEvent::Asking)
            };
            (shell::away_screen(error, Callback::from(on_retry)), None)
        }
        View::Door { expired, behind } => {
            // What was typed before the app arrived belongs to the first sign-in only, not to whoever comes next.
            let typed = if session.n_starts == 0 { props.typed.clone() } else { Typed::default() };
            let door = html! { <features::session::SignIn {typed} {expired} /> };
            (door, behind.map(|(person, route)| (person, route, true)))
        }
        // The bar on top and the page come together, or not at all: nothing of the person is there without it.
        View::FromDesk { route, .. } => return later(&PLACES, "", route),
        View::Page { person, route } => (Html::default(), Some((person, route, false))),
    };
    html! {
        <>
            <div class="mt-app__door">{ door }</div>
            <div class="mt-app__page" hidden={page.as_ref().is_none_or(|(_, _, is_hidden)| *is_hidden)}>
                if let Some((person, route, _)) = page {
                    <Page key={person} {route} />
                }
            </div>
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct PageProps {
    route: Route,
}

/// The route switch: what the first question needs is here, every other page arrives [`later`].
#[component]
fn Page(props: &PageProps) -> Html {
    match &props.route {
        Route::Home | Route::SignIn | Route::Offer(_) => later(&WAY_IN, "", props.route.clone()),
        Route::Stock(page) => html! { <features::questionnaire::Stock page={page.clone()} /> },
        place => later(&PLACES, "", place.clone()),
    }
}

#[cfg(test)]
mod tests;
