//! The authenticator code of staff (RFC 6238): SHA-1, six digits, 30 seconds, one step of tolerance.

use totp_rs::{Builder, Secret, Totp};

const STEP_S: u64 = 30;

/// Length of a new secret: 160 bits (RFC 4226, section 4).
pub const SECRET_BYTES: usize = 20;

fn totp(secret: &[u8], login: &str) -> Option<Totp> {
    let builder = Builder::new().with_secret(Secret::from(secret.to_vec())).with_step_duration(STEP_S);
    builder.with_account_name(login).with_issuer(Some("Main Tendue")).build().ok()
}

/// The step whose code this is, among the present one and its two neighbours. Each step may be used once.
pub fn matching_step(secret: &[u8], code: &str, now_s: u64) -> Option<i64> {
    let step = totp(secret, "staff")?.check(code, now_s)?;
    i64::try_from(step).ok()
}

/// The code of an instant, as an authenticator app shows it.
pub fn code_at(secret: &[u8], now_s: u64) -> String {
    totp(secret, "staff").map(|totp| totp.generate(now_s).to_string()).unwrap_or_default()
}

/// [`code_at`] for a secret as people copy it; `None` when it is none.
pub fn code_of_base32(secret: &str, now_s: u64) -> Option<String> {
    let secret = Secret::try_from_base32(secret.trim().to_uppercase()).ok()?;
    totp(secret.as_bytes(), "staff").map(|totp| totp.generate(now_s).to_string())
}

/// What an authenticator app reads from a QR code (`otpauth://totp/…`).
pub fn enrolment_url(secret: &[u8], login: &str) -> String {
    totp(secret, login).and_then(|totp| totp.to_url().ok()).unwrap_or_default()
}

/// The secret as one types it into an authenticator app.
pub fn as_base32(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

#[cfg(test)]
mod tests;
