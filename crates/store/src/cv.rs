//! What a person answers for their CV, part by part, and their photo. Every part has a version of its own; of photos the
//! newest is the one.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::cv::{Part, PartKey};
use domain::ids::PersonId;
use domain::time::Timestamp;

/// A part as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CvPart {
    pub version: u64,
    pub part: Part,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CvSaved {
    Saved,
    /// Another version is there: nothing was written.
    Stale,
}

impl Tx {
    /// The parts that were ever saved, in the order in which they are asked.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_cv_parts(&mut self, person_id: &PersonId) -> Result<Vec<CvPart>, Error> {
        let statement = query("SELECT part, version, content FROM cv_part WHERE person_id = $1");
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "cv_part", "part");
            Ok(CvPart { version: found.count("version")?, part: found.json("content")? })
        };
        let mut parts: Vec<CvPart> = rows.iter().map(read).collect::<Result<_, Error>>()?;
        parts.sort_by_key(|kept| PartKey::ALL.iter().position(|key| *key == kept.part.key()));
        Ok(parts)
    }

    /// Replaces a part that is still at `version`; 0: that was never saved.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; [`Error::Conflict`] when there is no such person.
    pub async fn save_cv_part(
        &mut self,
        person_id: &PersonId,
        version: u64,
        part: &Part,
        now: Timestamp,
    ) -> Result<CvSaved, Error> {
        let content = serde_json::to_string(part).expect("BUG: a part is JSON");
        let statement = if version == 0 {
            query(
                "INSERT INTO cv_part (person_id, part, content, changed_at, version) VALUES ($1, $2, $3, $4, 1)
                 ON CONFLICT DO NOTHING",
            )
        } else {
            query(
                "UPDATE cv_part SET content = $3, changed_at = $4, version = version + 1
                 WHERE person_id = $1 AND part = $2 AND version = $5",
            )
        };
        let statement =
            statement.bind(person_id.as_str()).bind(part.key().as_str()).bind(content).bind(now.as_ms());
        let statement = if version == 0 { statement } else { statement.bind(crate::row::as_bigint(version)) };
        let n_rows = self.execute(statement).await?;
        Ok(if n_rows == 0 { CvSaved::Stale } else { CvSaved::Saved })
    }

    /// The photo, in base 64.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn find_cv_photo(&mut self, person_id: &PersonId) -> Result<Option<String>, Error> {
        let statement = query("SELECT jpeg FROM cv_photo WHERE person_id = $1").bind(person_id.as_str());
        let row = self.fetch_optional(statement).await?;
        row.map(|row| Found::new(&row, "cv_photo", "of a person").text("jpeg")).transpose()
    }

    /// Since when there is a photo.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn find_cv_photo_at(&mut self, person_id: &PersonId) -> Result<Option<Timestamp>, Error> {
        let statement =
            query("SELECT changed_at FROM cv_photo WHERE person_id = $1").bind(person_id.as_str());
        let row = self.fetch_optional(statement).await?;
        row.map(|row| Found::new(&row, "cv_photo", "of a person").instant("changed_at")).transpose()
    }

    /// The photo in place of the one that was there.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; [`Error::Conflict`] when there is no such person.
    pub async fn set_cv_photo(
        &mut self,
        person_id: &PersonId,
        jpeg: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO cv_photo (person_id, jpeg, changed_at) VALUES ($1, $2, $3)
             ON CONFLICT (person_id) DO UPDATE SET jpeg = $2, changed_at = $3",
        );
        self.execute(statement.bind(person_id.as_str()).bind(jpeg).bind(now.as_ms())).await.map(|_| ())
    }

    /// No photo any more; nothing happens when there was none.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_cv_photo(&mut self, person_id: &PersonId) -> Result<(), Error> {
        let statement = query("DELETE FROM cv_photo WHERE person_id = $1").bind(person_id.as_str());
        self.execute(statement).await.map(|_| ())
    }
}
