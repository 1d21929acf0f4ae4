//! Does what the queue says: sends, waits, wakes, warns.

use super::elsewhere::{Conflict, LeftOver, Removed};
use super::state::{Event, Failure, Queue, Refusal, SaveState, Unsent};
use crate::api::{self, ApiError, Call, Session, policy, send, use_session};
use crate::device;
use contract::ErrorCode;
use contract::questionnaire::{Draft, SAVE_ANSWER, SaveAnswer, SavedAnswer};
use domain::questionnaire::{Answer, Answers, StepKey};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Never more than half a minute between two tries of an answer that waits.
const LONGEST_REST_MS: u32 = 30_000;

impl Reducible for Queue {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// The unsent answers, as a screen uses them. A new value at each change.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafts {
    queue: UseReducerHandle<Queue>,
}

impl Drafts {
    /// Gives an answer (`None` removes it). It is on its way at once and cannot be lost while the page is open.
    pub fn give(&self, step: StepKey, answer: Option<Answer>, questionnaire_version: &str) {
        let questionnaire_version = questionnaire_version.to_owned();
        self.queue.dispatch(Event::Given { step, answer, questionnaire_version, key: api::new_key() });
    }

    /// Tells the queue what the server holds. Call it with each `getDraft` answer.
    pub fn read(&self, draft: &Draft) {
        self.queue.dispatch(Event::Read(draft.clone()));
    }

    /// The draft's answers with the unsent ones over them: what the person sees.
    pub fn answers(&self, draft: &Draft) -> Answers {
        let mut answers = draft.standing_answers();
        self.queue.overlay(&mut answers);
        answers
    }

    pub fn save_state(&self) -> SaveState {
        self.queue.save_state()
    }

    pub fn has_unsent(&self) -> bool {
        self.queue.has_unsent()
    }

    /// Answers confirmed so far; grows with each, so that a screen can read the draft again.
    pub fn n_saved(&self) -> u32 {
        self.queue.n_saved()
    }

    pub fn conflicts(&self) -> &[Conflict] {
        self.queue.conflicts()
    }

    /// Answers of this device to a draft that is gone or has moved; the person decides.
    pub fn left_over(&self) -> &[LeftOver] {
        self.queue.left_over()
    }

    /// Answers that are no longer kept since another device has closed their question.
    pub fn removed(&self) -> &[Removed] {
        self.queue.removed()
    }

    /// The person has seen what went and has decided about what is left over.
    pub fn settled(&self) {
        self.queue.dispatch(Event::Settled);
    }

    /// Whether something of another device waits for the person to look at it.
    pub fn is_apart(&self) -> bool {
        let Self { queue } = self;
        !(queue.conflicts().is_empty() && queue.left_over().is_empty() && queue.removed().is_empty())
    }

    /// `If-Match` of the whole draft, as the screen shows it.
    pub fn tag(&self) -> String {
        self.queue.tag()
    }

    /// Ends a conflict with the answer of this device.
    pub fn keep_mine(&self, step: StepKey) {
        self.queue.dispatch(Event::KeptMine { step, key: api::new_key() });
    }

    /// Ends a conflict with the answer of the other device. Read the draft again afterwards.
    pub fn keep_theirs(&self, step: StepKey) {
        self.queue.dispatch(Event::KeptTheirs { step });
    }

    pub fn refusals(&self) -> &[Refusal] {
        self.queue.refusals()
    }

    pub fn refusals_seen(&self) {
        self.queue.dispatch(Event::RefusalsSeen);
    }

    /// Tries now instead of later.
    pub fn try_now(&self) {
        self.queue.dispatch(Event::Woken);
    }

    /// Forgets everything: after signing out, and after the draft was sent.
    pub fn empty(&self) {
        self.queue.dispatch(Event::Emptied);
    }
}

/// The unsent answers. Renders again at each change.
#[hook]
pub fn use_drafts() -> Drafts {
    use_context::<Drafts>().expect("BUG: the app provides the drafts")
}

#[derive(Debug, PartialEq, Properties)]
pub struct DraftsProviderProps {
    pub children: Html,
}

/// Sends unsent answers: at once, when the network or the person is back, after each success, and in the end by timer.
#[component]
pub fn DraftsProvider(props: &DraftsProviderProps) -> Html {
    let queue = use_reducer_eq(Queue::default);
    let session = use_session();
    {
        let dispatch = queue.dispatcher();
        use_effect_with((session.session.clone(), session.n_starts), move |(session, _)| match session {
            Session::In(me) => dispatch.dispatch(Event::SignedIn(me.id.clone())),
            Session::Expired(_) => dispatch.dispatch(Event::SignedOut),
            Session::Out => dispatch.dispatch(Event::Emptied),
            Session::Unknown | Session::Away(_) => {}
        });
    }
    {
        let dispatch = queue.dispatcher();
        let sending = queue.sending().map(|(n_try, unsent)| (n_try, unsent.clone()));
        use_effect_with(sending.as_ref().map(|(n_try, _)| *n_try), move |_| {
            if let Some((_, unsent)) = sending {
                wasm_bindgen_futures::spawn_local(async move {
                    dispatch.dispatch(send_one(unsent).await);
                });
            }
        });
    }
    {
        let dispatch = queue.dispatcher();
        use_effect_with(queue.resting(), move |resting| {
            let alarm = resting.map(|(n_failures, retry_after_s)| {
                let wait = policy::backoff_ms(n_failures, LONGEST_REST_MS, 500);
                let wait =
                    wait.max(retry_after_s.unwrap_or(0).saturating_mul(1000)).min(10 * LONGEST_REST_MS);
                Timeout::new(wait, move || dispatch.dispatch(Event::Woken))
            });
            move || drop(alarm)
        });
    }
    {
        let dispatch = queue.dispatcher();
        use_effect_with((), move |()| {
            let wake = move |_: &web_sys::Event| dispatch.dispatch(Event::Woken);
            let listeners = (
                device::listen(&device::window(), "online", wake.clone()),
                device::listen(&device::document(), "visibilitychange", wake),
            );
            move || drop(listeners)
        });
    }
    // What is left over is kept nowhere else.
    use_effect_with(queue.has_unsent() || !queue.left_over().is_empty(), move |has_unsent| {
        let warning = has_unsent
            .then(|| device::listen(&device::window(), "beforeunload", |event| event.prevent_default()));
        move || drop(warning)
    });
    html! {
        <ContextProvider<Drafts> context={Drafts { queue }}>{ props.children.clone() }</ContextProvider<Drafts>>
    }
}

async fn send_one(unsent: Unsent) -> Event {
    let body = SaveAnswer { answer: unsent.answer, questionnaire_version: unsent.questionnaire_version };
    let call = Call::new(&SAVE_ANSWER)
        .path(&[&unsent.step.to_string()])
        .if_match_tag(unsent.if_match.unwrap_or_default())
        .body(&body)
        .key(&unsent.key)
        .once();
    match send::<SavedAnswer>(&call).await {
        Ok(saved) => Event::Confirmed { key: unsent.key, saved },
        Err(error) => Event::Failed { key: unsent.key, failure: failure_of(error) },
    }
}

/// What a failed try means for the queue.
pub fn failure_of(error: ApiError) -> Failure {
    match error {
        ApiError::Problem(problem) => match problem.code {
            ErrorCode::SessionNeeded => Failure::SessionNeeded,
            ErrorCode::ServiceUnavailable
            | ErrorCode::ServiceInternal
            | ErrorCode::ServiceDiskFull
            | ErrorCode::IdempotencyInProgress
            | ErrorCode::RequestTimeout => Failure::Passing { retry_after_s: problem.retry_after_s },
            _ => Failure::Refused(problem),
        },
        ApiError::Offline | ApiError::Timeout | ApiError::Unreachable => {
            Failure::Passing { retry_after_s: None }
        }
    }
}
