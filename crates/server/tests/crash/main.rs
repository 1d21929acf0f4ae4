//! The real program, killed again and again while people use it, or cut off from its power.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod answers;
mod power;
mod program;
mod request;
mod seats;
mod uploads;
mod world;

use program::Server;
use request::ask;
use std::path::Path;

/// The program, ready to answer (T10).
fn start(folder: &Path, database_url: Option<&str>) -> Server {
    let mut command = Server::command(folder, &["serve"]);
    command.envs(database_url.map(|url| ("DATABASE_URL", url)));
    let server = Server::serve(command);
    assert_eq!(ask(&server.address, "GET", "/readyz", &[], "").expect("ready").0, 200);
    server
}
