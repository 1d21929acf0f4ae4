//! When a failed call is tried again, and after how long. Pure.

use super::ApiError;
use contract::ErrorCode;

/// How long one try may take, when it sends next to nothing.
pub const TIMEOUT_MS: u32 = 15_000;

/// Tries of one call, the first included.
pub const N_ATTEMPTS: u32 = 3;

/// The longest wait that a person can be left with on one screen; beyond it the call fails and says why.
pub const LONGEST_WAIT_MS: u32 = 8_000;

const FIRST_WAIT_MS: u32 = 400;

/// How long one try may take that sends so much: 64 kB a second besides. A whole list of people is more than a chunk of a file.
pub fn timeout_ms(size_bytes: u64) -> u32 {
    TIMEOUT_MS.saturating_add(u32::try_from(size_bytes / 64).unwrap_or(u32::MAX))
}

/// Milliseconds until the next try after failure number `n_failures` (1 for the first), or none when trying again
/// is useless or rude. `jitter` is random in `0..=1000`: it spreads what a broken network made simultaneous.
///
/// What the person must do something about is never tried again: a refused card is not less refused the next time,
/// and without any network the device itself says when there is one.
pub fn wait_ms(error: &ApiError, n_failures: u32, n_attempts: u32, jitter: u32) -> Option<u32> {
    if n_failures >= n_attempts || !is_passing(error) {
        return None;
    }
    let wait = backoff_ms(n_failures, LONGEST_WAIT_MS, jitter);
    let wait = error.retry_after_s().map_or(wait, |seconds| wait.max(seconds.saturating_mul(1000)));
    (wait <= LONGEST_WAIT_MS).then_some(wait)
}

/// Doubles from 400 ms up to `longest_ms`; half of it is fixed, half follows `jitter` in `0..=1000`.
pub fn backoff_ms(n_failures: u32, longest_ms: u32, jitter: u32) -> u32 {
    let doublings = n_failures.saturating_sub(1).min(12);
    let full = FIRST_WAIT_MS.saturating_mul(1 << doublings).min(longest_ms);
    full / 2 + (full / 2) * jitter.min(1000) / 1000
}

/// Whether the same call may work a moment later.
pub fn is_passing(error: &ApiError) -> bool {
    match error {
        ApiError::Offline => false,
        ApiError::Timeout | ApiError::Unreachable => true,
        ApiError::Problem(problem) => matches!(
            problem.code,
            ErrorCode::ServiceUnavailable
                | ErrorCode::ServiceInternal
                | ErrorCode::IdempotencyInProgress
                | ErrorCode::RequestTimeout
        ),
    }
}
