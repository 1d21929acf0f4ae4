use super::*;
use proptest::prelude::*;

#[test]
fn a_code_is_read_as_people_type_it() {
    for (typed, expected) in [
        ("012345", Ok("012345")),
        (" 012 345 ", Ok("012345")),
        ("012-345", Ok("012345")),
        ("", Err(CodeProblem::Empty)),
        ("  ", Err(CodeProblem::Empty)),
        ("12345", Err(CodeProblem::NotSixDigits)),
        ("1234567", Err(CodeProblem::NotSixDigits)),
        ("12345a", Err(CodeProblem::NotSixDigits)),
        ("é1234", Err(CodeProblem::NotSixDigits)),
    ] {
        let read = typed.parse::<OneTimeCode>();
        assert_eq!(read.as_ref().map(OneTimeCode::as_str).map_err(|problem| *problem), expected, "{typed}");
    }
}

#[test]
fn nothing_of_it_shows_itself_in_a_log() {
    let address = read_code_address(Channel::Sms, "06 12 34 56 78").unwrap();
    assert_eq!(format!("{address:?}"), "CodeAddress(hidden)");
    assert_eq!(format!("{:?}", OneTimeCode::from_bits(123_456)), "OneTimeCode(hidden)");
}

#[test]
fn an_address_is_what_the_way_needs() {
    let read = |by, typed| read_code_address(by, typed).map(|address| address.as_str().to_owned());
    assert_eq!(read(Channel::Sms, "06.12.34.56.78"), Ok("+33612345678".to_owned()));
    assert_eq!(read(Channel::Email, " nadia@Exemple.fr "), Ok("nadia@exemple.fr".to_owned()));
    assert_eq!(read(Channel::Sms, ""), Err(ReachProblem::PhoneMissing));
    assert_eq!(read(Channel::Sms, "06 12"), Err(ReachProblem::PhoneUnreadable));
    assert_eq!(read(Channel::Sms, "04 12 34 56 78"), Err(ReachProblem::PhoneWithoutSms));
    assert_eq!(read(Channel::Email, " "), Err(ReachProblem::EmailMissing));
    assert_eq!(read(Channel::Email, "06 12 34 56 78"), Err(ReachProblem::EmailUnreadable));
}

proptest! {
    #[test]
    fn every_made_code_has_six_digits_and_reads_back(bits: u64) {
        let code = OneTimeCode::from_bits(bits);
        prop_assert_eq!(code.as_str().len(), CODE_DIGITS);
        prop_assert_eq!(code.as_str().parse::<OneTimeCode>(), Ok(code));
    }

    /// Whatever the pauses between tries: three are compared, each before the end.
    #[test]
    fn of_many_tries_three_are_compared_and_none_after_the_end(pauses in prop::collection::vec(0_i64..400, 1..40)) {
        let ends_at = code_ends_at(Timestamp(0));
        let (mut now, mut n_compared) = (Timestamp(0), 0);
        for (n_before, pause) in (0_u64..).zip(pauses) {
            now = now.plus_s(pause);
            if may_compare(n_before + 1, ends_at, now) {
                n_compared += 1;
                prop_assert!(now < Timestamp(600_000));
            }
        }
        prop_assert!(n_compared <= 3);
    }
}
