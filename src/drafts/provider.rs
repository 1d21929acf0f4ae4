//! Does what the queue says: keeps, sends, waits, wakes, warns.

use super::elsewhere::{Conflict, LeftOver, Removed};
use super::keep::{self, Keeping};
use super::state::{Event, Failure, Outbox, Queue, Refusal, SaveState, Submit, Unsent};
use crate::api::{self, ApiError, Call, Session, policy, send, shelf, sleep_ms, use_session};
use crate::device;
use contract::ErrorCode;
use contract::questionnaire::{Draft, SAVE_ANSWER, SUBMIT_DRAFT, SaveAnswer, SavedAnswer, SubmissionSummary};
use core::cell::RefCell;
use domain::ids::PersonId;
use domain::questionnaire::{Answer, Answers, StepKey};
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{prelude::*, provided};

/// Never more than half a minute between two tries of an answer that waits.
const LONGEST_REST_MS: u32 = 30_000;
/// An answer is on screen before it leaves. By the clock: a page that nobody looks at has no frames.
const AFTER_PAINT_MS: u32 = 50;

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
    keeping: UseStateHandle<Keeping>,
    /// All that waits is on the device's disk.
    is_kept: bool,
    /// The device could not read what it had kept.
    is_lost: bool,
}

impl Drafts {
    /// Gives an answer (`None` removes it). It is on its way at once and cannot be lost while the page is open.
    pub fn give(&self, step: StepKey, answer: Option<Answer>, questionnaire_version: &str) {
        let questionnaire_version = questionnaire_version.to_owned();
        self.queue.dispatch(Event::Given { step, answer, questionnaire_version, key: api::new_key() });
    }

    /// Asks to send everything. It leaves once, behind the last answer, whatever becomes of the network.
    /// `is_shared`, `is_retake`: what is said about it afterwards.
    pub fn submit(&self, language: &str, is_shared: bool, is_retake: bool) {
        let (key, language) = (api::new_key(), language.to_owned());
        let submit = Submit { key, language, is_shared, is_retake, if_match: None };
        self.queue.dispatch(Event::SubmitAsked(submit));
    }

    /// Where the wish to send everything stands.
    pub fn outbox(&self) -> &Outbox {
        self.queue.outbox()
    }

    /// Tells the queue what the server holds. Call it with each `getDraft` answer.
    pub fn read(&self, draft: &Draft) {
        self.queue.dispatch(Event::Read(draft.clone()));
    }

    /// The server's draft as far as this device knows, for when it cannot be asked.
    pub fn known(&self) -> Option<Draft> {
        self.queue.known()
    }

    /// The draft's answers with the unsent ones over them: what the person sees.
    pub fn answers(&self, draft: &Draft) -> Answers {
        let mut answers = draft.standing_answers();
        self.queue.overlay(&mut answers);
        answers
    }

    pub fn save_state(&self) -> SaveState {
        match self.queue.save_state() {
            // Said to be kept once it is.
            SaveState::Waiting { .. } if *self.keeping == Keeping::On && !self.is_kept => SaveState::Saving,
            state => state,
        }
    }

    /// Whether what waits outlives this page.
    pub const fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Whether the device had kept something that it can no longer read.
    pub const fn is_lost(&self) -> bool {
        self.is_lost
    }

    pub fn keeping(&self) -> Keeping {
        *self.keeping
    }

    /// The person declares this device theirs, or takes that back, which forgets what it has kept.
    pub fn declare_own(&self, is_own: bool) {
        let keeping = self.keeping.clone();
        let begun = self.queue.owner().filter(|_| is_own).map(|person| keep::begin(person.as_str()));
        let Some(begun) = begun else {
            keep::wipe();
            keeping.set(Keeping::Off);
            return;
        };
        spawn_local(async move {
            if is_done(begun).await {
                keep::put_shelf(true);
                keeping.set(Keeping::On);
            } else {
                keeping.set(Keeping::Failed);
            }
        });
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
        let Self { queue, .. } = self;
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

#[derive(Debug, Properties)]
pub struct DraftsProviderProps {
    pub children: Html,
}

yew::always_drawn!(DraftsProviderProps);

/// Sends unsent answers: at once, when the network or the person is back, after each success, and in the end by timer.
/// On the person's own device, nothing leaves before it is written down: after a crash, the same key goes with the same
/// request.
#[component]
pub fn DraftsProvider(props: &DraftsProviderProps) -> Html {
    let restored = use_memo((), |()| keep::take_restored());
    let session = use_session();
    let queue = use_reducer(|| {
        let queue = restored.queue.clone().unwrap_or_default();
        // The pages below may read the draft before any effect of this runs.
        session.me().map_or_else(|| queue.clone(), |me| queue.after(Event::SignedIn(me.id.clone())))
    });
    let keeping = use_state_eq(|| restored.keeping);
    let kept_for = use_mut_ref(|| restored.queue.as_ref().and_then(|queue| queue.owner().cloned()));
    use_owner(&queue, &keeping, &kept_for);
    let (is_kept, last_write) = use_writing(&queue, &keeping);
    {
        let dispatch = queue.dispatcher();
        let sending = queue.sending().map(|(_, unsent)| unsent.clone());
        let submitting = queue.submitting().map(|(_, submit)| submit.clone());
        let n_try = queue.sending().map(|(n, _)| n).or_else(|| queue.submitting().map(|(n, _)| n));
        use_effect_with(n_try, move |_| {
            let written = last_write.borrow().clone();
            if sending.is_some() || submitting.is_some() {
                spawn_local(async move {
                    sleep_ms(AFTER_PAINT_MS).await;
                    if written.is_some() {
                        is_done(written).await;
                    }
                    dispatch.dispatch(match (sending, submitting) {
                        (Some(unsent), _) => send_one(unsent).await,
                        (None, Some(submit)) => submit_all(submit).await,
                        (None, None) => return,
                    });
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
    use_effect_with(
        (queue.has_unsent() || !queue.left_over().is_empty()) && !is_kept,
        move |would_be_lost| {
            let warning = would_be_lost
                .then(|| device::listen(&device::window(), "beforeunload", |event| event.prevent_default()));
            move || drop(warning)
        },
    );
    provided(Drafts { queue, keeping, is_kept, is_lost: restored.is_lost }, props.children.clone())
}

/// Whose answers these are: what one person has left reaches no other.
#[hook]
fn use_owner(
    queue: &UseReducerHandle<Queue>,
    keeping: &UseStateHandle<Keeping>,
    kept_for: &Rc<RefCell<Option<PersonId>>>,
) {
    let session = use_session();
    {
        let (dispatch, keeping) = (queue.dispatcher(), keeping.clone());
        let kept_for = kept_for.clone();
        use_effect_with((session.session.clone(), session.n_starts), move |(session, _)| match session {
            Session::In(me) => {
                let kept_for = kept_for.replace(Some(me.id.clone()));
                match *keeping {
                    Keeping::On if kept_for.as_ref() == Some(&me.id) => keep::put_shelf(true),
                    Keeping::On => {
                        keep::wipe();
                        keeping.set(Keeping::Off);
                    }
                    Keeping::Failed => keep::keep_only(me.id.as_str()),
                    Keeping::Off => {}
                }
                dispatch.dispatch(Event::SignedIn(me.id.clone()));
            }
            Session::Expired(_) => dispatch.dispatch(Event::SignedOut),
            // What waits on the device waits for the same person.
            Session::Unknown | Session::Away(_) | Session::Kept(_) | Session::Out => {}
        });
    }
    let (dispatch, keeping) = (queue.dispatcher(), keeping.clone());
    use_effect_with(session.n_leaves, move |n_leaves| {
        if *n_leaves > 0 {
            dispatch.dispatch(Event::Emptied);
            keep::wipe();
            keeping.set(Keeping::Off);
        }
    });
}

/// Writes down each change on the person's own device. Gives whether the disk has the newest, and the last writing.
#[hook]
fn use_writing(
    queue: &UseReducerHandle<Queue>,
    keeping: &UseStateHandle<Keeping>,
) -> (bool, Rc<RefCell<Option<Promise>>>) {
    let record = (**keeping == Keeping::On).then(|| queue.to_record());
    let written = use_state_eq(|| None::<String>);
    let last_write = use_mut_ref(|| None::<Promise>);
    let is_kept = record.is_some() && *written == record;
    {
        let (written, keeping, last_write) = (written.setter(), keeping.clone(), last_write.clone());
        use_effect_with(record, move |record| {
            let writing = record.as_ref().map(|record| keep::put_queue(record));
            last_write.replace(writing.clone().flatten());
            if let Some(writing) = writing {
                let record = record.clone();
                spawn_local(async move {
                    if is_done(writing).await {
                        written.set(record);
                    } else {
                        keeping.set(Keeping::Failed);
                    }
                });
            }
        });
    }
    use_effect_with(**keeping == Keeping::On, |is_on| {
        shelf::on_new(is_on.then(|| Callback::from(|()| keep::put_shelf(false))));
        || shelf::on_new(None)
    });
    (is_kept, last_write)
}

async fn is_done(promise: Option<Promise>) -> bool {
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

async fn submit_all(submit: Submit) -> Event {
    let Submit { key, language, if_match, .. } = submit;
    let call = Call::new(&SUBMIT_DRAFT)
        .query("language", &language)
        .if_match_tag(if_match.unwrap_or_default())
        .key(&key)
        .once();
    match send::<SubmissionSummary>(&call).await {
        Ok(summary) => Event::Submitted { key, summary },
        Err(error) => Event::Failed { key, failure: failure_of(error) },
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
