//! The open draft of a person and its answers, each with a version of its own.

use crate::row::{Found, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::questionnaire::{Answer, Answers, StepKey};
use domain::time::Timestamp;
use std::collections::BTreeMap;

/// What a person has answered and not sent. `Debug` shows no answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Opaque; at most 64 characters.
    pub id: String,
    pub person_id: PersonId,
    /// The questions it was begun with.
    pub questionnaire_version: String,
    /// Grows by one with each saved answer; 0 before the first.
    pub revision: u64,
    pub started_at: Timestamp,
    pub updated_at: Timestamp,
    /// Every step ever answered, removed answers included.
    pub answers: BTreeMap<StepKey, DraftAnswer>,
}

/// One answer of a draft. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftAnswer {
    /// `None` once removed.
    pub answer: Option<Answer>,
    /// 1 for the first answer, then one more at each change.
    pub version: u64,
    pub saved_at: Timestamp,
}

/// What became of an answer to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is kept; these are the answer's new version and the draft's new revision.
    Saved { version: u64, revision: u64 },
    /// Another device was first: this is what is there now, `None` when nothing is. Nothing was changed.
    Stale(Option<DraftAnswer>),
    /// There is no such draft: it was sent.
    NoDraft,
}

impl Draft {
    /// The answers that stand, without versions.
    pub fn standing_answers(&self) -> Answers {
        let standing =
            self.answers.iter().filter_map(|(step, kept)| Some((step.clone(), kept.answer.clone()?)));
        Answers(standing.collect())
    }
}

impl core::fmt::Debug for Draft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Draft({}, revision {})", self.id, self.revision)
    }
}

impl core::fmt::Debug for DraftAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "DraftAnswer(version {})", self.version)
    }
}

impl Tx {
    /// The open draft of a person with all its answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_draft(&mut self, person_id: &PersonId) -> Result<Option<Draft>, Error> {
        let statement = query(
            "SELECT id, person_id, questionnaire_version, revision, started_at, updated_at
             FROM draft WHERE person_id = $1",
        );
        let Some(row) = self.fetch_optional(statement.bind(person_id.as_str())).await? else {
            return Ok(None);
        };
        let found = Found::new(&row, "draft", "id");
        let id = found.text("id")?;
        Ok(Some(Draft {
            answers: self.list_draft_answers(&id).await?,
            id,
            person_id: found.parsed("person_id")?,
            questionnaire_version: found.text("questionnaire_version")?,
            revision: found.count("revision")?,
            started_at: found.instant("started_at")?,
            updated_at: found.instant("updated_at")?,
        }))
    }

    /// [`Tx::find_draft`] for a job that goes on to change it: nobody else changes or sends it before this commits,
    /// so a check against all its answers stays true.
    ///
    /// # Errors
    /// As [`Tx::find_draft`].
    pub async fn lock_draft(&mut self, person_id: &PersonId) -> Result<Option<Draft>, Error> {
        // `SELECT … FOR UPDATE` is not portable; an update that changes nothing locks the row as well.
        let statement = query("UPDATE draft SET revision = revision WHERE person_id = $1");
        self.execute(statement.bind(person_id.as_str())).await?;
        self.find_draft(person_id).await
    }

    /// The person's open draft, locked; a new one with this id and version when there is none.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist.
    pub async fn start_draft(
        &mut self,
        id: &str,
        person_id: &PersonId,
        questionnaire_version: &str,
        now: Timestamp,
    ) -> Result<Draft, Error> {
        let statement = query(
            "INSERT INTO draft (id, person_id, questionnaire_version, revision, started_at, updated_at)
             VALUES ($1, $2, $3, 0, $4, $4) ON CONFLICT (person_id) DO NOTHING",
        );
        let statement = statement.bind(id).bind(person_id.as_str()).bind(questionnaire_version);
        self.execute(statement.bind(now.as_ms())).await?;
        let missing = Error::Inconsistent { table: "draft", column: "person_id", row: id.to_owned() };
        self.lock_draft(person_id).await?.ok_or(missing)
    }

    /// Saves or (`None`) removes one answer, if its version is still `expected_version`; 0 means never answered.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn save_answer(
        &mut self,
        draft_id: &str,
        step: &StepKey,
        answer: Option<&Answer>,
        expected_version: u64,
        now: Timestamp,
    ) -> Result<Saved, Error> {
        // The draft's row first, as everyone does who changes a draft: two who wait for each other would both lose.
        let lock = query("UPDATE draft SET revision = revision WHERE id = $1").bind(draft_id.to_owned());
        if self.execute(lock).await? == 0 {
            return Ok(Saved::NoDraft);
        }
        let value = answer.map(as_json).transpose()?;
        let n_changed = if expected_version == 0 {
            let statement = query(
                "INSERT INTO draft_answer (draft_id, step, value, version, saved_at) VALUES ($1, $2, $3, 1, $4)
                 ON CONFLICT DO NOTHING",
            );
            let statement = statement.bind(draft_id).bind(step.to_string()).bind(value);
            self.execute(statement.bind(now.as_ms())).await?
        } else {
            let statement = query(
                "UPDATE draft_answer SET value = $3, version = version + 1, saved_at = $4
                 WHERE draft_id = $1 AND step = $2 AND version = $5",
            );
            let statement = statement.bind(draft_id).bind(step.to_string()).bind(value).bind(now.as_ms());
            self.execute(statement.bind(as_bigint(expected_version))).await?
        };
        if n_changed == 0 {
            return Ok(Saved::Stale(self.list_draft_answers(draft_id).await?.remove(step)));
        }
        let statement = query(
            "UPDATE draft SET revision = revision + 1, updated_at = $2 WHERE id = $1 RETURNING id, revision",
        );
        let row = self.fetch_one(statement.bind(draft_id).bind(now.as_ms())).await?;
        let revision = Found::new(&row, "draft", "id").count("revision")?;
        Ok(Saved::Saved { version: expected_version + 1, revision })
    }

    /// Makes the draft's standing answers equal to `kept` (what [`domain::questionnaire::prune`] left): what is not in
    /// it is removed, what was trimmed is replaced. Returns what changed, with the new versions. Part of the saving
    /// that made it necessary, in the same transaction, so the revision does not grow once more.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn apply_pruning(
        &mut self,
        draft_id: &str,
        kept: &Answers,
        now: Timestamp,
    ) -> Result<BTreeMap<StepKey, DraftAnswer>, Error> {
        let mut changed = BTreeMap::new();
        for (step, before) in self.list_draft_answers(draft_id).await? {
            let answer = kept.get(&step);
            if before.answer.is_none() || before.answer.as_ref() == answer {
                continue;
            }
            let statement = query(
                "UPDATE draft_answer SET value = $3, version = version + 1, saved_at = $4
                 WHERE draft_id = $1 AND step = $2",
            );
            let statement = statement.bind(draft_id).bind(step.to_string());
            self.execute(statement.bind(answer.map(as_json).transpose()?).bind(now.as_ms())).await?;
            let after = DraftAnswer { answer: answer.cloned(), version: before.version + 1, saved_at: now };
            changed.insert(step, after);
        }
        Ok(changed)
    }

    async fn list_draft_answers(&mut self, draft_id: &str) -> Result<BTreeMap<StepKey, DraftAnswer>, Error> {
        let statement = query("SELECT step, value, version, saved_at FROM draft_answer WHERE draft_id = $1");
        let rows = self.fetch_all(statement.bind(draft_id)).await?;
        rows.iter()
            .map(|row| {
                let found = Found::new(row, "draft_answer", "step");
                let answer = DraftAnswer {
                    answer: found.json_or_none("value")?,
                    version: found.count("version")?,
                    saved_at: found.instant("saved_at")?,
                };
                Ok((found.parsed("step")?, answer))
            })
            .collect()
    }
}

fn as_json(answer: &Answer) -> Result<String, Error> {
    serde_json::to_string(answer).map_err(|_| Error::Inconsistent {
        table: "draft_answer",
        column: "value",
        row: String::new(),
    })
}
