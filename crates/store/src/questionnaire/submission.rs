//! What was sent, and the wishes to talk that came with it.

use crate::row::{Found, words};
use crate::{Error, Tx};
use domain::ids::{PersonId, SubmissionId};
use domain::pathway::Milestone;
use domain::questionnaire::{Answers, TalkRequest};
use domain::time::Timestamp;
use sqlx::any::AnyRow;
use sqlx::query;

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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TalkKind {
    Subject,
    Personal,
    Private,
}

words! { TalkKind { Subject = "subject", Personal = "personal", Private = "private" } }

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
        let person_id = submission.person_id.as_str();
        let sent_at = submission.sent_at.as_ms();
        let statement = query("DELETE FROM draft WHERE id = $1 AND person_id = $2");
        if self.execute(statement.bind(draft_id).bind(person_id)).await? == 0 {
            return Ok(false);
        }
        self.insert_submission(submission).await?;
        let statement =
            query("UPDATE talk_request SET closed_at = $2 WHERE person_id = $1 AND closed_at IS NULL");
        self.execute(statement.bind(person_id).bind(sent_at)).await?;
        for (n, request) in (0i64..).zip(requests) {
            let (kind, subject) = match request {
                TalkRequest::Subject(subject) => (TalkKind::Subject, Some(subject.as_str())),
                TalkRequest::Personal => (TalkKind::Personal, None),
                TalkRequest::Private => (TalkKind::Private, None),
            };
            let statement = query(
                "INSERT INTO talk_request (submission_id, n, person_id, kind, subject, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            );
            let statement = statement.bind(submission.id.as_str()).bind(n).bind(person_id);
            self.execute(statement.bind(kind.as_word()).bind(subject).bind(sent_at)).await?;
        }
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
            "SELECT s.id, s.questionnaire_version, s.language, s.sent_at,
                    (SELECT COUNT(*) FROM talk_request t WHERE t.submission_id = s.id) AS n_talk_requests
             FROM submission s WHERE s.person_id = $1 ORDER BY s.sent_at DESC, s.id DESC",
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

    /// The open wishes to talk of a person, in the order they were made.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_talk_requests(&mut self, person_id: &PersonId) -> Result<Vec<TalkRequest>, Error> {
        let statement = query(
            "SELECT submission_id, kind, subject FROM talk_request
             WHERE person_id = $1 AND closed_at IS NULL ORDER BY created_at, submission_id, n",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "talk_request", "submission_id");
            Ok(match found.parsed("kind")? {
                TalkKind::Subject => TalkRequest::Subject(found.parsed("subject")?),
                TalkKind::Personal => TalkRequest::Personal,
                TalkKind::Private => TalkRequest::Private,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn read_submission(row: &AnyRow) -> Result<Submission, Error> {
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
