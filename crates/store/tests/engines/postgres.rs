//! A throw-away PostgreSQL: the server named by `TEST_POSTGRES_URL` (its maintenance database), or one that is made
//! for this run and ends with it. Never a server that happens to run.

mod server;

use server::Server;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Creates an empty database and returns its URL.
pub async fn create_database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static N_CREATED: AtomicU32 = AtomicU32::new(0);
    let maintenance = match std::env::var("TEST_POSTGRES_URL") {
        Ok(url) => url,
        Err(_) => SERVER.get_or_init(Server::start).url.clone(),
    };
    let name = format!("test_{}_{}", std::process::id(), N_CREATED.fetch_add(1, Ordering::Relaxed));
    install_default_drivers();
    let mut connection = AnyConnection::connect(&maintenance).await.expect("PostgreSQL does not answer");
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    connection.close().await.unwrap();
    let (address, parameters) = maintenance.split_once('?').unwrap_or((&maintenance, ""));
    let (server, _) = address.rsplit_once('/').expect("TEST_POSTGRES_URL must name a database");
    format!("{server}/{name}?{parameters}")
}
