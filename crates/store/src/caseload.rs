//! What of a person calls for attention, in their row: counted again by whatever changes what it follows from.

use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::time::Timestamp;

impl Tx {
    /// Counts again what waits with a person, and notes that something was heard from them.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(crate) async fn hear_from(&mut self, id: &PersonId, at: Timestamp) -> Result<(), Error> {
        self.recount(id, at.as_ms()).await
    }

    /// Counts again what waits with a person.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(crate) async fn recount_attention(&mut self, id: &PersonId) -> Result<(), Error> {
        self.recount(id, i64::MIN).await
    }

    async fn recount(&mut self, id: &PersonId, heard_at: i64) -> Result<(), Error> {
        // Two changes of one person at a time: the later one counts what the earlier one has written, not what it began with.
        if self.has_company() {
            let lock = query("SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE");
            self.fetch_optional(lock.bind(id.as_str())).await?;
        }
        let statement = query(
            "UPDATE person SET
                attention = CASE
                    WHEN EXISTS (SELECT 1 FROM meeting m WHERE m.person_id = person.id AND m.cannot_come_at IS NOT NULL
                                 AND m.called_off_at IS NULL) THEN -1
                    WHEN EXISTS (SELECT 1 FROM action a
                                 WHERE a.person_id = person.id AND a.status = 'stuck' AND a.is_withdrawn = 0) THEN 0
                    WHEN EXISTS (SELECT 1 FROM talk_request t WHERE t.person_id = person.id AND t.closed_at IS NULL)
                        THEN 1
                    WHEN EXISTS (SELECT 1 FROM dispute d WHERE d.person_id = person.id AND d.withdrawn_at IS NULL
                                 AND d.replied_at IS NULL) THEN 2
                    ELSE 3 END,
                heard_at = CASE WHEN heard_at < $2 THEN $2 ELSE heard_at END
             WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(heard_at)).await.map(|_| ())
    }
}
