//! The deployment's secret key, and everything derived from it.
//!
//! One file of 32 random bytes, beside the data and never inside the database: whoever steals a copy of the database
//! alone can neither try out cards nor read the authenticator secrets of staff.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;

/// The secret key of a deployment. `Debug` hides it.
#[derive(Clone)]
pub struct Keys {
    root: [u8; KEY_BYTES],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(hidden)")
    }
}

impl Keys {
    pub const fn from_bytes(root: [u8; KEY_BYTES]) -> Self {
        Self { root }
    }

    /// Reads the key, or makes one that only its owner may read (0600).
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not 32 bytes long.
    pub fn load_or_create(path: &Path) -> io::Result<Self> {
        if !path.exists() {
            create(path)?;
        }
        let bytes = fs::read(path)?;
        let root = bytes.try_into().map_err(|_| io::Error::other("it is not 32 bytes long"))?;
        Ok(Self { root })
    }

    /// A key for one purpose only.
    pub fn derive(&self, purpose: &str) -> [u8; KEY_BYTES] {
        mac_bytes(&self.root, &[purpose.as_bytes()])
    }

    /// Tells keys apart without telling the key.
    pub fn fingerprint(&self) -> String {
        BASE64.encode(&self.derive("fingerprint")[..12])
    }

    /// HMAC-SHA-256 of parts, for things of low entropy that must be compared and not read (answers, cards).
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> String {
        BASE64.encode(self.mac_bytes(purpose, parts))
    }

    /// The same as bytes.
    pub fn mac_bytes(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        mac_bytes(&self.derive(purpose), parts)
    }

    /// Encrypts for the store; `bound_to` must be given again to open it.
    pub fn seal(&self, bound_to: &str, secret: &[u8]) -> String {
        let nonce: [u8; NONCE_BYTES] = random_bytes();
        let payload = Payload { msg: secret, aad: bound_to.as_bytes() };
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.expect("BUG: a short secret can be encrypted");
        BASE64.encode([&nonce[..], &sealed].concat())
    }

    /// `None` when it was sealed with another key, bound to something else, or changed since.
    pub fn open(&self, bound_to: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = BASE64.decode(sealed).ok()?;
        let (nonce, msg) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce = Nonce::try_from(nonce).ok()?;
        self.cipher().decrypt(&nonce, Payload { msg, aad: bound_to.as_bytes() }).ok()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.derive("seal").into())
    }
}

/// Written whole or not at all, even when two servers start at once.
fn create(path: &Path) -> io::Result<()> {
    let draft = path.with_extension(format!("new-{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&random_bytes::<KEY_BYTES>())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn mac_bytes(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("BUG: HMAC takes keys of every length");
    for part in parts {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// From the operating system.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("BUG: the operating system always has randomness");
    bytes
}

/// A new opaque token of 256 bits.
pub fn random_token() -> String {
    BASE64.encode(random_bytes::<32>())
}

/// A new opaque identifier of 120 bits, in the alphabet of [`domain::ids`].
pub fn random_id() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    random_bytes::<24>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// What the store keeps of a token: enough to recognise it, not to use it. A plain hash will do, because a token has
/// too many bits to be guessed.
pub fn hash_token(token: &str) -> String {
    BASE64.encode(Sha256::digest(token.as_bytes()))
}

/// Names bytes by what they are: 24 hex digits that change with any of them.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
