//! Who may read what was sent: each word of the person on it, kept in order.

use crate::row::{Found, as_bigint, words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId, SubjectId};
use domain::questionnaire::{Sharing, Sharings};
use domain::time::Timestamp;

/// One word of the person on the sharing of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharingChange {
    pub subject: SubjectId,
    pub sharing: Sharing,
    /// Who followed the person then, and by name.
    pub referent_id: Option<StaffId>,
    pub referent: Option<String>,
    /// Somebody else follows the person now.
    pub is_to_another: bool,
    pub changed_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Referent,
    Team,
    Me,
}

words! { Word { Referent = "referent", Team = "team", Me = "me" } }

const fn word_of(sharing: Sharing) -> Word {
    match sharing {
        Sharing::Referent => Word::Referent,
        Sharing::Team => Word::Team,
        Sharing::Me => Word::Me,
    }
}

const fn sharing_of(word: Word) -> Sharing {
    match word {
        Word::Referent => Sharing::Referent,
        Word::Team => Sharing::Team,
        Word::Me => Sharing::Me,
    }
}

impl Tx {
    /// Keeps what the person says about these subjects; a subject on which it was their last word already, to the same
    /// référent, is left alone. Answers how many changed.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist.
    pub async fn save_sharing(
        &mut self,
        person_id: &PersonId,
        said: &[(SubjectId, Sharing)],
        now: Timestamp,
    ) -> Result<u64, Error> {
        // One after the other: an update that changes nothing locks the row (see `lock_draft`).
        let lock = query("UPDATE person SET language = language WHERE id = $1");
        self.execute(lock.bind(person_id.as_str())).await?;
        let mut last = Sharings::default();
        let mut n_words = std::collections::BTreeMap::<SubjectId, u64>::new();
        for change in self.list_sharing_changes(person_id).await? {
            *n_words.entry(change.subject.clone()).or_default() += 1;
            if change.is_to_another && change.sharing != Sharing::Me {
                last.said.remove(&change.subject);
            } else {
                last.said.insert(change.subject, change.sharing);
            }
        }
        let mut n_changed = 0;
        for (subject, sharing) in
            said.iter().filter(|(subject, sharing)| last.said.get(subject) != Some(sharing))
        {
            let statement = query(
                "INSERT INTO sharing_change (person_id, subject, n, sharing, referent_id, changed_at)
                 VALUES ($1, $2, $3, $4, (SELECT referent_id FROM person WHERE id = $1), $5)",
            )
            .bind(person_id.as_str())
            .bind(subject.as_str())
            .bind(as_bigint(n_words.get(subject).copied().unwrap_or_default() + 1))
            .bind(word_of(*sharing).as_word())
            .bind(now.as_ms());
            n_changed += self.execute(statement).await?;
        }
        Ok(n_changed)
    }

    /// Everything that the person said about sharing, the last word on a subject last.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_sharing_changes(&mut self, person_id: &PersonId) -> Result<Vec<SharingChange>, Error> {
        let statement = query(
            "SELECT c.person_id, c.subject, c.sharing, c.changed_at, c.referent_id, s.display_name AS referent,
                    CASE WHEN c.referent_id <> p.referent_id THEN 1 ELSE 0 END AS is_to_another
             FROM sharing_change c JOIN person p ON p.id = c.person_id LEFT JOIN staff s ON s.id = c.referent_id
             WHERE c.person_id = $1 ORDER BY c.subject, c.n",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "sharing_change", "person_id");
            Ok(SharingChange {
                subject: found.parsed("subject")?,
                sharing: sharing_of(found.parsed("sharing")?),
                referent_id: found.parsed_or_none("referent_id")?,
                referent: found.text_or_none("referent")?,
                is_to_another: found.int("is_to_another")? == 1,
                changed_at: found.instant("changed_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The last word on each subject.
    ///
    /// # Errors
    /// As [`Tx::list_sharing_changes`].
    pub async fn find_sharings(&mut self, person_id: &PersonId) -> Result<Sharings, Error> {
        let mut sharings = Sharings::default();
        for change in self.list_sharing_changes(person_id).await? {
            if change.is_to_another {
                sharings.to_another.insert(change.subject.clone());
            } else {
                sharings.to_another.remove(&change.subject);
            }
            sharings.said.insert(change.subject, change.sharing);
        }
        Ok(sharings)
    }
}
