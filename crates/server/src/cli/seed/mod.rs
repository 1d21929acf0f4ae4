//! `seed`: made-up people in an empty database. The same seed gives the same people, cards and passwords.

mod answers;
mod around;
mod demo;
mod fair;
mod maker;
mod month;
mod population;
mod programme;

pub use demo::{Demo, DemoPerson, DemoStaff, seed_demo};

use super::deployment::{self, Deployment, explain_store};
use super::{EXIT_REFUSED, Failure, is_local};
use crate::Clock;
use crate::config::Config;
use crate::hashing::{Cost, Hasher};
use crate::library::Library;
use clap::Args;
use maker::Maker;
use population::Size;
use serde::Serialize;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use store::StaffRole;

/// What to make.
#[derive(Debug, Args)]
pub struct SeedArguments {
    /// Three people at different points of their pathway, their référent and a coordinator.
    #[arg(long, conflicts_with_all = ["people", "referents"])]
    demo: bool,
    /// How many people, for a load test.
    #[arg(long, default_value_t = 1000)]
    people: u32,
    /// Among how many référents they are spread.
    #[arg(long, default_value_t = 20)]
    referents: u32,
    /// How many of the people get an access card: each costs a slow hash.
    #[arg(long, default_value_t = 2000)]
    cards: u32,
    /// Everybody has taken stock, with about 45 answers: nine in ten have sent them.
    #[arg(long, conflicts_with = "demo")]
    campaign: bool,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the credentials to this file, as JSON, readable by its owner only.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// # Errors
/// When the database is not empty, or this is no place for made-up credentials.
pub async fn run(config: Config, arguments: SeedArguments) -> Result<(), Failure> {
    if !is_local(&config) {
        let message = "Seeding makes accounts that anybody can guess, and PUBLIC_ORIGIN is a public address. Seed \
                       another database, without PUBLIC_ORIGIN.";
        return Err(Failure::new(EXIT_REFUSED, message));
    }
    let content = deployment::load_content(&config.content_dir)?;
    let library = Library::of_host(content, config.health);
    let deployment = deployment::open(&config).await?;
    let filled = fill(&config, &arguments, &library, &deployment).await;
    deployment.store.close().await;
    filled
}

async fn fill(
    config: &Config,
    arguments: &SeedArguments,
    library: &Library,
    deployment: &Deployment,
) -> Result<(), Failure> {
    let Deployment { store, keys } = deployment;
    let now = Clock::system().now();
    require_empty(store).await?;
    library.publish(store, now).await.map_err(|error| explain_store(&error))?;
    let hasher = Hasher::new(keys, Cost::Full);
    if arguments.demo {
        let demo = seed_demo(store, keys, &hasher, library, arguments.seed, now)
            .await
            .map_err(|error| explain_store(&error))?;
        let text = demo.describe();
        write_secret(&config.data_dir.join("demo.txt"), text.as_bytes())?;
        print!("{text}");
        return write_out(arguments.out.as_deref(), &demo);
    }
    let maker = Maker::new(keys, &hasher, library, arguments.seed, now);
    let size = Size {
        people: arguments.people,
        referents: arguments.referents,
        cards: arguments.cards,
        is_campaign: arguments.campaign,
    };
    let made = population::seed(store, maker, size).await.map_err(|error| explain_store(&error))?;
    print!("{}", made.describe());
    write_out(arguments.out.as_deref(), &made)
}

async fn require_empty(store: &store::Store) -> Result<(), Failure> {
    let counted = store.read(|tx| {
        Box::pin(async move {
            let n_staff =
                tx.count_staff(StaffRole::Coordinator).await? + tx.count_staff(StaffRole::Referent).await?;
            Ok::<_, store::Error>(tx.count_people().await? + n_staff)
        })
    });
    match counted.await.map_err(|error| explain_store(&error))? {
        0 => Ok(()),
        n => Err(Failure::new(
            EXIT_REFUSED,
            format!(
                "The database holds {n} people already, and seeding writes only into an empty one. Set DATA_DIR to a new folder."
            ),
        )),
    }
}

fn write_out(path: Option<&Path>, made: &impl Serialize) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    let text = serde_json::to_vec_pretty(made).expect("BUG: credentials are JSON");
    write_secret(path, &text)
}

/// A file that only its owner may read.
fn write_secret(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let open = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let written = open.and_then(|mut file| file.write_all(text));
    written.map_err(|error| Failure::of_file("Writing the credentials to", path, &error))
}
