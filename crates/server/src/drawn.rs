//! The page of a question, drawn here: it can be read and ticked before the app has arrived, which then takes over what was
//! touched (`assets/boot.js`). Only what the app would draw, alike: `tests/browser/drawn_question.test.mjs` holds them together.
//!
//! Drawn are questions with a list, for whoever is signed in on a device of their own. Not what others in the room should not
//! see: there the app comes first, with its way out.

use crate::preview::PersonReader;
use crate::questionnaire::read_draft;
use crate::state::AppState;
use crate::static_files::escape_html;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use contract::questionnaire::Draft;
use domain::questionnaire::{
    Choice, Kind, Page, Question, QuestionRef, Questionnaire, StepKey, Subject, route,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// Where questions are: `/stock/q/<subject>/<question>` (`src/routes.rs`).
const QUESTIONS: &str = "/stock/q/";

/// What the portal's page holds where a question is drawn into it.
const PLACE: &str = "<template>%QUESTION%</template>";

/// The portal's page around a drawn question, and the app's words by language.
#[derive(Debug)]
pub struct Frame {
    before: String,
    after: String,
    words: BTreeMap<String, Words>,
}

/// The app's own words in one language, by key.
#[derive(Debug)]
pub struct Words(BTreeMap<String, String>);

/// A question with its answers, as it is drawn.
#[derive(Template)]
#[template(path = "question.html")]
struct Drawing<'a> {
    language: &'a str,
    words: &'a Words,
    /// Of the page, in the browser's title.
    name: String,
    subject: &'a Subject,
    question: &'a Question,
    /// The subject, and which one it is of how many.
    place: String,
    hint: Option<&'a str>,
    last: Option<LastTime>,
    /// Of an `<input>`.
    kind: &'static str,
    answers: Vec<Line<'a>>,
    /// What stands below the "or".
    ways_out: Vec<Line<'a>>,
    is_answered: bool,
}

/// What was said last time, and whether it is what is said now; `None` where it cannot be said again.
struct LastTime {
    said: String,
    is_given: Option<bool>,
}

struct Line<'a> {
    id: &'a str,
    label: &'a str,
    is_chosen: bool,
    is_sensitive: bool,
}

impl Frame {
    /// The frame in `page`, with the words of the app in `folder`. `None` for a page that has no place for a question.
    ///
    /// # Errors
    /// When there is a place and the words cannot be read; the message holds their path.
    pub fn find(page: &str, folder: &Path) -> io::Result<Option<Self>> {
        let Some((before, after)) = page.split_once(PLACE) else { return Ok(None) };
        let mut words = BTreeMap::new();
        let i18n = folder.join("i18n");
        let at = |path: &Path| {
            let path = path.display().to_string();
            move |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"))
        };
        for entry in fs::read_dir(&i18n).map_err(at(&i18n))? {
            let path = entry?.path();
            // "fr.json"; "fr.later.json" holds the words of pages that are not drawn here.
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let Some(language) = name.strip_suffix(".json").filter(|name| !name.contains('.')) {
                let texts = fs::read(&path)
                    .and_then(|texts| Ok(serde_json::from_slice(&texts)?))
                    .map_err(at(&path))?;
                words.insert(language.to_owned(), Words(texts));
            }
        }
        Ok(Some(Self { before: before.to_owned(), after: after.to_owned(), words }))
    }

    /// The first language that a browser asks for and the app speaks; `boot.js` chooses likewise.
    fn language(&self, headers: &HeaderMap) -> Option<&str> {
        let wanted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        let tags = wanted.split(',').filter_map(|tag| tag.trim().split(['-', ';']).next());
        tags.filter_map(|tag| self.words.get_key_value(&tag.to_lowercase()))
            .map(|(tag, _)| tag.as_str())
            .next()
    }

    /// The page with a question in it, and its name.
    fn around(&self, drawing: &Drawing<'_>) -> Option<String> {
        let drawn = drawing.render().ok()?;
        let (head, rest) = self.before.split_once("<title>")?;
        let (_, rest) = rest.split_once("</title>")?;
        // `boot.js` compares it with the language that was chosen on the device.
        let head = head.replacen("<html", &format!("<html data-drawn={}", drawing.language), 1);
        let name = escape_html(&drawing.name);
        Some([&head, "<title>", &name, " – Main Tendue</title>", rest, &drawn, &self.after].concat())
    }
}

/// The page without a question.
pub fn without_question(page: &str) -> String {
    page.replace(PLACE, "")
}

impl Words {
    /// Empty for a word that is not there.
    fn say(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let fill = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{name}}}"), value);
        values.iter().fold(self.say(key).to_owned(), fill)
    }
}

/// The page of a question, if this request is for one that can be drawn. Whatever is in the way, the app says it better.
pub async fn draw(state: &AppState, parts: &mut Parts) -> Option<String> {
    let frame = state.site.frame()?;
    let at = question_at(parts)?;
    let language = frame.language(&parts.headers)?.to_owned();
    let caller = PersonReader::from_request_parts(parts, state).await.ok()?;
    let (shared, tag) = (state.clone(), language.clone());
    let found = state.store.read(move |tx| {
        Box::pin(async move {
            let draft = read_draft(tx, &shared.library, &caller, Some(&tag)).await?;
            let edition = shared.library.find(tx, &draft.questionnaire_version, Some(&tag)).await?;
            Ok::<_, store::Error>((draft, edition))
        })
    });
    let (draft, edition) = found.await.ok()?;
    let questions = &edition.as_ref()?.questionnaire;
    let drawing = drawing(questions, &draft, &at, frame.words.get_key_value(&language)?)?;
    frame.around(&drawing)
}

fn question_at(parts: &Parts) -> Option<QuestionRef> {
    if parts.method != Method::GET {
        return None;
    }
    let (subject, question) = parts.uri.path().strip_prefix(QUESTIONS)?.split_once('/')?;
    Some(QuestionRef { subject: subject.parse().ok()?, question: question.parse().ok()? })
}

/// `None` where the answers do not lead to the question, it is no list, is sensitive, or has no text in this language.
fn drawing<'a>(
    questions: &'a Questionnaire,
    draft: &Draft,
    at: &QuestionRef,
    (language, words): (&'a String, &'a Words),
) -> Option<Drawing<'a>> {
    let (step, page) = (StepKey::Answer(at.clone()), Page::Question(at.clone()));
    let (subject, question) = (questions.subject(&at.subject)?, questions.question(at)?);
    let given = draft.standing_answers();
    let route = route(questions, &given);
    if questions.language != *language || questions.is_sensitive(&page) || !route.contains(&page) {
        return None;
    }
    let kind = match question.kind {
        Kind::One => "radio",
        Kind::Several => "checkbox",
        Kind::Guided { .. } | Kind::Date | Kind::Text { .. } => return None,
    };
    let place = match route.subject_position(&page) {
        Some((n, of)) if of > 1 => words.say_with(
            "stock.question.place",
            &[("n", &n.to_string()), ("of", &of.to_string()), ("subject", &subject.title)],
        ),
        _ => subject.title.clone(),
    };
    let (n, of) = route.question_position(at)?;
    let answer = given.get(&step);
    let last = draft.last_time.iter().find(|last| last.step == step).map(|last| LastTime {
        said: words.say_with("stock.last.said", &[("answer", &last.words)]),
        is_given: last.answer.as_ref().map(|last| answer == Some(last)),
    });
    let chosen = answer.map_or(&[][..], |answer| answer.choices());
    let shown = question.options.iter().filter(|option| route.shows_option(at, &option.id));
    let (ways_out, answers): (Vec<&Choice>, Vec<&Choice>) = shown.partition(|option| option.is_way_out());
    let line = |option: &'a Choice| Line {
        id: option.id.as_str(),
        label: &option.label,
        is_chosen: chosen.contains(&option.id),
        is_sensitive: option.sensitive,
    };
    let several = (question.kind == Kind::Several).then(|| words.say("stock.question.several"));
    Some(Drawing {
        language,
        words,
        name: words.say_with(
            "page.question.of",
            &[("n", &n.to_string()), ("of", &of.to_string()), ("subject", &subject.title)],
        ),
        subject,
        question,
        place,
        hint: question.hint.as_deref().or(several),
        last,
        kind,
        answers: answers.into_iter().map(line).collect(),
        ways_out: ways_out.into_iter().map(line).collect(),
        is_answered: answer.is_some(),
    })
}
