//! The schema, brought up to date when the store opens. Bookkeeping, checksums and PostgreSQL's advisory lock are
//! sqlx's.

use crate::OpenError;
use crate::error::Cause;
use crate::store::Engine;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Connection, SqlSafeStr};

/// Every migration, oldest first: version, name, SQL. Never edit one that was released.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "first journey", include_str!("../migrations/0001_first_journey.sql")),
    (2, "published questions", include_str!("../migrations/0002_published_questions.sql")),
    (3, "pathway", include_str!("../migrations/0003_pathway.sql")),
    (4, "sharing", include_str!("../migrations/0004_sharing.sql")),
    (5, "workshops", include_str!("../migrations/0005_workshops.sql")),
    (6, "programme", include_str!("../migrations/0006_programme.sql")),
    (7, "forum", include_str!("../migrations/0007_forum.sql")),
    (8, "messages", include_str!("../migrations/0008_messages.sql")),
    (9, "documents", include_str!("../migrations/0009_documents.sql")),
    (10, "preview", include_str!("../migrations/0010_preview.sql")),
    (11, "kiosk", include_str!("../migrations/0011_kiosk.sql")),
    (12, "index of links", include_str!("../migrations/0012_index_of_links.sql")),
    (13, "retention", include_str!("../migrations/0013_retention.sql")),
    (14, "cv", include_str!("../migrations/0014_cv.sql")),
    (15, "stale due", include_str!("../migrations/0015_stale_due.sql")),
    (16, "pictures", include_str!("../migrations/0016_pictures.sql")),
    (17, "handover", include_str!("../migrations/0017_handover.sql")),
    (18, "proposals", include_str!("../migrations/0018_proposals.sql")),
    (19, "cv photo", include_str!("../migrations/0019_cv_photo.sql")),
    (21, "rights", include_str!("../migrations/0021_rights.sql")),
    (22, "staff accounts", include_str!("../migrations/0022_staff_accounts.sql")),
    (23, "staff identity", include_str!("../migrations/0023_staff_identity.sql")),
    (24, "company document", include_str!("../migrations/0024_company_document.sql")),
    (25, "import", include_str!("../migrations/0025_import.sql")),
    (26, "assign", include_str!("../migrations/0026_assign.sql")),
    (27, "one time codes", include_str!("../migrations/0027_one_time_codes.sql")),
    (28, "person identity", include_str!("../migrations/0028_person_identity.sql")),
    (29, "sitting", include_str!("../migrations/0029_sitting.sql")),
    (30, "answers about", include_str!("../migrations/0030_answers_about.sql")),
    (31, "health", include_str!("../migrations/0031_health.sql")),
    (32, "caseload", include_str!("../migrations/0032_caseload.sql")),
    (33, "meeting", include_str!("../migrations/0033_meeting.sql")),
    (34, "versions", include_str!("../migrations/0034_versions.sql")),
];

/// Applies what is missing, each migration in one transaction with its bookkeeping. Two instances may do this at once.
pub(crate) async fn migrate(connection: &mut AnyConnection, engine: Engine) -> Result<(), OpenError> {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    match engine {
        Engine::Postgres => run(&migrator, connection).await,
        Engine::Sqlite => {
            // SQLite has no advisory lock; its write lock, taken first, does the same.
            let begun = connection.begin_with("BEGIN IMMEDIATE").await;
            let mut transaction = begun.map_err(|e| OpenError::Unavailable(e.into()))?;
            run(&migrator, &mut transaction).await?;
            transaction.commit().await.map_err(|e| OpenError::Unavailable(e.into()))
        }
    }
}

async fn run(migrator: &Migrator, connection: &mut AnyConnection) -> Result<(), OpenError> {
    migrator.run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => OpenError::NewerSchema { version },
        MigrateError::VersionMismatch(version) => OpenError::ChangedMigration { version },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            OpenError::Unavailable(error.into())
        }
        _ => OpenError::Unavailable(Cause::new("the schema could not be brought up to date")),
    })
}
