// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::frame::{Frame, Side};
use super::kept::{from_record, to_record};
use super::screen::{goal_of, part_of};
use super::state::{Done, Photo, PhotoEvent, Photos, Unread};
use crate::features::documents::sender::Goal;
use domain::documents::{MAX_PAGES, PdfPart, PhotoPage};
use domain::ids::DocumentId;
use proptest::prelude::*;
use yew::AttrValue;

fn photo(number: u32) -> Photo {
    let page = PhotoPage { width: 1350, height: 1800, size_bytes: 1000, n_turns: 0 };
    Photo { number, page, url: AttrValue::from(format!("blob:{number}")), whole: None }
}

fn play(events: impl IntoIterator<Item = PhotoEvent>) -> Photos {
    events.into_iter().fold(Photos::default(), |photos, event| photos.after(event))
}

fn with_pages(n: u32) -> Photos {
    let chosen = PhotoEvent::Chosen { n: n as usize, instead: false };
    play([chosen].into_iter().chain((1..=n).map(|number| PhotoEvent::Read(photo(number), None))))
}

fn order(photos: &Photos) -> Vec<u32> {
    photos.pages.iter().map(|photo| photo.number).collect()
}

#[test]
fn pages_come_in_the_order_of_their_photos_and_can_be_moved() {
    let photos = with_pages(3);
    assert_eq!((order(&photos), photos.is_ready(), photos.about()), (vec![1, 2, 3], true, Some(3)));
    let up = photos.after(PhotoEvent::MovedUp(3));
    assert_eq!((order(&up), up.about()), (vec![1, 3, 2], Some(3)));
    assert_eq!(order(&up.after(PhotoEvent::MovedDown(1))), [3, 1, 2]);
    // The first goes no further up, the last no further down.
    assert_eq!(photos.after(PhotoEvent::MovedUp(1)), photos);
    assert_eq!(photos.after(PhotoEvent::MovedDown(3)), photos);
}

#[test]
fn a_page_is_turned_by_quarters_until_it_is_as_it_was() {
    let photos = with_pages(1);
    let turned = photos.after(PhotoEvent::Turned(1));
    assert_eq!((turned.pages[0].page.n_turns, turned.done.clone()), (1, Some(Done::Turned(1))));
    let around = (0..4).fold(photos.clone(), |photos, _| photos.after(PhotoEvent::Turned(1)));
    assert_eq!(around.pages, photos.pages);
}

#[test]
fn a_page_that_was_taken_away_comes_back_to_its_place() {
    let removed = with_pages(3).after(PhotoEvent::Removed(2));
    assert_eq!((order(&removed), removed.done.clone()), (vec![1, 3], Some(Done::Removed)));
    assert_eq!(order(&removed.after(PhotoEvent::Restored)), [1, 2, 3]);
    let on = removed.after(PhotoEvent::MovedUp(3));
    assert_eq!(on.removed, None, "it is said of the last act only");
}

#[test]
fn a_photo_taken_again_stands_where_the_old_one_stood() {
    let photos = with_pages(3).after(PhotoEvent::Chosen { n: 1, instead: true });
    assert!(!photos.is_ready(), "it is not read yet");
    let again = photos.after(PhotoEvent::Read(photo(9), Some(2)));
    assert_eq!((order(&again), again.is_ready()), (vec![1, 9, 3], true));
    // A page that was taken away meanwhile has no place to give.
    let gone = photos.after(PhotoEvent::Removed(2)).after(PhotoEvent::Read(photo(9), Some(2)));
    assert_eq!(order(&gone), [1, 3, 9]);
}

#[test]
fn a_photo_that_cannot_be_read_says_why_and_the_others_stay() {
    let chosen = PhotoEvent::Chosen { n: 2, instead: false };
    let photos = play([chosen, PhotoEvent::Read(photo(1), None), PhotoEvent::Failed(Unread::Unreadable)]);
    assert_eq!((order(&photos), photos.unread, photos.is_ready()), (vec![1], Some(Unread::Unreadable), true));
    let next = photos.after(PhotoEvent::Chosen { n: 1, instead: false });
    assert_eq!(next.unread, None);
}

#[test]
fn the_eleventh_page_is_told_and_not_read() {
    let photos = with_pages(8).after(PhotoEvent::Chosen { n: 5, instead: false });
    assert_eq!((photos.n_reading, photos.n_free(), photos.unread), (2, 0, Some(Unread::TooMany)));
    assert!(photos.after(PhotoEvent::Emptied).pages.is_empty());
}

#[test]
fn what_was_cut_off_comes_back_and_the_page_stays_turned() {
    let framing = with_pages(2).after(PhotoEvent::Turned(2)).after(PhotoEvent::Framing(2));
    assert_eq!(framing.framed().map(|(at, photo)| (at, photo.number)), Some((1, 2)));
    let left = framing.after(PhotoEvent::Unframed);
    assert_eq!((left.framed(), left.about(), &left.pages), (None, Some(2), &framing.pages));
    let rest = |number| Photo { page: PhotoPage { width: 900, ..photo(number).page }, ..photo(number) };
    let once = framing.after(PhotoEvent::Cropped(2, rest(7)));
    assert_eq!((order(&once), once.about(), once.framed()), (vec![1, 7], Some(7), None));
    assert_eq!((once.pages[1].page.width, once.pages[1].page.n_turns), (900, 1));
    // Cut twice and turned meanwhile, it comes back whole, as it is turned then.
    let twice = once.after(PhotoEvent::Cropped(7, rest(8))).after(PhotoEvent::Turned(8));
    let whole = twice.after(PhotoEvent::Whole(8));
    assert_eq!((order(&whole), whole.about()), (vec![1, 2], Some(2)));
    assert_eq!((whole.pages[1].page.width, whole.pages[1].page.n_turns), (1350, 2));
    assert_eq!(whole.pages[1].whole, None);
    assert_eq!(whole.after(PhotoEvent::Whole(2)), whole, "there is nothing to bring back");
    assert_eq!(whole.after(PhotoEvent::Framing(99)).framed(), None);
}

#[test]
fn a_frame_is_of_the_page_as_it_is_seen() {
    let frame = Frame::default().with(Side::Top, 10).with(Side::Right, 20).with(Side::Bottom, 30);
    assert_eq!(frame.rest(200, 100), [0, 10, 160, 60]);
    // A page that is seen after a quarter to the right: its upper side is the left one of the picture.
    assert_eq!(frame.of_picture(1).rest(100, 200), [10, 40, 60, 160]);
    assert_eq!(frame.of_picture(4), frame);
    assert_eq!((frame.at(Side::Top), frame.at(Side::Right), frame.at(Side::Left)), (10, 80, 0));
    assert_eq!(frame.moved(Side::Right, 55).cut(Side::Right), 45);
}

proptest! {
    /// Wherever the sides are brought, a page is left, inside of the picture, and a turn changes only which side is which.
    #[test]
    fn something_is_left_of_every_page(
        moves in prop::collection::vec((0usize..4, any::<u8>()), 0..20),
        n_turns in 0u8..4,
        (width, height) in (1u32..4000, 1u32..4000),
    ) {
        let frame = moves.into_iter().fold(Frame::default(), |frame, (side, at)| frame.moved(Side::ALL[side], at));
        let [left, top, rest_width, rest_height] = frame.of_picture(n_turns).rest(width, height);
        prop_assert!(rest_width >= 1 && rest_height >= 1);
        prop_assert!(left + rest_width <= width && top + rest_height <= height);
        prop_assert!(rest_width * 6 >= width && rest_height * 6 >= height);
        for side in Side::ALL {
            prop_assert!(frame.cut(side) <= frame.most(side));
            prop_assert_eq!(frame.moved(side, frame.at(side)), frame);
        }
    }
}

#[test]
fn pages_that_were_kept_come_before_what_is_there() {
    let pages = |numbers: core::ops::Range<u32>| PhotoEvent::Kept(numbers.map(photo).collect());
    let back = with_pages(1).after(pages(5..7));
    assert_eq!((order(&back), back.done.clone(), back.about()), (vec![5, 6, 1], Some(Done::Kept), None));
    assert_eq!(back.after(pages(20..40)).pages.len(), MAX_PAGES);
    assert_eq!(back.after(pages(0..0)), back);
}

#[test]
fn what_is_no_record_of_pages_is_none() {
    assert_eq!(from_record(""), Some(vec![]));
    for broken in ["1", "1 2 3 4", "1 2 3 4 x", "1 2 3 4 0\nx"] {
        assert_eq!(from_record(broken), None, "{broken}");
    }
}

proptest! {
    #[test]
    fn what_is_kept_of_pages_comes_back_as_it_was(pages in prop::collection::vec(any::<(u32, u32, u32, u64, u8)>(), 0..10)) {
        let page = |(number, width, height, size_bytes, n_turns)| Photo {
            page: PhotoPage { width, height, size_bytes, n_turns },
            ..photo(number)
        };
        let pages: Vec<_> = pages.into_iter().map(page).collect();
        let expected: Vec<_> = pages.iter().map(|photo| (photo.number, photo.page)).collect();
        prop_assert_eq!(from_record(&to_record(&pages)), Some(expected));
    }
}

fn any_event() -> impl Strategy<Value = PhotoEvent> {
    let number = 1u32..14;
    prop_oneof![
        (0usize..14, any::<bool>()).prop_map(|(n, instead)| PhotoEvent::Chosen { n, instead }),
        (number.clone(), prop::option::of(number.clone()))
            .prop_map(|(new, instead)| PhotoEvent::Read(photo(new), instead)),
        Just(PhotoEvent::Failed(Unread::Away)),
        number.clone().prop_map(PhotoEvent::Turned),
        number.clone().prop_map(PhotoEvent::MovedUp),
        number.clone().prop_map(PhotoEvent::MovedDown),
        number.clone().prop_map(PhotoEvent::Removed),
        number.clone().prop_map(PhotoEvent::Framing),
        (number.clone(), 20u32..30).prop_map(|(old, new)| PhotoEvent::Cropped(old, photo(new))),
        number.prop_map(PhotoEvent::Whole),
        Just(PhotoEvent::Restored),
    ]
}

proptest! {
    /// Whatever is done: never more than ten pages, and the file holds each page once, in the order that is shown.
    #[test]
    fn the_file_holds_what_is_shown(events in prop::collection::vec(any_event(), 0..60)) {
        let photos = play(events);
        prop_assert!(photos.pages.len() <= MAX_PAGES);
        let parts = photos.parts();
        let pictures = parts.iter().filter_map(|part| match part {
            PdfPart::Picture(at) => Some(*at),
            PdfPart::Text(_) => None,
        });
        prop_assert_eq!(pictures.collect::<Vec<_>>(), (0..photos.pages.len()).collect::<Vec<_>>());
    }
}

#[test]
fn the_address_says_what_photos_are_for() {
    let replace = Goal::Replace(DocumentId::new("abc123").unwrap());
    for goal in [Goal::New, replace] {
        assert_eq!(goal_of(&part_of(&goal)), Some(goal));
    }
    for part in ["", "#photo", "#photos2", "#photos=", "#photos=No id!", "#ask"] {
        assert_eq!(goal_of(part), None, "{part}");
    }
}
