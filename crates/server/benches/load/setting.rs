//! What a benchmark of the program stands on: a folder on a real disk, people who are signed in, the program, one core for it.

use super::program::{self, Server};
use super::world;
use domain::time::Timestamp;
use server::keys;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use store::Slot;
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub struct Setting {
    folder: TempDir,
    pub runtime: Runtime,
    /// Of the people, by their numbers.
    pub tokens: Arc<[String]>,
}

impl Setting {
    /// `None` when this is no benchmark: `cargo test --all-targets` runs them too, without the flag that `cargo bench` gives.
    /// The folder is in `BENCH_DIR`, or the build's own, never on a memory disk by chance.
    pub fn new(n_people: usize, slots: impl FnOnce(Timestamp) -> Vec<Slot>) -> Option<Self> {
        if !std::env::args().any(|argument| argument == "--bench") {
            return None;
        }
        let folder =
            std::env::var_os("BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
        let folder = TempDir::new_in(folder).unwrap();
        let runtime = Runtime::new().unwrap();
        let tokens: Arc<[String]> = (0..n_people).map(|_| keys::random_token()).collect();
        program::write_empty_app(folder.path());
        std::fs::create_dir(folder.path().join("data")).unwrap();
        runtime.block_on(world::create(&url_in(folder.path()), &tokens, slots));
        Some(Self { folder, runtime, tokens })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn serve(&self) -> Server {
        Server::serve(Server::command(self.folder(), &["serve"]))
    }
}

/// Of the database.
pub fn url_in(folder: &Path) -> String {
    store::sqlite_url(&folder.join("data/main-tendue.db"))
}

/// All threads of the program on the first core.
pub fn keep_to_one_core(program: &Server) {
    let id = program.child.id().to_string();
    assert!(Command::new("taskset").args(["-a", "-c", "-p", "0", &id]).output().unwrap().status.success());
}
