//! Who is signed in. How long a session may rest is the server's rule; this remembers.

use crate::row::{Found, Row, words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId};
use domain::time::Timestamp;

/// Whose session it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    Person(PersonId),
    Staff(StaffId),
}

/// What someone signed in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Phone,
    Kiosk,
    Desk,
}

words! { Setting { Phone = "phone", Kiosk = "kiosk", Desk = "desk" } }

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Staff,
}

words! { Kind { Person = "person", Staff = "staff" } }

/// A session that has not been ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token in the cookie; at least 128 bits, as text.
    pub token_hash: String,
    pub owner: Owner,
    pub setting: Setting,
    pub created_at: Timestamp,
    /// The last request that was noted with [`Tx::touch_session`].
    pub last_seen_at: Timestamp,
    /// The absolute end.
    pub expires_at: Timestamp,
}

impl Owner {
    fn as_columns(&self) -> (Kind, &str) {
        match self {
            Self::Person(id) => (Kind::Person, id.as_str()),
            Self::Staff(id) => (Kind::Staff, id.as_str()),
        }
    }
}

impl Tx {
    /// # Errors
    /// [`Error::Conflict`] when the token hash is in use.
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), Error> {
        let (kind, owner_id) = session.owner.as_columns();
        let statement = query(
            "INSERT INTO session (token_hash, kind, owner_id, setting, created_at, last_seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&session.token_hash)
        .bind(kind.as_word())
        .bind(owner_id)
        .bind(session.setting.as_word())
        .bind(session.created_at.as_ms())
        .bind(session.last_seen_at.as_ms())
        .bind(session.expires_at.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// The session of a token, unless it was ended. Whether it has expired or rested too long is for the caller.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_session(&mut self, token_hash: &str) -> Result<Option<Session>, Error> {
        let statement = query(
            "SELECT token_hash, kind, owner_id, setting, created_at, last_seen_at, expires_at
             FROM session WHERE token_hash = $1 AND ended_at IS NULL",
        );
        let row = self.fetch_optional(statement.bind(token_hash)).await?;
        row.as_ref().map(read_session).transpose()
    }

    /// Notes a request. Each call is a write: enough is once a minute.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn touch_session(&mut self, token_hash: &str, now: Timestamp) -> Result<(), Error> {
        let statement =
            query("UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2");
        self.execute(statement.bind(token_hash).bind(now.as_ms())).await.map(|_| ())
    }

    /// Locks a session for the rest of the transaction: of two that begin something in it the second waits, and nothing begins
    /// while it ends. `false` when it was ended.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(crate) async fn hold_session(&mut self, token_hash: &str) -> Result<bool, Error> {
        let lock = query("UPDATE session SET ended_at = NULL WHERE token_hash = $1 AND ended_at IS NULL");
        Ok(self.execute(lock.bind(token_hash.to_owned())).await? > 0)
    }

    /// Ends a session, and what hangs on it: a look at someone's pages, a sitting. `false` when there was none to end.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_session(&mut self, token_hash: &str, now: Timestamp) -> Result<bool, Error> {
        let statement = query("UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL");
        let is_ended = self.execute(statement.bind(token_hash).bind(now.as_ms())).await? > 0;
        if is_ended {
            self.end_previews_of(token_hash, now).await?;
            self.end_sittings_of(token_hash, now).await?;
        }
        Ok(is_ended)
    }

    /// Gives a session a code with which it goes on elsewhere, in place of the one before; `false` when it was ended.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the code is in use.
    pub async fn save_handover(
        &mut self,
        token_hash: &str,
        code_hash: &str,
        until: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE session SET handover_hash = $2, handover_until = $3 WHERE token_hash = $1 AND ended_at IS NULL",
        );
        let statement = statement.bind(token_hash).bind(code_hash.to_owned()).bind(until.as_ms());
        Ok(self.execute(statement).await? > 0)
    }

    /// The session that goes on elsewhere with a code that still works, unless it was ended. Whether it has expired or rested
    /// too long is for the caller.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_handover(&mut self, code_hash: &str, now: Timestamp) -> Result<Option<Session>, Error> {
        let statement = query(
            "SELECT token_hash, kind, owner_id, setting, created_at, last_seen_at, expires_at
             FROM session WHERE handover_hash = $1 AND handover_until > $2 AND ended_at IS NULL",
        );
        let row = self.fetch_optional(statement.bind(code_hash.to_owned()).bind(now.as_ms())).await?;
        row.as_ref().map(read_session).transpose()
    }

    /// Uses a code up and ends its session, in one statement: of many who give it in, one hears `true`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_handover(&mut self, code_hash: &str, now: Timestamp) -> Result<bool, Error> {
        let statement = query(
            "UPDATE session SET ended_at = $2, handover_hash = NULL, handover_until = NULL
             WHERE handover_hash = $1 AND handover_until > $2 AND ended_at IS NULL",
        );
        Ok(self.execute(statement.bind(code_hash.to_owned()).bind(now.as_ms())).await? > 0)
    }

    /// Ends every session of someone, as when their card or password is replaced; returns how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_sessions_of(&mut self, owner: &Owner, now: Timestamp) -> Result<u64, Error> {
        let (kind, owner_id) = owner.as_columns();
        let statement =
            query("UPDATE session SET ended_at = $3 WHERE owner_id = $1 AND kind = $2 AND ended_at IS NULL");
        self.execute(statement.bind(owner_id).bind(kind.as_word()).bind(now.as_ms())).await
    }

    /// Ends the session of `old_token_hash`, if any, and begins `session`: a token from before signing in is worth
    /// nothing after it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the new token hash is in use.
    pub async fn rotate_session(&mut self, old_token_hash: &str, session: &Session) -> Result<(), Error> {
        self.end_session(old_token_hash, session.created_at).await?;
        self.insert_session(session).await
    }
}

fn read_session(row: &Row) -> Result<Session, Error> {
    let found = Found::new(row, "session", "owner_id");
    Ok(Session {
        token_hash: found.text("token_hash")?,
        owner: match found.parsed("kind")? {
            Kind::Person => Owner::Person(found.parsed("owner_id")?),
            Kind::Staff => Owner::Staff(found.parsed("owner_id")?),
        },
        setting: found.parsed("setting")?,
        created_at: found.instant("created_at")?,
        last_seen_at: found.instant("last_seen_at")?,
        expires_at: found.instant("expires_at")?,
    })
}
