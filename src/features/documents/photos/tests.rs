// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::state::{Done, Photo, PhotoEvent, Photos, Unread};
use domain::documents::{MAX_PAGES, PdfPart, PhotoPage};
use proptest::prelude::*;
use yew::AttrValue;

fn photo(number: u32) -> Photo {
    let page = PhotoPage { width: 1350, height: 1800, size_bytes: 1000, n_turns: 0 };
    Photo { number, page, url: AttrValue::from(format!("blob:{number}")) }
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
        number.prop_map(PhotoEvent::Removed),
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
