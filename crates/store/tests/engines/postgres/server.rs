//! A throw-away PostgreSQL server.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A server with one empty database, `postgres`; it ends with this process.
pub struct Server {
    pub url: String,
    /// Waits for the end of this process, however it comes, then stops the server and removes its folder: it reads
    /// from a pipe whose other end only this process holds.
    _watchdog: Child,
}

impl Server {
    pub fn start() -> Self {
        let programs = find_programs();
        let folder = tempfile::Builder::new().prefix("mt-pg-").tempdir().unwrap().keep();
        let owner = owner_of_server();
        if let Some((uid, gid)) = owner {
            chown(&folder, Some(uid), Some(gid)).unwrap();
        }
        let command = |program: &Path| {
            let mut command = Command::new(program);
            if let Some((uid, gid)) = owner {
                command.gid(gid).uid(uid);
            }
            command.current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null());
            command
        };
        let initdb = command(&programs.join("initdb"))
            .args(["-D", "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"])
            .output()
            .unwrap();
        assert!(initdb.status.success(), "initdb: {}", String::from_utf8_lossy(&initdb.stderr));
        let pg_ctl = programs.join("pg_ctl");
        let options =
            format!("-k {} -c listen_addresses= -c fsync=off -c max_connections=200", folder.display());
        let watchdog = command(Path::new("/bin/sh"))
            .args(["-c", r#"read -r _; "$0" -D data -m immediate stop; cd /; rm -rf "$1""#])
            .args([&pg_ctl, &folder])
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let started = command(&pg_ctl)
            .args(["-D", "data", "-l", "log", "-w", "-o", &options, "start"])
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(started.success(), "PostgreSQL did not start: {log}");
        Self {
            url: format!("postgres://postgres@localhost/postgres?host={}", folder.display()),
            _watchdog: watchdog,
        }
    }
}

/// The newest PostgreSQL of Debian's packages.
fn find_programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.map(|entry| entry.path()).max_by_key(version).map(|path| path.join("bin"));
    let found = newest.filter(|programs| programs.join("initdb").exists());
    found.expect(
        "install PostgreSQL (apt-get install postgresql), or set TEST_POSTGRES_URL to a throw-away server",
    )
}

/// PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`.
fn owner_of_server() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap();
    ["postgres", "nobody"].iter().find_map(|name| {
        let mut fields = accounts
            .lines()
            .map(|line| line.split(':'))
            .find(|fields| fields.clone().next() == Some(name))?;
        Some((fields.nth(2)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}
