use super::*;
use crate::time::{Date, TimeOfDay, Timestamp};
use crate::workshops::BookingStatus;
use proptest::prelude::*;

fn any_local() -> impl Strategy<Value = Local> {
    (1901u16..2200, 1u8..=12, 1u8..=28, 0u8..24, 0u8..60).prop_map(|(year, month, day, hour, minute)| Local {
        day: Date::new(year, month, day).unwrap(),
        time: TimeOfDay::new(hour, minute).unwrap(),
    })
}

/// Minutes since 1970 on that clock.
fn minutes(local: Local) -> i64 {
    let time = i64::from(local.time.hour()) * 60 + i64::from(local.time.minute());
    local.day.days_since_1970() * 24 * 60 + time
}

proptest! {
    #[test]
    fn a_reminder_comes_before_the_start_and_never_at_night(start in any_local()) {
        let day_before = remind_day_before(start).unwrap();
        prop_assert_eq!(start.day.days_since_1970() - day_before.day.days_since_1970(), 1);
        prop_assert!(is_decent(day_before.time));
        if let Some(soon) = remind_shortly_before(start) {
            prop_assert!(is_decent(soon.time));
            prop_assert_eq!(soon.day, start.day);
            prop_assert!(minutes(start) - minutes(soon) >= 30);
            prop_assert!(day_before < soon);
        }
    }

    #[test]
    fn by_day_the_second_reminder_comes_two_hours_before(start in any_local()) {
        let hour = start.time.hour();
        if (10..22).contains(&hour) {
            prop_assert_eq!(minutes(start) - minutes(remind_shortly_before(start).unwrap()), 120);
        }
        prop_assert_eq!(remind_shortly_before(start).is_none(), minutes(start).rem_euclid(24 * 60) < 8 * 60 + 30);
    }

    #[test]
    fn trying_again_waits_longer_and_never_over_five_minutes(n in 1u64..u64::MAX) {
        prop_assert!((5..=300).contains(&retry_after_s(n)));
        prop_assert!(retry_after_s(n) <= retry_after_s(n.saturating_add(1)));
    }

    #[test]
    fn any_text_is_a_number_or_refused_without_panic(text in "[+0-9 .()/x-]{0,20}|.{0,20}") {
        if let Ok(phone) = text.parse::<Phone>() {
            prop_assert!(phone.as_str().starts_with('+'));
            prop_assert!((9..=16).contains(&phone.as_str().len()));
            prop_assert!(phone.as_str()[1..].bytes().all(|byte| byte.is_ascii_digit()));
            // One form: what is shown, and what is kept, are the same number again.
            prop_assert_eq!(phone.shown().parse(), Ok(phone.clone()));
            prop_assert_eq!(phone.as_str().parse(), Ok(phone));
        }
    }

    #[test]
    fn a_french_number_is_read_however_it_is_written(
        begin in prop::sample::select(vec!["1", "6", "7", "9", "692", "696", "694", "690", "639", "262"]),
        rest in "[0-9]{8}",
        sign in prop::sample::select(vec!["", " ", ".", "-", "\u{a0}"]),
    ) {
        let national = format!("{begin}{}", &rest[..9 - begin.len()]);
        let pairs: Vec<String> =
            format!("0{national}").as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
        let phone: Phone = pairs.join(sign).parse().unwrap();
        prop_assert_eq!(phone.shown(), pairs.join(" "));
        for begin in ["+33", "0033", "+33 (0)", "+33 "] {
            prop_assert_eq!(format!("{begin}{national}").parse(), Ok(phone.clone()));
        }
    }

    #[test]
    fn any_text_is_an_address_or_refused_without_panic(text in "[a-z.@+ -]{0,20}|.{0,40}") {
        if let Ok(email) = text.parse::<Email>() {
            prop_assert!(email.as_str().len() <= EMAIL_MAX_CHARS && email.as_str().is_ascii());
            prop_assert_eq!(email.as_str().matches('@').count(), 1);
            prop_assert_eq!(email.as_str().parse(), Ok(email));
        }
    }

    #[test]
    fn a_message_leaves_only_while_it_is_true(
        kind in prop::sample::select(MessageKind::ALL),
        status in prop::sample::select(BookingStatus::ALL),
        starts_at in 0i64..100,
        until in prop::option::of(0i64..100),
        now in 0i64..120,
    ) {
        let occasion =
            Occasion { status, starts_at: Timestamp(starts_at), offer_until: until.map(Timestamp) };
        if !is_over(kind, occasion, Timestamp(now)) {
            prop_assert!(now < starts_at);
            let expected = match kind {
                MessageKind::PlaceOffered
                | MessageKind::MonthProposed
                | MessageKind::RightsAnswered
                | MessageKind::NewReferent
                | MessageKind::OneTimeCode => BookingStatus::Offered,
                MessageKind::SlotCancelled | MessageKind::ForumCancelled | MessageKind::MeetingCalledOff => {
                    BookingStatus::CancelledByService
                }
                _ => BookingStatus::Booked,
            };
            prop_assert_eq!(status, expected);
            // The link of a message about an offer can be answered.
            if kind == MessageKind::PlaceOffered {
                let state = offer_state(status, until.map(Timestamp), Timestamp(starts_at), Timestamp(now));
                prop_assert_eq!(state, OfferState::Open);
            }
        }
    }
}

#[test]
fn reminders_keep_out_of_the_night() {
    let local = |day: &str, time: &str| Local { day: day.parse().unwrap(), time: time.parse().unwrap() };
    for (time, soon) in [
        ("00:30", None),
        ("08:00", None),
        ("08:29", None),
        ("08:30", Some("08:00")),
        ("09:15", Some("08:00")),
        ("10:00", Some("08:00")),
        ("10:05", Some("08:05")),
        ("14:00", Some("12:00")),
        ("23:30", Some("20:30")),
    ] {
        let found = remind_shortly_before(local("2026-12-08", time));
        assert_eq!(found, soon.map(|soon| local("2026-12-08", soon)), "{time}");
    }
    assert_eq!(remind_day_before(local("2027-01-01", "09:15")), Some(local("2026-12-31", "10:00")));
    assert_eq!(remind_day_before(local("2028-03-01", "09:15")), Some(local("2028-02-29", "10:00")));
}

#[test]
fn a_number_is_kept_in_one_form() {
    for (text, kept, gets_sms) in [
        ("06 12 34 56 78", "+33612345678", true),
        ("+33 (0)6.12.34.56.78", "+33612345678", true),
        ("0033 7 12 34 56 78", "+33712345678", true),
        ("01 23 45 67 89", "+33123456789", false),
        ("09 72 00 00 00", "+33972000000", false),
        ("0692 12 34 56", "+262692123456", true),
        ("+33 692 12 34 56", "+262692123456", true),
        ("0262 12 34 56", "+262262123456", false),
        ("0639 12 34 56", "+262639123456", true),
        ("0696 12 34 56", "+596696123456", true),
        ("0694 12 34 56", "+594694123456", true),
        ("0690 12 34 56", "+590690123456", true),
        ("0695 12 34 56", "+33695123456", true),
        ("+32 471 12 34 56", "+32471123456", true),
    ] {
        let phone: Phone = text.parse().unwrap();
        assert_eq!((phone.as_str(), phone.gets_sms()), (kept, gets_sms), "{text}");
        assert_eq!(format!("{phone:?}"), "Phone(hidden)");
    }
    for text in
        ["", "06 12 34 56", "06 12 34 56 789", "+0612345678", "6 12 34 56 78", "non", "+", "++33612345678"]
    {
        assert_eq!(text.parse::<Phone>(), Err(NotAPhone), "{text}");
    }
}

#[test]
fn an_address_is_kept_as_it_can_be_sent_to() {
    for (text, kept) in [
        (" nadia@Exemple.FR ", "nadia@exemple.fr"),
        ("Nadia.Ex+mt@mail.exemple.fr", "Nadia.Ex+mt@mail.exemple.fr"),
    ] {
        assert_eq!(text.parse::<Email>().unwrap().as_str(), kept);
    }
    let long = format!("{}@exemple.fr", "a".repeat(65));
    for text in [
        "",
        "nadia",
        "nadia@",
        "@exemple.fr",
        "nadia@exemple",
        "nadia@exemple.f",
        "na dia@exemple.fr",
        "nadia@@exemple.fr",
        "nadia@exemple..fr",
        "nadia@-exemple.fr",
        ".nadia@exemple.fr",
        "nadia@exemple.fr\r\nBcc: x@y.fr",
        "nadia@[10.0.0.1]",
        "nadia@10.0.0.1",
        "<nadia@exemple.fr>",
        "nadia@exemple.fr,x@y.fr",
        long.as_str(),
    ] {
        assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text}");
    }
}

#[test]
fn how_one_is_reached_is_read_whole_or_says_what_does_not_go() {
    use ReachProblem as Problem;
    let fixed = "01 23 45 67 89";
    for (phone, email, told_by, problems) in [
        ("", "", None, vec![]),
        (fixed, "", None, vec![]),
        ("06 12 34 56 78", "", Some(Channel::Sms), vec![]),
        ("", "nadia@exemple.fr", Some(Channel::Email), vec![]),
        ("", "", Some(Channel::Sms), vec![Problem::PhoneMissing]),
        (fixed, "", Some(Channel::Sms), vec![Problem::PhoneWithoutSms]),
        ("06", "nadia", None, vec![Problem::PhoneUnreadable, Problem::EmailUnreadable]),
        ("06", " ", Some(Channel::Email), vec![Problem::PhoneUnreadable, Problem::EmailMissing]),
    ] {
        let read = read_reach(phone, email, told_by);
        assert_eq!(read.clone().err().unwrap_or_default(), problems, "{phone} {email} {told_by:?}");
        assert_eq!(read.is_ok(), problems.is_empty());
    }
}

#[test]
fn an_offer_says_what_it_has_become() {
    let state =
        |status, until, now| offer_state(status, Some(Timestamp(until)), Timestamp(100), Timestamp(now));
    for (status, until, now, expected) in [
        (BookingStatus::Offered, 50, 49, OfferState::Open),
        (BookingStatus::Offered, 50, 50, OfferState::Expired),
        (BookingStatus::Expired, 50, 60, OfferState::Expired),
        (BookingStatus::Booked, 50, 60, OfferState::Taken),
        (BookingStatus::CancelledByMe, 50, 60, OfferState::Left),
        (BookingStatus::CancelledByService, 50, 120, OfferState::Cancelled),
        (BookingStatus::Booked, 50, 100, OfferState::Begun),
    ] {
        assert_eq!(state(status, until, now), expected, "{status:?} {now}");
    }
}
