//! Each hostile file is refused for its reason, each good one is kept, and no bytes at all make the check panic.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod hostile;

use domain::documents::{DocumentKind, extension_of};
use files::{Checked, check, draw_pages};
use hostile::{Expected, Sample, good, make};
use image::GenericImageView;
use proptest::prelude::*;

fn faults(samples: &[Sample]) -> Vec<String> {
    let fault = |sample: &Sample| {
        let got = check(&sample.bytes, &extension_of(&sample.name));
        let is_so = match (sample.expected, &got) {
            (Expected::Kept | Expected::Infected, Ok(Checked { rewritten, .. })) => rewritten.is_none(),
            (Expected::Redrawn | Expected::NeverAsItCame, Ok(Checked { rewritten, .. })) => {
                rewritten.is_some()
            }
            (Expected::Refused(why), Err(other)) => why == *other,
            (Expected::NeverAsItCame, Err(_)) => true,
            _ => false,
        };
        let got = got.map(|checked| (checked.kind, checked.rewritten.is_some()));
        (!is_so)
            .then(|| format!("{} ({}): {:?} instead of {:?}", sample.what, sample.name, got, sample.expected))
    };
    samples.iter().filter_map(fault).collect()
}

#[test]
fn what_people_hand_in_is_kept() {
    assert_eq!(faults(&good()), Vec::<String>::new());
}

#[test]
fn each_hostile_file_is_refused_for_its_reason() {
    let samples = hostile::hostile();
    assert!(samples.len() >= 120, "{} hostile files", samples.len());
    assert_eq!(faults(&samples), Vec::<String>::new());
}

#[test]
fn a_photo_is_upright_and_says_nothing_of_where_it_was_taken() {
    let came = make::jpeg_with(0xe1, &make::exif());
    assert!(came.windows(4).any(|window| window == b"Exif"));
    let kept = check(&came, "jpg").unwrap().rewritten.unwrap();
    assert!(!kept.windows(4).any(|window| window == b"Exif"));
    let (came, kept) = (image::load_from_memory(&came).unwrap(), image::load_from_memory(&kept).unwrap());
    assert_eq!(((came.width(), came.height()), (kept.width(), kept.height())), ((60, 40), (40, 60)));
    // The left half was the red one: after a quarter to the right it is the upper.
    assert!(kept.get_pixel(20, 5)[2] > 150 && kept.get_pixel(20, 55)[2] < 100);
}

#[test]
fn what_was_hidden_in_a_picture_is_not_in_what_is_kept() {
    for sample in hostile::hostile().iter().filter(|sample| sample.expected == Expected::Redrawn) {
        let kept = check(&sample.bytes, &extension_of(&sample.name)).unwrap().rewritten.unwrap();
        for word in [&b"EICAR"[..], b"<script", b"PK\x03\x04", b"%PDF", b"GPS"] {
            assert!(!kept.windows(word.len()).any(|window| window == word), "{}", sample.what);
        }
    }
}

#[test]
fn a_large_photo_becomes_smaller_and_stays_one() {
    let Checked { kind, rewritten } = check(&make::jpeg(5000, 200), "jpg").unwrap();
    let kept = image::load_from_memory(&rewritten.unwrap()).unwrap();
    assert_eq!((kind, kept.dimensions()), (DocumentKind::Jpeg, (4096, 164)));
}

#[test]
fn a_file_that_is_kept_shows_its_pages_and_an_office_file_none() {
    for sample in good() {
        let Checked { kind, rewritten } = check(&sample.bytes, &extension_of(&sample.name)).unwrap();
        let mut n_pages = 0;
        draw_pages(&rewritten.unwrap_or(sample.bytes), |_| n_pages += 1);
        assert_eq!(n_pages, u32::from(kind.has_pages()), "{}", sample.what);
    }
}

/// A file takes its time: a hundred, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { 100 };
    ProptestConfig { cases, ..usual }
}

proptest! {
    #![proptest_config(config())]

    /// Good files with some bytes changed: whatever comes of it, it comes without a panic.
    #[test]
    fn changed_bytes_never_panic(
        which in 0usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let sample = good().swap_remove(which);
        let mut bytes = sample.bytes;
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = check(&bytes, &extension_of(&sample.name));
    }

    #[test]
    fn any_bytes_never_panic(begin in prop::sample::select(vec![&b"%PDF-1.4\n"[..], b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b""]), rest in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = check(&[begin, &rest].concat(), "");
    }
}
