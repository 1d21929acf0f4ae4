//! The questions of every version that was ever shown, and what is true of the deployment as a whole.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::questionnaire::Questionnaire;
use domain::time::Timestamp;

impl Tx {
    /// Keeps a questionnaire under its version and language; the first one stays. `false` when it was there before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn publish_questionnaire(
        &mut self,
        questionnaire: &Questionnaire,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let Questionnaire { version, language, .. } = questionnaire;
        let inconsistent = |_| Error::Inconsistent {
            table: "questionnaire_version",
            column: "document",
            row: version.clone(),
        };
        let document = serde_json::to_string(questionnaire).map_err(inconsistent)?;
        let statement = query(
            "INSERT INTO questionnaire_version (version, language, document, published_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        );
        let statement = statement.bind(version.clone()).bind(language.clone()).bind(document);
        Ok(self.execute(statement.bind(now.as_ms())).await? == 1)
    }

    /// The questionnaire of a version in exactly this language.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_questionnaire(
        &mut self,
        version: &str,
        language: &str,
    ) -> Result<Option<Questionnaire>, Error> {
        let statement =
            query("SELECT version, document FROM questionnaire_version WHERE version = $1 AND language = $2");
        let row = self.fetch_optional(statement.bind(version).bind(language)).await?;
        row.map(|row| Found::new(&row, "questionnaire_version", "version").json("document")).transpose()
    }

    /// Notes something about the deployment, once: answers what is noted now, which is `value` unless it was noted
    /// before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn note_deployment(&mut self, name: &str, value: &str) -> Result<String, Error> {
        let statement = query("INSERT INTO deployment (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        self.execute(statement.bind(name).bind(value)).await?;
        let row =
            self.fetch_one(query("SELECT name, value FROM deployment WHERE name = $1").bind(name)).await?;
        Found::new(&row, "deployment", "name").text("value")
    }
}
