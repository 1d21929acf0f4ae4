//! Between a door and the server: what was seen goes, what others saw comes, whenever there is a network.

use super::state::{Door, Event, Unsent};
use crate::api::{ApiError, Call, send};
use crate::desk::state::is_session_lost;
use crate::device;
use crate::i18n::use_language;
use contract::forum::door::{DoorList, DoorNews, GET_DOOR, GET_DOOR_NEWS, RECORD_SCANS};
use domain::time::Timestamp;
use gloo::timers::callback::Interval;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often it is asked whether something is due.
const EVERY_MS: u32 = 1_000;
/// After a failure.
const PAUSE_MS: i64 = 5_000;
/// What the other doors saw.
const NEWS_EVERY_MS: i64 = 15_000;
/// Who has taken a ticket since, and the clock.
const LIST_EVERY_MS: i64 = 600_000;
/// The same, when a ticket was shown that the list does not have.
const LIST_AT_MOST_EVERY_MS: i64 = 5_000;

/// When what was asked last, by the device's clock; nothing since the page was opened.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    list_ms: i64,
    news_ms: i64,
    failure_ms: i64,
}

/// What is due.
enum Due {
    Send(Unsent, Call),
    List(Call),
    News(Call),
}

fn due(door: &Door, asked: &Asked, now: Timestamp, language: &str) -> Option<Due> {
    let is_over = |since_ms: i64, ms: i64| now.as_ms() - since_ms >= ms;
    if door.is_asking || !is_over(asked.failure_ms, PAUSE_MS) {
        return None;
    }
    let forum = door.kept.list.forum.as_str();
    // One try at a time: what could not be sent is still here, and its turn comes again.
    let call = |endpoint| Call::new(endpoint).path(&[forum]).once();
    if let Some((sent, body)) = door.to_send() {
        return Some(Due::Send(sent, call(&RECORD_SCANS).body(&body)));
    }
    let list_after = if door.wants_list { LIST_AT_MOST_EVERY_MS } else { LIST_EVERY_MS };
    if is_over(asked.list_ms, list_after) {
        return Some(Due::List(call(&GET_DOOR).query("language", language)));
    }
    let since = door.kept.heard_until.as_ms().to_string();
    is_over(asked.news_ms, NEWS_EVERY_MS).then(|| Due::News(call(&GET_DOOR_NEWS).query("since", &since)))
}

/// Does what is due, one thing at a time.
#[hook]
pub(super) fn use_sync(door: &UseReducerHandle<Door>, on_lost: &Callback<()>) {
    let language = use_language().code;
    let is_online = device::use_online();
    let asked = use_mut_ref(Asked::default);
    let turn = use_state_eq(|| 0u32);
    {
        let turn = turn.setter();
        use_effect_with((), move |()| {
            let n = core::cell::Cell::new(0u32);
            let clock = Interval::new(EVERY_MS, move || {
                n.set(n.get().wrapping_add(1));
                turn.set(n.get());
            });
            move || drop(clock)
        });
    }
    let (dispatch, on_lost) = (door.dispatcher(), on_lost.clone());
    let due_now = {
        let door = door.clone();
        move || {
            let now = device::now();
            let due = due(&door, &asked.borrow(), now, &language)?;
            match due {
                Due::Send(..) => {}
                Due::List(_) => asked.borrow_mut().list_ms = now.as_ms(),
                Due::News(_) => asked.borrow_mut().news_ms = now.as_ms(),
            }
            Some((due, asked))
        }
    };
    use_effect_with((*turn, door.unsent.len(), door.wants_list, door.is_asking, is_online), move |_| {
        if !is_online {
            return;
        }
        let Some((due, asked)) = due_now() else { return };
        dispatch.dispatch(Event::Asking);
        spawn_local(async move {
            let answer = match due {
                Due::Send(sent, call) => read(&call, |news| Event::Heard(sent, Box::new(news))).await,
                Due::News(call) => {
                    read(&call, |news: DoorNews| Event::Heard(Unsent::default(), Box::new(news))).await
                }
                Due::List(call) => {
                    read(&call, |list: DoorList| Event::Listed(Box::new(list), device::now())).await
                }
            };
            let event = answer.unwrap_or_else(|error| {
                asked.borrow_mut().failure_ms = device::now().as_ms();
                if is_session_lost(&error) {
                    on_lost.emit(());
                }
                Event::Failed(error)
            });
            dispatch.dispatch(event);
        });
    });
}

async fn read<T: DeserializeOwned>(call: &Call, event: impl FnOnce(T) -> Event) -> Result<Event, ApiError> {
    send::<T>(call).await.map(event)
}
