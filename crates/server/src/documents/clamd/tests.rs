use super::*;

#[test]
fn only_the_exact_word_is_clean() {
    for (answer, verdict) in [
        ("stream: OK", Some(Verdict::Clean)),
        ("stream: Eicar-Test-Signature FOUND", Some(Verdict::Infected)),
        ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", Some(Verdict::OverLimits)),
        ("INSTREAM size limit exceeded. ERROR", Some(Verdict::OverLimits)),
        ("stream: OK ERROR", None),
        ("stream: Can't allocate memory ERROR", None),
        ("OK", None),
        ("", None),
    ] {
        assert_eq!(understand(answer), verdict, "{answer}");
    }
}

#[test]
fn an_address_is_a_path_or_a_port() {
    let address = |text| Clamd::parse(text).map(|clamd| clamd.address);
    let unix = Address::Unix("/run/clamav/clamd.ctl".into());
    assert_eq!(address("/run/clamav/clamd.ctl"), Some(unix.clone()));
    assert_eq!(address("unix:/run/clamav/clamd.ctl"), Some(unix));
    assert_eq!(address("localhost:3310"), "127.0.0.1:3310".parse().ok().map(Address::Tcp));
    for wrong in ["clamd", "3310", "clamav.example", ""] {
        assert_eq!(address(wrong), None, "{wrong}");
    }
}
