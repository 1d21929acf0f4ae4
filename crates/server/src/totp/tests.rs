use super::*;

/// The secret of RFC 6238, appendix B; its codes there have eight digits, of which these are the last six.
const SECRET: &[u8] = b"12345678901234567890";

#[test]
fn codes_are_those_of_the_rfc() {
    for (now_s, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
        assert_eq!(code_at(SECRET, now_s), code);
    }
}

#[test]
fn a_code_is_right_for_one_step_more_on_either_side() {
    let code = code_at(SECRET, 3000);
    for (now_s, step) in [(2939, None), (2970, Some(100)), (3000, Some(100)), (3059, Some(100)), (3060, None)]
    {
        assert_eq!(matching_step(SECRET, &code, now_s), step, "{now_s}");
    }
    assert_eq!(matching_step(SECRET, "no code", 3000), None);
}

#[test]
fn an_authenticator_app_can_enrol() {
    let url = enrolment_url(SECRET, "camille");
    assert!(url.starts_with("otpauth://totp/Main%20Tendue:camille?secret="), "{url}");
    assert!(url.contains(&as_base32(SECRET)) && url.contains("issuer=Main%20Tendue"), "{url}");
}
