//! The command line. Each failure is one plain sentence that says what to do, and an exit code.

mod admin;
mod backup;
mod check_content;
mod check_file;
pub mod deployment;
mod draw;
mod import;
mod link_staff;
mod paper_form;
mod retention;
pub mod seed;
pub mod serve;
mod xlsform;

use crate::config::{self, Config};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The portal of a département's insertion programme.
#[derive(Debug, Parser)]
#[command(
    name = "main-tendue",
    version,
    about,
    after_help = "Settings: `main-tendue config` lists them all."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal (what happens without a command).
    Serve,
    /// Fill an empty database with made-up people, for a demonstration or a load test.
    Seed(seed::SeedArguments),
    /// Make the first coordinator.
    Admin(admin::AdminArguments),
    /// Let a member of staff sign in at the provider of OIDC_ISSUER, or no longer.
    LinkStaff(link_staff::LinkArguments),
    /// Add people from a list (CSV), all at once or nobody.
    Import(import::ImportArguments),
    /// Check a content folder and tell every problem at once.
    CheckContent {
        /// The folder; CONTENT_DIR when absent.
        dir: Option<PathBuf>,
    },
    /// Look at one file from the input, with limits; the server asks it of itself.
    #[command(hide = true)]
    CheckFile {
        /// How the file's name ends.
        #[arg(long, default_value = "")]
        extension: String,
    },
    /// Draw the first pages of one file from the input, with limits; the server asks it of itself.
    #[command(hide = true)]
    DrawPages,
    /// Draw the photo of a CV from the input, with limits; the server asks it of itself.
    #[command(hide = true)]
    DrawPortrait,
    /// Exchange the questions with spreadsheets.
    Content {
        #[command(subcommand)]
        command: xlsform::ContentCommand,
    },
    /// Write the questions as a PDF to fill in with a pen.
    PaperForm {
        /// Where to; what is there is replaced.
        file: PathBuf,
        /// A language of the content; its default one when absent.
        #[arg(long)]
        language: Option<String>,
    },
    /// Print the six digits that an authenticator app would show now.
    TotpCode {
        /// The secret, in base 32.
        secret: String,
    },
    /// Print every setting with its value and meaning.
    Config,
    /// Write a copy of the database while the portal runs.
    Backup {
        /// Where to; must not exist.
        file: PathBuf,
    },
    /// Forget now what has run its time, as the portal does by itself while it runs.
    Purge(retention::PurgeArguments),
    /// Erase one person, everything of them.
    Erase(retention::EraseArguments),
}

/// Why a command did not do its work: one sentence for people, and an exit code for scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub message: String,
    pub code: u8,
}

/// What a command did not find right: the content, the state of the data.
pub const EXIT_REFUSED: u8 = 1;
/// A setting that is wrong.
pub const EXIT_CONFIG: u8 = 2;
/// Something around the program: a port, a disk, a folder, the database.
pub const EXIT_SURROUNDINGS: u8 = 3;

impl Failure {
    pub fn new(code: u8, message: impl Into<String>) -> Self {
        Self { message: message.into(), code }
    }

    /// About a file or folder, with what to do for the usual reasons.
    pub fn of_file(what: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let what_to_do = match error.kind() {
            Kind::StorageFull => "The disk is full: free some space.",
            Kind::PermissionDenied => "Give this user the right to it, or choose another place.",
            Kind::NotFound => "Check the path.",
            Kind::ReadOnlyFilesystem => "The disk is read-only: choose another place.",
            _ => "Check the path and the disk.",
        };
        Self::new(
            EXIT_SURROUNDINGS,
            format!("{what} {} does not work: {error}. {what_to_do}", path.display()),
        )
    }
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("main-tendue: {}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

impl Cli {
    fn run(self) -> Result<(), Failure> {
        let config = config::load().map_err(|message| Failure::new(EXIT_CONFIG, message))?;
        match self.command.unwrap_or(Command::Serve) {
            Command::Serve => in_runtime(serve::run(config)),
            Command::Seed(arguments) => in_runtime(seed::run(config, arguments)),
            Command::Admin(arguments) => in_runtime(admin::run(config, arguments)),
            Command::LinkStaff(arguments) => in_runtime(link_staff::run(config, arguments)),
            Command::Import(arguments) => in_runtime(import::run(config, arguments)),
            Command::CheckContent { dir } => check_content::run(&dir.unwrap_or(config.content_dir)),
            Command::CheckFile { extension } => check_file::run(&extension),
            Command::DrawPages => draw::pages(),
            Command::DrawPortrait => draw::portrait(),
            Command::Content { command } => xlsform::run(command, &config.content_dir),
            Command::PaperForm { file, language } => paper_form::run(&config, &file, language.as_deref()),
            Command::TotpCode { secret } => print_code(&secret),
            Command::Config => {
                print!("{}", config.describe());
                Ok(())
            }
            Command::Backup { file } => in_runtime(backup::run(config, file)),
            Command::Purge(arguments) => in_runtime(retention::purge(config, &arguments)),
            Command::Erase(arguments) => in_runtime(retention::run(config, arguments)),
        }
    }
}

/// For whoever tries the demonstration without a telephone at hand.
fn print_code(secret: &str) -> Result<(), Failure> {
    let now_s = crate::Clock::system().now().as_ms() / 1000;
    let code = crate::totp::code_of_base32(secret, u64::try_from(now_s).unwrap_or_default());
    let wrong =
        || Failure::new(EXIT_REFUSED, "This is no secret: it has 32 letters A to Z and digits 2 to 7.");
    println!("{}", code.ok_or_else(wrong)?);
    Ok(())
}

fn in_runtime(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Failure::new(EXIT_SURROUNDINGS, format!("Threads cannot be started: {error}. Try again."))
    })?;
    runtime.block_on(work)
}

/// Whether what is configured is this machine only, where made-up credentials do no harm.
pub(crate) fn is_local(config: &Config) -> bool {
    let host = config.public_origin.as_deref().and_then(|origin| origin.split("://").nth(1));
    let name = host.map(|host| host.split(':').next().unwrap_or_default());
    name.is_none_or(|name| matches!(name, "localhost" | "127.0.0.1"))
}
