//! The reducer on a small questionnaire: rows of facts first, then random walks.

mod fixture;
mod pages;
mod walks;

use super::*;
use crate::features::questionnaire::going::PageProblem;
use domain::questionnaire::AnswerProblem;
use domain::questionnaire::{Kind, Level, Sharing};
use fixture::*;

const BLOCKED: Answer = Answer::Level(Level::Blocked);
const FINE: Answer = Answer::Level(Level::Fine);

fn keep(step: &str, answer: Option<Answer>) -> Errand {
    Errand::Keep { step: key(step), answer }
}

#[test]
fn an_answer_stands_at_once_and_leaves_one_errand() {
    let stock = begun().answer_with("triage.home", BLOCKED);
    assert_eq!(stock.answers.get(&key("triage.home")), Some(&BLOCKED));
    assert_eq!(stock.errands, [keep("triage.home", Some(BLOCKED))]);
    let again = stock.answer_with("triage.home", BLOCKED);
    assert_eq!(
        (&again.answers, &again.errands[..]),
        (&stock.answers, &[][..]),
        "the same answer again is nothing"
    );
    assert_eq!(stock.answer_with("triage.home", FINE).errands, [keep("triage.home", Some(FINE))]);
}

#[test]
fn an_option_that_stands_alone_unticks_the_others_and_is_unticked_by_them() {
    let step = "answer.home.problems";
    for (ticks, expected) in [
        (&["cold"][..], &["cold"][..]),
        (&["noise", "cold"], &["cold", "noise"]),
        (&["cold", "talk"], &["cold", "talk"]),
        (&["cold", "talk", "none"], &["none"]),
        (&["none", "unknown"], &["unknown"]),
        (&["unknown", "noise"], &["noise"]),
        (&["none", "talk"], &["talk"]),
        (&["cold", "noise", "-cold"], &["noise"]),
        (&["cold", "-cold"], &[]),
    ] {
        let mut stock = tenant();
        for tick in ticks {
            let (option, on) = tick.strip_prefix('-').map_or((*tick, true), |option| (option, false));
            stock = stock.after(Action::Ticked { step: key(step), option: oid(option), on });
        }
        let chosen: Vec<_> = stock.answers.get(&key(step)).map_or(vec![], |answer| answer.choices().to_vec());
        assert_eq!(chosen, expected.iter().map(|id| oid(id)).collect::<Vec<_>>(), "{ticks:?}");
        let _ = stock.answers.get(&key(step)).map(|answer| {
            domain::questionnaire::check_answer(&stock.definition, &stock.answers, &key(step), answer)
                .unwrap();
        });
    }
}

#[test]
fn one_choice_replaces_the_other() {
    let stock = tenant().tick("answer.home.where", "family");
    assert_eq!(stock.answers.get(&key("answer.home.where")), Some(&choices(&["family"])));
}

#[test]
fn entries_are_picked_up_to_the_most_and_taken_out_again() {
    let step = key("answer.work.job");
    let pick = |stock: &Stock, code: &str, on| {
        stock.after(Action::Picked { step: step.clone(), code: code.into(), on })
    };
    let picked =
        |stock: &Stock| crate::features::questionnaire::choices::entries(stock.answers.get(&step)).join(" ");
    let two = pick(&pick(&begun().answer_with("triage.work", BLOCKED), "A2", true), "A1", true);
    assert_eq!(picked(&two), "A2 A1");
    assert_eq!(picked(&pick(&two, "A3", true)), "A2 A1", "two at most");
    assert_eq!(picked(&pick(&two, "A2", false)), "A1");
    assert_eq!(pick(&pick(&two, "A2", false), "A1", false).answers.get(&step), None);
    let unknown = two.tick("answer.work.job", "unknown");
    assert_eq!(picked(&pick(&unknown, "A3", true)), "A3", "an entry takes the place of the way out");
    assert_eq!(pick(&unknown, "A3", false).answers, unknown.answers);
}

#[test]
fn a_way_out_of_a_guided_question_replaces_the_entries() {
    let step = key("answer.work.job");
    let stock = begun()
        .answer_with("triage.work", BLOCKED)
        .answer_with("answer.work.job", Answer::Entries(vec!["A1".into()]));
    let unknown = stock.tick("answer.work.job", "unknown");
    assert_eq!(unknown.answers.get(&step), Some(&choices(&["unknown"])));
    assert_eq!(
        unknown.answer_with("answer.work.job", Answer::Entries(vec!["A2".into()])).problems(&page_of(&step)),
        []
    );
}

#[test]
fn a_cut_branch_goes_at_once_and_comes_back_only_while_the_page_is_open() {
    let paying = tenant().answer_with("answer.home.paying", choices(&["late"]));
    let cut = paying.tick("answer.home.where", "family");
    assert_eq!(cut.answers.get(&key("answer.home.paying")), None);
    assert_eq!(
        cut.errands,
        [keep("answer.home.where", Some(choices(&["family"]))), keep("answer.home.paying", None)]
    );
    let undone = cut.tick("answer.home.where", "tenant");
    assert_eq!(undone.answers, paying.answers, "a slip of the finger costs nothing");
    assert_eq!(
        undone.errands,
        [
            keep("answer.home.where", Some(choices(&["tenant"]))),
            keep("answer.home.paying", Some(choices(&["late"])))
        ]
    );
    let left = cut.after(Action::Turned { to: Page::Triage, back: true }).tick("answer.home.where", "tenant");
    assert_eq!(left.answers.get(&key("answer.home.paying")), None, "going on is a decision");
}

#[test]
fn a_hidden_option_leaves_the_answer_and_returns_with_its_branch() {
    let both = tenant().tick("answer.home.problems", "cold").tick("answer.home.problems", "noise");
    let family = both.tick("answer.home.where", "family");
    assert_eq!(
        family.answers.get(&key("answer.home.problems")),
        Some(&choices(&["cold"])),
        "noise is for tenants"
    );
    assert!(family.errands.contains(&keep("answer.home.problems", Some(choices(&["cold"])))));
    assert_eq!(family.tick("answer.home.where", "tenant").answers, both.answers);
}

#[test]
fn what_is_typed_is_never_lost_and_becomes_an_answer_when_it_can() {
    let step = key("answer.work.since");
    let date = |day: &str, month: &str, year: &str| Action::Typed {
        step: step.clone(),
        typed: Typed::Date { day: day.into(), month: month.into(), year: year.into() },
    };
    let settled = |stock: &Stock| stock.after(Action::Settled { step: step.clone() });
    let page = page_of(&step);
    let open = begun().answer_with("triage.work", BLOCKED);
    assert_eq!(open.problems(&page), [PageProblem::NothingWritten]);

    let half = settled(&open.after(date("31", "2", "2020")));
    assert_eq!(half.answers.get(&step), None);
    assert!(half.typed.contains_key(&step), "it stays in the field");
    assert_eq!(half.problems(&page), [PageProblem::DateUnfinished]);

    let whole = settled(&half.after(date("7", "03", "2020")));
    assert_eq!(whole.answers.get(&step), Some(&Answer::Date(Date::new(2020, 3, 7).unwrap())));
    assert_eq!(whole.problems(&page), []);
    assert_eq!(settled(&whole.after(date("", "", ""))).answers.get(&step), None);

    let text = key("answer.work.words");
    let long = Action::Typed { step: text.clone(), typed: Typed::Text(" a longer text ".into()) };
    let stock = open.after(long).after(Action::Settled { step: text.clone() });
    assert_eq!(stock.answers.get(&text), Some(&Answer::Text("a longer text".into())));
    assert_eq!(
        stock.problems(&page_of(&text)),
        [PageProblem::Answer(AnswerProblem::TooLong { max_chars: 5 })],
        "kept as it is, and said when going on"
    );
}

const WHERE: &str = "answer.home.where";

#[test]
fn the_other_device_s_answer_can_be_taken_and_is_not_sent_again() {
    let mine = tenant().tick("answer.home.problems", "noise");
    let theirs = mine.after(Action::Adopted { step: key(WHERE), answer: Some(choices(&["family"])) });
    assert_eq!(theirs.answers.get(&key(WHERE)), Some(&choices(&["family"])));
    assert_eq!(theirs.errands, [keep("answer.home.problems", None), Errand::Reload]);
}

#[test]
fn a_draft_read_again_takes_the_place_of_what_stood() {
    let stock = tenant().tick(WHERE, "family");
    let read =
        answers(&[("triage.home", BLOCKED), ("triage.health", BLOCKED), (WHERE, choices(&["nowhere"]))]);
    let again = stock.after(Action::Loaded(read.clone()));
    assert_eq!((again.answers, again.errands), (read, vec![]));
}

#[test]
fn what_the_server_does_not_ask_leaves_the_screen() {
    let hidden = tenant().after(Action::NotAsked { step: key(WHERE) });
    assert_eq!(hidden.answers.get(&key(WHERE)), None);
    assert_eq!(hidden.errands, [Errand::Reload], "the server's draft decides what is asked");
}

#[test]
fn a_draft_that_holds_a_cut_branch_is_mended() {
    let stock = Stock::new(
        Rc::new(small()),
        answers(&[
            ("triage.home", BLOCKED),
            (WHERE, choices(&["nowhere"])),
            ("answer.home.paying", choices(&["late"])),
        ]),
    );
    assert_eq!(stock.errands, [keep("answer.home.paying", None)]);
}

#[test]
fn another_language_keeps_everything() {
    let stock = tenant();
    let mut english = small();
    english.language = "en".into();
    let after = stock.after(Action::Reworded(Rc::new(english)));
    assert_eq!((&after.answers, after.errands), (&stock.answers, vec![]));
    assert_eq!(after.definition.language, "en");
}
