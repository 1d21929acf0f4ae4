//! Who is signed in, as far as the server's answers tell.

use super::fetch::on_session_lost;
use super::{ApiError, Call, early, read_json, send, shelf, sleep_ms};
use crate::device;
use contract::ErrorCode;
use contract::session::{GET_ME, Me};
use core::cell::Cell;
use domain::time::Timestamp;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::{prelude::*, provided};

/// How long the server has to say who is signed in, before the person's own device says it for the time being.
const PATIENCE_MS: u32 = 3_000;
/// How often the server is asked again meanwhile.
const ASK_AGAIN_MS: u32 = 4_000;

/// Whether someone is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Session {
    /// The server has not answered yet.
    Unknown,
    /// The server cannot be asked.
    Away(ApiError),
    Out,
    In(Rc<Me>),
    /// The server cannot be asked; this is the person's own device, where they have not signed out
    /// (docs/decisions/0012-what-waits-on-ones-own-device.md). Nothing is sent before the server has said who it is.
    Kept(Rc<Me>),
    /// It was this person; the session has ended by itself, and what they were doing waits.
    Expired(Rc<Me>),
}

/// The session and how often it has begun: screens load again when `n_starts` grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionState {
    pub session: Session,
    pub n_starts: u32,
    /// How often someone has signed out here.
    pub n_leaves: u32,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEvent {
    /// Asking the server again.
    Asking,
    /// Signed in, or found signed in.
    Found(Rc<Me>),
    /// The server cannot be asked, and this person's own device has kept them.
    Kept(Rc<Me>),
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
        Self { session: Session::Unknown, n_starts: 0, n_leaves: 0 }
    }

    /// The person who is signed in.
    pub fn me(&self) -> Option<&Rc<Me>> {
        match &self.session {
            Session::In(me) => Some(me),
            Session::Unknown | Session::Away(_) | Session::Out | Session::Kept(_) | Session::Expired(_) => {
                None
            }
        }
    }

    /// The person whose page is shown: signed in, or gone for a moment and waited for.
    pub fn person(&self) -> Option<&Rc<Me>> {
        match &self.session {
            Session::In(me) | Session::Kept(me) | Session::Expired(me) => Some(me),
            Session::Unknown | Session::Away(_) | Session::Out => None,
        }
    }

    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: SessionEvent) -> Self {
        let (mut n_starts, mut n_leaves) = (self.n_starts, self.n_leaves);
        let session = match (event, &self.session) {
            (SessionEvent::Found(me), _) => {
                n_starts += 1;
                Session::In(me)
            }
            (SessionEvent::Kept(me), Session::Unknown) => Session::Kept(me),
            (SessionEvent::Lost, Session::In(me))
            | (SessionEvent::Lost | SessionEvent::Nobody, Session::Kept(me) | Session::Expired(me)) => {
                Session::Expired(me.clone())
            }
            (SessionEvent::Left, _) => {
                n_leaves += 1;
                Session::Out
            }
            (SessionEvent::Lost | SessionEvent::Nobody, _) => Session::Out,
            // Someone at work is not sent away because one question to the server found no answer.
            (SessionEvent::Asking, Session::Away(_)) => Session::Unknown,
            (SessionEvent::Failed(error), Session::Unknown) => Session::Away(error),
            (SessionEvent::Asking | SessionEvent::Failed(_) | SessionEvent::Kept(_), same) => same.clone(),
        };
        Self { session, n_starts, n_leaves }
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

#[derive(Debug, Properties)]
pub struct SessionProviderProps {
    pub children: Html,
}

yew::always_drawn!(SessionProviderProps);

/// The person whom this device may show without the server's word: until the session would have ended in any case.
pub fn may_open(me: &Me, now: Timestamp) -> bool {
    now < me.ends_at
}

fn kept_by_the_device() -> Option<SessionEvent> {
    let me = shelf::kept_person().filter(|me| may_open(me, device::now()))?;
    Some(SessionEvent::Kept(Rc::new(me)))
}

async fn ask() -> SessionEvent {
    match send::<Me>(&Call::new(&GET_ME)).await {
        Ok(me) => SessionEvent::Found(Rc::new(me)),
        Err(error) if error.code() == Some(ErrorCode::SessionNeeded) => SessionEvent::Nobody,
        Err(error) => kept_by_the_device().unwrap_or(SessionEvent::Failed(error)),
    }
}

/// Asks the server who is signed in, once and whenever the state is [`Session::Unknown`] again; goes on asking while
/// only the device has said it.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let early = use_mut_ref(|| early::text(&Call::new(&GET_ME).url).filter(|_| device::expects_session()));
    let session = use_reducer_eq(|| {
        let me = early.borrow().as_deref().and_then(read_json);
        let nobody = SessionState::new();
        me.map_or_else(|| nobody.clone(), |me| nobody.after(SessionEvent::Found(Rc::new(me))))
    });
    use_effect_with((), move |()| {
        if let Some(text) = early.take() {
            shelf::note(&GET_ME, &Call::new(&GET_ME).url, &text);
        }
    });
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
                if let Some(kept) = kept_by_the_device() {
                    let dispatch = dispatch.clone();
                    Timeout::new(PATIENCE_MS, move || dispatch.dispatch(kept)).forget();
                }
                wasm_bindgen_futures::spawn_local(async move { dispatch.dispatch(ask().await) });
            }
        });
    }
    {
        let dispatch = session.dispatcher();
        use_effect_with(matches!(session.session, Session::Kept(_)), move |is_kept| {
            let goes_on = Rc::new(Cell::new(*is_kept));
            let asks = goes_on.clone();
            wasm_bindgen_futures::spawn_local(async move {
                while asks.get() {
                    sleep_ms(ASK_AGAIN_MS).await;
                    if asks.get() && device::is_online() {
                        let answer = send::<Me>(&Call::new(&GET_ME).once()).await;
                        // That the session has ended is told by the answer itself, as everywhere.
                        if let Ok(me) = answer {
                            dispatch.dispatch(SessionEvent::Found(Rc::new(me)));
                        }
                    }
                }
            });
            move || goes_on.set(false)
        });
    }
    provided(session, props.children.clone())
}
