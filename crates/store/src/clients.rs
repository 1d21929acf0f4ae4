//! The people that a member of staff follows, as a list. Holds no answer.

use crate::name_key::name_key;
use crate::row::{Found, Row};
use crate::statement::{Statement, query};
use crate::{Error, Tx};
use domain::caseload::{Attention, Standing, Turn};
use domain::ids::{PersonId, StaffId};
use domain::pathway::Milestone;
use domain::time::Timestamp;

/// One line of the list. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// Who follows them, by name.
    pub referent: Option<String>,
    /// The latest thing that happened in the pathway.
    pub last_milestone: Option<(Milestone, Timestamp)>,
    /// Last sign-in.
    pub last_seen_at: Option<Timestamp>,
    /// When something was last heard from them; when they were added, if never.
    pub heard_at: Timestamp,
    /// Meetings to which they cannot come, neither moved nor called off.
    pub n_cannot_come: u64,
    /// Open wishes to talk.
    pub n_talk_requests: u64,
    /// Actions that the person calls stuck.
    pub n_stuck_actions: u64,
    /// What they want to discuss and has no reply yet.
    pub n_disputes: u64,
}

impl Client {
    /// What the list goes by.
    pub const fn standing(&self) -> Standing {
        Standing {
            n_cannot_come: self.n_cannot_come,
            n_stuck_actions: self.n_stuck_actions,
            n_talk_requests: self.n_talk_requests,
            n_disputes: self.n_disputes,
            heard_at: self.heard_at,
        }
    }

    /// Their place in [`Tx::list_by_attention`].
    pub fn turn(&self, silent_before: Timestamp) -> Turn {
        let attention = self.standing().attention(silent_before);
        Turn { attention, heard_at: self.heard_at, id: self.id.clone() }
    }
}

impl core::fmt::Debug for Client {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Client({})", self.id)
    }
}

impl Tx {
    /// People by last name, first name and id. `referent`: only those they follow; `None`: everybody. `q`: the
    /// beginning of a name ("dup", "marie dup", "dupont m"), accents and capitals aside; empty for all. `after`: the
    /// last person of the page before.
    ///
    /// An `after` that is not in the list gives an empty page.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_clients(
        &mut self,
        referent: Option<&StaffId>,
        q: &str,
        after: Option<&PersonId>,
        limit: u32,
    ) -> Result<Vec<Client>, Error> {
        let referent = referent.map(StaffId::as_str);
        let mut from = [String::new(), String::new(), String::new()];
        if let Some(after) = after {
            let statement = query(
                "SELECT id, last_name_key, first_name_key FROM person
                 WHERE id = $1 AND (referent_id = $2 OR $2 IS NULL)",
            );
            let row = self.fetch_optional(statement.bind(after.as_str()).bind(referent)).await?;
            let Some(row) = row else { return Ok(vec![]) };
            let found = Found::new(&row, "person", "id");
            from = [found.text("last_name_key")?, found.text("first_name_key")?, found.text("id")?];
        }
        // A key holds letters, digits and spaces, so nothing in it needs escaping in LIKE.
        let beginning = format!("{}%", name_key(q));
        let [last_name_key, first_name_key, id] = from;
        let statement = match referent {
            Some(referent) => query(LIST_OF_REFERENT)
                .bind(beginning)
                .bind(last_name_key)
                .bind(first_name_key)
                .bind(id)
                .bind(i64::from(limit))
                .bind(referent),
            None => query(LIST_OF_ALL)
                .bind(beginning)
                .bind(last_name_key)
                .bind(first_name_key)
                .bind(id)
                .bind(i64::from(limit)),
        };
        self.fetch_all(statement).await?.iter().map(read_client).collect()
    }

    /// People as they call for attention ([`Turn`]), at most `limit` after `after`. `referent`: only those they follow; `None`: everybody.
    ///
    /// An `after` whose person is not in the list gives an empty page.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_by_attention(
        &mut self,
        referent: Option<&StaffId>,
        silent_before: Timestamp,
        after: Option<&Turn>,
        limit: u32,
    ) -> Result<Vec<Client>, Error> {
        let mut from = match after {
            None => ListedFrom::beginning(Part::Waiting),
            Some(turn) => match self.find_place(referent, turn).await? {
                Some(place) => place,
                None => return Ok(vec![]),
            },
        };
        let mut clients = Vec::new();
        loop {
            let n_left = limit.saturating_sub(u32::try_from(clients.len()).unwrap_or(u32::MAX));
            let statement = from.statement(referent, silent_before, n_left);
            for row in &self.fetch_all(statement).await? {
                clients.push(read_client(row)?);
            }
            match from.part.next() {
                Some(next) if clients.len() < limit as usize => from = ListedFrom::beginning(next),
                _ => return Ok(clients),
            }
        }
    }

    async fn find_place(
        &mut self,
        referent: Option<&StaffId>,
        turn: &Turn,
    ) -> Result<Option<ListedFrom>, Error> {
        let statement = query(
            "SELECT id, last_name_key, first_name_key FROM person WHERE id = $1 AND (referent_id = $2 OR $2 IS NULL)",
        );
        let statement = statement.bind(turn.id.as_str()).bind(referent.map(StaffId::as_str));
        let Some(row) = self.fetch_optional(statement).await? else { return Ok(None) };
        let found = Found::new(&row, "person", "id");
        let (part, number) = match turn.attention {
            Some(Attention::CannotCome) => (Part::Waiting, -1),
            Some(Attention::Stuck) => (Part::Waiting, 0),
            Some(Attention::Talk) => (Part::Waiting, 1),
            Some(Attention::Discuss) => (Part::Waiting, 2),
            Some(Attention::Silent) => (Part::Silent, turn.heard_at.as_ms()),
            None => (Part::Rest, 0),
        };
        let keys = [found.text("last_name_key")?, found.text("first_name_key")?, found.text("id")?];
        Ok(Some(ListedFrom { part, number, keys }))
    }

    /// How many people `referent` follows; `None`: everybody.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_clients(&mut self, referent: Option<&StaffId>) -> Result<u64, Error> {
        let Some(referent) = referent else { return self.count_people().await };
        let statement = query("SELECT COUNT(*) AS n FROM person WHERE referent_id = $1");
        let row = self.fetch_one(statement.bind(referent.as_str())).await?;
        Found::new(&row, "person", "n").count("n")
    }
}

/// A part of the list by attention, in its own order.
#[derive(Clone, Copy)]
enum Part {
    /// What waits, by kind and name.
    Waiting,
    /// The longest silence first.
    Silent,
    /// By name.
    Rest,
}

impl Part {
    const fn next(self) -> Option<Self> {
        match self {
            Self::Waiting => Some(Self::Silent),
            Self::Silent => Some(Self::Rest),
            Self::Rest => None,
        }
    }
}

/// Where a page of the list begins: after these.
struct ListedFrom {
    part: Part,
    /// What waits, or the instant of a silence.
    number: i64,
    /// Last name, first name and id.
    keys: [String; 3],
}

impl ListedFrom {
    const fn beginning(part: Part) -> Self {
        Self { part, number: i64::MIN, keys: [String::new(), String::new(), String::new()] }
    }

    fn statement(&self, referent: Option<&StaffId>, silent_before: Timestamp, limit: u32) -> Statement {
        let [last_name_key, first_name_key, id] = &self.keys;
        let of = |all: &'static str, own: &'static str| query(if referent.is_some() { own } else { all });
        let statement = match self.part {
            Part::Waiting => of(attention!(@ waiting ""), attention!(@ waiting "p.referent_id = $6 AND "))
                .bind(i64::from(limit))
                .bind(self.number)
                .bind(last_name_key)
                .bind(first_name_key)
                .bind(id),
            Part::Silent => of(attention!(@ silent ""), attention!(@ silent "p.referent_id = $5 AND "))
                .bind(i64::from(limit))
                .bind(silent_before.as_ms())
                .bind(self.number)
                .bind(id),
            Part::Rest => of(attention!(@ rest ""), attention!(@ rest "p.referent_id = $6 AND "))
                .bind(i64::from(limit))
                .bind(silent_before.as_ms())
                .bind(last_name_key)
                .bind(first_name_key)
                .bind(id),
        };
        match referent {
            Some(referent) => statement.bind(referent.as_str()),
            None => statement,
        }
    }
}

/// One part of the list; `$1` limit.
macro_rules! attention {
    (@ waiting $whose:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $whose,
            "p.attention < 3 AND (p.attention, p.last_name_key, p.first_name_key, p.id) > ($2, $3, $4, $5)
             ORDER BY p.attention, p.last_name_key, p.first_name_key, p.id LIMIT $1"
        )
    };
    (@ silent $whose:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $whose,
            "p.attention = 3 AND p.heard_at <= $2 AND (p.heard_at, p.id) > ($3, $4) ORDER BY p.heard_at, p.id LIMIT $1"
        )
    };
    (@ rest $whose:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $whose,
            "p.attention = 3 AND p.heard_at > $2 AND (p.last_name_key, p.first_name_key, p.id) > ($3, $4, $5)
             ORDER BY p.last_name_key, p.first_name_key, p.id LIMIT $1"
        )
    };
}
use attention;

macro_rules! columns {
    () => {
        "SELECT p.id, p.first_name, p.last_name, p.last_seen_at, p.heard_at,
                (SELECT s.display_name FROM staff s WHERE s.id = p.referent_id) AS referent,
                (SELECT COUNT(*) FROM meeting m WHERE m.person_id = p.id AND m.cannot_come_at IS NOT NULL
                    AND m.called_off_at IS NULL) AS n_cannot_come,
                (SELECT COUNT(*) FROM talk_request t WHERE t.person_id = p.id AND t.closed_at IS NULL)
                    AS n_talk_requests,
                (SELECT COUNT(*) FROM action a WHERE a.person_id = p.id AND a.status = 'stuck' AND a.is_withdrawn = 0)
                    AS n_stuck_actions,
                (SELECT COUNT(*) FROM dispute d WHERE d.person_id = p.id AND d.withdrawn_at IS NULL
                    AND d.replied_at IS NULL) AS n_disputes,
                (SELECT m.milestone FROM milestone m WHERE m.person_id = p.id
                 ORDER BY m.reached_at DESC, m.milestone DESC LIMIT 1) AS last_milestone,
                (SELECT MAX(m.reached_at) FROM milestone m WHERE m.person_id = p.id) AS last_milestone_at
         FROM person p "
    };
}
pub(crate) use columns;

/// `$1` beginning, `$2 $3 $4` keys to start after, `$5` limit, and what `$whose` adds.
macro_rules! list {
    ($whose:literal) => {
        concat!(
            columns!(),
            "WHERE ",
            $whose,
            "(p.last_name_key, p.first_name_key, p.id) > ($2, $3, $4)
               AND (p.last_name_key || ' ' || p.first_name_key LIKE $1
                    OR p.first_name_key || ' ' || p.last_name_key LIKE $1)
             ORDER BY p.last_name_key, p.first_name_key, p.id
             LIMIT $5"
        )
    };
}

const LIST_OF_REFERENT: &str = list!("p.referent_id = $6 AND ");
const LIST_OF_ALL: &str = list!("");

pub(crate) fn read_client(row: &Row) -> Result<Client, Error> {
    let found = Found::new(row, "person", "id");
    Ok(Client {
        id: found.parsed("id")?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
        referent: found.text_or_none("referent")?,
        last_milestone: found
            .parsed_or_none("last_milestone")?
            .zip(found.instant_or_none("last_milestone_at")?),
        last_seen_at: found.instant_or_none("last_seen_at")?,
        heard_at: found.instant("heard_at")?,
        n_cannot_come: found.count("n_cannot_come")?,
        n_talk_requests: found.count("n_talk_requests")?,
        n_stuck_actions: found.count("n_stuck_actions")?,
        n_disputes: found.count("n_disputes")?,
    })
}
