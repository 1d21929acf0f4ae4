use super::*;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SIZES: [(u32, u32); 6] = [(1200, 1600), (1600, 1200), (1000, 1000), (3, 4), (1, 1), (1800, 200)];

/// Whatever is done, what is seen lies in the picture and keeps its form.
#[test]
fn what_is_seen_is_of_the_picture_and_keeps_its_form() {
    for (width, height) in SIZES {
        let mut framing = Framing::of(width, height);
        for n in 0..60_u8 {
            let [left, top, seen_width, seen_height] = framing.rest();
            assert!(left + seen_width <= width && top + seen_height <= height, "{framing:?}");
            assert!(seen_width >= 1 && seen_height >= 1);
            assert!((seen_width * 4).abs_diff(seen_height * 3) <= 8, "{framing:?}");
            framing = framing.nearer(n % (NEAREST + 3));
            assert!(framing.nearness() <= NEAREST);
            framing = framing.moved(Way::ALL[usize::from(n / 3) % 4]);
        }
    }
}

#[test]
fn it_begins_where_faces_are_and_shows_as_much_as_it_can() {
    assert_eq!(Framing::of(1200, 1600).rest(), [0, 0, 1200, 1600]);
    assert_eq!(Framing::of(1600, 1200).rest(), [350, 0, 900, 1200]);
    assert_eq!(Framing::of(900, 1800).rest(), [0, 200, 900, 1200]);
    assert!(Way::ALL.iter().all(|way| !Framing::of(1200, 1600).can_move(*way)));
}

#[test]
fn coming_nearer_stays_in_the_middle_and_goes_back() {
    let whole = Framing::of(1200, 1600);
    let near = whole.nearer(6);
    assert_eq!(near.rest(), [396, 528, 408, 544]);
    assert_eq!(near.nearer(0), whole);
    let [left, top, ..] = near.moved(Way::Left).moved(Way::Up).rest();
    assert!(left > 396 && top > 528, "more of its right and of its lower part is seen");
    assert!(near.can_move(Way::Down));
}
