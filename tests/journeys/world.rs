//! The server side: the real router on SQLite in a folder of its own, with the default content and the demonstration.

use domain::time::Timestamp;
use server::cli::seed::{Demo, DemoPerson, seed_demo};
use server::hashing::{Cost, Hasher};
use server::keys::Keys;
use server::library::Library;
use server::static_files::Site;
use server::{AppState, Clock, Parts, Settings};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// 2026-11-21T09:00:00Z, when every journey begins.
const START: Timestamp = Timestamp(1_795_251_600_000);
const KEYS: Keys = Keys::from_bytes([7; 32]);

pub struct World {
    pub demo: Demo,
    pub router: axum::Router,
    now: Arc<AtomicI64>,
    _folder: TempDir,
}

impl World {
    pub async fn new() -> Self {
        let (template, demo) = template().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.db");
        std::fs::copy(template.path().join("t.db"), &file).unwrap();
        let store = Store::open(&store::sqlite_url(&file)).await.unwrap();
        let now = Arc::new(AtomicI64::new(START.as_ms()));
        let shown = Arc::clone(&now);
        let clock = Clock::from_fn(move || Timestamp(shown.load(Ordering::SeqCst)));
        let library = library();
        library.publish(&store, START).await.unwrap();
        let settings = Settings { hash_cost: Cost::Test, ..Settings::default() };
        let state = AppState::new(Parts { store, keys: KEYS, library, site: Site::none(), clock, settings });
        Self { demo: demo.clone(), router: server::app(state), now, _folder: folder }
    }

    /// Lets time go by.
    pub fn pass_s(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// `new`, `draft` or `sent`.
    pub fn person(&self, point: &str) -> DemoPerson {
        self.demo.people.iter().find(|person| person.point == point).unwrap().clone()
    }
}

fn library() -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/default");
    Library::new(content::load(&folder).expect("the default content has no problem"))
}

/// The seeded database, made once and copied for each journey.
async fn template() -> &'static (TempDir, Demo) {
    static TEMPLATE: OnceCell<(TempDir, Demo)> = OnceCell::const_new();
    let make = || async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&store::sqlite_url(&folder.path().join("t.db"))).await.unwrap();
        let library = library();
        library.publish(&store, START).await.unwrap();
        let hasher = Hasher::new(&KEYS, Cost::Test);
        let demo = seed_demo(&store, &KEYS, &hasher, &library, 1, START).await.unwrap();
        store.close().await;
        (folder, demo)
    };
    TEMPLATE.get_or_init(make).await
}
