//! Who is signed in, as far as the server's answers tell.

use super::fetch::on_session_lost;
use super::{ApiError, Call, send};
use crate::device;
use contract::ErrorCode;
use contract::session::{GET_ME, Me};
use std::rc::Rc;
use yew::prelude::*;

/// Whether someone is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Session {
    /// The server has not answered yet.
    Unknown,
    /// The server cannot be asked.
    Away(ApiError),
    Out,
    In(Rc<Me>),
    /// It was this person; the session has ended by itself, and what they were doing waits.
    Expired(Rc<Me>),
}

/// The session and how often it has begun: screens load again when `n_starts` grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionState {
    pub session: Session,
    pub n_starts: u32,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEvent {
    /// Asking the server again.
    Asking,
    /// Signed in, or found signed in.
    Found(Rc<Me>),
    /// Nobody is signed in.
    Nobody,
    /// The server cannot be asked.
    Failed(ApiError),
    /// An answer says that the session has ended.
    Lost,
    /// The person has signed out.
    Left,
}

impl SessionState {
    pub const fn new() -> Self {
        Self { session: Session::Unknown, n_starts: 0 }
    }

    /// The person who is signed in.
    pub fn me(&self) -> Option<&Rc<Me>> {
        match &self.session {
            Session::In(me) => Some(me),
            Session::Unknown | Session::Away(_) | Session::Out | Session::Expired(_) => None,
        }
    }

    /// The person whose page is shown: signed in, or gone for a moment and waited for.
    pub fn person(&self) -> Option<&Rc<Me>> {
        match &self.session {
            Session::In(me) | Session::Expired(me) => Some(me),
            Session::Unknown | Session::Away(_) | Session::Out => None,
        }
    }

    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: SessionEvent) -> Self {
        let session = match (event, &self.session) {
            (SessionEvent::Found(me), _) => {
                return Self { session: Session::In(me), n_starts: self.n_starts + 1 };
            }
            (SessionEvent::Lost, Session::In(me) | Session::Expired(me)) => Session::Expired(me.clone()),
            (SessionEvent::Lost | SessionEvent::Left | SessionEvent::Nobody, _) => Session::Out,
            // Someone at work is not sent away because one question to the server found no answer.
            (SessionEvent::Asking, Session::Away(_)) => Session::Unknown,
            (SessionEvent::Failed(error), Session::Unknown) => Session::Away(error),
            (SessionEvent::Asking | SessionEvent::Failed(_), same) => same.clone(),
        };
        Self { session, n_starts: self.n_starts }
    }
}

impl Default for SessionState {
    fn default() -> Self {
        Self::new()
    }
}

impl Reducible for SessionState {
    type Action = SessionEvent;
    fn reduce(self: Rc<Self>, event: SessionEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// Reads the session and tells it what happened: `session.me()`, `session.dispatch(SessionEvent::Left)`.
pub type SessionHandle = UseReducerHandle<SessionState>;

/// Who is signed in. Renders again at each change.
#[hook]
pub fn use_session() -> SessionHandle {
    use_context::<SessionHandle>().expect("BUG: the app provides the session")
}

#[derive(Debug, PartialEq, Properties)]
pub struct SessionProviderProps {
    pub children: Html,
}

/// Asks the server who is signed in, once and whenever the state is [`Session::Unknown`] again.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let session = use_reducer_eq(SessionState::new);
    {
        let dispatch = session.dispatcher();
        use_effect_with((), move |()| {
            on_session_lost(Some(Callback::from(move |()| dispatch.dispatch(SessionEvent::Lost))));
            || on_session_lost(None)
        });
    }
    {
        let dispatch = session.dispatcher();
        use_effect_with(session.session == Session::Unknown, move |is_unknown| {
            if *is_unknown && !device::expects_session() {
                // A session never comes without the cookie that the static page has looked for.
                dispatch.dispatch(SessionEvent::Nobody);
            } else if *is_unknown {
                wasm_bindgen_futures::spawn_local(async move {
                    dispatch.dispatch(match send::<Me>(&Call::new(&GET_ME)).await {
                        Ok(me) => SessionEvent::Found(Rc::new(me)),
                        Err(error) if error.code() == Some(ErrorCode::SessionNeeded) => SessionEvent::Nobody,
                        Err(error) => SessionEvent::Failed(error),
                    });
                });
            }
        });
    }
    html! {
        <ContextProvider<SessionHandle> context={session}>{ props.children.clone() }</ContextProvider<SessionHandle>>
    }
}
