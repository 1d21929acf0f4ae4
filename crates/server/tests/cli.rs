//! The real program: what it prints, what it refuses, and with which words.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use sqlx::{Connection, Executor, Row};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");

const ADMIN: [&str; 5] = ["admin", "--login", "Chef", "--name", "Une Coordinatrice"];

/// A folder with an app and room for data.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("app/staff")).unwrap();
        std::fs::write(folder.path().join("app/index.html"), "<!doctype html>").unwrap();
        std::fs::write(folder.path().join("app/staff/index.html"), "<!doctype html>").unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_main-tendue"));
        command.args(arguments).env_clear().current_dir(self.0.path());
        command
            .env("DATA_DIR", self.path("data"))
            .env("APP_DIR", self.path("app"))
            .env("CONTENT_DIR", CONTENT);
        command.env("METRICS_LISTEN", "off");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// It failed with this code and one sentence that holds these words.
fn check_failure(output: &Output, code: i32, words: &[&str]) {
    let (found, stdout, stderr) = told(output);
    assert_eq!(found, code, "{stdout}{stderr}");
    let sentence = stderr.lines().find(|line| line.starts_with("main-tendue: ")).unwrap_or_default();
    for word in words {
        assert!(sentence.contains(word), "\"{word}\" in {sentence}");
    }
    assert!(!stderr.contains("panicked"), "{stderr}");
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_default_content_is_right_and_counted() {
    let (code, stdout, _) = told(&Place::new().run(&["check-content", CONTENT]));
    assert_eq!(code, 0);
    assert!(
        stdout.contains("12 subjects, 44 questions, 41 action sheets, 4 phases, in fr and en."),
        "{stdout}"
    );
}

#[test]
fn a_broken_content_is_told_with_file_and_line() {
    let place = Place::new();
    let copied = Command::new("cp").args(["-r", CONTENT]).arg(place.path("content")).status().unwrap();
    assert!(copied.success());
    let pack = place.path("content/pack.yaml");
    let text =
        std::fs::read_to_string(&pack).unwrap().replace("default_language: fr", "default_language: tr");
    std::fs::write(&pack, text).unwrap();
    let output = place.run(&["check-content", place.path("content").to_str().unwrap()]);
    let (code, _, stderr) = told(&output);
    assert_eq!(code, 1);
    assert!(stderr.contains("1 problem") && stderr.contains("pack.yaml:"), "{stderr}");
    check_failure(&place.run(&["check-content", "/nowhere"]), 1, &["/nowhere"]);
    let broken = place.command(&["serve"]).env("CONTENT_DIR", place.path("content")).output().unwrap();
    check_failure(&broken, 1, &["mend it"]);
}

#[test]
fn settings_are_printed_and_a_wrong_one_is_named() {
    let place = Place::new();
    let config = place.path("main-tendue.toml");
    std::fs::write(&config, "kiosk_idle_seconds = 90\ndatabase_url = \"postgres://u:geheim@db/x\"\n")
        .unwrap();
    let with_file =
        |arguments: &[&str]| place.command(arguments).env("MAIN_TENDUE_CONFIG", &config).output().unwrap();
    let (code, stdout, _) = told(&with_file(&["config"]));
    assert_eq!(code, 0);
    assert!(stdout.contains("KIOSK_IDLE_SECONDS=90  (given)") && stdout.contains("u:***@db"), "{stdout}");
    assert!(!stdout.contains("geheim"));
    std::fs::write(&config, "kiosk_idle = 90\n").unwrap();
    check_failure(&with_file(&["config"]), 2, &["kiosk_idle", "kiosk_idle_seconds"]);
    std::fs::write(&config, "kiosk_idle_seconds = \n").unwrap();
    check_failure(&with_file(&["config"]), 2, &["main-tendue.toml", "TOML"]);
    check_failure(&place.command(&["serve"]).env("LISTEN", "here").output().unwrap(), 2, &["LISTEN", "here"]);
    let missing = place.command(&[]).env("MAIN_TENDUE_CONFIG", "/nowhere.toml").output().unwrap();
    check_failure(&missing, 2, &["/nowhere.toml"]);
}

#[test]
fn a_port_in_use_is_told_in_one_sentence() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = place.command(&["serve"]).env("LISTEN", &address).output().unwrap();
    check_failure(&output, 3, &[&address, "in use", "LISTEN"]);
}

#[test]
fn surroundings_that_do_not_fit_are_told() {
    let place = Place::new();
    std::fs::write(place.path("a-file"), "").unwrap();
    let output = place.command(&["serve"]).env("DATA_DIR", place.path("a-file/data")).output().unwrap();
    check_failure(&output, 3, &["DATA_DIR", "a-file"]);
    let no_app =
        place.command(&["serve"]).env("APP_DIR", "/nowhere").env("LISTEN", "127.0.0.1:0").output().unwrap();
    check_failure(&no_app, 3, &["index.html", "make run", "APP_DIR"]);
    let odd = place.command(&ADMIN).env("DATABASE_URL", "mysql://x").output().unwrap();
    check_failure(&odd, 1, &["sqlite:///", "postgres://"]);
    // A database that is none.
    std::fs::create_dir_all(place.path("other")).unwrap();
    std::fs::write(place.path("other/main-tendue.db"), "this is no database at all ".repeat(400)).unwrap();
    let output = place.command(&ADMIN).env("DATA_DIR", place.path("other")).output().unwrap();
    check_failure(&output, 3, &["database"]);
}

#[test]
fn a_demonstration_is_the_same_every_time_and_only_in_an_empty_database() {
    let (place, other) = (Place::new(), Place::new());
    let out = place.path("demo.json");
    let (code, first, stderr) = told(&place.run(&["seed", "--demo", "--out", out.to_str().unwrap()]));
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(told(&other.run(&["seed", "--demo"])).1, first);
    assert_ne!(told(&Place::new().run(&["seed", "--demo", "--seed", "2"])).1, first);
    let demo = place.path("data/demo.txt");
    assert_eq!((std::fs::read_to_string(&demo).unwrap(), mode(&demo)), (first, 0o600));
    assert_eq!((mode(&place.path("data")), mode(&out)), (0o700, 0o600));
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(json["people"].as_array().map(Vec::len), Some(3));
    check_failure(&place.run(&["seed", "--demo"]), 1, &["empty", "DATA_DIR"]);
    let public = other.command(&["seed"]).env("PUBLIC_ORIGIN", "https://portail.example").output().unwrap();
    check_failure(&public, 1, &["PUBLIC_ORIGIN"]);
}

#[test]
fn a_population_is_as_large_as_asked() {
    let place = Place::new();
    let out = place.path("cards.json");
    let seed =
        ["seed", "--people", "300", "--referents", "3", "--cards", "4", "--out", out.to_str().unwrap()];
    let (code, stdout, stderr) = told(&place.run(&seed));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("300 people, 4 with a card"), "{stdout}");
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(
        (json["people"].as_array().map(Vec::len), json["staff"].as_array().map(Vec::len)),
        (Some(4), Some(4))
    );
}

#[test]
fn the_first_coordinator_is_made_once() {
    let place = Place::new();
    let (code, stdout, stderr) = told(&place.run(&ADMIN));
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.matches("Login     ").count(), 1, "one account, and no other: {stdout}");
    for word in ["Login     chef", "otpauth://totp/Main%20Tendue:chef", "Password", "█"] {
        assert!(stdout.contains(word), "{word} in {stdout}");
    }
    check_failure(&place.run(&ADMIN), 1, &["coordinator already"]);
    check_failure(&Place::new().run(&["admin", "--login", " ", "--name", "x"]), 1, &["Login is missing"]);
}

#[test]
fn a_backup_is_written_once_and_needs_its_own_key() {
    let place = Place::new();
    check_failure(&place.run(&["backup", "copy.db"]), 1, &["no data", "DATA_DIR"]);
    place.run(&["seed", "--demo"]);
    let backup = place.path("copy.db");
    let (code, stdout, stderr) = told(&place.run(&["backup", backup.to_str().unwrap()]));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("secret.key"), "{stdout}");
    check_failure(&place.run(&["backup", backup.to_str().unwrap()]), 1, &["copy.db", "exists"]);
    // Restored beside another key, it is refused before anybody wonders why no card works.
    std::fs::create_dir(place.path("restored")).unwrap();
    std::fs::rename(&backup, place.path("restored/main-tendue.db")).unwrap();
    let serve = |place: &Place| {
        let mut command = place.command(&["serve"]);
        command.env("DATA_DIR", place.path("restored")).env("LISTEN", "127.0.0.1:0").output().unwrap()
    };
    check_failure(&serve(&place), 1, &["secret.key", "key file"]);
}

/// Runs statements on the demonstration, and answers the id of the person with this first name.
fn change(place: &Place, first_name: &str, statements: &str) -> String {
    let url = store::sqlite_url(&place.path("data/main-tendue.db"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
        let find = sqlx::query("SELECT id FROM person WHERE first_name = $1").bind(first_name.to_owned());
        let id: String = connection.fetch_one(find).await.unwrap().get(0);
        let statements = statements.replace("$id", &id);
        connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statements))).await.unwrap();
        connection.close().await.unwrap();
        id
    })
}

#[test]
fn what_will_be_forgotten_is_shown_and_changes_nothing() {
    let place = Place::new();
    check_failure(&place.run(&["purge", "--dry-run"]), 1, &["no data", "DATA_DIR"]);
    place.run(&["seed", "--demo"]);
    let nadia = change(
        &place,
        "Nadia",
        "DELETE FROM milestone WHERE person_id = '$id'; DELETE FROM booking WHERE person_id = '$id';
         UPDATE person SET created_at = 0, last_seen_at = NULL WHERE id = '$id'; UPDATE draft SET updated_at = 1750000000000;",
    );
    for _ in 0..2 {
        let (code, stdout, stderr) = told(&place.run(&["purge", "--dry-run"]));
        assert_eq!(code, 0, "{stderr}");
        assert!(
            stdout.contains("answers that were sent, which lose what they hold about health"),
            "{stdout}"
        );
        assert!(stdout.contains("       1  drafts\n") && stdout.contains("       0  looks\n"), "{stdout}");
        let line = stdout.lines().find(|line| line.contains(&nadia)).unwrap();
        assert!(line.contains("last heard of on 1970-01-01, erased on 20"), "{line}");
        assert!(stdout.contains("or already: 1\n"), "{stdout}");
    }
    let mut longer = place.command(&["purge", "--dry-run"]);
    let (_, stdout, _) = told(&longer.env("KEEP_DRAFTS_DAYS", "3650").output().unwrap());
    assert!(stdout.contains("       0  drafts\n"), "{stdout}");
    // In earnest it goes, once; whose end is near is noted, and nobody is erased before the month is over.
    for (n_drafts, n_erased) in [(1, 0), (0, 0)] {
        let (code, stdout, stderr) = told(&place.run(&["purge"]));
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.contains(&format!("       {n_drafts}  drafts\n")), "{stdout}");
        assert!(stdout.contains(&format!("People erased: {n_erased}\n")), "{stdout}");
    }
    change(
        &place,
        "Nadia",
        "UPDATE person SET expiry_noted_at = 1750000000000 WHERE id = '$id'; DELETE FROM session;",
    );
    let (_, stdout, _) = told(&place.run(&["purge"]));
    assert!(stdout.contains("People erased: 1\n"), "{stdout}");
    assert!(!told(&place.run(&["purge", "--dry-run"])).1.contains(&nadia));
}

#[test]
fn a_list_is_added_whole_or_not_at_all() {
    let place = Place::new();
    let list = |lines: &str| {
        let text = format!("Nom;Pr\u{e9}nom;Date de naissance;R\u{e9}f\u{e9}rent\r\n{lines}");
        let ansi: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        std::fs::write(place.path("list.csv"), ansi).unwrap();
    };
    place.run(&["seed", "--demo"]);
    let coordinator = "paul";
    let run = |more: &[&str]| place.run(&[&["import", "list.csv", "--login", coordinator], more].concat());
    list("Le\u{e7}on;Zo\u{e9};12/03/1987;\r\nDupr\u{e9};Ana;31/02/1987;\r\n");
    check_failure(&place.run(&["import", "list.csv", "--login", "nobody"]), 1, &["No coordinator", "nobody"]);
    for more in [&[][..], &["--dry-run"]] {
        let output = run(more);
        check_failure(&output, 1, &["faults", "Nobody was added"]);
        let stdout = told(&output).1;
        assert!(
            stdout.contains("line 3, Date of birth: ") && stdout.contains("2 lines: 1 to add"),
            "{stdout}"
        );
    }
    let (code, stdout, stderr) = told(&run(&["--leave-faulty-out"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("\n1 people were added"), "{stdout}");
    list("Lecon;ZOE;12/03/1987;\r\nDupr\u{e9};Ana;28/02/1987;\r\n");
    let (code, stdout, _) = told(&run(&["--dry-run"]));
    assert!(
        code == 0 && stdout.contains("2 lines: 1 to add, 1 there already") && stdout.contains("dry run"),
        "{stdout}"
    );
    assert!(told(&run(&[])).1.contains("\n1 people were added"));
    // It finds her.
    change(&place, "Ana", "SELECT 1");
    std::fs::write(place.path("list.csv"), "PK\0").unwrap();
    check_failure(&run(&[]), 1, &["no text", "Nobody was added"]);
    check_failure(&place.run(&["import", "none.csv", "--login", coordinator]), 3, &["none.csv", "path"]);
}

#[test]
fn a_person_is_erased_only_in_earnest() {
    let place = Place::new();
    place.run(&["seed", "--demo"]);
    let sylvie = change(&place, "Sylvie", "");
    check_failure(&place.run(&["erase", "nobody"]), 1, &["nobody with the id nobody"]);
    for _ in 0..2 {
        let (code, stdout, stderr) = told(&place.run(&["erase", &sylvie]));
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.contains("Sylvie Exemple, born") && stdout.contains("1  submission"), "{stdout}");
        assert!(stdout.contains("Nothing was changed"), "{stdout}");
    }
    let (code, stdout, stderr) = told(&place.run(&["erase", &sylvie, "--yes"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("Erased."), "{stdout}");
    check_failure(&place.run(&["erase", &sylvie, "--yes"]), 1, &["nobody"]);
    let (_, stdout, _) = told(&place.run(&["purge", "--dry-run"]));
    assert!(stdout.contains("  asked, ") && !stdout.contains("Sylvie"), "{stdout}");
}

#[test]
fn the_questions_can_be_had_on_paper() {
    let place = Place::new();
    let form = |language: &[&str]| {
        let arguments = [&["paper-form", "form.pdf"], language].concat();
        let (code, stdout, stderr) = told(&place.run(&arguments));
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.contains("form.pdf"), "{stdout}");
        std::fs::read(place.path("form.pdf")).unwrap()
    };
    let (usual, french, english) = (form(&[]), form(&["--language", "fr"]), form(&["--language", "en"]));
    assert!(usual.starts_with(b"%PDF-1.7") && english.starts_with(b"%PDF-1.7"));
    assert!(usual == french && usual != english);
    check_failure(&place.run(&["paper-form", "x.pdf", "--language", "tr"]), 1, &["tr", "fr, en"]);
    check_failure(&place.run(&["paper-form", "/nowhere/x.pdf"]), 3, &["/nowhere/x.pdf"]);
    assert!(!place.path("data").exists(), "the form needs no data");
}

#[test]
fn a_code_can_be_asked_for_without_a_telephone() {
    let place = Place::new();
    let (code, stdout, _) = told(&place.run(&["totp-code", "NOHA57GYA2KBIZIGA43AGK5YTBBA2CDD"]));
    assert_eq!((code, stdout.trim().len()), (0, 6));
    check_failure(&place.run(&["totp-code", "1"]), 1, &["secret"]);
}
