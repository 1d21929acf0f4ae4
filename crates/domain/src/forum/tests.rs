use super::*;
use crate::ids::{DoorId, ForumId, WalkInId};
use crate::time::Timestamp;
use crate::workshops::{SlotState, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;

const HALF_HOUR_S: i64 = 1800;

fn forum() -> ForumId {
    ForumId::new("f").unwrap()
}

fn digest(n: u8) -> TicketDigest {
    TicketDigest::of(&forum(), &TicketCode::from_numbers([n; CODE_CHARS]))
}

fn door(n: u8) -> DoorId {
    DoorId::new(format!("d{n}")).unwrap()
}

/// Few tickets, instants and doors, so that scans meet.
fn any_scans() -> impl Strategy<Value = Vec<(TicketDigest, Arrival)>> {
    let scan = (0u8..5, 0i64..6, 0u8..3);
    let scan =
        scan.prop_map(|(ticket, at, n)| (digest(ticket), Arrival { at: Timestamp(at), door: door(n) }));
    prop::collection::vec(scan, 0..12)
}

fn any_walk_ins() -> impl Strategy<Value = WalkIns> {
    let one = (0u8..6, 0u32..3, 0i64..4);
    prop::collection::vec(one, 0..8).prop_map(|all| {
        let mut walk_ins = WalkIns::default();
        for (id, entry, at) in all {
            walk_ins.add(WalkInId::new(format!("w{id}")).unwrap(), WalkIn { entry, at: Timestamp(at) });
        }
        walk_ins
    })
}

fn any_day() -> impl Strategy<Value = ForumDay> {
    (1i64..1000, 1i64..2000, 5u16..=240, 1u32..=10_000, 0u8..=100).prop_map(
        |(from_min, long_min, slot_min, n_places, kept_percent)| {
            let from = Timestamp(0).plus_s(from_min * 60);
            ForumDay { span: Span { from, to: from.plus_s(long_min * 60) }, slot_min, n_places, kept_percent }
        },
    )
}

fn any_entries() -> impl Strategy<Value = Vec<EntryFact>> {
    prop::collection::vec(0u32..2, 1..20).prop_map(|free| {
        let entry = |(number, n_free): (u32, u32)| {
            let from = Timestamp(0).plus_s(i64::from(number) * HALF_HOUR_S);
            EntryFact { number, span: Span { from, to: from.plus_s(HALF_HOUR_S) }, n_free }
        };
        (0..).zip(free).map(entry).collect()
    })
}

proptest! {
    #[test]
    fn scans_come_together_in_any_order(a in any_scans(), b in any_scans(), c in any_scans()) {
        let of = |scans: &[(TicketDigest, Arrival)]| scans.iter().cloned().collect::<Arrivals>();
        let (x, y, z) = (of(&a), of(&b), of(&c));
        prop_assert_eq!(x.clone().merge(y.clone()), y.clone().merge(x.clone()));
        prop_assert_eq!(x.clone().merge(y.clone()).merge(z.clone()), x.clone().merge(y.clone().merge(z)));
        prop_assert_eq!(x.clone().merge(x.clone()), x.clone());
        // Against the definition: of each ticket, the least of all its scans.
        let all = [a, b].concat();
        for (ticket, arrival) in x.merge(y).iter() {
            let least = all.iter().filter(|(of, _)| of == ticket).map(|(_, scan)| scan).min();
            prop_assert_eq!(Some(arrival), least);
        }
        let mut backwards = all.clone();
        backwards.reverse();
        prop_assert_eq!(of(&all), of(&backwards));
    }

    #[test]
    fn people_without_a_ticket_are_counted_once(a in any_walk_ins(), b in any_walk_ins(), c in any_walk_ins()) {
        prop_assert_eq!(a.clone().merge(b.clone()), b.clone().merge(a.clone()));
        prop_assert_eq!(a.clone().merge(b.clone()).merge(c.clone()), a.clone().merge(b.clone().merge(c)));
        prop_assert_eq!(a.clone().merge(a.clone()), a.clone());
        let both = a.clone().merge(b.clone());
        let ids: BTreeSet<_> = a.iter().chain(b.iter()).map(|(id, _)| id.clone()).collect();
        prop_assert_eq!((0..3).map(|entry| both.count(entry)).sum::<usize>(), ids.len());
    }

    /// A door that knows of a scan never says welcome; one that does not says so at the right hour only.
    #[test]
    fn a_ticket_comes_in_once(from_s in 0i64..100_000, now_s in 0i64..100_000, known in prop::option::of(0u8..3)) {
        let from = Timestamp(0).plus_s(from_s);
        let span = Span { from, to: from.plus_s(HALF_HOUR_S) };
        let now = Timestamp(0).plus_s(now_s);
        let known = known.map(|n| Arrival { at: Timestamp(7), door: door(n) });
        let expected = match &known {
            Some(known) => Sign::Already { at: Timestamp(7), is_here: known.door == door(0) },
            None if (from_s - EARLY_S..from_s + HALF_HOUR_S + LATE_S).contains(&now_s) => Sign::Welcome,
            None => Sign::OtherHour(span),
        };
        prop_assert_eq!(sign(Some(span), known.as_ref(), &door(0), now), expected);
        prop_assert_eq!(sign(None, known.as_ref(), &door(0), now), Sign::Unknown);
    }

    #[test]
    fn the_half_hours_fill_the_day_without_a_gap(day in any_day()) {
        let now = Timestamp(0);
        prop_assume!(check_forum(&day, now).is_ok());
        let found = entries(&day);
        prop_assert!(!found.is_empty() && found.len() <= 100);
        prop_assert_eq!((found[0].from, found[found.len() - 1].to), (day.span.from, day.span.to));
        prop_assert!(found.windows(2).all(|pair| pair[0].to == pair[1].from));
        let kept = n_kept(day.n_places, day.kept_percent);
        prop_assert!(kept < day.n_places);
        prop_assert!(u64::from(kept) * 100 >= u64::from(day.n_places) * u64::from(day.kept_percent));
    }

    #[test]
    fn what_is_offered_instead_can_be_had(entries in any_entries(), of in 0u32..20, now_s in 0i64..40_000) {
        let now = Timestamp(0).plus_s(now_s);
        let can_have = |entry: &EntryFact| ticket_refusal(SlotState::Published, entry, false, false, now).is_ok();
        match next_free(&entries, of, now) {
            Some(number) => prop_assert!(number != of && can_have(&entries[number as usize])),
            None => prop_assert!(entries.iter().all(|entry| entry.number == of || !can_have(entry))),
        }
    }

    #[test]
    fn a_code_survives_its_texts(numbers in any::<[u8; CODE_CHARS]>()) {
        let code = TicketCode::from_numbers(numbers);
        let (left, right) = code.groups();
        prop_assert_eq!(format!(" {}-{} ", left.to_lowercase(), right).parse(), Ok(code.clone()));
        prop_assert_eq!(TicketCode::of_qr_text(&code.qr_text()), Some(code.clone()));
        let digest = TicketDigest::of(&forum(), &code);
        prop_assert_eq!(digest.as_str().parse(), Ok(digest.clone()));
        prop_assert_ne!(digest, TicketDigest::of(&ForumId::new("g").unwrap(), &code));
    }

    #[test]
    fn any_text_is_a_code_or_refused_without_panic(text in ".{0,20}") {
        let _ = text.parse::<TicketCode>();
        let _ = text.parse::<TicketDigest>();
        let _ = TicketCode::of_qr_text(&text);
        if let Some(name) = read_name(&text) {
            prop_assert!((1..=NAME_MAX_CHARS).contains(&name.chars().count()));
        }
    }
}

#[test]
fn what_looks_alike_is_read_as_one() {
    for text in ["0l1-2ab", "OI12AB", "o i 1 2 a b"] {
        assert_eq!(text.parse::<TicketCode>().map(String::from).as_deref(), Ok("0112AB"), "{text}");
    }
    for text in ["", "12345", "1234567", "12345U", "12345é", "https://x"] {
        assert_eq!(text.parse::<TicketCode>(), Err(NotACode), "{text}");
        assert_eq!(TicketCode::of_qr_text(text), None, "{text}");
    }
}

#[test]
fn a_code_never_reaches_a_log() {
    assert_eq!(format!("{:?}", TicketCode::from_numbers([3; CODE_CHARS])), "TicketCode(hidden)");
}

#[test]
fn a_digest_is_the_beginning_of_a_hash() {
    // printf 'f:000000' | sha256sum
    assert_eq!(digest(0).as_str(), "33a23792a2b3a7bc");
}

#[test]
fn a_forum_has_hours_places_and_a_future() {
    let day = |from_min: i64, to_min: i64| ForumDay {
        span: Span { from: Timestamp(0).plus_s(from_min * 60), to: Timestamp(0).plus_s(to_min * 60) },
        slot_min: 30,
        n_places: 440,
        kept_percent: 10,
    };
    let now = Timestamp(0);
    let good = day(540, 1020);
    assert_eq!(check_forum(&good, now), Ok(()));
    assert_eq!((entries(&good).len(), n_kept(440, 10), n_kept(5, 10), n_kept(5, 0)), (16, 44, 1, 0));
    assert_eq!(check_forum(&day(540, 540), now), Err(ForumProblem::Hours));
    assert_eq!(check_forum(&day(540, 569), now), Err(ForumProblem::Hours));
    assert_eq!(check_forum(&day(540, 540 + 30 * 101), now), Err(ForumProblem::Hours));
    assert_eq!(check_forum(&ForumDay { slot_min: 4, ..good }, now), Err(ForumProblem::SlotLength));
    assert_eq!(check_forum(&ForumDay { n_places: 0, ..good }, now), Err(ForumProblem::Places));
    assert_eq!(check_forum(&ForumDay { kept_percent: 100, ..good }, now), Err(ForumProblem::Places));
    assert_eq!(check_forum(&good, good.span.from), Err(ForumProblem::Past));
    assert_eq!(entries(&day(540, 620)).last().map(|last| last.to), Some(Timestamp(0).plus_s(620 * 60)));
}

#[test]
fn a_ticket_is_refused_for_the_reason_that_weighs_most() {
    let entry = EntryFact { number: 0, span: Span { from: Timestamp(0), to: Timestamp(10) }, n_free: 0 };
    let free = EntryFact { n_free: 1, ..entry };
    let (open, now) = (SlotState::Published, Timestamp(5));
    assert_eq!(ticket_refusal(open, &free, false, false, now), Ok(()));
    assert_eq!(ticket_refusal(open, &entry, false, false, now), Err(TicketRefusal::Full));
    assert_eq!(ticket_refusal(open, &entry, true, true, Timestamp(20)), Ok(()), "it is so already");
    assert_eq!(ticket_refusal(open, &free, false, true, now), Err(TicketRefusal::Used));
    assert_eq!(ticket_refusal(open, &free, false, false, Timestamp(10)), Err(TicketRefusal::Past));
    assert_eq!(ticket_refusal(SlotState::Cancelled, &free, true, false, now), Err(TicketRefusal::Cancelled));
}

#[test]
fn the_next_half_hour_comes_before_an_earlier_one() {
    let entry = |number: u32, n_free| {
        let from = Timestamp(0).plus_s(i64::from(number) * HALF_HOUR_S);
        EntryFact { number, span: Span { from, to: from.plus_s(HALF_HOUR_S) }, n_free }
    };
    let day = [entry(0, 1), entry(1, 1), entry(2, 0), entry(3, 0), entry(4, 1)];
    assert_eq!(next_free(&day, 2, Timestamp(0)), Some(4));
    assert_eq!(next_free(&day[..4], 2, Timestamp(0)), Some(1));
    assert_eq!(next_free(&day[..4], 2, Timestamp(0).plus_s(2 * HALF_HOUR_S)), None);
}
