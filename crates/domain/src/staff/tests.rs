use super::*;
use proptest::prelude::*;

#[test]
fn a_login_is_folded_and_holds_no_odd_signs() {
    assert_eq!(read_login(" Claire.MARTIN "), Some("claire.martin".to_owned()));
    assert_eq!(read_login("c.martin@exemple.fr"), Some("c.martin@exemple.fr".to_owned()));
    for odd in ["", "x", "a b", "a\0b", "<b>", &"x".repeat(81)] {
        assert_eq!(read_login(odd), None, "{odd:?}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let card = read_card(" Claire Martin ", " 01 23 45 67 89 ", "").unwrap();
    assert_eq!(
        (card.name.as_str(), card.phone.as_str(), card.place.as_str()),
        ("Claire Martin", "01 23 45 67 89", "")
    );
    let long = "x".repeat(81);
    assert_eq!(
        read_card(" ", "1\n2", &long),
        Err(vec![AccountProblem::Name, AccountProblem::Phone, AccountProblem::Place])
    );
}

#[test]
fn a_password_is_long_and_not_the_login() {
    assert_eq!(check_password("trois chevaux verts", "c.martin"), Ok(()));
    for (password, problem) in [
        ("court", PasswordProblem::TooShort),
        ("aaaaaaaaaaaaaaa", PasswordProblem::Guessable),
        ("C.Martin-2026!", PasswordProblem::Guessable),
    ] {
        assert_eq!(check_password(password, "c.martin"), Err(problem), "{password}");
    }
    assert_eq!(check_password(&"ab".repeat(65), ""), Err(PasswordProblem::TooLong));
}

/// A member of staff as far as the rule is concerned.
#[derive(Debug, Clone, Copy)]
struct One {
    is_coordinator: bool,
    can_sign_in: bool,
}

impl One {
    const fn is_able(self) -> bool {
        self.is_coordinator && self.can_sign_in
    }
}

proptest! {
    #[test]
    fn somebody_can_always_look_after_the_others(
        kinds in prop::collection::vec((any::<bool>(), any::<bool>()), 0..5),
        steps in prop::collection::vec((0usize..6, any::<bool>()), 0..40),
    ) {
        let made = |(is_coordinator, can_sign_in)| One { is_coordinator, can_sign_in };
        let mut staff = vec![One { is_coordinator: true, can_sign_in: true }];
        staff.extend(kinds.into_iter().map(made));
        for (which, closes) in steps {
            let Some(one) = staff.get(which).copied() else { continue };
            let n_others = staff.iter().enumerate().filter(|(n, other)| *n != which && other.is_able()).count();
            if may_step_down(one.is_able(), n_others as u64) {
                if closes { staff[which].can_sign_in = false } else { staff[which].is_coordinator = false }
            }
            prop_assert!(staff.iter().any(|one| one.is_able()));
        }
    }

    #[test]
    fn what_was_read_reads_the_same(text in "\\PC{0,90}") {
        if let Some(login) = read_login(&text) {
            prop_assert_eq!(read_login(&login), Some(login.clone()));
        }
    }
}
