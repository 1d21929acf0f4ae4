//! The accounts of staff: what one signs in with, what a password must hold (trust.md, "Sign-in"), and that somebody can always
//! look after the others.

use crate::forum::read_name;

/// How long a set-up code waits for whom it is for, in seconds: over a weekend.
pub const SETUP_CODE_S: i64 = 72 * 3600;

/// With an authenticator app beside it (trust.md, "Sign-in").
pub const PASSWORD_MIN_CHARS: usize = 12;

/// The longest password; a sentence fits.
pub const PASSWORD_MAX_CHARS: usize = 128;

const LOGIN_CHARS: core::ops::RangeInclusive<usize> = 2..=80;
const CONTACT_MAX_CHARS: usize = 80;

/// What is known of a member of staff besides what they sign in with: what people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffCard {
    pub name: String,
    /// Empty: none.
    pub phone: String,
    /// Where they receive people; empty: nowhere.
    pub place: String,
}

/// What is wrong with an account that is made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountProblem {
    /// 1 to 80 characters on one line.
    Name,
    /// 2 to 80 letters, digits and `. - _ @`.
    Login,
    /// At most 80 characters on one line.
    Phone,
    Place,
}

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    TooShort,
    TooLong,
    /// It holds the login, or is one sign again and again.
    Guessable,
}

/// A login as it is compared and stored: capitals and spaces around it do not count. `None` when it cannot be one.
pub fn read_login(text: &str) -> Option<String> {
    let login = text.trim().to_lowercase();
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    (LOGIN_CHARS.contains(&login.chars().count()) && login.chars().all(is_sign)).then_some(login)
}

/// # Errors
/// Everything that is wrong, in the order of the fields.
pub fn read_card(name: &str, phone: &str, place: &str) -> Result<StaffCard, Vec<AccountProblem>> {
    let contact = |text: &str| {
        let text = text.trim();
        let is_one = text.chars().count() <= CONTACT_MAX_CHARS && !text.contains(char::is_control);
        is_one.then(|| text.to_owned())
    };
    match (read_name(name), contact(phone), contact(place)) {
        (Some(name), Some(phone), Some(place)) => Ok(StaffCard { name: name.to_owned(), phone, place }),
        (name, phone, place) => {
            let missing = [
                (name.is_none(), AccountProblem::Name),
                (phone.is_none(), AccountProblem::Phone),
                (place.is_none(), AccountProblem::Place),
            ];
            Err(missing.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, problem)| problem).collect())
        }
    }
}

/// Whether a password can be one. That it is not among the common ones is looked at by the server, which has their list.
///
/// # Errors
/// [`PasswordProblem`].
pub fn check_password(password: &str, login: &str) -> Result<(), PasswordProblem> {
    let n_chars = password.chars().count();
    if n_chars < PASSWORD_MIN_CHARS {
        return Err(PasswordProblem::TooShort);
    }
    if n_chars > PASSWORD_MAX_CHARS {
        return Err(PasswordProblem::TooLong);
    }
    let first = password.chars().next();
    let is_one_sign = password.chars().all(|c| Some(c) == first);
    let has_login = !login.is_empty() && password.to_lowercase().contains(login);
    if is_one_sign || has_login { Err(PasswordProblem::Guessable) } else { Ok(()) }
}

/// Whether an account may stop being a coordinator's, by closing or by another role: never the last of those who can sign in.
/// `is_able`: it is one of them. `n_others`: how many there are besides it.
pub const fn may_step_down(is_able: bool, n_others: u64) -> bool {
    !is_able || n_others > 0
}

#[cfg(test)]
mod tests;
