//! Slow hashes of what people know: cards and passwords (argon2id), a few at a time.

use crate::error::ApiError;
use crate::keys::Keys;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::session::CardCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a sign-in may queue for a core before it is told to come back.
const QUEUE_LIMIT: Duration = Duration::from_secs(8);

/// How dear one hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB, two passes, one lane: the smallest setting of the OWASP Password Storage Cheat Sheet for argon2id;
    /// about 30 ms of one core.
    Full,
    /// As cheap as argon2 allows, for tests that sign in a hundred times.
    Test,
}

/// Hashes cards and passwords, as many at once as there are cores.
#[derive(Debug)]
pub struct Hasher {
    inner: Arc<Inner>,
    slots: Arc<Semaphore>,
    /// What the password of an unknown login is compared with, so that it takes as long.
    nobody: String,
}

struct Inner {
    params: Params,
    pepper: [u8; 32],
    card_salt: [u8; 32],
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inner(hidden)")
    }
}

impl Hasher {
    pub fn new(keys: &Keys, cost: Cost) -> Self {
        let params = match cost {
            Cost::Full => Params::new(19 * 1024, 2, 1, Some(32)),
            Cost::Test => Params::new(Params::MIN_M_COST, 1, 1, Some(32)),
        };
        let inner = Inner {
            params: params.expect("BUG: both costs are within argon2's bounds"),
            pepper: keys.derive("pepper"),
            card_salt: keys.derive("card salt"),
        };
        let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let nobody = inner.hash_password("nobody has this password");
        Self { inner: Arc::new(inner), slots: Arc::new(Semaphore::new(n_cores)), nobody }
    }

    /// The name under which the store knows a card. The same card always has the same hash, so that it can be looked
    /// up; the salt and the pepper are the deployment's.
    ///
    /// # Errors
    /// Unavailable when too many sign-ins wait.
    pub async fn hash_card(&self, card: CardCode) -> Result<String, ApiError> {
        self.run(move |inner| inner.hash_card(&card)).await
    }

    /// Whether a password belongs to a stored hash. Without a hash it takes as long and is false.
    ///
    /// # Errors
    /// Unavailable when too many sign-ins wait.
    pub async fn check_password(&self, password: String, stored: Option<String>) -> Result<bool, ApiError> {
        let is_known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.clone());
        let matches = self.run(move |inner| inner.check_password(&password, &stored)).await?;
        Ok(is_known && matches)
    }

    /// A PHC string with a salt of its own.
    ///
    /// # Errors
    /// Unavailable when too many sign-ins wait.
    pub async fn hash_password(&self, password: String) -> Result<String, ApiError> {
        self.run(move |inner| inner.hash_password(&password)).await
    }

    /// Like [`Self::hash_card`], on this thread.
    pub fn hash_card_here(&self, card: &CardCode) -> String {
        self.inner.hash_card(card)
    }

    /// A PHC string with a salt of its own, on this thread.
    pub fn hash_password_here(&self, password: &str) -> String {
        self.inner.hash_password(password)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let slot = tokio::time::timeout(QUEUE_LIMIT, Arc::clone(&self.slots).acquire_owned()).await;
        let slot = slot.map_err(|_| ApiError::unavailable())?.expect("BUG: the semaphore is never closed");
        tracing::trace!("slow hash");
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || {
            // Kept until the work is done, even when the client has gone.
            let _slot = slot;
            work(&inner)
        });
        Ok(done.await.expect("BUG: hashing does not panic"))
    }
}

impl Inner {
    fn argon2(&self) -> Argon2<'_> {
        Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, self.params.clone())
            .expect("BUG: a pepper of 32 bytes is allowed")
    }

    fn hash_card(&self, card: &CardCode) -> String {
        let mut hash = [0; 32];
        let done = self.argon2().hash_password_into(card.as_str().as_bytes(), &self.card_salt, &mut hash);
        done.expect("BUG: ten characters and a salt of 32 bytes can be hashed");
        BASE64.encode(hash)
    }

    fn hash_password(&self, password: &str) -> String {
        let hash = self.argon2().hash_password(password.as_bytes());
        hash.expect("BUG: a password shorter than a request body can be hashed").to_string()
    }

    fn check_password(&self, password: &str, stored: &str) -> bool {
        PasswordHash::new(stored)
            .is_ok_and(|hash| self.argon2().verify_password(password.as_bytes(), &hash).is_ok())
    }
}

#[cfg(test)]
mod tests;
