//! What every command that touches data opens first: the folder, the key, the database, the content.

use super::{EXIT_REFUSED, EXIT_SURROUNDINGS, Failure};
use crate::config::Config;
use crate::documents::objects::{Objects, Trouble};
use crate::keys::Keys;
use content::Content;
use std::fmt::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;
use store::{OpenError, Store};

/// The portal is ready soon also when the object store is not.
const TRIAL_WITHIN: Duration = Duration::from_secs(2);

/// Open data.
#[derive(Debug)]
pub struct Deployment {
    pub store: Store,
    pub keys: Keys,
}

/// Opens the data of a configuration, making folder, key and schema where they are missing.
///
/// # Errors
/// One sentence, with what to do.
pub async fn open(config: &Config) -> Result<Deployment, Failure> {
    // For this user only: the database in it holds names and answers.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data_dir)
        .map_err(|error| Failure::of_file("The data folder (DATA_DIR)", &config.data_dir, &error))?;
    let keys = Keys::load_or_create(&config.secret_key_file).map_err(|error| {
        Failure::of_file("The key file (SECRET_KEY_FILE)", &config.secret_key_file, &error)
    })?;
    let store = Store::open(&config.database_url).await.map_err(|error| explain_open(&error))?;
    check_key(&store, &keys, &config.secret_key_file).await?;
    Ok(Deployment { store, keys })
}

/// Opens data that are there. [`open`] would make a new, empty database: its copy would look like a backup, and nobody would be
/// found in it.
///
/// # Errors
/// One sentence, with what to do.
pub async fn open_existing(config: &Config) -> Result<Deployment, Failure> {
    if !config.secret_key_file.exists() {
        let folder = config.data_dir.display();
        let message =
            format!("There is no data in {folder}. Set DATA_DIR to the folder that the portal uses.");
        return Err(Failure::new(EXIT_REFUSED, message));
    }
    open(config).await
}

/// Opens the place of the files that people hand in: S3, or the folder, which is made where it is missing.
///
/// # Errors
/// One sentence, with what to do.
pub fn open_objects(config: &Config) -> Result<Objects, Failure> {
    if let Some(s3) = &config.s3 {
        return Ok(s3.clone());
    }
    let folder = config.data_dir.join("documents");
    let explain =
        |error: &std::io::Error| Failure::of_file("The folder of files (in DATA_DIR)", &folder, error);
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(|error| explain(&error))?;
    Objects::in_folder(folder.clone()).map_err(|error| explain(&error))
}

/// A store that refuses us would refuse us tomorrow. One that is away comes back, and files wait.
///
/// # Errors
/// One sentence, with what to do.
pub async fn try_out(objects: &Objects) -> Result<(), Failure> {
    match objects.try_out(TRIAL_WITHIN).await {
        Ok(()) => Ok(()),
        Err(Trouble::Away) => {
            tracing::warn!(
                "the object store is away: files wait until it is back; check S3_URL if it never is"
            );
            Ok(())
        }
        Err(trouble) => Err(Failure::new(
            EXIT_REFUSED,
            format!(
                "The object store does not let this portal write, read and remove: {trouble}. Check S3_URL, S3_REGION, S3_KEY_ID \
                 and S3_SECRET, and what the key may do in the bucket."
            ),
        )),
    }
}

fn explain_open(error: &OpenError) -> Failure {
    let code = if matches!(error, OpenError::Unavailable(_)) { EXIT_SURROUNDINGS } else { EXIT_REFUSED };
    let sentence = error.to_string();
    let mut letters = sentence.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    Failure::new(code, format!("{first}{}.", letters.as_str()))
}

/// A database with another key would refuse every card and every code without saying why.
async fn check_key(store: &Store, keys: &Keys, file: &Path) -> Result<(), Failure> {
    let own = keys.fingerprint();
    let noted = own.clone();
    let noted =
        store.write(move |tx| Box::pin(async move { tx.note_deployment("key-fingerprint", &noted).await }));
    let noted = noted.await.map_err(|error: store::Error| explain_store(&error))?;
    if noted == own {
        return Ok(());
    }
    Err(Failure::new(
        EXIT_REFUSED,
        format!(
            "The key in {} is not the one this database was made with, so no card would be recognised. Put back the \
             key file that belongs to it.",
            file.display()
        ),
    ))
}

/// A failure of the store, told.
pub fn explain_store(error: &store::Error) -> Failure {
    let what_to_do = if error.is_disk_full() {
        "The disk is full: free some space and start again."
    } else {
        "Check the database (DATABASE_URL) and start again."
    };
    Failure::new(EXIT_SURROUNDINGS, format!("The data cannot be used: {error}. {what_to_do}"))
}

/// Reads a content folder.
///
/// # Errors
/// Every problem, a line each.
pub fn load_content(dir: &Path) -> Result<Content, Failure> {
    content::load(dir).map_err(|problems| {
        let n_problems = problems.len();
        let mut message = format!(
            "The content in {} has {n_problems} problem{}; mend {} and start again:",
            dir.display(),
            if n_problems == 1 { "" } else { "s" },
            if n_problems == 1 { "it" } else { "them" },
        );
        for problem in problems {
            write!(message, "\n  {problem}").expect("BUG: writing to memory does not fail");
        }
        Failure::new(EXIT_REFUSED, message)
    })
}
