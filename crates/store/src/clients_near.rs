//! People whose name is near what was typed.

use crate::clients::{Client, columns, read_client};
use crate::name_key::name_key;
use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::caseload::near;
use domain::ids::StaffId;

/// Keys of one statement.
const KEYS: usize = 8;

/// Somebody who may be meant.
struct Candidate {
    id: String,
    last_name_key: String,
    first_name_key: String,
}

impl Candidate {
    /// How near, unless the name begins as typed: those are listed already.
    fn n_errors(&self, typed: &str) -> Option<usize> {
        let name = [&*self.last_name_key, " ", &self.first_name_key].concat();
        let other = [&*self.first_name_key, " ", &self.last_name_key].concat();
        if name.starts_with(typed) || other.starts_with(typed) { None } else { near(typed, &name) }
    }
}

impl Tx {
    /// People whose name is near `q` ([`near`]), the nearest first, then by name; at most `limit`. Whoever
    /// [`Tx::list_clients`] finds with the same `q` is not among them. `referent`: only those they follow; `None`: everybody.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_near_clients(
        &mut self,
        referent: Option<&StaffId>,
        q: &str,
        limit: usize,
    ) -> Result<Vec<Client>, Error> {
        let typed = name_key(q);
        // The longest word tells most; among many people the others are looked at only with it.
        let Some(word) =
            typed.split(' ').max_by_key(|word| word.chars().count()).filter(|word| !word.is_empty())
        else {
            return Ok(vec![]);
        };
        let candidates = match referent {
            Some(referent) => self.candidates_of(referent).await?,
            None => self.candidates_among_all(word).await?,
        };
        let mut found: Vec<(usize, Candidate)> = candidates
            .into_iter()
            .filter_map(|candidate| Some((candidate.n_errors(&typed)?, candidate)))
            .collect();
        let order = |(n_errors, one): &(usize, Candidate)| {
            (*n_errors, one.last_name_key.clone(), one.first_name_key.clone(), one.id.clone())
        };
        found.sort_by_cached_key(order);
        found.dedup_by(|a, b| a.1.id == b.1.id);
        found.truncate(limit);
        let mut clients = Vec::with_capacity(found.len());
        for (_, candidate) in &found {
            let statement = query(concat!(columns!(), "WHERE p.id = $1")).bind(&candidate.id);
            if let Some(row) = self.fetch_optional(statement).await? {
                clients.push(read_client(&row)?);
            }
        }
        Ok(clients)
    }

    /// Everybody that a référent follows: some hundreds.
    async fn candidates_of(&mut self, referent: &StaffId) -> Result<Vec<Candidate>, Error> {
        let statement = query("SELECT id, last_name_key, first_name_key FROM person WHERE referent_id = $1");
        let rows = self.fetch_all(statement.bind(referent.as_str())).await?;
        rows.iter().map(read_candidate).collect()
    }

    /// Those of everybody with a name that has a word near `word`: there are far fewer different names than people.
    async fn candidates_among_all(&mut self, word: &str) -> Result<Vec<Candidate>, Error> {
        let last_names =
            self.near_keys("SELECT DISTINCT last_name_key AS name_key FROM person", word).await?;
        let first_names =
            self.near_keys("SELECT DISTINCT first_name_key AS name_key FROM person", word).await?;
        let mut candidates = Vec::new();
        for (keys, statement) in [
            (
                last_names,
                "SELECT id, last_name_key, first_name_key FROM person
              WHERE last_name_key IN ($1, $2, $3, $4, $5, $6, $7, $8)",
            ),
            (
                first_names,
                "SELECT id, last_name_key, first_name_key FROM person
              WHERE first_name_key IN ($1, $2, $3, $4, $5, $6, $7, $8)",
            ),
        ] {
            for some in keys.chunks(KEYS) {
                // A key twice finds nobody twice.
                let padded = some.iter().chain(core::iter::repeat(&some[0])).take(KEYS);
                let statement = padded.fold(query(statement), |statement, key| statement.bind(key));
                for row in &self.fetch_all(statement).await? {
                    candidates.push(read_candidate(row)?);
                }
            }
        }
        Ok(candidates)
    }

    /// The different names that have a word near `word`.
    async fn near_keys(&mut self, names: &'static str, word: &str) -> Result<Vec<String>, Error> {
        let mut keys = Vec::new();
        for row in &self.fetch_all(query(names)).await? {
            let key = Found::new(row, "person", "name_key").text("name_key")?;
            if near(word, &key).is_some() {
                keys.push(key);
            }
        }
        Ok(keys)
    }
}

fn read_candidate(row: &crate::row::Row) -> Result<Candidate, Error> {
    let found = Found::new(row, "person", "id");
    Ok(Candidate {
        id: found.text("id")?,
        last_name_key: found.text("last_name_key")?,
        first_name_key: found.text("first_name_key")?,
    })
}
