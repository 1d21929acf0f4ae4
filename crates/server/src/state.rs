//! What every handler shares.

use crate::clock::Clock;
use crate::documents::Means;
use crate::hashing::{Cost, Hasher};
use crate::keys::Keys;
use crate::library::Library;
use crate::messages::Channels;
use crate::papers::Press;
use crate::provider::Provider;
use crate::sign_in::Budget;
use crate::static_files::Site;
use domain::retention::Periods;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::sync::Semaphore;

/// What [`crate::app`] is made from.
#[derive(Debug)]
pub struct Parts {
    pub store: Store,
    pub keys: Keys,
    pub library: Library,
    pub site: Site,
    pub clock: Clock,
    pub settings: Settings,
}

/// The settings that handlers look at.
#[derive(Debug, Clone)]
pub struct Settings {
    /// "https://main-tendue.example": the only origin that may write. Without it, the origin of the `Host` header.
    pub public_origin: Option<String>,
    /// How long a kiosk may rest before its warning, in seconds.
    pub kiosk_idle_s: u32,
    /// How long nothing is heard from someone before they are called for, in weeks.
    pub silent_after_weeks: u32,
    pub hash_cost: Cost,
    /// Whether browsers may keep the app; off, those that have kept it are told to forget it.
    pub service_worker: bool,
    /// How long a body may take to arrive.
    pub body_deadline: Duration,
    /// Wrong codes that everyone together may type at once before all sign-ins slow down, and how many more a second.
    pub failure_budget: u32,
    /// What files need that people hand in.
    pub documents: Means,
    /// By which ways people are told.
    pub channels: Channels,
    /// How long things are kept.
    pub periods: Periods,
    /// Where staff can sign in as well.
    pub provider: Option<Provider>,
    /// Where people can sign in as well, once they have linked it.
    pub person_provider: Option<Provider>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_origin: None,
            kiosk_idle_s: 120,
            silent_after_weeks: 6,
            hash_cost: Cost::Full,
            service_worker: true,
            body_deadline: Duration::from_secs(10),
            failure_budget: 300,
            documents: Means::default(),
            channels: Channels::none(),
            periods: Periods::default(),
            provider: None,
            person_provider: None,
        }
    }
}

/// Shared state; a clone is one count.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

/// Behind [`AppState`].
#[derive(Debug)]
pub struct Inner {
    pub store: Store,
    pub keys: Keys,
    pub library: Arc<Library>,
    pub site: Site,
    pub clock: Clock,
    pub settings: Settings,
    pub hasher: Hasher,
    pub budget: Budget,
    pub press: Press,
    /// So many copies of everything are made or read at once: each has all files of a person in memory.
    pub exports: Arc<Semaphore>,
}

const EXPORTS_AT_ONCE: usize = 2;

impl AppState {
    pub fn new(parts: Parts) -> Self {
        let Parts { store, keys, library, site, clock, settings } = parts;
        let hasher = Hasher::new(&keys, settings.hash_cost);
        let budget = Budget::new(settings.failure_budget);
        Self(Arc::new(Inner {
            store,
            keys,
            library: Arc::new(library),
            site,
            clock,
            settings,
            hasher,
            budget,
            press: Press::new(),
            exports: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)),
        }))
    }
}

impl std::ops::Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
