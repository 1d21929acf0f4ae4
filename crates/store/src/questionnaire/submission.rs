//! What was sent, and the wishes to talk that came with it.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, SubmissionId};
use domain::pathway::Milestone;
use domain::questionnaire::{Answers, TalkRequest};
use domain::time::Timestamp;

/// One sent questionnaire. `Debug` shows no answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    pub id: SubmissionId,
    pub person_id: PersonId,
    pub questionnaire_version: String,
    /// Language of the questions as they were read (BCP 47).
    pub language: String,
    pub answers: Answers,
    pub sent_at: Timestamp,
}

impl core::fmt::Debug for Submission {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Submission({})", self.id)
    }
}

/// One sent questionnaire, without its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionSummary {
    pub id: SubmissionId,
    pub questionnaire_version: String,
    pub language: String,
    pub sent_at: Timestamp,
    /// Wishes to talk that came with it.
    pub n_talk_requests: u64,
    /// When someone first read what is shared of it.
    pub read_at: Option<Timestamp>,
    /// Name of who that was.
    pub read_by: Option<String>,
}

impl Tx {
    /// Sends a draft: it is gone, the submission is there, its wishes to talk replace earlier open ones, and the
    /// milestones are reached. `false` when the person has no such draft; then nothing is written.
    ///
    /// Check completeness against [`Tx::lock_draft`] in the same transaction, and take `submission.answers` from it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the submission's id is in use.
    pub async fn submit_draft(
        &mut self,
        draft_id: &str,
        submission: &Submission,
        requests: &[TalkRequest],
        milestones: &[Milestone],
    ) -> Result<bool, Error> {
        let statement = query("DELETE FROM draft WHERE id = $1 AND person_id = $2");
        if self.execute(statement.bind(draft_id).bind(submission.person_id.as_str())).await? == 0 {
            return Ok(false);
        }
        self.insert_submission(submission).await?;
        let Submission { id, person_id, sent_at, .. } = submission;
        self.replace_talk_requests(person_id, id, requests, *sent_at).await?;
        for milestone in milestones {
            self.add_milestone(&submission.person_id, *milestone, submission.sent_at).await?;
        }
        Ok(true)
    }

    /// A submission by itself, without a draft: for imported and demonstration data.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use or the person does not exist.
    pub async fn insert_submission(&mut self, submission: &Submission) -> Result<(), Error> {
        let inconsistent = |_| Error::Inconsistent {
            table: "submission",
            column: "answers",
            row: submission.id.to_string(),
        };
        let answers = serde_json::to_string(&submission.answers).map_err(inconsistent)?;
        let statement = query(
            "INSERT INTO submission (id, person_id, questionnaire_version, language, answers, sent_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(submission.id.as_str())
        .bind(submission.person_id.as_str())
        .bind(&submission.questionnaire_version)
        .bind(&submission.language)
        .bind(answers)
        .bind(submission.sent_at.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// What a person has sent, latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_submissions(&mut self, person_id: &PersonId) -> Result<Vec<SubmissionSummary>, Error> {
        let statement = query(
            "SELECT s.id, s.questionnaire_version, s.language, s.sent_at, s.read_at, r.display_name AS read_by,
                    (SELECT COUNT(*) FROM talk_request t WHERE t.submission_id = s.id) AS n_talk_requests
             FROM submission s LEFT JOIN staff r ON r.id = s.read_by
             WHERE s.person_id = $1 ORDER BY s.sent_at DESC, s.id DESC",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "submission", "id");
            Ok(SubmissionSummary {
                id: found.parsed("id")?,
                questionnaire_version: found.text("questionnaire_version")?,
                language: found.text("language")?,
                sent_at: found.instant("sent_at")?,
                n_talk_requests: found.count("n_talk_requests")?,
                read_at: found.instant_or_none("read_at")?,
                read_by: found.text_or_none("read_by")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// One submission of a person; another person's id finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_submission(
        &mut self,
        person_id: &PersonId,
        id: &SubmissionId,
    ) -> Result<Option<Submission>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, language, answers, sent_at
             FROM submission WHERE id = $1 AND person_id = $2",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(person_id.as_str())).await?;
        row.as_ref().map(read_submission).transpose()
    }

    /// The last submission of a person.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_last_submission(&mut self, person_id: &PersonId) -> Result<Option<Submission>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, language, answers, sent_at
             FROM submission WHERE person_id = $1 ORDER BY sent_at DESC, id DESC LIMIT 1",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str())).await?;
        row.as_ref().map(read_submission).transpose()
    }
}

pub(crate) fn read_submission(row: &Row) -> Result<Submission, Error> {
    let found = Found::new(row, "submission", "id");
    Ok(Submission {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        questionnaire_version: found.text("questionnaire_version")?,
        language: found.text("language")?,
        answers: found.json("answers")?,
        sent_at: found.instant("sent_at")?,
    })
}
