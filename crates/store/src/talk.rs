//! Wishes to talk, from the answers that they came with to the meeting or the change of mind.

use crate::row::{Found, Row, words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId, SubmissionId, TalkRequestId};
use domain::questionnaire::TalkRequest;
use domain::time::Timestamp;

/// A wish to talk and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTalkRequest {
    pub id: TalkRequestId,
    pub person_id: PersonId,
    /// The answers that it came with.
    pub submission_id: SubmissionId,
    /// Names the wording of its subject.
    pub questionnaire_version: String,
    pub request: TalkRequest,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
    /// Name of who read it.
    pub read_by: Option<String>,
    pub closed_at: Option<Timestamp>,
    /// How it ended; `None` while it is open.
    pub outcome: Option<TalkOutcome>,
}

/// How a wish to talk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TalkOutcome {
    Met,
    Withdrawn,
    /// Newer answers took its place.
    Replaced,
}

words! { TalkOutcome { Met = "met", Withdrawn = "withdrawn", Replaced = "replaced" } }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TalkKind {
    Subject,
    Personal,
    Private,
}

words! { TalkKind { Subject = "subject", Personal = "personal", Private = "private" } }

impl Tx {
    /// Puts these wishes in the place of the open ones; part of sending.
    pub(crate) async fn replace_talk_requests(
        &mut self,
        person_id: &PersonId,
        submission_id: &SubmissionId,
        requests: &[TalkRequest],
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE talk_request SET closed_at = $2, outcome = $3 WHERE person_id = $1 AND closed_at IS NULL",
        );
        let statement = statement.bind(person_id.as_str()).bind(now.as_ms());
        self.execute(statement.bind(TalkOutcome::Replaced.as_word())).await?;
        for (n, request) in (0i64..).zip(requests) {
            let (kind, subject) = match request {
                TalkRequest::Subject(subject) => (TalkKind::Subject, Some(subject.as_str())),
                TalkRequest::Personal => (TalkKind::Personal, None),
                TalkRequest::Private => (TalkKind::Private, None),
            };
            let statement = query(
                "INSERT INTO talk_request (submission_id, n, person_id, kind, subject, created_at, id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            );
            let statement = statement.bind(submission_id.as_str()).bind(n).bind(person_id.as_str());
            let statement = statement.bind(kind.as_word()).bind(subject).bind(now.as_ms());
            self.execute(statement.bind(format!("{submission_id}-{n}"))).await?;
        }
        self.hear_from(person_id, now).await
    }

    /// All wishes to talk of a person, open or over, in the order they were made.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_talk_requests(&mut self, person_id: &PersonId) -> Result<Vec<KeptTalkRequest>, Error> {
        let statement =
            query(concat!(select!(), "WHERE t.person_id = $1 ORDER BY t.created_at, t.submission_id, t.n"));
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_request).collect()
    }

    /// One wish to talk, whoever has it: whether the caller may know of it is for the caller to check.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_talk_request(&mut self, id: &TalkRequestId) -> Result<Option<KeptTalkRequest>, Error> {
        let statement = query(concat!(select!(), "WHERE t.id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_request).transpose()
    }

    /// Notes that an open wish was read; the first time counts. `false` when it had been read or is over.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such member of staff.
    pub async fn mark_talk_request_read(
        &mut self,
        id: &TalkRequestId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE talk_request SET read_at = $2, read_by = $3
             WHERE id = $1 AND read_at IS NULL AND closed_at IS NULL",
        );
        Ok(self.execute(statement.bind(id.as_str()).bind(now.as_ms()).bind(by.as_str())).await? == 1)
    }

    /// Ends an open wish. `false` when it is over already; then its first end stays.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn close_talk_request(
        &mut self,
        id: &TalkRequestId,
        outcome: TalkOutcome,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement =
            query("UPDATE talk_request SET closed_at = $2, outcome = $3 WHERE id = $1 AND closed_at IS NULL");
        let statement = statement.bind(id.as_str()).bind(now.as_ms()).bind(outcome.as_word());
        let is_closed = self.execute(statement).await? == 1;
        if is_closed && let Some(request) = self.find_talk_request(id).await? {
            // Either they were met, or they said something.
            self.hear_from(&request.person_id, now).await?;
        }
        Ok(is_closed)
    }
}

macro_rules! select {
    () => {
        "SELECT t.id, t.person_id, t.submission_id, t.kind, t.subject, t.created_at, t.read_at, t.closed_at,
                t.outcome, q.questionnaire_version, s.display_name AS read_by
         FROM talk_request t JOIN submission q ON q.id = t.submission_id LEFT JOIN staff s ON s.id = t.read_by "
    };
}
use select;

fn read_request(row: &Row) -> Result<KeptTalkRequest, Error> {
    let found = Found::new(row, "talk_request", "id");
    let closed_at = found.instant_or_none("closed_at")?;
    let outcome: Option<TalkOutcome> = found.parsed_or_none("outcome")?;
    Ok(KeptTalkRequest {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        submission_id: found.parsed("submission_id")?,
        questionnaire_version: found.text("questionnaire_version")?,
        request: match found.parsed("kind")? {
            TalkKind::Subject => TalkRequest::Subject(found.parsed("subject")?),
            TalkKind::Personal => TalkRequest::Personal,
            TalkKind::Private => TalkRequest::Private,
        },
        created_at: found.instant("created_at")?,
        read_at: found.instant_or_none("read_at")?,
        read_by: found.text_or_none("read_by")?,
        outcome: closed_at.map(|_| outcome.unwrap_or(TalkOutcome::Replaced)),
        closed_at,
    })
}
