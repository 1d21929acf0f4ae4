//! A whole server without a socket: the real router on real SQLite with the default content and the demonstration.
//!
//! Each reply is checked for what must hold for all: the security headers, and that the document knows the status.

#[path = "harness/ask.rs"]
mod ask;
#[path = "harness/check.rs"]
mod check;

pub use ask::{Ask, Reply};

use axum::body::Body;
use axum::http::{Request, Response};
use check::{check_documented, check_protected};
use content::Content;
use contract::{Endpoint, Method};
use domain::ids::StaffId;
use domain::time::Timestamp;
use serde_json::{Value, json};
use server::cli::seed::{Demo, DemoPerson, DemoStaff, seed_demo};
use server::documents::Means;
use server::hashing::{Cost, Hasher};
use server::keys::Keys;
use server::library::{HealthQuestions, Library};
use server::static_files::Site;
use server::{AppState, Clock, Parts, Settings};
use sqlx::{AnyConnection, Connection, Executor};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use store::{Owner, Session, Setting, Staff, StaffRole, Store};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// 2026-11-21T09:00:00Z, when every test begins.
pub const START: Timestamp = Timestamp(1_795_251_600_000);

pub const KEYS: Keys = Keys::from_bytes([7; 32]);

pub fn content_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/default")
}

pub fn content() -> Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    let load = || content::load(&content_dir()).expect("the default content has no problem");
    CONTENT.get_or_init(load).clone()
}

pub fn settings() -> Settings {
    Settings {
        hash_cost: Cost::Test,
        body_deadline: Duration::from_millis(300),
        documents: Means { checker: env!("CARGO_BIN_EXE_main-tendue").into(), ..Means::default() },
        ..Settings::default()
    }
}

/// A database with the demonstration in it, made once and copied for each test.
async fn template() -> &'static (TempDir, Demo) {
    static TEMPLATE: OnceCell<(TempDir, Demo)> = OnceCell::const_new();
    let make = || async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&store::sqlite_url(&folder.path().join("t.db"))).await.unwrap();
        let library = Library::new(content());
        library.publish(&store, START).await.unwrap();
        let hasher = Hasher::new(&KEYS, Cost::Test);
        let demo = seed_demo(&store, &KEYS, &hasher, &library, 1, START).await.unwrap();
        store.close().await;
        (folder, demo)
    };
    TEMPLATE.get_or_init(make).await
}

/// One server with its clock.
pub struct World {
    pub state: AppState,
    pub demo: Demo,
    pub router: axum::Router,
    now: Arc<AtomicI64>,
    folder: Arc<TempDir>,
}

impl World {
    pub async fn new() -> Self {
        Self::with(content(), Site::none(), settings()).await
    }

    pub async fn with(content: Content, site: Site, settings: Settings) -> Self {
        let (template, demo) = template().await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.db");
        std::fs::copy(template.path().join("t.db"), &file).unwrap();
        let store = Store::open(&store::sqlite_url(&file)).await.unwrap();
        let now = Arc::new(AtomicI64::new(START.as_ms()));
        let shown = Arc::clone(&now);
        let clock = Clock::from_fn(move || Timestamp(shown.load(Ordering::SeqCst)));
        let library = Library::new(content);
        library.publish(&store, START).await.unwrap();
        let state = AppState::new(Parts { store, keys: KEYS, library, site, clock, settings });
        let router = server::app(state.clone());
        Self { state, demo: demo.clone(), router, now, folder: Arc::new(folder) }
    }

    /// As the server is the first time that it starts: nobody is in the database, whom `demo` names neither.
    pub async fn fresh() -> Self {
        let (_, demo) = template().await;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&store::sqlite_url(&folder.path().join("t.db"))).await.unwrap();
        let now = Arc::new(AtomicI64::new(START.as_ms()));
        let shown = Arc::clone(&now);
        let clock = Clock::from_fn(move || Timestamp(shown.load(Ordering::SeqCst)));
        let library = Library::new(content());
        library.publish(&store, START).await.unwrap();
        let (site, settings) = (Site::none(), settings());
        let state = AppState::new(Parts { store, keys: KEYS, library, site, clock, settings });
        let router = server::app(state.clone());
        Self { state, demo: demo.clone(), router, now, folder: Arc::new(folder) }
    }

    /// The same database, after a restart of the server on other content.
    pub async fn restarted(&self, content: Content) -> Self {
        self.restarted_as(content, HealthQuestions::Asked).await
    }

    /// The same on a host that may hold health data, or may not.
    pub async fn restarted_as(&self, content: Content, asks: HealthQuestions) -> Self {
        let library = Library::of_host(content, asks);
        library.publish(&self.state.store, self.now()).await.unwrap();
        let (shown, store) = (Arc::clone(&self.now), self.state.store.clone());
        let clock = Clock::from_fn(move || Timestamp(shown.load(Ordering::SeqCst)));
        let (site, mut settings) = (Site::none(), settings());
        if asks == HealthQuestions::LeftOut {
            settings.periods.health_days = 0;
        }
        let state = AppState::new(Parts { store, keys: KEYS, library, site, clock, settings });
        let (router, now) = (server::app(state.clone()), Arc::clone(&self.now));
        Self { state, demo: self.demo.clone(), router, now, folder: Arc::clone(&self.folder) }
    }

    /// The same client, talking to this server.
    pub fn take_over(&self, browser: &Browser) -> Browser {
        Browser { router: self.router(), cookies: browser.cookies.clone() }
    }

    pub fn pass_s(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    async fn connect(&self) -> AnyConnection {
        AnyConnection::connect(&store::sqlite_url(&self.folder.path().join("t.db"))).await.unwrap()
    }

    /// A change that no operation can make.
    pub async fn change(&self, statement: &'static str) {
        self.connect().await.execute(statement).await.unwrap();
    }

    /// Everything that the database holds, table by table, each row as one text. Without the books of the schema.
    pub async fn dump(&self) -> BTreeMap<String, Vec<String>> {
        let mut connection = self.connect().await;
        let tables =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
        let mut dump = BTreeMap::new();
        for table in sqlx::query_scalar::<_, String>(tables).fetch_all(&mut connection).await.unwrap() {
            let columns = format!(
                "SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info('{table}')"
            );
            let columns: String = one(&mut connection, columns).await.remove(0);
            let mut rows = one(&mut connection, format!("SELECT {columns} FROM {table}")).await;
            rows.sort();
            dump.insert(table, rows);
        }
        connection.close().await.unwrap();
        dump
    }

    /// The id of every row that has one.
    pub async fn ids(&self) -> BTreeSet<String> {
        let mut connection = self.connect().await;
        let tables = "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
                      WHERE t.type = 'table' AND c.name = 'id'";
        let mut ids = BTreeSet::new();
        for table in one(&mut connection, tables.to_owned()).await {
            ids.extend(one(&mut connection, format!("SELECT id FROM {table} WHERE id IS NOT NULL")).await);
        }
        connection.close().await.unwrap();
        ids
    }

    pub fn router(&self) -> axum::Router {
        self.router.clone()
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router(), cookies: BTreeMap::new() }
    }

    /// `new`, `draft` or `sent`.
    pub fn person(&self, point: &str) -> &DemoPerson {
        self.demo.people.iter().find(|person| person.point == point).unwrap()
    }

    /// `referent`, `employment` or `coordinator`.
    pub fn staff(&self, role: &str) -> &DemoStaff {
        self.demo.staff.iter().find(|staff| staff.role == role).unwrap()
    }

    /// A browser in which this person has just signed in.
    pub async fn signed_in(&self, point: &str) -> Browser {
        let mut browser = self.browser();
        let reply =
            browser.ask(Ask::to(&contract::session::START_SESSION).body(card_of(self.person(point)))).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        browser
    }

    /// A browser in which this member of staff has just signed in: `referent`, `employment` or `coordinator`.
    pub async fn at_the_desk(&self, role: &str) -> Browser {
        let mut browser = self.browser();
        let reply =
            browser.ask(Ask::to(&contract::staff::START_STAFF_SESSION).body(self.staff_login(role))).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        browser
    }

    /// A référent who follows nobody of the demonstration, signed in.
    pub async fn other_referent(&self) -> Browser {
        let id: StaffId = "other".parse().unwrap();
        let staff = Staff {
            id: id.clone(),
            login: "other".to_owned(),
            display_name: "Autre Fictive".to_owned(),
            role: StaffRole::Referent,
            phone: String::new(),
            place: String::new(),
            password_hash: String::new(),
            totp_secret: String::new(),
            totp_last_step: 0,
            created_at: START,
        };
        let token = "a-token-of-the-other-referent";
        let session = Session {
            token_hash: server::keys::hash_token(token),
            owner: Owner::Staff(id),
            setting: Setting::Desk,
            created_at: self.now(),
            last_seen_at: self.now(),
            expires_at: self.now().plus_s(3600),
        };
        let job = async move |tx: &mut store::Tx| {
            tx.insert_staff(&staff).await?;
            tx.insert_session(&session).await
        };
        let done: Result<(), store::Error> =
            self.state.store.write(move |tx| Box::pin(async move { job(tx).await })).await;
        done.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("__Host-mt-staff".to_owned(), token.to_owned());
        browser
    }

    pub fn code(&self, staff: &DemoStaff) -> String {
        let now_s = u64::try_from(self.now().as_ms() / 1000).unwrap();
        server::totp::code_of_base32(&staff.totp_secret, now_s).unwrap()
    }

    pub fn staff_login(&self, role: &str) -> Value {
        let staff = self.staff(role);
        json!({ "login": staff.login, "password": staff.password, "code": self.code(staff) })
    }
}

/// The one text of each row.
async fn one(connection: &mut AnyConnection, query: String) -> Vec<String> {
    let query = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(query));
    query.fetch_all(connection).await.unwrap()
}

pub fn card_of(person: &DemoPerson) -> Value {
    json!({ "card": person.card, "birth_date": person.birth_date })
}

/// A client that keeps cookies.
#[derive(Clone)]
pub struct Browser {
    router: axum::Router,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub async fn get(&mut self, endpoint: &'static Endpoint) -> Reply {
        self.ask(Ask::to(endpoint)).await
    }

    pub async fn ask(&mut self, ask: Ask) -> Reply {
        let reply = self.send(ask.endpoint.method, &ask.path, ask.headers, ask.body).await;
        check_documented(ask.endpoint, reply.status);
        reply
    }

    /// Any request, also to addresses that are no operation.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: BTreeMap<String, String>,
        body: Option<Vec<u8>>,
    ) -> Reply {
        let response = self.send_unread(method, path, headers, body).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = parts.status.as_u16();
        let reply = Reply { status, headers: parts.headers, text, bytes: bytes.to_vec() };
        check_protected(&reply);
        self.keep_cookies(&reply);
        reply
    }

    /// The body of the answer is not read yet.
    pub async fn send_unread(
        &self,
        method: Method,
        path: &str,
        headers: BTreeMap<String, String>,
        body: Option<Vec<u8>>,
    ) -> Response<Body> {
        let mut request =
            Request::builder().method(method.as_str()).uri(path).header("host", "localhost:8080");
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let request = request.body(Body::from(body.unwrap_or_default())).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn fetch(&mut self, path: &str) -> Reply {
        self.send(Method::Get, path, BTreeMap::new(), None).await
    }

    fn keep_cookies(&mut self, reply: &Reply) {
        for line in reply.set_cookies() {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
