//! Taking stock over time: a draft moves to newer questions, and a submission has one before it.

use super::submission::{Submission, read_submission};
use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, SubmissionId};
use domain::questionnaire::Answers;
use domain::time::Timestamp;

impl Tx {
    /// Puts a draft on another version of the questions with the answers that
    /// [`domain::questionnaire::carry_over`] keeps; everything else in it is removed. The versions of the answers go on
    /// counting. Returns the new revision.
    ///
    /// Decide against [`Tx::lock_draft`] in the same transaction.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn move_draft(
        &mut self,
        draft_id: &str,
        questionnaire_version: &str,
        kept: &Answers,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let statement = query(
            "UPDATE draft SET questionnaire_version = $2, revision = revision + 1, updated_at = $3
             WHERE id = $1 RETURNING id, revision",
        );
        let statement = statement.bind(draft_id.to_owned()).bind(questionnaire_version.to_owned());
        let row = self.fetch_one(statement.bind(now.as_ms())).await?;
        let revision = Found::new(&row, "draft", "id").count("revision")?;
        self.apply_pruning(draft_id, kept, now).await?;
        Ok(revision)
    }

    /// Which submission of a person is the last.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_last_submission_id(
        &mut self,
        person_id: &PersonId,
    ) -> Result<Option<SubmissionId>, Error> {
        let statement =
            query("SELECT id FROM submission WHERE person_id = $1 ORDER BY sent_at DESC, id DESC LIMIT 1");
        let row = self.fetch_optional(statement.bind(person_id.to_string())).await?;
        row.map(|row| Found::new(&row, "submission", "id").parsed("id")).transpose()
    }

    /// The submission that the same person sent before this one.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_submission_before(&mut self, later: &Submission) -> Result<Option<Submission>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, language, answers, sent_at FROM submission
             WHERE person_id = $1 AND (sent_at < $2 OR (sent_at = $2 AND id < $3))
             ORDER BY sent_at DESC, id DESC LIMIT 1",
        );
        let statement = statement.bind(later.person_id.to_string()).bind(later.sent_at.as_ms());
        let row = self.fetch_optional(statement.bind(later.id.to_string())).await?;
        row.as_ref().map(read_submission).transpose()
    }
}
