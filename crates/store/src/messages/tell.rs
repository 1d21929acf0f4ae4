//! Writing that someone is to be told: one line for each, in the transaction of what it tells about.

use crate::row::Words;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::messages::MessageKind;
use domain::time::Timestamp;

impl Tx {
    /// Writes a message; the same one twice is a broken promise of this crate.
    pub(crate) async fn tell(
        &mut self,
        person_id: &PersonId,
        kind: MessageKind,
        reference: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("INSERT INTO outbox (person_id, kind, reference, created_at) VALUES ($1, $2, $3, $4)");
        let statement = statement.bind(person_id.as_str()).bind(kind.as_word());
        self.execute(statement.bind(reference).bind(now.as_ms())).await.map(|_| ())
    }
}
