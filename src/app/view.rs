//! What is shown, from the address and the session. Pure.

use crate::api::{ApiError, Session};
use crate::routes::Route;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum View {
    /// The server has not said yet who is signed in.
    Waiting,
    /// The server cannot say.
    Away(ApiError),
    /// The sign-in form. After an expiry, the person's page waits behind it, unseen.
    Door { expired: bool, behind: Option<(String, Route)> },
    /// Someone at the desk looks at a person's page, or fills in with them; before and after, nothing of anyone is there.
    FromDesk { route: Route, is_closed: bool },
    /// A page; `person` names whose, so that nothing of it is reused for another ("" for nobody's).
    Page { person: String, route: Route },
}

impl View {
    /// `expects_session`: the static page shows the shape of the person's space, not the sign-in form. Without it the
    /// form stays where it is while the server is asked, so that nobody's typing disappears. `is_from_desk`: the page
    /// is of someone at the desk, to whom this form is not shown.
    pub(super) fn of(route: &Route, session: &Session, expects_session: bool, is_from_desk: bool) -> Self {
        let from_desk = |is_closed| Self::FromDesk { route: route.clone(), is_closed };
        match Self::of_person(route, session, expects_session) {
            Self::Page { .. } if is_from_desk => from_desk(false),
            Self::Door { .. } if is_from_desk => from_desk(true),
            view => view,
        }
    }

    fn of_person(route: &Route, session: &Session, expects_session: bool) -> Self {
        let page = |person: &str| Self::Page { person: person.to_owned(), route: route.clone() };
        let is_open = !route.needs_session() && *route != Route::SignIn;
        match session {
            Session::In(me) | Session::Kept(me) => page(me.id.as_str()),
            _ if is_open => page(""),
            Session::Unknown if expects_session => Self::Waiting,
            Session::Away(error) if expects_session => Self::Away(error.clone()),
            Session::Unknown | Session::Away(_) | Session::Out => Self::Door { expired: false, behind: None },
            Session::Expired(me) => {
                Self::Door { expired: true, behind: Some((me.id.as_str().to_owned(), route.clone())) }
            }
        }
    }

    pub(super) const fn is_door(&self) -> bool {
        matches!(self, Self::Door { .. } | Self::FromDesk { is_closed: true, .. })
    }

    /// Key of the page's name, for the title of the document.
    pub(super) const fn title_key(&self) -> &'static str {
        match self {
            Self::Waiting => Route::Home.title_key(),
            Self::Away(_) => "page.away",
            Self::FromDesk { is_closed: true, .. } => "page.preview-over",
            Self::Door { .. } => Route::SignIn.title_key(),
            Self::Page { route, .. } | Self::FromDesk { route, .. } => route.title_key(),
        }
    }
}
