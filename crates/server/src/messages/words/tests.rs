use super::*;

fn values() -> Values {
    let at = ("2026-12-28".parse().unwrap(), "09:15".parse().unwrap());
    Values {
        at,
        until: Some(at),
        code: "012345".parse().unwrap(),
        link: format!("https://portail.bouches-du-rhone.fr/o/{}", "x".repeat(26)),
        site: "https://portail.bouches-du-rhone.fr".to_owned(),
    }
}

/// The signs of GSM 03.38 that our languages use; outside of them a text message holds 70 signs instead of 160.
fn is_gsm(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || " \n.,:;!?'\"()/-+=&%*#@_$<>".contains(sign)
        || "àéèùìòÇñäöüÉ".contains(sign)
}

#[test]
fn every_kind_has_words_that_fit_and_leave_nothing_unfilled() {
    for (language, words) in WORDS.iter() {
        assert_eq!(words.kinds.len(), MessageKind::ALL.len(), "{language}");
        for kind in MessageKind::ALL {
            let (sms, letter) = (words.sms(*kind, &values()), words.letter(*kind, &values()));
            assert!(sms.chars().all(is_gsm), "{language} {kind:?}: {sms}");
            assert!(sms.len() <= 165 && sms.chars().count() <= 160, "{}: {sms}", sms.chars().count());
            for text in [&sms, &letter] {
                assert!(!text.contains(['{', '}']), "{text}");
                let site = "https://portail.bouches-du-rhone.fr";
                assert!(text.contains(site), "it says where to go on: {text}");
            }
        }
    }
}

#[test]
fn only_an_offer_has_a_link_of_its_own() {
    for kind in MessageKind::ALL {
        let text = Words::shipped("fr").sms(*kind, &values());
        assert_eq!(text.contains("/o/"), *kind == MessageKind::PlaceOffered, "{text}");
    }
}

#[test]
fn only_a_code_says_a_code_how_long_it_works_and_to_keep_it() {
    for (language, words) in WORDS.iter() {
        for kind in MessageKind::ALL {
            for text in [words.sms(*kind, &values()), words.letter(*kind, &values())] {
                assert_eq!(text.contains("012345"), *kind == MessageKind::OneTimeCode, "{language} {text}");
            }
        }
        let sms = words.sms(MessageKind::OneTimeCode, &values());
        assert!(sms.contains("10 minutes"), "{sms}");
    }
}

#[test]
fn an_unknown_language_gets_french() {
    assert_eq!(Words::shipped("tr").subject, Words::shipped("fr-BE").subject);
    assert_ne!(Words::shipped("en-GB").subject, Words::shipped("fr").subject);
}
