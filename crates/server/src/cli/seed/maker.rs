//! The raw material of made-up people: chance, names, cards, accounts.

use crate::hashing::Hasher;
use crate::keys::Keys;
use crate::library::Library;
use crate::totp;
use domain::ids::{PersonId, StaffId};
use domain::session::{CARD_CHARS, CardCode};
use domain::time::{Date, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use store::{Person, Staff, StaffRole};

/// Makes things by chance, the same ones for the same seed.
pub struct Maker<'a> {
    pub keys: &'a Keys,
    pub hasher: &'a Hasher,
    pub library: &'a Library,
    pub now: Timestamp,
    chance: ChaCha8Rng,
}

impl std::fmt::Debug for Maker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Maker")
    }
}

/// What a made-up member of staff signs in with.
#[derive(Debug, Clone)]
pub struct StaffSecrets {
    pub password: String,
    pub totp_secret: Vec<u8>,
}

const FIRST_NAMES: &[&str] = &[
    "Adama",
    "Alix",
    "Amel",
    "Andrea",
    "Ange",
    "Camille",
    "Charlie",
    "Claude",
    "Dominique",
    "Eden",
    "Elie",
    "Fadila",
    "Gaël",
    "Ismaël",
    "Jade",
    "Karim",
    "Kenza",
    "Léa",
    "Lou",
    "Maé",
    "Marwa",
    "Maxime",
    "Nadia",
    "Noa",
    "Oksana",
    "Rachida",
    "Sacha",
    "Samir",
    "Selma",
    "Sylvie",
    "Théo",
    "Yanis",
    "Yasmine",
    "Zoé",
];
/// Nobody is called like this.
const LAST_NAMES: &[&str] =
    &["Essai", "Exemple", "Fictif", "Modèle", "Personne", "Maquette", "Imaginaire", "Démonstration"];

impl<'a> Maker<'a> {
    pub fn new(keys: &'a Keys, hasher: &'a Hasher, library: &'a Library, seed: u64, now: Timestamp) -> Self {
        Self { keys, hasher, library, now, chance: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// From 0 to `n` - 1; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.chance.next_u64() % n).unwrap_or_default()
    }

    pub fn pick<'t, T>(&mut self, among: &'t [T]) -> Option<&'t T> {
        among.get(self.below(among.len()))
    }

    /// An identifier with a beginning that tells what it is, in the order made.
    pub fn id(&mut self, beginning: &str) -> String {
        format!("{beginning}-{:016x}", self.chance.next_u64())
    }

    pub fn card(&mut self) -> CardCode {
        let mut numbers = [0; CARD_CHARS];
        self.chance.fill_bytes(&mut numbers);
        CardCode::from_numbers(numbers)
    }

    /// Someone invited four months ago at most.
    pub fn person(&mut self, referent_id: &StaffId) -> Person {
        let first_name = self.pick(FIRST_NAMES).copied().unwrap_or_default().to_owned();
        let last_name = self.pick(LAST_NAMES).copied().unwrap_or_default().to_owned();
        self.person_called(first_name, last_name, referent_id)
    }

    pub fn person_called(&mut self, first_name: String, last_name: String, referent_id: &StaffId) -> Person {
        let days = i64::try_from(self.below(120)).unwrap_or_default();
        Person {
            id: PersonId::new(self.id("p")).expect("BUG: a made-up id is an identifier"),
            first_name,
            last_name,
            birth_date: self.birth_date(),
            language: self.library.language_for(None).to_owned(),
            referent_id: Some(referent_id.clone()),
            created_at: self.now.plus_s(-days * 86_400),
            last_seen_at: None,
        }
    }

    fn birth_date(&mut self) -> Date {
        let mut number = |from: u16, n: usize| from + u16::try_from(self.below(n)).unwrap_or_default();
        let (year, month, day) = (number(1962, 44), number(1, 12), number(1, 28));
        let small = |n: u16| u8::try_from(n).unwrap_or(1);
        Date::new(year, small(month), small(day)).expect("BUG: every month has 28 days")
    }

    pub fn staff(&mut self, login: &str, display_name: &str, role: StaffRole) -> (Staff, StaffSecrets) {
        let id = StaffId::new(self.id("s")).expect("BUG: a made-up id is an identifier");
        let mut totp_secret = vec![0; totp::SECRET_BYTES];
        self.chance.fill_bytes(&mut totp_secret);
        let password = format!("{}-{}", self.card().grouped(), self.card().grouped()).to_lowercase();
        let staff = Staff {
            login: login.to_owned(),
            display_name: display_name.to_owned(),
            role,
            // A number that the numbering plan keeps for fiction.
            phone: "06 39 98 00 10".to_owned(),
            place: self.library.content().pack.service.place.clone(),
            password_hash: self.hasher.hash_password_here(&password),
            totp_secret: self.keys.seal(id.as_str(), &totp_secret),
            totp_last_step: 0,
            created_at: self.now.plus_s(-200 * 86_400),
            id,
        };
        (staff, StaffSecrets { password, totp_secret })
    }
}

impl StaffSecrets {
    /// The secret as an authenticator app takes it.
    pub fn base32(&self) -> String {
        totp::as_base32(&self.totp_secret)
    }
}
