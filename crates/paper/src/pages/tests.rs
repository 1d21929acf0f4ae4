use super::*;
use proptest::prelude::*;

fn strip(height: f32, gap: f32, keeps_next: bool, starts_page: bool) -> Strip {
    Strip { gap, keeps_next, starts_page, ..Strip::empty(height) }
}

/// The heights of the strips of each page.
fn heights(strips: Vec<Strip>) -> Vec<Vec<f32>> {
    let pages = paginate(strips, 100.0);
    pages.into_iter().map(|page| page.into_iter().map(|(_, strip)| strip.height).collect()).collect()
}

#[test]
fn what_keeps_together_goes_to_the_next_page() {
    let strips =
        vec![strip(80.0, 0.0, false, false), strip(10.0, 5.0, true, false), strip(15.0, 0.0, false, false)];
    assert_eq!(heights(strips), [vec![80.0], vec![10.0, 15.0]]);
}

#[test]
fn what_no_page_can_hold_is_cut_where_the_page_ends() {
    let strips = (0..13).map(|_| strip(10.0, 0.0, true, false)).collect();
    assert_eq!(heights(strips), [vec![10.0; 10], vec![10.0; 3]]);
}

#[test]
fn a_gap_is_dropped_at_the_top_of_a_page() {
    let strips = vec![strip(90.0, 30.0, false, false), strip(100.0, 30.0, false, false)];
    let pages = paginate(strips, 100.0);
    assert_eq!(pages.iter().map(|page| page[0].0).collect::<Vec<_>>(), [0.0, 0.0]);
}

#[test]
fn a_page_starts_where_it_is_told_and_never_twice() {
    let strips = vec![strip(5.0, 0.0, true, true), strip(5.0, 0.0, false, true)];
    assert_eq!(heights(strips), [[5.0], [5.0]]);
}

proptest! {
    #[test]
    fn nothing_is_lost_nor_below_the_foot(
        strips in prop::collection::vec((1.0f32..100.0, 0.0f32..40.0, any::<bool>(), any::<bool>()), 0..60),
    ) {
        let strips: Vec<Strip> = strips.into_iter().map(|(h, g, k, s)| strip(h, g, k, s)).collect();
        let before: Vec<f32> = strips.iter().map(|strip| strip.height).collect();
        let pages = paginate(strips, 100.0);
        for page in &pages {
            let mut bottom = 0.0;
            for (top, strip) in page {
                prop_assert!(*top >= bottom);
                bottom = top + strip.height;
            }
            prop_assert!(bottom <= 100.0);
        }
        let after: Vec<f32> = pages.iter().flatten().map(|(_, strip)| strip.height).collect();
        prop_assert_eq!(before, after);
    }
}
