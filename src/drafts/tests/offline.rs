//! What waits on the person's own device outlives the page, and what was asked to be sent is sent once.

use super::*;
use crate::drafts::state::{Outbox, Submit};
use contract::questionnaire::SubmissionSummary;
use domain::ids::SubmissionId;

impl Server {
    pub(super) fn submit(&mut self, queue: &Queue) -> Event {
        let key = queue.submitting().unwrap().1.key.clone();
        if !self.sent.iter().any(|(known, _)| *known == key) {
            let answers = self.answers();
            self.kept.clear();
            self.sent.push((key.clone(), answers));
        }
        let summary = SubmissionSummary {
            id: SubmissionId::new("sent").unwrap(),
            sent_at: Timestamp(0),
            questionnaire_version: "1".to_owned(),
            n_talk_requests: 0,
            read_at: None,
            read_by: None,
        };
        Event::Submitted { key, summary }
    }
}

fn asked(key: &str) -> Event {
    let (key, language) = (key.to_owned(), "fr".to_owned());
    Event::SubmitAsked(Submit { key, language, is_shared: true, is_retake: false, if_match: None })
}

fn read_json(text: &str) -> Option<Option<Answer>> {
    serde_json::from_str(text).ok()
}

/// The page is gone, and a new one reads what the device kept.
fn restarted(record: &str) -> Queue {
    Queue::from_record(record, read_json).unwrap()
}

/// What a world does to a queue that is kept on the device.
#[derive(Debug, Clone)]
enum Turn {
    Move(Move),
    /// The page stops and opens again.
    Crash,
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![6 => any_move().prop_map(Turn::Move), 1 => Just(Turn::Crash)]
}

/// A device as the provider runs it: written down when something is given and before anything leaves, but not yet when
/// an answer has only been confirmed.
struct Device {
    queue: Queue,
    disk: String,
}

impl Device {
    fn new() -> Self {
        let queue = signed_in();
        Self { disk: queue.to_record(), queue }
    }

    fn turn(&mut self, server: &mut Server, turn: &Turn, n: usize) {
        match turn {
            Turn::Crash => self.queue = restarted(&self.disk),
            Turn::Move(what) => {
                self.queue = play(&self.queue, server, what, n);
                if matches!(what, Move::Give(..)) || key_on_its_way(&self.queue).is_some() {
                    self.disk = self.queue.to_record();
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn crashes_lose_nothing_and_repeat_nothing(turns in proptest::collection::vec(any_turn(), 0..60)) {
        let (mut server, mut device, mut last) = (Server::default(), Device::new(), BTreeMap::new());
        for (n, turn) in turns.iter().enumerate() {
            if let Turn::Move(Move::Give(s, l)) = turn {
                last.insert(step(*s), level(*l));
            }
            device.turn(&mut server, turn, n);
            let mut seen = device.queue.known().map(|draft| draft.standing_answers()).unwrap_or_default();
            device.queue.overlay(&mut seen);
            let expected = Answers(last.iter().filter_map(|(s, a)| Some((s.clone(), a.clone()?))).collect());
            prop_assert_eq!(seen, expected, "without network, the screen shows what was given");
        }
        let queue = settle(device.queue, &mut server);
        prop_assert_eq!(server.answers(), last);
        prop_assert!(queue.conflicts().is_empty() && queue.refusals().is_empty());
        prop_assert_eq!(server.effects.len(), server.history.len(), "one effect per key");
    }

    #[test]
    fn what_is_sent_is_sent_once_with_what_was_given_before(
        before in proptest::collection::vec((0u8..3, 0u8..5), 1..8),
        turns in proptest::collection::vec(any_turn(), 0..40),
    ) {
        let (mut server, mut device, mut last) = (Server::default(), Device::new(), BTreeMap::new());
        for (n, (s, l)) in before.iter().enumerate() {
            last.insert(step(*s), level(*l));
            device.turn(&mut server, &Turn::Move(Move::Give(*s, *l)), n);
        }
        device.queue = device.queue.after(asked("send"));
        device.disk = device.queue.to_record();
        // Nothing more is given: only the network and the device do what they like.
        for turn in turns.iter().filter(|turn| !matches!(turn, Turn::Move(Move::Give(..)))) {
            device.turn(&mut server, turn, 99);
        }
        let queue = settle(device.queue, &mut server);
        prop_assert_eq!(server.sent, vec![("send".to_owned(), last)]);
        prop_assert!(server.kept.is_empty(), "nothing of it is left in a draft");
        prop_assert!(!queue.has_unsent());
    }

    #[test]
    fn what_is_given_while_it_is_sent_is_in_it_or_after_it(turns in proptest::collection::vec(any_turn(), 0..40)) {
        let (mut server, mut device, mut last) = (Server::default(), Device::new(), BTreeMap::new());
        for s in 0..3 {
            last.insert(step(s), level(0));
            device.turn(&mut server, &Turn::Move(Move::Give(s, 0)), usize::from(s));
        }
        device.queue = device.queue.after(asked("send"));
        device.disk = device.queue.to_record();
        for (n, turn) in turns.iter().enumerate() {
            if let Turn::Move(Move::Give(s, l)) = turn {
                last.insert(step(*s), level(*l));
            }
            device.turn(&mut server, turn, 10 + n);
        }
        settle(device.queue, &mut server);
        prop_assert_eq!(server.sent.len(), 1);
        let mut all = server.sent[0].1.clone();
        all.extend(server.answers());
        prop_assert_eq!(all, last);
    }

    #[test]
    fn a_record_says_everything(turns in proptest::collection::vec(any_turn(), 0..40), is_asked in any::<bool>()) {
        let (mut server, mut device) = (Server::default(), Device::new());
        for (n, turn) in turns.iter().enumerate() {
            device.turn(&mut server, turn, n);
        }
        if is_asked {
            device.queue = device.queue.after(asked("send"));
        }
        let record = device.queue.to_record();
        prop_assert_eq!(restarted(&record).to_record(), record);
    }

    #[test]
    fn a_record_that_is_none_is_not_read(text in "[a-z\t\n1]{0,60}") {
        prop_assert!(Queue::from_record(&text, read_json).is_none());
    }
}

/// The negative control: a client that makes its keys anew after a restart sends twice.
#[test]
fn a_client_that_forgets_its_keys_sends_twice() {
    let mut server = Server::default();
    let queue = settle(signed_in().after(given(0, 0, 1)), &mut server).after(asked("one"));
    server.serve(&queue);
    let again = signed_in().after(asked("two"));
    server.serve(&again);
    assert_eq!(server.sent.len(), 2);
}

#[test]
fn text_with_tabs_and_lines_comes_back_whole() {
    let said = Some(Answer::Text("un\tdeux\ntrois\r\u{2028}\"quatre\"".to_owned()));
    let queue = signed_in().after(Event::Given {
        step: "answer.a.b".parse().unwrap(),
        answer: said.clone(),
        questionnaire_version: "1".to_owned(),
        key: "k".to_owned(),
    });
    let queue = restarted(&queue.to_record()).after(person("p1"));
    assert_eq!(queue.sending().unwrap().1.answer, said);
}

#[test]
fn what_was_kept_for_one_person_never_reaches_another() {
    let kept = restarted(&signed_in().after(given(0, 0, 1)).after(asked("send")).to_record());
    assert_eq!(kept.save_state(), SaveState::Waiting { n_answers: 1 });
    let other = kept.after(person("p2"));
    assert!(!other.has_unsent() && other.known().is_none());
    assert!(kept.after(Event::Emptied).to_record().lines().all(|line| !line.starts_with("unsent")));
}

#[test]
fn sending_waits_for_the_choice_between_two_answers() {
    let mut server = Server::default();
    server.put(&step(0), level(3));
    let queue = settle(signed_in().after(given(0, 0, 1)).after(asked("send")), &mut server);
    assert_eq!(queue.conflicts().len(), 1);
    assert!(server.sent.is_empty());
    settle(queue.after(Event::KeptMine { step: step(0), key: "k2".to_owned() }), &mut server);
    assert_eq!(server.sent[0].1[&step(0)], level(0));
}

#[test]
fn a_refused_answer_stops_what_would_be_sent_without_it() {
    let queue = signed_in().after(given(0, 0, 1)).after(asked("send"));
    let failure = problem(ErrorCode::AnswerRefused, None);
    let queue = queue.after(Event::Failed { key: "k1".to_owned(), failure });
    assert!(matches!(queue.outbox(), Outbox::Refused(_)) && queue.submitting().is_none());
    assert!(queue.after(asked("again")).submitting().is_some());
}

#[test]
fn an_answer_that_left_with_another_version_before_a_crash_is_asked_anew() {
    let mut server = Server::default();
    let queue = signed_in().after(given(0, 0, 1));
    server.serve(&queue);
    let failure = problem(ErrorCode::IdempotencyKeyReused, None);
    let queue = settle(queue.after(Event::Failed { key: "k1".to_owned(), failure }), &mut server);
    assert!(queue.refusals().is_empty() && queue.conflicts().is_empty());
    assert_eq!(server.history.len(), 1);
}
