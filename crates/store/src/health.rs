//! Taking health data out of what is kept of a person (decision 40). Which answers are health data is the caller's to say: it
//! depends on the questions that were answered.

use crate::questionnaire::read_submission;
use crate::row::Found;
use crate::statement::query;
use crate::{Draft, Error, Submission, TalkOutcome, Tx};
use domain::ids::{PersonId, ReferenceId, SubjectId, SubmissionId};
use domain::questionnaire::{Answers, QuestionRef};
use domain::time::Timestamp;

impl Tx {
    /// Everything that a person has sent, oldest first, with the answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_whole_submissions(&mut self, person_id: &PersonId) -> Result<Vec<Submission>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, language, answers, sent_at FROM submission
             WHERE person_id = $1 ORDER BY sent_at, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_submission).collect()
    }

    /// What was sent before `before`, by anybody, and was not looked through since, oldest first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_health_due(&mut self, before: Timestamp, limit: u32) -> Result<Vec<Submission>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, language, answers, sent_at FROM submission
             WHERE health_gone_at IS NULL AND sent_at < $1 ORDER BY sent_at, id LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(before.as_ms()).bind(i64::from(limit))).await?;
        rows.iter().map(read_submission).collect()
    }

    /// How many [`Tx::list_health_due`] would list, without a limit.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_health_due(&mut self, before: Timestamp) -> Result<u64, Error> {
        let statement =
            query("SELECT COUNT(*) AS n FROM submission WHERE health_gone_at IS NULL AND sent_at < $1");
        let row = self.fetch_one(statement.bind(before.as_ms())).await?;
        Found::new(&row, "submission", "n").count("n")
    }

    /// Who has a draft that was begun before `before`; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_drafting_since(
        &mut self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<PersonId>, Error> {
        let statement = query("SELECT id, person_id FROM draft WHERE started_at < $1 ORDER BY id LIMIT $2");
        let rows = self.fetch_all(statement.bind(before.as_ms()).bind(i64::from(limit))).await?;
        rows.iter().map(|row| Found::new(row, "draft", "id").parsed("person_id")).collect()
    }

    /// Puts `left` in the place of what was sent. The only change that answers which were sent ever see.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn replace_answers(&mut self, id: &SubmissionId, left: &Answers) -> Result<(), Error> {
        let unwritten =
            |_| Error::Inconsistent { table: "submission", column: "answers", row: id.to_string() };
        let answers = serde_json::to_string(left).map_err(unwritten)?;
        let statement = query("UPDATE submission SET answers = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(answers)).await.map(|_| ())
    }

    /// Notes that what was sent has been looked through in its time.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn note_health_gone(&mut self, id: &SubmissionId, now: Timestamp) -> Result<(), Error> {
        let statement = query("UPDATE submission SET health_gone_at = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Makes a locked draft's standing answers equal to `left`; a device that shows what is gone is told. `false`: they are
    /// already.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn trim_draft(&mut self, draft: &Draft, left: &Answers, now: Timestamp) -> Result<bool, Error> {
        if self.apply_pruning(&draft.id, left, now).await?.is_empty() {
            return Ok(false);
        }
        // Not `updated_at`: the person has answered nothing.
        let statement = query("UPDATE draft SET revision = revision + 1 WHERE id = $1");
        self.execute(statement.bind(draft.id.clone())).await.map(|_| true)
    }

    /// Forgets what the person has said about who reads a subject, unless they have said it again since `before`; says how much.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forget_sharing(
        &mut self,
        person_id: &PersonId,
        subject: &SubjectId,
        before: Timestamp,
    ) -> Result<u64, Error> {
        let statement = query(
            "DELETE FROM sharing_change WHERE person_id = $1 AND subject = $2 AND NOT EXISTS (
                 SELECT 1 FROM sharing_change later
                 WHERE later.person_id = $1 AND later.subject = $2 AND later.changed_at >= $3)",
        );
        let statement = statement.bind(person_id.as_str()).bind(subject.as_str());
        self.execute(statement.bind(before.as_ms())).await
    }

    /// Removes the wishes to talk that name a subject.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forget_wishes_about(
        &mut self,
        person_id: &PersonId,
        subject: &SubjectId,
    ) -> Result<u64, Error> {
        let statement = query("DELETE FROM talk_request WHERE person_id = $1 AND subject = $2");
        self.execute(statement.bind(person_id.as_str()).bind(subject.as_str())).await
    }

    /// Takes back the open wish to talk about "a personal subject" that came with a submission.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn withdraw_personal_wish(&mut self, id: &SubmissionId, now: Timestamp) -> Result<u64, Error> {
        let statement = query(
            "UPDATE talk_request SET closed_at = $2, outcome = $3
             WHERE submission_id = $1 AND kind = 'personal' AND closed_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(now.as_ms());
        self.execute(statement.bind(TalkOutcome::Withdrawn.as_word())).await
    }

    /// Forgets the answers to the person's own writes that repeat something about a subject: a repetition of one of them is
    /// decided anew.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forget_replies_about(
        &mut self,
        person_id: &PersonId,
        subject: &SubjectId,
    ) -> Result<u64, Error> {
        self.forget_replies(person_id, &format!("%\"{subject}\"%")).await?;
        self.forget_replies(person_id, &format!("%\"triage.{subject}\"%")).await?;
        self.forget_replies(person_id, &format!("%\"sharing.{subject}\"%")).await?;
        self.forget_replies(person_id, &format!("%\"answer.{subject}.%")).await
    }

    /// The same about one question.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forget_replies_to(&mut self, person_id: &PersonId, at: &QuestionRef) -> Result<u64, Error> {
        self.forget_replies(person_id, &format!("%\"answer.{}.{}\"%", at.subject, at.question)).await
    }

    async fn forget_replies(&mut self, person_id: &PersonId, like: &str) -> Result<u64, Error> {
        let statement = query(
            "DELETE FROM idempotency WHERE (owner = 'person:' || $1 OR person_id = $1) AND body LIKE $2",
        );
        self.execute(statement.bind(person_id.as_str()).bind(like)).await
    }

    /// Notes that a person has erased what they had answered about their health.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use or there is no such person.
    pub async fn note_health_withdrawal(
        &mut self,
        id: &ReferenceId,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("INSERT INTO health_withdrawal (id, person_id, withdrawn_at) VALUES ($1, $2, $3)");
        let statement = statement.bind(id.as_str()).bind(person_id.as_str()).bind(now.as_ms());
        self.execute(statement).await.map(|_| ())
    }
}
