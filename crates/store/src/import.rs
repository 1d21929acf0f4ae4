//! Lists of people: kept for a day at most, looked at against who is there, and added in one statement.
//!
//! **Invariant:** of a list either everyone who is new is added, or nobody.

use crate::name_key::name_key;
use crate::people::read_person;
use crate::row::{Found, Row};
use crate::statement::{Statement, query};
use crate::{Error, Person, Tx};
use domain::ids::{ImportId, StaffId};
use domain::time::Timestamp;
use std::sync::LazyLock;

/// Lines in one statement, which are one way to the database and back. SQLite looks for each parameter among all of them, so that many more
/// would be slower again.
const ROWS: usize = 20;

/// A list that was read, and what there is to say about it. `problems` is the caller's JSON.
#[derive(Debug, Clone)]
pub struct NewImport {
    pub id: ImportId,
    pub staff_id: StaffId,
    pub n_lines: u32,
    pub n_faulty: u32,
    pub n_twins: u32,
    pub n_problems: u32,
    pub problems: String,
}

/// A list, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub created_at: Timestamp,
    pub n_lines: u32,
    pub n_faulty: u32,
    pub n_twins: u32,
    pub n_problems: u32,
    pub problems: String,
    /// Who would be added; of a finished one: who was.
    pub n_new: u32,
    /// Who is there already; of a finished one: was.
    pub n_known: u32,
    pub finished_at: Option<Timestamp>,
}

static INSERT_MANY: LazyLock<String> = LazyLock::new(|| insert_lines(ROWS));
static INSERT_ONE: LazyLock<String> = LazyLock::new(|| insert_lines(1));

fn insert_lines(n: usize) -> String {
    let row = |at: usize| {
        let parameters: Vec<String> = (2..11).map(|column| format!("${}", at * 9 + column)).collect();
        format!("($1, {}, 'new')", parameters.join(", "))
    };
    let rows: Vec<String> = (0..n).map(row).collect();
    format!(
        "INSERT INTO import_line (import_id, line, person_id, first_name, last_name, first_name_key, last_name_key,
                                  birth_date, language, referent_id, standing)
         VALUES {}",
        rows.join(", ")
    )
}

fn bind_line(statement: Statement, (line, person): &(u32, Person)) -> Statement {
    statement
        .bind(i64::from(*line))
        .bind(person.id.as_str())
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(name_key(&person.first_name))
        .bind(name_key(&person.last_name))
        .bind(person.birth_date.to_string())
        .bind(&person.language)
        .bind(person.referent_id.as_ref().map(StaffId::as_str))
}

/// Whoever is there already, by both names and the day of birth.
const MARK_KNOWN: &str = "
    UPDATE import_line SET standing = 'known' WHERE import_id = $1 AND standing = 'new' AND EXISTS (
        SELECT 1 FROM person p WHERE p.last_name_key = import_line.last_name_key
            AND p.first_name_key = import_line.first_name_key AND p.birth_date = import_line.birth_date)";

/// The same with the names exchanged.
const MARK_SWAPPED: &str = "
    UPDATE import_line SET standing = 'swapped' WHERE import_id = $1 AND standing = 'new' AND EXISTS (
        SELECT 1 FROM person p WHERE p.last_name_key = import_line.first_name_key
            AND p.first_name_key = import_line.last_name_key AND p.birth_date = import_line.birth_date)";

/// Whose caseworker's account was closed meanwhile has nobody for now. In the order of the ids, because indexes grow several times as fast at one
/// place as at random ones.
const ADD: &str = "
    INSERT INTO person (id, first_name, last_name, first_name_key, last_name_key, birth_date, language, referent_id,
                        referent_since, created_at, heard_at)
    SELECT l.person_id, l.first_name, l.last_name, l.first_name_key, l.last_name_key, l.birth_date, l.language, s.id,
           CAST($2 AS BIGINT), CAST($2 AS BIGINT), CAST($2 AS BIGINT)
    FROM import_line l LEFT JOIN staff s ON s.id = l.referent_id AND s.closed_at IS NULL AND s.role = 'referent'
    WHERE l.import_id = $1 AND l.standing = 'new' ORDER BY l.person_id";

/// A line in the record that each of them reads, under an id that nobody else has.
const NOTE: &str = "
    INSERT INTO access_log (id, person_id, staff_id, operation, at)
    SELECT l.person_id, l.person_id, $2, $3, CAST($4 AS BIGINT)
    FROM import_line l WHERE l.import_id = $1 AND l.standing = 'new' ORDER BY l.person_id";

impl Tx {
    /// Keeps a list with whom it names, each with the id that they would have, in place of what the same member of staff has
    /// handed in before and not finished.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a référent does not exist.
    pub async fn insert_import(
        &mut self,
        new: &NewImport,
        people: &[(u32, Person)],
        now: Timestamp,
    ) -> Result<(), Error> {
        let former = query("DELETE FROM people_import WHERE staff_id = $1 AND finished_at IS NULL");
        self.execute(former.bind(new.staff_id.as_str())).await?;
        let statement = query(
            "INSERT INTO people_import (id, staff_id, created_at, n_lines, n_faulty, n_twins, n_problems, problems)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        );
        let statement = statement.bind(new.id.as_str()).bind(new.staff_id.as_str()).bind(now.as_ms());
        let counts = [new.n_lines, new.n_faulty, new.n_twins, new.n_problems];
        let statement = counts.into_iter().fold(statement, |statement, n| statement.bind(i64::from(n)));
        self.execute(statement.bind(&new.problems)).await?;
        for some in people.chunks(ROWS) {
            if some.len() == ROWS {
                let statement = query(&INSERT_MANY).bind(new.id.as_str());
                self.execute(some.iter().fold(statement, bind_line)).await?;
            } else {
                for one in some {
                    self.execute(bind_line(query(&INSERT_ONE).bind(new.id.as_str()), one)).await?;
                }
            }
        }
        self.mark_known(&new.id).await
    }

    async fn mark_known(&mut self, id: &ImportId) -> Result<(), Error> {
        self.execute(query(MARK_KNOWN).bind(id.as_str())).await?;
        self.execute(query(MARK_SWAPPED).bind(id.as_str())).await.map(|_| ())
    }

    /// A list of this member of staff.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_import(&mut self, staff_id: &StaffId, id: &ImportId) -> Result<Option<Import>, Error> {
        let statement = query(
            "SELECT id, created_at, n_lines, n_faulty, n_twins, n_problems, problems, finished_at,
                 COALESCE(n_added, (SELECT COUNT(*) FROM import_line l WHERE l.import_id = i.id AND l.standing = 'new'))
                     AS n_new,
                 COALESCE(n_known, (SELECT COUNT(*) FROM import_line l WHERE l.import_id = i.id AND l.standing <> 'new'))
                     AS n_known
             FROM people_import i WHERE id = $1 AND staff_id = $2",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(staff_id.as_str())).await?;
        row.as_ref().map(read_import).transpose()
    }

    /// The first lines of a list that name someone who is there already, each with whether their names are exchanged. None of a
    /// finished one.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_known_lines(&mut self, id: &ImportId, limit: u32) -> Result<Vec<(u32, bool)>, Error> {
        let statement = query(
            "SELECT import_id, line, standing FROM import_line WHERE import_id = $1 AND standing <> 'new'
             ORDER BY line LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(id.as_str()).bind(i64::from(limit))).await?;
        let read = |row: &Row| {
            let found = Found::new(row, "import_line", "import_id");
            Ok((found.small("line")?, found.text("standing")? == "swapped"))
        };
        rows.iter().map(read).collect()
    }

    /// The first people of a list who would be added; their `created_at` is when it was handed in.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_new_people(&mut self, id: &ImportId, limit: u32) -> Result<Vec<Person>, Error> {
        let statement = query(
            "SELECT l.person_id AS id, l.first_name, l.last_name, l.birth_date, l.language, l.referent_id, i.created_at,
                    CAST(NULL AS BIGINT) AS last_seen_at
             FROM import_line l JOIN people_import i ON i.id = l.import_id
             WHERE l.import_id = $1 AND l.standing = 'new' ORDER BY l.line LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(id.as_str()).bind(i64::from(limit))).await?;
        rows.iter().map(read_person).collect()
    }

    /// Adds everyone of a list who is not there by now, with a line in their record under the name of `operation`, and forgets the
    /// list's lines. One that was finished stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; then nobody is added.
    pub async fn finish_import(
        &mut self,
        staff_id: &StaffId,
        id: &ImportId,
        operation: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        if self.has_company() {
            // Two lists with the same people in them are finished one after the other.
            self.execute(query("LOCK TABLE people_import IN SHARE ROW EXCLUSIVE MODE")).await?;
        }
        let open = self.find_import(staff_id, id).await?.filter(|import| import.finished_at.is_none());
        if open.is_none() {
            return Ok(());
        }
        self.mark_known(id).await?;
        let n_added = self.execute(query(ADD).bind(id.as_str()).bind(now.as_ms())).await?;
        let note = query(NOTE).bind(id.as_str()).bind(staff_id.as_str()).bind(operation).bind(now.as_ms());
        self.execute(note).await?;
        let n_lines =
            self.execute(query("DELETE FROM import_line WHERE import_id = $1").bind(id.as_str())).await?;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let statement =
            query("UPDATE people_import SET finished_at = $2, n_added = $3, n_known = $4 WHERE id = $1")
                .bind(id.as_str())
                .bind(now.as_ms())
                .bind(count(n_added))
                .bind(count(n_lines - n_added));
        self.execute(statement).await.map(|_| ())
    }

    /// Forgets a list, and whom it names if they were not added; `false` when this member of staff has no such list.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_import(&mut self, staff_id: &StaffId, id: &ImportId) -> Result<bool, Error> {
        let statement = query("DELETE FROM people_import WHERE id = $1 AND staff_id = $2");
        Ok(self.execute(statement.bind(id.as_str()).bind(staff_id.as_str())).await? == 1)
    }
}

fn read_import(row: &Row) -> Result<Import, Error> {
    let found = Found::new(row, "people_import", "id");
    Ok(Import {
        id: found.parsed("id")?,
        created_at: found.instant("created_at")?,
        n_lines: found.small("n_lines")?,
        n_faulty: found.small("n_faulty")?,
        n_twins: found.small("n_twins")?,
        n_problems: found.small("n_problems")?,
        problems: found.text("problems")?,
        n_new: found.small("n_new")?,
        n_known: found.small("n_known")?,
        finished_at: found.instant_or_none("finished_at")?,
    })
}
