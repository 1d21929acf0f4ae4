//! `import`: people from a list, by the rules of the desk (decision 35).

use super::deployment::{self, Deployment, explain_store};
use super::{EXIT_REFUSED, Failure};
use crate::Clock;
use crate::config::Config;
use crate::error::describe;
use crate::import::{Handed, ImportWords, look, remarks};
use crate::staff::fold_login;
use clap::Args;
use contract::import::{FINISH_IMPORT, ImportRemark, MAX_IMPORT_BYTES};
use domain::ids::StaffId;
use domain::import::MAX_PROBLEMS;
use std::path::{Path, PathBuf};
use store::{Import, StaffRole, Store, Tx};

/// Of what is said about lines.
const LANGUAGE: &str = "en";

/// Which list, and how far to go.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The list: CSV with the columns nom, prénom, date de naissance; langue and référent when there are any.
    file: PathBuf,
    /// The coordinator in whose name this is done: each person reads who has made their space.
    #[arg(long)]
    login: String,
    /// Only tell what the list holds. Adds nobody.
    #[arg(long)]
    dry_run: bool,
    /// Add the others although some lines have faults.
    #[arg(long, conflicts_with = "dry_run")]
    leave_faulty_out: bool,
}

/// # Errors
/// When the list has faults or is none, there is no such coordinator, or the data cannot be used; then nobody is added.
pub async fn run(config: Config, arguments: ImportArguments) -> Result<(), Failure> {
    let bytes = read_file(&arguments.file)?;
    let content = deployment::load_content(&config.content_dir)?;
    let Deployment { store, .. } = deployment::open_existing(&config).await?;
    let login = fold_login(&arguments.login);
    let accounts = store.read(|tx| Box::pin(async move { tx.list_staff_accounts().await })).await;
    let accounts = accounts.map_err(|error| explain_store(&error))?;
    let coordinator = accounts
        .iter()
        .find(|one| one.login == login && one.role == StaffRole::Coordinator && one.closed_at.is_none());
    let unknown = || Failure::new(EXIT_REFUSED, format!("No coordinator has the login {login}."));
    let by = coordinator.ok_or_else(unknown)?.id.clone();
    let looked = look(&bytes, &content.pack, &accounts, by.clone(), Clock::system().now());
    let handed = looked.map_err(|code| {
        let (_, reason) = describe(code);
        Failure::new(EXIT_REFUSED, format!("{}: {reason}. Nobody was added.", arguments.file.display()))
    })?;
    let (import, known) = keep(&store, handed).await.map_err(|error| explain_store(&error))?;
    let damaged = |_| Failure::new(EXIT_REFUSED, "What was read could not be kept. Try again.");
    let said = remarks(&import, known, ImportWords::shipped(LANGUAGE), &content.pack).map_err(damaged)?;
    show(&import, &said);
    let is_refused = import.n_faulty > 0 && !arguments.leave_faulty_out;
    let is_over = arguments.dry_run || is_refused;
    let end = end(&store, by, import, is_over).await.map_err(|error| explain_store(&error))?;
    store.close().await;
    match end {
        None if is_refused => Err(Failure::new(
            EXIT_REFUSED,
            "Some lines have faults. Nobody was added: put them right, or leave them out with --leave-faulty-out.",
        )),
        None => {
            println!("\nNobody was added: this was a dry run.");
            Ok(())
        }
        Some(done) => {
            println!(
                "\n{} people were added. Their letters with access cards are printed at the desk.",
                done.n_new
            );
            Ok(())
        }
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::of_file("Reading", file, &error);
    let size_bytes = std::fs::metadata(file).map_err(failed)?.len();
    if size_bytes > MAX_IMPORT_BYTES as u64 {
        return Err(Failure::new(
            EXIT_REFUSED,
            format!("{} has more than 20 MiB. Cut it in two.", file.display()),
        ));
    }
    std::fs::read(file).map_err(failed)
}

/// As the desk keeps it while somebody looks at it.
async fn keep(store: &Store, handed: Handed) -> Result<(Import, Vec<(u32, bool)>), store::Error> {
    let Handed { import, people } = handed;
    let now = Clock::system().now();
    let job = async move |tx: &mut Tx| {
        tx.insert_import(&import, &people, now).await?;
        let kept = tx.find_import(&import.staff_id, &import.id).await?.expect("BUG: it was just inserted");
        let limit = u32::try_from(MAX_PROBLEMS).unwrap_or(u32::MAX);
        Ok::<_, store::Error>((kept, tx.list_known_lines(&import.id, limit).await?))
    };
    store.write(move |tx| Box::pin(async move { job(tx).await })).await
}

/// Finishes the list, or forgets it: then `None`.
async fn end(
    store: &Store,
    by: StaffId,
    import: Import,
    is_over: bool,
) -> Result<Option<Import>, store::Error> {
    let now = Clock::system().now();
    let job = async move |tx: &mut Tx| {
        if is_over {
            tx.remove_import(&by, &import.id).await?;
            return Ok::<_, store::Error>(None);
        }
        tx.finish_import(&by, &import.id, FINISH_IMPORT.operation_id, now).await?;
        tx.find_import(&by, &import.id).await
    };
    store.write(move |tx| Box::pin(async move { job(tx).await })).await
}

fn show(import: &Import, said: &[ImportRemark]) {
    for remark in said {
        let column = if remark.column.is_empty() { String::new() } else { format!(", {}", remark.column) };
        println!("line {}{column}: {}", remark.line, remark.text);
    }
    let n_said = u32::try_from(said.len()).unwrap_or(u32::MAX);
    let n_more = (import.n_problems + import.n_known).saturating_sub(n_said);
    if n_more > 0 {
        println!("and {n_more} more");
    }
    println!(
        "\n{} lines: {} to add, {} there already, {} twice in the list, {} with faults",
        import.n_lines, import.n_new, import.n_known, import.n_twins, import.n_faulty
    );
}
