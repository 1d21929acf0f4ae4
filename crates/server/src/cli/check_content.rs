//! `check-content`: every problem of a content folder, or one line of counts.

use super::Failure;
use super::deployment::load_content;
use std::path::Path;

/// # Errors
/// When the content has a problem; all of them are told.
pub fn run(dir: &Path) -> Result<(), Failure> {
    let content = load_content(dir)?;
    let languages: Vec<&str> = content.pack.languages.iter().map(content::Lang::as_str).collect();
    let questions = content.questionnaires.values().next();
    let n_subjects = questions.map_or(0, |questions| questions.subjects.len());
    let n_questions: usize = questions
        .map_or(0, |questions| questions.subjects.iter().map(|subject| subject.questions.len()).sum());
    let pathway = content.pathways.values().next();
    println!(
        "{}: {n_subjects} subjects, {n_questions} questions, {} action sheets, {} phases, in {}. No problem found.",
        dir.display(),
        pathway.map_or(0, |pathway| pathway.sheets.len()),
        pathway.map_or(0, |pathway| pathway.phases.len()),
        languages.join(" and "),
    );
    Ok(())
}
