use super::*;

#[test]
fn all_well_everywhere_is_the_talk_then_the_review() {
    let stock = ["triage.home", "triage.health", "triage.work"]
        .into_iter()
        .fold(begun(), |stock, step| stock.answer_with(step, FINE));
    assert_eq!(stock.next(&Page::Triage), Page::PrivateTalk);
    assert_eq!(stock.next(&Page::PrivateTalk), Page::Review);
    assert_eq!(stock.previous(&Page::PrivateTalk), Some(Page::Triage));
    assert_eq!(stock.previous(&Page::Triage), None);
}

#[test]
fn continuing_without_an_answer_says_what_is_missing() {
    let open = begun().answer_with("triage.home", BLOCKED).answer_with("triage.work", BLOCKED);
    for (stock, page, expected) in [
        (&begun(), Page::Triage, PageProblem::NoLevel),
        (&open, Page::Question(at("home", "where")), PageProblem::NothingChosen),
        (&open, Page::Question(at("work", "job")), PageProblem::NothingPicked),
        (&open, Page::Question(at("work", "since")), PageProblem::NothingWritten),
        (&open, Page::Question(at("work", "words")), PageProblem::NothingWritten),
        (&open, Page::Sharing("home".parse().unwrap()), PageProblem::NoSharing),
        (&open, Page::PrivateTalk, PageProblem::NothingChosen),
    ] {
        assert_eq!(stock.problems(&page), [expected], "{page:?}");
    }
    assert_eq!(open.problems(&Page::Triage), []);
    assert_eq!(open.problems(&Page::Review), []);
}

fn turned(stock: &Stock, to: Page, back: bool) -> Stock {
    stock.after(Action::Turned { to, back })
}

#[test]
fn a_change_from_the_review_asks_only_what_it_opened() {
    let whole = tenant()
        .tick("answer.home.where", "nowhere")
        .answer_with("sharing.home", Answer::Sharing(Sharing::Me))
        .tick("private-talk", "no");
    let page = Page::Question(at("home", "where"));
    let review = turned(&whole, Page::Review, false);
    let changing = turned(&review, page.clone(), false);
    assert_eq!((changing.next(&page), changing.previous(&page)), (Page::Review, Some(Page::Review)));
    let changed = changing.tick("answer.home.where", "tenant");
    let opened = Page::Question(at("home", "paying"));
    assert_eq!(changed.next(&page), opened);
    let further = turned(&changed, opened.clone(), false);
    assert_eq!(further.previous(&opened), Some(Page::Review));

    let back = turned(&review, Page::PrivateTalk, true);
    assert_eq!(
        back.previous(&Page::PrivateTalk),
        Some(Page::Sharing("home".parse().unwrap())),
        "one page back each time"
    );
    assert_eq!(turned(&changing, Page::Review, true).previous(&Page::Review), Some(Page::PrivateTalk));
    let by_address = turned(&whole, page.clone(), false);
    assert_eq!(by_address.next(&page), Page::Review, "nothing is left to answer");
}
