//! Random walks: whatever a person does, nothing is lost and there is a way to the end.

// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::*;
use domain::questionnaire::check_answer;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Move {
    Level(usize, Level),
    /// Tick (or untick) the n-th option of the n-th question on the route.
    Tick(usize, usize, bool),
    Continue,
    Back,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let level = prop_oneof![Just(Level::Fine), Just(Level::Hard), Just(Level::Blocked), Just(Level::Unsaid)];
    let one = prop_oneof![
        (0..3_usize, level).prop_map(|(subject, level)| Move::Level(subject, level)),
        (0..8_usize, 0..5_usize, prop::bool::weighted(0.8)).prop_map(|(q, o, on)| Move::Tick(q, o, on)),
        Just(Move::Continue),
        Just(Move::Back),
    ];
    prop::collection::vec(one, 0..40)
}

fn apply(stock: &Stock, page: &mut Page, step: &Move) -> Stock {
    let turn = |to: Page, back: bool, page: &mut Page| {
        *page = to.clone();
        stock.after(Action::Turned { to, back })
    };
    match step {
        Move::Level(subject, level) => {
            let subject = stock.definition.subjects[*subject].id.clone();
            stock.after(Action::Answered {
                step: StepKey::Triage(subject),
                answer: Some(Answer::Level(*level)),
            })
        }
        Move::Tick(question, option, on) => {
            let steps: Vec<StepKey> = stock.route.pages.iter().filter_map(step_of).collect();
            let step = steps[question % steps.len()].clone();
            let shown: Vec<OptionId> = stock.question(&step).map_or(vec![], |question| {
                question
                    .options
                    .iter()
                    .map(|o| o.id.clone())
                    .filter(|o| stock.shows_option(&step, o))
                    .collect()
            });
            match shown.get(option % shown.len().max(1)) {
                Some(option) => stock.after(Action::Ticked { step, option: option.clone(), on: *on }),
                None => stock.clone(),
            }
        }
        Move::Continue if stock.problems(page).is_empty() => turn(stock.next(page), false, page),
        Move::Continue => stock.clone(),
        Move::Back => match stock.previous(page) {
            Some(to) => turn(to, true, page),
            None => stock.clone(),
        },
    }
}

/// Plays the errands to a server that keeps what it is told, by the domain's rules.
fn serve(server: &mut Answers, definition: &Questionnaire, errands: &[Errand]) {
    for errand in errands {
        let Errand::Keep { step, answer } = errand else { continue };
        match answer {
            Some(answer) => {
                check_answer(definition, server, step, answer).unwrap();
                server.0.insert(step.clone(), answer.clone());
            }
            None => {
                server.0.remove(step);
            }
        }
        *server = prune(definition, server);
    }
}

/// Some right answer to a page that asks one.
fn any_answer(stock: &Stock, step: &StepKey) -> Answer {
    match stock.question(step).map(|question| &question.kind) {
        None => Answer::Sharing(Sharing::Me),
        Some(Kind::Guided { entries, .. }) => Answer::Entries(vec![entries[0].code.clone()]),
        Some(Kind::Date) => Answer::Date(Date::new(2020, 1, 1).unwrap()),
        Some(Kind::Text { .. }) => Answer::Text("x".into()),
        Some(Kind::One | Kind::Several) => {
            let options = &stock.question(step).unwrap().options;
            let shown = options.iter().find(|option| stock.shows_option(step, &option.id)).unwrap();
            Answer::Choices(vec![shown.id.clone()])
        }
    }
}

proptest! {
    #[test]
    fn what_stands_is_always_right_and_the_server_hears_of_it_at_once(walk in moves()) {
        let (mut stock, mut page, mut server) = (begun(), Page::Triage, Answers::default());
        for step in &walk {
            stock = apply(&stock, &mut page, step);
            prop_assert_eq!(&prune(&stock.definition, &stock.answers), &stock.answers);
            for (step, answer) in &stock.answers.0 {
                prop_assert!(check_answer(&stock.definition, &stock.answers, step, answer).is_ok());
            }
            serve(&mut server, &stock.definition, &core::mem::take(&mut stock.errands));
            prop_assert_eq!(&server, &stock.answers);
        }
    }

    #[test]
    fn going_back_loses_nothing_and_ends_at_the_triage(walk in moves()) {
        let (mut stock, mut page) = (begun(), Page::Triage);
        for step in &walk {
            stock = apply(&stock, &mut page, step);
        }
        let before = stock.answers.clone();
        let mut here = Page::Review;
        stock = stock.after(Action::Turned { to: Page::Review, back: false });
        let mut n_back = 0;
        while let Some(previous) = stock.previous(&here) {
            stock = stock.after(Action::Turned { to: previous.clone(), back: true });
            here = previous;
            n_back += 1;
            prop_assert!(n_back <= stock.route.pages.len());
        }
        prop_assert_eq!(here, Page::Triage);
        prop_assert_eq!(stock.answers, before);
    }

    #[test]
    fn answering_what_is_asked_ends_at_the_review(walk in moves()) {
        let (mut stock, mut page) = (begun().answer_with("triage.home", BLOCKED), Page::Triage);
        for step in &walk {
            stock = apply(&stock, &mut page, step);
        }
        let n_pages = 2 + stock.definition.subjects.iter().map(|s| s.questions.len() + 1).sum::<usize>();
        for _ in 0..=n_pages {
            let page = stock.resume_at();
            let Some(step) = step_of(&page) else { break };
            let answer = any_answer(&stock, &step);
            stock = stock.after(Action::Answered { step, answer: Some(answer) });
            prop_assert_eq!(stock.problems(&page), vec![]);
        }
        prop_assert_eq!(stock.resume_at(), Page::Review);
    }
}
