//! `paper-form`: the questions as a form to fill in with a pen.

use super::deployment::load_content;
use super::{EXIT_REFUSED, Failure};
use crate::config::Config;
use content::{Content, Lang};
use paper::{HandIn, Labels};
use std::path::Path;

/// # Errors
/// When the content has a problem or not this language, or the file cannot be written.
pub fn run(config: &Config, file: &Path, language: Option<&str>) -> Result<(), Failure> {
    let content = load_content(&config.content_dir)?;
    let language = choose_language(&content, language)?;
    let questions = &config.health.of(content.questionnaires[language].clone());
    let service = &content.pack.service;
    let place = [service.name.clone(), service.place.clone()];
    let hand_in = HandIn { place: &place, phone: Some(&service.phone) };
    let form = paper::paper_form(questions, &hand_in, Labels::shipped(language.as_str()));
    let pdf = paper::print(&form).map_err(|error| {
        Failure::new(EXIT_REFUSED, format!("No form can be made of this content: {error}. Check its title."))
    })?;
    std::fs::write(file, pdf).map_err(|error| Failure::of_file("The form", file, &error))?;
    println!("{}: the questions in {language}, to fill in with a pen.", file.display());
    Ok(())
}

fn choose_language<'a>(content: &'a Content, wanted: Option<&str>) -> Result<&'a Lang, Failure> {
    let pack = &content.pack;
    let Some(wanted) = wanted else { return Ok(&pack.default_language) };
    pack.languages.iter().find(|language| language.as_str() == wanted).ok_or_else(|| {
        let declared: Vec<&str> = pack.languages.iter().map(Lang::as_str).collect();
        let declared = declared.join(", ");
        Failure::new(EXIT_REFUSED, format!("The content has no language {wanted}: choose one of {declared}."))
    })
}
