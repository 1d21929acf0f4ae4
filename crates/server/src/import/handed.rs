//! A list that was handed in, as the store keeps it.

use super::read::read;
use super::words::ImportWords;
use crate::keys::random_id;
use crate::papers::day_of;
use content::Pack;
use contract::ErrorCode;
use contract::import::ImportRemark;
use domain::ids::{ImportId, PersonId, StaffId};
use domain::import::{Listed, Problem, ProblemKind, Roster};
use domain::time::Timestamp;
use store::{Import, NewImport, Person, StaffAccount, StaffRole, name_key};

/// What was read.
#[derive(Debug)]
pub struct Handed {
    pub import: NewImport,
    /// Whom it names, each with their line and the id that they would have.
    pub people: Vec<(u32, Person)>,
}

/// Tags of the languages that the content has.
fn languages(pack: &Pack) -> Vec<String> {
    pack.languages.iter().map(|language| language.as_str().to_owned()).collect()
}

/// Reads a list. `by` hands it in.
///
/// # Errors
/// Why it is no list of people.
pub fn look(
    bytes: &[u8],
    pack: &Pack,
    accounts: &[StaffAccount],
    by: StaffId,
    now: Timestamp,
) -> Result<Handed, ErrorCode> {
    let languages = languages(pack);
    let followers = accounts.iter().filter(|one| one.role == StaffRole::Referent && one.closed_at.is_none());
    let (referents, ids): (Vec<String>, Vec<StaffId>) =
        followers.map(|one| (one.login.clone(), one.id.clone())).unzip();
    let today = day_of(now).ok_or(ErrorCode::ServiceInternal)?;
    let roster = Roster { today, fold: name_key, languages: &languages, referents: &referents };
    let checked = read(bytes, &roster)?;
    let id_of = |login: &String| referents.iter().position(|one| one == login).map(|at| ids[at].clone());
    let person = |listed: Listed| Person {
        id: PersonId::new(random_id()).expect("BUG: a random id is an identifier"),
        referent_id: listed.referent.as_ref().and_then(id_of),
        first_name: listed.first_name,
        last_name: listed.last_name,
        birth_date: listed.birth_date,
        language: listed.language.unwrap_or_else(|| pack.default_language.as_str().to_owned()),
        created_at: now,
        last_seen_at: None,
    };
    let import = NewImport {
        id: ImportId::new(random_id()).expect("BUG: a random id is an identifier"),
        staff_id: by,
        n_lines: checked.n_lines,
        n_faulty: checked.n_faulty,
        n_twins: checked.n_twins,
        n_problems: checked.n_problems,
        problems: serde_json::to_string(&checked.problems).expect("BUG: problems are plain data"),
    };
    let people = checked.people.into_iter().map(|(line, listed)| (line, person(listed))).collect();
    Ok(Handed { import, people })
}

/// All that there is to say about the lines of a list: what has to be put right first, then what is told, each by line. `known`: its
/// lines that name someone who is there already.
///
/// # Errors
/// When what the store keeps is not what was written.
pub fn remarks(
    import: &Import,
    known: Vec<(u32, bool)>,
    words: &ImportWords,
    pack: &Pack,
) -> serde_json::Result<Vec<ImportRemark>> {
    let mut problems: Vec<Problem> = serde_json::from_str(&import.problems)?;
    problems.extend(known.into_iter().map(|(line, is_swapped)| {
        let kind = if is_swapped { ProblemKind::Swapped } else { ProblemKind::Known };
        Problem { line, column: None, kind, other_line: None }
    }));
    problems.sort_by_key(|problem| (!problem.kind.is_fault(), problem.line));
    let languages = languages(pack);
    Ok(problems.iter().map(|problem| words.remark(problem, &languages)).collect())
}
