use super::{Attention, Standing, Turn, near, silent_before};
use crate::ids::PersonId;
use crate::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_796_112_000_000);

fn standing() -> impl Strategy<Value = Standing> {
    (0u64..3, 0u64..3, 0u64..3, 0u64..3, 0i64..400).prop_map(|(meetings, stuck, talks, disputes, days)| {
        Standing {
            n_cannot_come: meetings,
            n_stuck_actions: stuck,
            n_talk_requests: talks,
            n_disputes: disputes,
            heard_at: NOW.plus_s(-days * 86_400),
        }
    })
}

/// Lower is earlier in the list.
fn rank(attention: Option<Attention>) -> u8 {
    attention.map_or(5, |attention| attention as u8)
}

#[test]
fn the_first_reason_is_the_one_that_is_said() {
    let silent = NOW.plus_s(-7 * 7 * 86_400);
    for (meeting, stuck, talk, dispute, heard_at, expected) in [
        (1, 1, 1, 1, silent, Some(Attention::CannotCome)),
        (0, 1, 1, 1, silent, Some(Attention::Stuck)),
        (0, 0, 2, 1, silent, Some(Attention::Talk)),
        (0, 0, 0, 1, NOW, Some(Attention::Discuss)),
        (0, 0, 0, 0, silent, Some(Attention::Silent)),
        (0, 0, 0, 0, silent_before(NOW, 6), Some(Attention::Silent)),
        (0, 0, 0, 0, silent_before(NOW, 6).plus_s(1), None),
    ] {
        let standing = Standing {
            n_cannot_come: meeting,
            n_stuck_actions: stuck,
            n_talk_requests: talk,
            n_disputes: dispute,
            heard_at,
        };
        assert_eq!(standing.attention(silent_before(NOW, 6)), expected, "{standing:?}");
    }
}

#[test]
fn a_name_is_near_what_was_typed_in_a_hurry() {
    for (typed, name, expected) in [
        ("dup", "dupont marie", Some(0)),
        ("dupnot", "dupont marie", Some(1)),
        ("dupnt", "dupont marie", Some(1)),
        ("marei dupont", "dupont marie", Some(1)),
        ("marei dupnot", "dupont marie", Some(2)),
        ("mouahmed", "mohamed", Some(2)),
        ("goff", "le goff eric", Some(0)),
        ("ozturc", "ozturk ana", Some(1)),
        // A pair that changed places and another error: two, in a long name only.
        ("gracai", "garcia", Some(2)),
        ("lerory", "leroy", Some(1)),
        ("aan", "ana", Some(1)),
        ("ab", "ba", None),
        ("karim", "kamil", None),
        ("dupont paul", "dupont marie", None),
        ("", "dupont", None),
        ("محمود", "محمد", Some(1)),
    ] {
        assert_eq!(near(typed, name), expected, "{typed} / {name}");
    }
}

#[test]
fn a_place_in_the_list_can_be_written_down() {
    for text in ["", "stuck", "stuck.1", "stuck.x.ana", "calm.1.ana", "stuck.1.Not an id"] {
        assert!(text.parse::<Turn>().is_err(), "{text}");
    }
    assert_eq!("rest.-5.a-b".parse::<Turn>().map(|turn| turn.to_string()), Ok("rest.-5.a-b".to_owned()));
}

proptest! {
    #[test]
    fn what_has_a_date_comes_first_and_then_what_is_stuck(a in standing(), b in standing(), weeks in 1u32..60) {
        let before = silent_before(NOW, weeks);
        if a.n_cannot_come > 0 && b.n_cannot_come == 0 {
            prop_assert!(rank(a.attention(before)) < rank(b.attention(before)));
        }
        if a.n_stuck_actions > 0 && b.n_stuck_actions == 0 && b.n_cannot_come == 0 {
            prop_assert!(rank(a.attention(before)) < rank(b.attention(before)));
        }
        if a.waiting().is_some() && b.waiting().is_none() {
            prop_assert!(rank(a.attention(before)) < rank(b.attention(before)));
        }
    }

    #[test]
    fn more_that_waits_never_moves_anyone_down(a in standing(), weeks in 1u32..60) {
        let before = silent_before(NOW, weeks);
        let now = rank(a.attention(before));
        for more in [
            Standing { n_cannot_come: a.n_cannot_come + 1, ..a },
            Standing { n_stuck_actions: a.n_stuck_actions + 1, ..a },
            Standing { n_talk_requests: a.n_talk_requests + 1, ..a },
            Standing { n_disputes: a.n_disputes + 1, ..a },
            Standing { heard_at: a.heard_at.plus_s(-86_400), ..a },
        ] {
            prop_assert!(rank(more.attention(before)) <= now);
        }
    }

    #[test]
    fn patience_makes_nobody_silent(a in standing(), weeks in 1u32..60) {
        if a.attention(silent_before(NOW, weeks)) != Some(Attention::Silent) {
            prop_assert_ne!(a.attention(silent_before(NOW, weeks + 1)), Some(Attention::Silent));
        }
    }

    #[test]
    fn what_is_written_down_is_read_back(kind in 0usize..6, at in any::<i64>(), id in "[a-z0-9][a-z0-9-]{0,20}") {
        let attention = super::attention::all()[kind];
        let turn = Turn { attention, heard_at: Timestamp(at), id: PersonId::new(id).unwrap() };
        prop_assert_eq!(turn.to_string().parse::<Turn>(), Ok(turn));
    }

    #[test]
    fn one_error_in_a_word_is_forgiven(word in "[a-z]{6,12}", at in 0usize..6, letter in "[a-z]") {
        let mut letters: Vec<char> = word.chars().collect();
        let other = letter.chars().next().unwrap();
        let mut less = letters.clone();
        less.remove(at);
        let mut more = letters.clone();
        more.insert(at, other);
        let mut swapped = letters.clone();
        swapped.swap(at, at.min(4) + 1);
        letters[at] = other;
        for typed in [letters, less, more, swapped] {
            let typed: String = typed.into_iter().collect();
            let found = near(&typed, &word);
            prop_assert!(found.is_some_and(|n| n <= 2), "{} {}: {:?}", typed, word, found);
        }
    }

    #[test]
    fn what_is_near_is_near_the_other_way_round(a in "[abc]{6,9}", b in "[abc]{6,9}") {
        if !a.starts_with(&b) && !b.starts_with(&a) {
            prop_assert_eq!(near(&a, &b), near(&b, &a));
        }
    }

    #[test]
    fn another_length_is_another_name(a in "[a-z]{3,5}", b in "[a-z]{8,12}") {
        prop_assume!(!b.starts_with(&a));
        prop_assert_eq!(near(&a, &b), None);
    }
}
