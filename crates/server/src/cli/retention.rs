//! `purge`, in earnest or as a dry run, and `erase`: one person now.

use super::deployment::{self, Deployment, explain_store};
use super::{EXIT_REFUSED, Failure};
use crate::config::Config;
use crate::documents::work::empty_stale;
use crate::library::Library;
use crate::retention::{self, Purged, Why, erase, list_near_end};
use crate::{Clock, venue};
use clap::Args;
use domain::ids::PersonId;
use domain::retention::{Passing, Retention};
use domain::time::Timestamp;
use std::sync::Arc;
use store::{Erasure, Person};

/// Erasures that are shown.
const N_ERASURES: u32 = 10;

/// Which person, and whether in earnest.
#[derive(Debug, Args)]
pub struct EraseArguments {
    /// The person's id: the last part of the address of their page at the desk.
    id: String,
    /// Erase; without it, only tell what would be erased.
    #[arg(long)]
    yes: bool,
}

/// Whether in earnest.
#[derive(Debug, Args)]
pub struct PurgeArguments {
    /// Only show what would be forgotten now, and whose time is nearly over; change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Does once what the portal does every ten minutes; files are emptied too.
///
/// # Errors
/// When the content or the data cannot be used; what was done stays done.
pub async fn purge(config: Config, arguments: &PurgeArguments) -> Result<(), Failure> {
    if arguments.dry_run {
        return show(config).await;
    }
    let content = deployment::load_content(&config.content_dir)?;
    let library = Arc::new(Library::of_host(content, config.health));
    let Deployment { store, .. } = deployment::open_existing(&config).await?;
    let clock = Clock::system();
    let purged = retention::purge(&store, &library, &clock, config.periods).await;
    let Purged { n_erased, forgotten, n_without_health, failed } =
        purged.map_err(|error| explain_store(&error))?;
    println!("What had run its time and is forgotten:\n");
    for (what, n) in forgotten {
        println!("  {n:>8}  {}", what.as_str());
    }
    println!("  {n_without_health:>8}  health data among answers that were sent");
    println!("\nPeople erased: {n_erased}");
    if let Some(error) = failed {
        return Err(explain_store(&error));
    }
    let objects = deployment::open_objects(&config)?;
    empty_stale(&store, &objects, clock.now()).await.map_err(|error| explain_store(&error))?;
    store.close().await;
    Ok(())
}

async fn show(config: Config) -> Result<(), Failure> {
    let Deployment { store, .. } = deployment::open_existing(&config).await?;
    let (now, periods) = (Clock::system().now(), config.periods);
    println!("What has run its time and goes within ten minutes while the portal runs:\n");
    for what in Passing::ALL {
        let before = periods.over_before(what, now);
        let n = store.read(move |tx| Box::pin(async move { tx.count_over(what, before).await }));
        let n: u64 = n.await.map_err(|error: store::Error| explain_store(&error))?;
        println!("  {n:>8}  {}", what.as_str());
    }
    let before = periods.health_over_before(now);
    let due = store.read(move |tx| Box::pin(async move { tx.count_health_due(before).await }));
    let due: u64 = due.await.map_err(|error: store::Error| explain_store(&error))?;
    println!("  {due:>8}  answers that were sent, which lose what they hold about health");
    let near = list_near_end(&store, periods, now).await.map_err(|error| explain_store(&error))?;
    println!(
        "\nPeople whose {} days without a word are over within a month, or already: {}",
        periods.people_days,
        near.len()
    );
    for (resting, standing) in near {
        let what = match standing {
            Retention::Over => "erased within ten minutes".to_owned(),
            _ => {
                let at = periods.earliest_erasure(resting.last_contact, resting.expiry_noted_at, now);
                format!("erased on {} unless heard of before", day(at))
            }
        };
        println!("  {}  last heard of on {}, {what}", resting.person_id, day(resting.last_contact));
    }
    let erasures = store.read(|tx| Box::pin(async move { tx.list_erasures(N_ERASURES).await }));
    println!("\nThe latest erasures:");
    for erasure in erasures.await.map_err(|error: store::Error| explain_store(&error))? {
        let Erasure { at, reason, n_rows, n_files } = erasure;
        println!("  {}  {}, {n_rows} rows, {n_files} of them files", day(at), reason.as_str());
    }
    store.close().await;
    Ok(())
}

/// # Errors
/// When there is no such person, or the data cannot be used.
pub async fn run(config: Config, arguments: EraseArguments) -> Result<(), Failure> {
    let unknown = || Failure::new(EXIT_REFUSED, format!("There is nobody with the id {}.", arguments.id));
    let id: PersonId = arguments.id.parse().map_err(|_| unknown())?;
    let library = Library::new(deployment::load_content(&config.content_dir)?);
    let deployment = deployment::open_existing(&config).await?;
    let (store, now) = (&deployment.store, Clock::system().now());
    let whom = id.clone();
    let found = store.read(move |tx| {
        Box::pin(async move {
            let Some(person) = tx.find_person(&whom).await? else { return Ok(None) };
            Ok::<_, store::Error>(Some((person, tx.count_kept(&whom).await?)))
        })
    });
    let found = found.await.map_err(|error| explain_store(&error))?;
    let (person, counted) = found.ok_or_else(unknown)?;
    let Person { first_name, last_name, birth_date, .. } = person;
    println!("{first_name} {last_name}, born {birth_date}\n");
    for (table, n) in counted.into_iter().filter(|(_, n)| *n > 0) {
        println!("  {n:>6}  {table}");
    }
    if arguments.yes {
        erase(store, &library, id, Why::Asked, now).await.map_err(|error| explain_store(&error))?;
        let objects = deployment::open_objects(&config)?;
        empty_stale(store, &objects, now).await.map_err(|error| explain_store(&error))?;
        println!("\nErased. Backups made before still hold this person: after restoring one, erase again.");
    } else {
        println!("\nNothing was changed. Add --yes to erase all of it; nobody can bring it back.");
    }
    deployment.store.close().await;
    Ok(())
}

fn day(at: Timestamp) -> String {
    venue::today(at).to_string()
}
