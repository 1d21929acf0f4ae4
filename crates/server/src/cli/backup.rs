//! `backup`: a copy of the database while the portal runs.

use super::{EXIT_REFUSED, EXIT_SURROUNDINGS, Failure, deployment};
use crate::config::Config;
use std::path::PathBuf;
use store::BackupError;

/// # Errors
/// When the file exists, the disk is full, or the data is in PostgreSQL.
pub async fn run(config: Config, file: PathBuf) -> Result<(), Failure> {
    let deployment = deployment::open_existing(&config).await?;
    let made = deployment.store.backup(&file).await;
    deployment.store.close().await;
    made.map_err(|error| {
        let code = if matches!(error, BackupError::Failed(_)) { EXIT_SURROUNDINGS } else { EXIT_REFUSED };
        Failure::new(code, format!("No backup was made in {}: {error}.", file.display()))
    })?;
    println!("The database is copied to {}.", file.display());
    println!(
        "Keep a copy of {} too, in another place: without it no card of this backup can be recognised.",
        config.secret_key_file.display()
    );
    Ok(())
}
