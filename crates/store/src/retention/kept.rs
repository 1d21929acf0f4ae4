//! Every table that holds something of a person, and what of it the person is given.

use crate::row::{Found, Row};
use crate::statement::{Value, query};
use crate::{Error, Tx};
use domain::ids::PersonId;

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptTable {
    pub table: &'static str,
    /// Why the person is not given it; `None`: they are.
    pub untold: Option<&'static str>,
    count: &'static str,
    tell: &'static str,
}

/// What is told of one table: nothing opaque, no hash, and members of staff by their names.
#[derive(Clone, PartialEq, Eq)]
pub struct ToldTable {
    pub table: &'static str,
    /// Each with its columns by name, in the order of the table.
    pub rows: Vec<Vec<(String, Told)>>,
}

impl core::fmt::Debug for ToldTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ToldTable({}, {} rows)", self.table, self.rows.len())
    }
}

/// A value that is told.
#[derive(Clone, PartialEq, Eq)]
pub enum Told {
    Nothing,
    Number(i64),
    Text(String),
}

/// Without the value: it must not reach a log.
impl core::fmt::Debug for Told {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Told(hidden)")
    }
}

macro_rules! kept {
    ($($table:literal ($which:literal $(by $order:literal)?): $told:tt $what:literal;)+) => {
        &[$(kept!(@ $told $table $which ($($order)?) $what)),+]
    };
    (@ tells $table:literal $which:literal ($($order:literal)?) $columns:literal) => {
        KeptTable {
            table: $table,
            untold: None,
            count: concat!("SELECT COUNT(*) AS n FROM ", $table, " WHERE ", $which),
            tell: concat!("SELECT ", $columns, " FROM ", $table, " WHERE ", $which $(, " ORDER BY ", $order)?),
        }
    };
    (@ untold $table:literal $which:literal () $why:literal) => {
        KeptTable {
            table: $table,
            untold: Some($why),
            count: concat!("SELECT COUNT(*) AS n FROM ", $table, " WHERE ", $which),
            tell: "",
        }
    };
}

/// The tables. A table that refers to a person, or to one of these, and is not among them fails a test.
pub const KEPT_OF_A_PERSON: &[KeptTable] = kept! {
    "person" ("id = $1"): tells
        "first_name, last_name, birth_date, language, phone, email, told_by,
         (SELECT display_name FROM staff WHERE id = referent_id) AS referent, created_at, last_seen_at, 
         CASE WHEN expiry_noted_at > COALESCE(last_seen_at, created_at) THEN expiry_noted_at END AS expiry_noted_at";
    "referent_change" ("person_id = $1" by "n"): tells
        "(SELECT display_name FROM staff WHERE id = from_id) AS former,
         (SELECT display_name FROM staff WHERE id = to_id) AS referent,
         (SELECT display_name FROM staff WHERE id = done_by) AS staff, at";
    "access_card" ("person_id = $1" by "issued_at"): tells "issued_at, revoked_at";
    "person_identity" ("person_id = $1" by "linked_at"): tells "linked_at, ended_at";
    "session" ("kind = 'person' AND owner_id = $1" by "created_at"): tells
        "setting, created_at, last_seen_at, expires_at, ended_at";
    "one_time_code" ("person_id = $1"): untold "that a code was asked for, for an hour; the message is told";
    "idempotency" ("owner = 'person:' || $1 OR person_id = $1"): untold "repeats of answers that were given, for a day";
    "draft" ("person_id = $1"): tells "started_at, updated_at";
    "draft_answer" ("draft_id IN (SELECT id FROM draft WHERE person_id = $1)" by "saved_at"): tells
        "step, value, saved_at";
    "submission" ("person_id = $1" by "sent_at"): tells
        "language, answers, sent_at, read_at, (SELECT display_name FROM staff WHERE id = read_by) AS read_by";
    "talk_request" ("person_id = $1" by "created_at"): tells
        "kind, subject, created_at, read_at, (SELECT display_name FROM staff WHERE id = read_by) AS read_by,
         closed_at, outcome";
    "sharing_change" ("person_id = $1" by "changed_at"): tells
        "subject, sharing, (SELECT display_name FROM staff WHERE id = referent_id) AS referent, changed_at";
    "health_withdrawal" ("person_id = $1" by "withdrawn_at"): tells "withdrawn_at";
    "milestone" ("person_id = $1" by "reached_at"): tells "milestone, reached_at";
    "action" ("person_id = $1" by "created_at"): tells
        "sheet, title, status, reason, due_on, appointment_at, reminder, is_withdrawn, source,
         (SELECT display_name FROM staff WHERE id = brought_by) AS brought_by, created_at, updated_at";
    "action_event" ("action_id IN (SELECT id FROM action WHERE person_id = $1)" by "at, version"): tells
        "(SELECT sheet FROM action WHERE id = action_id) AS sheet,
         (SELECT title FROM action WHERE id = action_id) AS title,
         kind, actor, (SELECT display_name FROM staff WHERE id = staff_id) AS staff, at, status, reason, due_on,
         appointment_at, reminder";
    "put_aside" ("person_id = $1" by "put_aside_at"): tells "sheet, put_aside_at, taken_back_at";
    "dispute" ("person_id = $1" by "created_at"): tells
        "(SELECT sheet FROM action WHERE id = about) AS sheet, (SELECT title FROM action WHERE id = about) AS title,
         reason, created_at, withdrawn_at, reply, (SELECT display_name FROM staff WHERE id = replied_by) AS replied_by,
         replied_at";
    "meeting" ("person_id = $1" by "starts_at"): tells
        "(SELECT display_name FROM staff WHERE id = staff_id) AS staff, starts_at, ends_at, place AS meeting_place, place_words, about,
         fixed_at, changed_at, cannot_come_at, called_off_at, called_off_words";
    "rights_request" ("person_id = $1" by "created_at"): tells
        "kind AS asked, words, created_at, withdrawn_at, outcome, answer AS reply,
         (SELECT display_name FROM staff WHERE id = answered_by) AS replied_by, answered_at AS replied_at, erase_at";
    "follow_up" ("person_id = $1" by "since_at"): tells
        "kind, (SELECT display_name FROM staff WHERE id = staff_id) AS staff, since_at";
    "hours_agreement" ("person_id = $1" by "version"): tells
        "weekly_hours, reason, (SELECT display_name FROM staff WHERE id = agreed_with) AS staff, agreed_at";
    "hours_proposal" ("person_id = $1" by "held_on"): tells
        "workshop, held_on, n_minutes, proposed_at, answer, answered_at";
    "booking" ("person_id = $1" by "created_at"): tells
        "(SELECT workshop FROM slot WHERE id = slot_id) AS workshop, (SELECT label FROM slot WHERE id = slot_id) AS label,
         (SELECT venue FROM slot WHERE id = slot_id) AS venue,
         (SELECT starts_at FROM slot WHERE id = slot_id) AS starts_at, status, group_no, reason,
         (SELECT display_name FROM staff WHERE id = booked_by) AS staff, offered_at, offer_expires_at,
         created_at, changed_at";
    "invitation" ("person_id = $1" by "created_at"): tells
        "(SELECT theme FROM month WHERE id = month_id) AS title, status,
         (SELECT display_name FROM staff WHERE id = proposed_by) AS staff, created_at, changed_at";
    "ticket" ("person_id = $1" by "taken_at"): tells
        "(SELECT name FROM forum WHERE id = ticket.forum_id) AS title,
         (SELECT starts_at FROM forum_entry WHERE forum_id = ticket.forum_id AND number = entry) AS starts_at,
         code, status, arrived_at, arrived_door, taken_at, changed_at";
    "outbox" ("person_id = $1" by "created_at"): tells
        "kind, created_at, outcome, ended_at, (SELECT display_name FROM staff WHERE id = called_by) AS staff";
    "document" ("person_id = $1" by "created_at"): tells
        "name, extension, size_bytes, state, refusal, scan, shared_at, unreadable_at, took_over_at,
         (SELECT display_name FROM staff WHERE id = unreadable_by) AS staff, created_at, changed_at";
    "upload_chunk" ("document_id IN (SELECT id FROM document WHERE person_id = $1)"): untold
        "pieces of a file that is on its way";
    "company_document" ("document_id IN (SELECT id FROM document WHERE person_id = $1)" by "shared_at"): tells
        "(SELECT name FROM document WHERE id = document_id) AS name,
         (SELECT label FROM slot WHERE slot.company_id = company_document.company_id LIMIT 1) AS label, shared_at";
    "cv_part" ("person_id = $1" by "part"): tells "part, content, changed_at";
    "cv_photo" ("person_id = $1"): tells "changed_at";
    "access_log" ("person_id = $1" by "at"): tells
        "(SELECT display_name FROM staff WHERE id = staff_id) AS staff,
         (SELECT place FROM staff WHERE id = staff_id) AS place, operation, at";
    "import_line" ("EXISTS (SELECT 1 FROM person p WHERE p.id = $1 AND p.birth_date = import_line.birth_date
            AND ((p.last_name_key = import_line.last_name_key AND p.first_name_key = import_line.first_name_key)
                OR (p.last_name_key = import_line.first_name_key AND p.first_name_key = import_line.last_name_key)))"): untold
        "a list that a coordinator looks at before its people are added, for a day";
    "preview" ("person_id = $1" by "started_at"): tells
        "(SELECT display_name FROM staff WHERE id = staff_id) AS staff, started_at, COALESCE(ended_at, expires_at) AS ended_at";
    "sitting" ("person_id = $1" by "started_at"): tells
        "(SELECT display_name FROM staff WHERE id = staff_id) AS staff, started_at, COALESCE(ended_at, expires_at) AS ended_at,
         agreed_by, agreed_at";
};

impl Tx {
    /// How many rows each table holds of a person.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_kept(&mut self, id: &PersonId) -> Result<Vec<(&'static str, u64)>, Error> {
        let mut counted = Vec::new();
        for kept in KEPT_OF_A_PERSON {
            let row = self.fetch_one(query(kept.count).bind(id.as_str())).await?;
            counted.push((kept.table, Found::new(&row, kept.table, "n").count("n")?));
        }
        Ok(counted)
    }

    /// Everything that is kept of a person, for themselves: the tables that hold something.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_told(&mut self, id: &PersonId) -> Result<Vec<ToldTable>, Error> {
        let mut all = Vec::new();
        for kept in KEPT_OF_A_PERSON.iter().filter(|kept| kept.untold.is_none()) {
            let rows = self.fetch_all(query(kept.tell).bind(id.as_str())).await?;
            if !rows.is_empty() {
                let rows = rows.iter().map(|row| tell(row, kept.table)).collect::<Result<_, _>>()?;
                all.push(ToldTable { table: kept.table, rows });
            }
        }
        Ok(all)
    }
}

/// Columns are TEXT or BIGINT, and there is no third kind.
fn tell(row: &Row, table: &'static str) -> Result<Vec<(String, Told)>, Error> {
    let told = row.columns().map(|(name, value)| match value {
        Some(Value::Int(Some(number))) => Ok((name.to_owned(), Told::Number(*number))),
        Some(Value::Text(Some(text))) => Ok((name.to_owned(), Told::Text(text.clone()))),
        Some(Value::Int(None) | Value::Text(None)) => Ok((name.to_owned(), Told::Nothing)),
        None => Err(Error::Inconsistent { table, column: "*", row: name.to_owned() }),
    });
    told.collect()
}
