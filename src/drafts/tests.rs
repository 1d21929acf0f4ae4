// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

mod elsewhere;
mod offline;

use super::provider::failure_of;
use super::state::{Event, Failure, Queue, SaveState};
use crate::api::ApiError;
use contract::questionnaire::{Draft, DraftAnswer, SavedAnswer, draft_tag};
use contract::{ErrorCode, Problem};
use domain::ids::{PersonId, SubjectId};
use domain::questionnaire::{Answer, Answers, Level, StepKey, StepMap};
use domain::time::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const LEVELS: [Level; 4] = [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid];

fn step(n: u8) -> StepKey {
    StepKey::Triage(SubjectId::new(format!("s{n}")).unwrap())
}

fn level(n: u8) -> Option<Answer> {
    (n < 4).then(|| Answer::Level(LEVELS[usize::from(n)]))
}

fn person(name: &str) -> Event {
    Event::SignedIn(PersonId::new(name).unwrap())
}

fn signed_in() -> Queue {
    Queue::default().after(person("p1")).after(Event::Read(draft(StepMap::new())))
}

/// The draft "d1" with these answers.
fn draft(answers: StepMap<DraftAnswer>) -> Draft {
    Draft {
        id: "d1".to_owned(),
        questionnaire_version: "1".to_owned(),
        newer_version: None,
        revision: 0,
        answers,
        last_time: vec![],
    }
}

fn problem(code: ErrorCode, current: Option<SavedAnswer>) -> Failure {
    Failure::Refused(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: current.map(Box::new),
        missing: vec![],
        retry_after_s: None,
    }))
}

fn given(n_step: u8, n_level: u8, key: usize) -> Event {
    Event::Given {
        step: step(n_step),
        answer: level(n_level),
        questionnaire_version: "1".to_owned(),
        key: format!("k{key}"),
    }
}

/// A server that keeps answers, versions and the keys it has seen, as the contract says.
#[derive(Debug, Default)]
struct Server {
    kept: StepMap<DraftAnswer>,
    /// With the `If-Match` that each key came with.
    effects: BTreeMap<String, (Option<String>, SavedAnswer)>,
    /// Every value taken, in order.
    history: Vec<(StepKey, Option<Answer>)>,
    /// What was sent, by its key.
    sent: Vec<(String, BTreeMap<StepKey, Option<Answer>>)>,
}

impl Server {
    /// Takes what is on its way.
    fn serve(&mut self, queue: &Queue) -> Event {
        if queue.submitting().is_some() { self.submit(queue) } else { self.save(queue) }
    }

    /// The draft that is open, or the name of the next.
    fn draft_id(&self) -> String {
        if self.sent.is_empty() { "d1".to_owned() } else { "after-sent".to_owned() }
    }

    fn save(&mut self, queue: &Queue) -> Event {
        let (_, unsent) = queue.sending().unwrap();
        let key = unsent.key.clone();
        if let Some((if_match, saved)) = self.effects.get(&key) {
            if *if_match != unsent.if_match {
                return Event::Failed { key, failure: problem(ErrorCode::IdempotencyKeyReused, None) };
            }
            return Event::Confirmed { key, saved: saved.clone() };
        }
        let version = self.kept.get(&unsent.step).map_or(0, |kept| kept.version);
        if unsent.if_match != Some(draft_tag(&self.draft_id(), version)) {
            let current = self.saved(&unsent.step);
            return Event::Failed { key, failure: problem(ErrorCode::AnswerChangedElsewhere, Some(current)) };
        }
        self.put(&unsent.step, unsent.answer.clone());
        let saved = self.saved(&unsent.step);
        self.effects.insert(key.clone(), (unsent.if_match.clone(), saved.clone()));
        Event::Confirmed { key, saved }
    }

    fn put(&mut self, step: &StepKey, answer: Option<Answer>) {
        let version = self.kept.get(step).map_or(0, |kept| kept.version) + 1;
        self.kept.insert(step.clone(), DraftAnswer { answer: answer.clone(), version });
        self.history.push((step.clone(), answer));
    }

    fn saved(&self, step: &StepKey) -> SavedAnswer {
        let kept = self.kept.get(step).cloned().unwrap_or(DraftAnswer { answer: None, version: 0 });
        SavedAnswer {
            step: step.clone(),
            answer: kept.answer,
            draft: self.draft_id(),
            version: kept.version,
            revision: 0,
            saved_at: Timestamp(0),
            removed: StepMap::new(),
        }
    }

    fn answers(&self) -> BTreeMap<StepKey, Option<Answer>> {
        self.kept.iter().map(|(step, kept)| (step.clone(), kept.answer.clone())).collect()
    }
}

/// What a world does to the queue.
#[derive(Debug, Clone)]
enum Move {
    Give(u8, u8),
    /// The request arrives and so does the answer.
    Serve,
    /// The request arrives, the answer is lost.
    LoseAnswer,
    /// The request never arrives.
    LoseRequest,
    /// The session has ended before the request.
    Expire,
    SignInAgain,
    Wake,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        4 => (0u8..3, 0u8..5).prop_map(|(s, l)| Move::Give(s, l)),
        4 => Just(Move::Serve),
        1 => Just(Move::LoseAnswer),
        1 => Just(Move::LoseRequest),
        1 => Just(Move::Expire),
        2 => Just(Move::SignInAgain),
        2 => Just(Move::Wake),
    ]
}

/// The key of what is on its way.
fn key_on_its_way(queue: &Queue) -> Option<String> {
    let answer = queue.sending().map(|(_, unsent)| unsent.key.clone());
    answer.or_else(|| queue.submitting().map(|(_, submit)| submit.key.clone()))
}

fn play(queue: &Queue, server: &mut Server, what: &Move, n: usize) -> Queue {
    let fails = |queue: &Queue, failure| Event::Failed { key: key_on_its_way(queue).unwrap(), failure };
    let passing = |queue: &Queue| fails(queue, Failure::Passing { retry_after_s: None });
    let is_sending = key_on_its_way(queue).is_some();
    match what {
        Move::Give(s, l) => queue.after(given(*s, *l, n)),
        Move::Wake => queue.after(Event::Woken),
        Move::SignInAgain => queue.after(person("p1")),
        _ if !is_sending => queue.clone(),
        Move::Serve => {
            let event = server.serve(queue);
            queue.after(event)
        }
        Move::LoseAnswer => {
            server.serve(queue);
            queue.after(passing(queue))
        }
        Move::LoseRequest => queue.after(passing(queue)),
        Move::Expire => queue.after(fails(queue, Failure::SessionNeeded)),
    }
}

fn settle(mut queue: Queue, server: &mut Server) -> Queue {
    for _ in 0..1000 {
        queue = queue.after(person("p1")).after(Event::Woken);
        if key_on_its_way(&queue).is_none() {
            return queue;
        }
        let event = server.serve(&queue);
        queue = queue.after(event);
    }
    panic!("the queue does not empty: {queue:?}");
}

proptest! {
    #[test]
    fn nothing_is_lost_and_the_last_value_of_each_step_wins(moves in proptest::collection::vec(any_move(), 0..60)) {
        let mut server = Server::default();
        let mut queue = signed_in();
        let mut last = BTreeMap::new();
        for (n, what) in moves.iter().enumerate() {
            if let Move::Give(s, l) = what {
                last.insert(step(*s), level(*l));
            }
            queue = play(&queue, &mut server, what, n);
            // What the person sees is always the last they gave, whatever the network does.
            let mut seen = draft(server.kept.clone()).standing_answers();
            queue.overlay(&mut seen);
            let expected = Answers(last.iter().filter_map(|(s, a)| Some((s.clone(), a.clone()?))).collect());
            prop_assert_eq!(seen, expected);
        }
        let queue = settle(queue, &mut server);
        prop_assert_eq!(server.answers(), last);
        prop_assert!(queue.conflicts().is_empty() && queue.refusals().is_empty());
        prop_assert_eq!(queue.save_state(), SaveState::Saved);
    }

    #[test]
    fn values_arrive_in_the_order_given_and_each_key_has_one_effect(
        moves in proptest::collection::vec(any_move(), 0..60)
    ) {
        let mut server = Server::default();
        let mut queue = signed_in();
        let mut all_given = Vec::new();
        for (n, what) in moves.iter().enumerate() {
            if let Move::Give(s, l) = what {
                all_given.push((step(*s), level(*l)));
            }
            queue = play(&queue, &mut server, what, n);
        }
        settle(queue, &mut server);
        let keys: BTreeSet<_> = server.effects.keys().collect();
        prop_assert_eq!(keys.len(), server.history.len(), "one effect per key");
        let mut rest = all_given.iter();
        for taken in &server.history {
            prop_assert!(rest.any(|given| given == taken), "the history is what was given, in order, with gaps");
        }
    }
}

#[test]
fn a_newer_value_replaces_one_that_waits_only_when_nothing_came_between() {
    let queue = signed_in().after(Event::SignedOut).after(given(0, 0, 1)).after(given(0, 1, 2));
    let queue = queue.after(given(1, 0, 3)).after(given(0, 2, 4));
    let mut server = Server::default();
    settle(queue, &mut server);
    let history = vec![(step(0), level(1)), (step(1), level(0)), (step(0), level(2))];
    assert_eq!(server.history, history);
}

#[test]
fn answers_wait_for_the_same_person_and_vanish_for_another() {
    let queue = signed_in().after(given(0, 0, 1)).after(Event::SignedOut);
    assert_eq!(queue.save_state(), SaveState::Waiting { n_answers: 1 });
    assert!(queue.sending().is_none());
    assert!(queue.after(person("p1")).sending().is_some());
    assert!(!queue.after(person("p2")).has_unsent());
    assert!(!Queue::default().after(given(0, 0, 1)).after(person("p1")).has_unsent(), "nobody knows whose");
}

#[test]
fn a_draft_that_was_read_before_it_is_known_who_reads_is_theirs() {
    let queue = Queue::default().after(Event::Read(draft(StepMap::new()))).after(person("p1"));
    let queue = queue.after(given(0, 0, 1));
    assert_eq!(queue.sending().unwrap().1.if_match.as_deref(), Some("d1.0"));
    assert!(queue.after(person("p2")).known().is_none());
}

#[test]
fn two_devices_with_two_answers_are_both_kept_until_one_is_chosen() {
    let mut server = Server::default();
    server.put(&step(0), level(3));
    let queue = signed_in().after(given(0, 0, 1));
    let event = server.save(&queue);
    let queue = queue.after(event).after(given(0, 1, 2));
    let conflict = &queue.conflicts()[0];
    assert_eq!((&conflict.mine, &conflict.theirs), (&level(1), &level(3)));
    let theirs = settle(queue.after(Event::KeptTheirs { step: step(0) }), &mut server);
    assert!(theirs.conflicts().is_empty());
    assert_eq!(server.answers()[&step(0)], level(3));
    settle(queue.after(Event::KeptMine { step: step(0), key: "k3".to_owned() }), &mut server);
    assert_eq!(server.answers()[&step(0)], level(1));
}

#[test]
fn the_same_answer_from_two_devices_is_no_conflict() {
    let mut server = Server::default();
    server.put(&step(0), level(1));
    let queue = settle(signed_in().after(given(0, 1, 1)), &mut server);
    assert!(queue.conflicts().is_empty());
}

#[test]
fn a_refused_answer_does_not_hold_up_the_next() {
    let queue = signed_in().after(given(0, 0, 1)).after(given(1, 0, 2));
    let queue =
        queue.after(Event::Failed { key: "k1".to_owned(), failure: problem(ErrorCode::AnswerRefused, None) });
    assert_eq!(queue.refusals()[0].step, step(0));
    assert_eq!(queue.sending().unwrap().1.key, "k2");
    assert!(queue.after(Event::RefusalsSeen).refusals().is_empty());
}

#[test]
fn an_old_reading_of_the_draft_makes_no_conflict_with_oneself() {
    let mut server = Server::default();
    let queue = settle(signed_in().after(given(0, 0, 1)), &mut server);
    let old = draft(StepMap::new());
    let queue = settle(queue.after(Event::Read(old)).after(given(0, 1, 2)), &mut server);
    assert!(queue.conflicts().is_empty());
    assert_eq!(server.answers()[&step(0)], level(1));
}

#[test]
fn the_first_try_says_saving_and_a_failed_one_says_waiting() {
    let queue = signed_in().after(given(0, 0, 1));
    assert_eq!(queue.save_state(), SaveState::Saving);
    let failure = failure_of(ApiError::Offline);
    let queue = queue.after(Event::Failed { key: "k1".to_owned(), failure });
    assert_eq!(queue.save_state(), SaveState::Waiting { n_answers: 1 });
    assert_eq!(queue.resting(), Some((1, None)));
    assert_eq!(queue.after(Event::Woken).sending().map(|(n_try, _)| n_try), Some(2));
}

#[test]
fn nothing_leaves_before_someone_is_known_to_be_signed_in() {
    assert!(Queue::default().after(given(0, 0, 1)).sending().is_none());
}

#[test]
fn after_sending_another_draft_begins() {
    let mut server = Server::default();
    let queue = settle(signed_in().after(given(0, 0, 1)), &mut server);
    let next = Draft { id: "after-s1".to_owned(), ..draft(StepMap::new()) };
    let queue = queue.after(Event::Emptied).after(Event::Read(next)).after(given(0, 1, 2));
    assert_eq!(queue.sending().unwrap().1.if_match.as_deref(), Some("after-s1.0"));
    assert_eq!((queue.removed(), queue.left_over()), (&[][..], &[][..]), "what was sent is not lost");
}
