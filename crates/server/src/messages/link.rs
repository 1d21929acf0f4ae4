//! What stands in the link of an offer: 130 bits that only this deployment can make, and makes again after a crash, so that
//! a message that leaves twice says the same. The store has its hash.

use crate::keys::Keys;
use domain::ids::ReferenceId;

const N_SIGNS: usize = 26;

/// Small letters and digits, without look-alikes: no program that finds links in a text stops before the end.
pub fn token(keys: &Keys, booking: &ReferenceId) -> String {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bytes = keys.mac_bytes("offer-link", &[booking.as_str().as_bytes()]);
    bytes.iter().take(N_SIGNS).map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// The page that answers the offer.
pub fn address(origin: &str, token: &str) -> String {
    [origin, "/o/", token].concat()
}
