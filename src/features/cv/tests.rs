use super::ask::{asks, changed_alike, most, ticked, titles, values, with_values, without};
use super::page::CvPage;
use super::state::{After, Event, State};
use crate::api::ApiError;
use contract::cv::{CvView, KeptPart, SkillIdea};
use contract::{ErrorCode, Problem};
use domain::cv::{Contact, Cv, CvProblem, Part, PartKey, Skill, Stint, Wish, check_part};
use domain::questionnaire::Entry;
use std::rc::Rc;
use yew::AttrValue;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn view(parts: Vec<(u64, Part)>) -> Rc<CvView> {
    let job = Entry { code: "G1602".to_owned(), label: "Cuisinier".to_owned(), also: vec![] };
    Rc::new(CvView {
        name: "Nadia Fictive".to_owned(),
        parts: parts.into_iter().map(|(version, part)| KeptPart { version, part }).collect(),
        photo_at: None,
        sheet: vec![],
        jobs: vec![job],
        ideas: vec![],
    })
}

fn refused(code: ErrorCode) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    }))
}

fn stint(title: &str) -> Stint {
    Stint { title: title.to_owned(), ..Stint::default() }
}

fn after(state: State, events: impl IntoIterator<Item = Event>) -> State {
    events.into_iter().fold(state, |state, event| state.after(event))
}

fn typed(i: usize, text: &'static str) -> Event {
    Event::Typed(i, AttrValue::Static(text))
}

fn jobs(state: &State) -> Vec<String> {
    titles(&state.kept)
}

#[test]
fn what_is_kept_fills_the_fields_and_comes_back_as_it_was() {
    let full = Stint {
        place: "Lille".to_owned(),
        from: Some(2019),
        to: Some(2021),
        tasks: vec!["a".to_owned(), "b".to_owned()],
        ..stint("Plongeuse")
    };
    for part in [
        Part::Jobs(vec![stint("x"), full.clone()]),
        Part::Doings(vec![stint("x"), full.clone()]),
        Part::Skills(vec![Skill::default(), Skill { text: "Coudre".to_owned(), code: None }]),
        Part::Contact(Contact {
            name: "Nadia".to_owned(),
            email: "n@exemple.fr".to_owned(),
            ..Contact::default()
        }),
        Part::Wish(Wish {
            job: "Cuisinier".to_owned(),
            code: Some("G1602".to_owned()),
            about: "b".to_owned(),
        }),
    ] {
        let at = most(part.key()).map(|_| 1);
        let fields = values(&part, at);
        assert_eq!(fields.len(), asks(part.key()).len());
        let again = with_values(&part, at, &fields, &view(vec![]).jobs);
        assert!(check_part(again) == check_part(part));
    }
    for key in PartKey::ALL {
        let empty = Cv::default().part(*key);
        let fields = values(&empty, None);
        assert!(with_values(&empty, None, &fields, &[]) == empty, "empty fields add nothing to {key}");
    }
    assert!(without(&Part::Jobs(vec![stint("a"), stint("b")]), 0) == Part::Jobs(vec![stint("b")]));
}

#[test]
fn one_of_a_list_is_kept_after_the_other() {
    let new = State::new(view(vec![]), PartKey::Jobs, None);
    let sent = after(new, [typed(0, "Cuisinier"), typed(2, "2019"), Event::Pressed(After::Stay)]);
    let errand = sent.errand.clone().unwrap();
    assert_eq!((errand.version, sent.n_errands), (0, 1));
    let Part::Jobs(first) = &errand.part else { panic!("{errand:?}") };
    assert_eq!((first[0].code.as_deref(), first[0].from), (Some("G1602"), Some(2019)));
    assert_eq!(sent.after(Event::Pressed(After::Next)).n_errands, 1, "one at a time");
    let kept = sent.after(Event::Saved);
    assert_eq!((jobs(&kept), kept.version, kept.done), (vec!["Cuisinier".to_owned()], 1, Some(After::Stay)));
    assert!(kept.values.iter().all(|value| value.is_empty()), "ready for another");

    let next = after(kept.clone(), [typed(0, "Serveuse"), Event::Pressed(After::Next), Event::Saved]);
    assert_eq!((jobs(&next).len(), next.done), (2, Some(After::Next)));
    let changed = after(
        next,
        [Event::Change(0), typed(0, "Aide"), Event::Remove(1), Event::Pressed(After::Stay), Event::Saved],
    );
    assert_eq!(jobs(&changed), ["Aide", "Serveuse"], "while one is changed the others stay where they are");

    let untouched = kept.after(Event::Pressed(After::Next));
    assert!(
        untouched.errand.is_none() && untouched.done == Some(After::Next),
        "nothing to keep, nothing sent"
    );
}

#[test]
fn what_is_taken_away_comes_back_and_what_is_typed_stays() {
    let two = State::new(view(vec![(3, Part::Jobs(vec![stint("a"), stint("b")]))]), PartKey::Jobs, None);
    let gone = after(two, [typed(0, "c"), Event::Remove(0), Event::Saved]);
    assert_eq!(
        (jobs(&gone), gone.values[0].as_str(), gone.done),
        (vec!["b".to_owned()], "c", Some(After::Removed))
    );
    let back = after(gone, [Event::Restore, Event::Saved]);
    assert_eq!(
        (jobs(&back), back.version, back.values[0].as_str()),
        (vec!["a".to_owned(), "b".to_owned()], 5, "c")
    );
}

#[test]
fn a_suggested_skill_goes_in_and_out() {
    let idea = SkillIdea { code: "G1602".to_owned(), text: "Cuisiner".to_owned() };
    let new = State::new(view(vec![]), PartKey::Skills, None);
    let going = after(new, [typed(0, "Cou"), Event::Ticked(idea.clone(), true)]);
    assert!(going.has_skill("Cuisiner"), "at once");
    assert!(!going.after(Event::Failed(ApiError::Offline)).has_skill("Cuisiner"));
    let ticked_in = going.after(Event::Saved);
    assert!(ticked_in.has_skill("Cuisiner") && ticked_in.values[0] == "Cou");
    let out = after(ticked_in.clone(), [Event::Ticked(idea.clone(), false), Event::Saved]);
    assert!(!out.has_skill("Cuisiner"));

    // Faster than the answers: the second waits for the first, and both are kept.
    let other = SkillIdea { code: "K1303".to_owned(), text: "Garder".to_owned() };
    let two = after(out, [Event::Ticked(idea, true), Event::Ticked(other, true)]);
    assert!(two.has_skill("Cuisiner") && two.has_skill("Garder") && two.n_errands == 3);
    let both = after(two, [Event::Saved, Event::Saved]);
    assert_eq!(
        (titles(&both.kept), both.errand.is_none()),
        (vec!["Cuisiner".to_owned(), "Garder".to_owned()], true)
    );
}

#[test]
fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let new = State::new(view(vec![]), PartKey::Jobs, None);
    for (i, text, expected) in
        [(1, "Lille", CvProblem::Title), (2, "19", CvProblem::From), (3, "bientôt", CvProblem::To)]
    {
        let titled = if expected == CvProblem::Title { new.clone() } else { new.after(typed(0, "a")) };
        let wrong = after(titled, [typed(i, text), Event::Pressed(After::Next)]);
        assert_eq!((wrong.problems.as_slice(), wrong.values[i].as_str()), (&[expected][..], text));
        assert!(wrong.errand.is_none() && wrong.done.is_none());
    }
    let failed = after(new, [typed(0, "a"), Event::Pressed(After::Stay), Event::Failed(ApiError::Offline)]);
    assert_eq!(
        (failed.values[0].as_str(), failed.errand.is_none(), failed.failed.is_some()),
        ("a", true, true)
    );
}

#[test]
fn of_two_devices_neither_loses_a_value() {
    let stale = refused(ErrorCode::CvChangedElsewhere);
    let here = State::new(view(vec![]), PartKey::Jobs, None);
    let theirs = view(vec![(1, Part::Jobs(vec![stint("là-bas")]))]);
    let told = after(
        here,
        [
            typed(0, "ici"),
            Event::Pressed(After::Stay),
            Event::Failed(stale.clone()),
            Event::Read(theirs.clone()),
        ],
    );
    assert!(told.theirs() == Some(Part::Jobs(vec![stint("là-bas")])) && told.values[0] == "ici");
    let mine = told.after(Event::KeepMine);
    let errand = mine.errand.clone().unwrap();
    assert_eq!((titles(&errand.part), errand.version), (vec!["là-bas".to_owned(), "ici".to_owned()], 1));
    let taken = told.after(Event::TakeTheirs);
    assert_eq!((jobs(&taken), taken.version, taken.values[0].as_str()), (vec!["là-bas".to_owned()], 1, ""));

    let alone = |name: &str| Part::Contact(Contact { name: name.to_owned(), ..Contact::default() });
    let page = State::new(view(vec![]), PartKey::Contact, Some(alone("Nadia Fictive")));
    assert_eq!(page.values[0], "Nadia Fictive", "what is known is there already");
    let told = after(
        page,
        [
            typed(0, "Nadia"),
            Event::Pressed(After::Next),
            Event::Failed(stale),
            Event::Read(view(vec![(4, alone("N. F."))])),
        ],
    );
    let mine = told.after(Event::KeepMine).errand.unwrap();
    assert!(mine.part == alone("Nadia") && mine.version == 4, "both were seen, and the person chose");
}

#[test]
fn what_was_taken_away_on_a_page_that_was_old_is_taken_away_of_what_is_kept_now() {
    let stale = || Event::Failed(refused(ErrorCode::CvChangedElsewhere));
    let page = |typing: &'static str| {
        let two = view(vec![(3, Part::Jobs(vec![stint("a"), stint("b")]))]);
        after(State::new(two, PartKey::Jobs, None), [typed(0, typing)])
    };
    let theirs = || Event::Read(view(vec![(4, Part::Jobs(vec![stint("c"), stint("a"), stint("b")]))]));
    for typing in ["", "d"] {
        let told = after(page(typing), [Event::Remove(0), stale(), theirs()]);
        assert!(told.theirs().is_some(), "the person is asked");
        let mine = told.after(Event::KeepMine);
        let errand = mine.errand.clone().unwrap();
        assert_eq!((titles(&errand.part), errand.version), (vec!["c".to_owned(), "b".to_owned()], 4));
        let gone = mine.after(Event::Saved);
        assert_eq!((gone.values[0].as_str(), gone.done), (typing, Some(After::Removed)));
        let back = after(gone, [Event::Restore, Event::Saved]);
        assert_eq!(jobs(&back), ["c", "a", "b"]);
        let taken = told.after(Event::TakeTheirs);
        assert!(jobs(&taken) == ["c", "a", "b"] && taken.refused.is_none());
    }
    // Ticks that waited for each other are wanted together.
    let idea = |text: &str| SkillIdea { code: "G1602".to_owned(), text: text.to_owned() };
    let skill = |text: &str| Skill { text: text.to_owned(), code: None };
    let page = State::new(view(vec![(1, Part::Skills(vec![skill("x"), skill("x")]))]), PartKey::Skills, None);
    let ticked = after(page, [Event::Ticked(idea("y"), true), Event::Ticked(idea("z"), true), stale()]);
    let there = view(vec![(2, Part::Skills(vec![skill("x"), skill("w")]))]);
    let mine = after(ticked, [Event::Read(there), Event::KeepMine]).errand.unwrap();
    assert_eq!(titles(&mine.part), ["x", "w", "y", "z"]);
    let twice = Part::Skills(vec![skill("x"), skill("x")]);
    let once = changed_alike(&twice, &Part::Skills(vec![skill("x")]), &twice);
    assert!(once == Part::Skills(vec![skill("x")]), "one of two that are the same");
}

#[test]
fn a_page_that_nobody_touches_shows_what_is_read_later() {
    let page = State::new(view(vec![]), PartKey::Wish, None);
    let later = Part::Wish(Wish { job: "Serveuse".to_owned(), ..Wish::default() });
    let read = page.after(Event::Read(view(vec![(2, later.clone())])));
    assert_eq!((read.values[0].as_str(), read.version), ("Serveuse", 2));
    let touched = after(page, [typed(0, "C"), Event::Read(view(vec![(2, later)]))]);
    assert_eq!((touched.values[0].as_str(), touched.version), ("C", 0));
    assert_eq!(ticked(false), "");
    assert_eq!(format!("{touched:?}"), "State(hidden)");
}

#[test]
fn every_page_has_an_address() {
    use crate::routes::Route;
    let parts = PartKey::ALL.iter().map(|key| CvPage::Part(*key));
    for page in [CvPage::Start, CvPage::Photo, CvPage::Sheet].into_iter().chain(parts) {
        let Route::Cv(name) = page.route() else { panic!("{page:?}") };
        assert_eq!(CvPage::parse(name.as_deref()), Some(page));
    }
    assert_eq!(CvPage::parse(Some("hobbies")), None);
}

#[test]
fn what_is_typed_while_a_save_is_on_its_way_is_not_lost() {
    let alone = |name: &str| Part::Contact(Contact { name: name.to_owned(), ..Contact::default() });
    let page = State::new(view(vec![]), PartKey::Contact, Some(alone("Nadia Fictive")));
    let on_its_way = after(page, [Event::Pressed(After::Next), typed(0, "Nadia F.")]);
    let again = on_its_way.after(Event::Saved);
    let errand = again.errand.clone().unwrap();
    assert!(errand.part == alone("Nadia F.") && errand.version == 1 && errand.after == After::Next);
    let done = again.after(Event::Saved);
    assert!(done.done == Some(After::Next) && done.kept == alone("Nadia F.") && done.version == 2);

    // In a list it stays in the fields, as the same one: pressed again, there is no second.
    let page = State::new(view(vec![(3, Part::Jobs(vec![stint("Serveuse")]))]), PartKey::Jobs, None);
    let kept = after(
        page.clone(),
        [typed(0, "Cuisinere"), Event::Pressed(After::Stay), typed(0, "Cuisinière"), Event::Saved],
    );
    assert_eq!((kept.values[0].as_str(), kept.at, kept.done), ("Cuisinière", Some(1), None));
    let twice = after(kept, [Event::Pressed(After::Stay), Event::Saved]);
    assert_eq!(jobs(&twice), ["Serveuse", "Cuisinière"]);
    // Nothing was added: what is typed then is about another one.
    let other = after(page, [Event::Pressed(After::Stay), typed(0, "Plongeuse"), Event::Saved]);
    assert_eq!((other.values[0].as_str(), other.at), ("Plongeuse", None));
}
