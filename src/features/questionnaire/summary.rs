//! The answers as the review lists them: subject by subject, in the order of the content.

use crate::features::questionnaire::state::{Stock, step_of};
use crate::features::questionnaire::words::{answer_words, reader_words};
use crate::i18n::{t, t_with};
use crate::routes::Route;
use crate::ui::{Change, ReviewItem};
use contract::session::Contact;
use domain::questionnaire::{
    Page, Questionnaire, Sharing, StepKey, Subject, TalkRequest, sharing_of, talk_requests,
};
use yew::AttrValue;

/// One card of the review.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub id: String,
    pub title: AttrValue,
    /// One way back for the whole card, where its lines have none of their own.
    pub change: Option<Change>,
    pub items: Vec<ReviewItem>,
    /// A last, calm line.
    pub note: Option<AttrValue>,
}

/// A card for each subject whose questions were asked.
pub fn subject_sections(stock: &Stock, referent: Option<&Contact>) -> Vec<Section> {
    let open = stock.route.open_subjects.iter().filter_map(|id| stock.definition.subject(id));
    open.map(|subject| {
        let level = StepKey::Triage(subject.id.clone());
        let mut items = vec![item(stock, &level, t("stock.review.level"), &Page::Triage)];
        for page in &stock.route.pages {
            match (page, step_of(page)) {
                (Page::Question(at), Some(step)) if at.subject == subject.id => {
                    let question = stock.definition.question(at).map_or("", |question| &question.text);
                    items.push(item(stock, &step, AttrValue::from(question.to_owned()), page));
                }
                (Page::Sharing(of), Some(step)) if *of == subject.id => {
                    let question = AttrValue::from(stock.definition.sharing_question.clone());
                    let answer = match stock.answers.sharing(of) {
                        Some(sharing) => reader_words(sharing, referent),
                        None => t("stock.no-answer"),
                    };
                    let change = Some(change_or_answer(stock, &step, page, &question));
                    items.push(ReviewItem { id: step.to_string().into(), question, answer, change });
                }
                _ => {}
            }
        }
        Section {
            id: subject.id.to_string(),
            title: subject.title.clone().into(),
            change: None,
            items,
            note: None,
        }
    })
    .collect()
}

/// The subjects that opened no question: those that are fine, those that the person keeps silent about, and those not
/// discussed, which is not the same as fine (Q12).
pub fn others_section(stock: &Stock, referent: Option<&Contact>) -> Option<Section> {
    let closed: Vec<&Subject> = stock
        .definition
        .subjects
        .iter()
        .filter(|subject| !stock.route.open_subjects.contains(&subject.id))
        .collect();
    let not_discussed: Vec<&str> = closed
        .iter()
        .filter(|subject| stock.answers.level(&subject.id).is_none())
        .map(|subject| subject.title.as_str())
        .collect();
    let answered = |subject: &&Subject| {
        let level = stock.answers.level(&subject.id)?;
        let reader = reader_words(sharing_of(subject, &stock.answers), referent);
        let level = stock.definition.level_label(level);
        Some(ReviewItem {
            id: subject.id.to_string().into(),
            question: subject.title.clone().into(),
            answer: t_with("stock.review.closed", &[("level", level), ("reader", &reader)]),
            change: None,
        })
    };
    let title = if stock.route.open_subjects.is_empty() {
        t("stock.review.subjects")
    } else {
        t("stock.review.others")
    };
    (!closed.is_empty()).then(|| Section {
        id: "others".to_owned(),
        change: Some(change(&Page::Triage, &title)),
        title,
        items: closed.iter().filter_map(answered).collect(),
        note: (!not_discussed.is_empty())
            .then(|| t_with("stock.review.not-discussed", &[("subjects", &not_discussed.join("\u{a0}· "))])),
    })
}

/// The wish for a private talk.
pub fn private_section(stock: &Stock) -> Option<Section> {
    let question = AttrValue::from(stock.definition.private_talk.text.clone());
    stock.answers.get(&StepKey::PrivateTalk).map(|_| Section {
        id: "private-talk".to_owned(),
        title: t("stock.review.private"),
        change: None,
        items: vec![item(stock, &StepKey::PrivateTalk, question, &Page::PrivateTalk)],
        note: None,
    })
}

/// What the référent will be told about wishes to talk, a line each.
pub fn talk_lines(stock: &Stock, name: &str) -> Vec<AttrValue> {
    let line = |request: TalkRequest| match request {
        TalkRequest::Subject(id) => {
            let title = stock.definition.subject(&id).map_or("", |subject| &subject.title);
            t_with("stock.review.talk.subject", &[("name", name), ("subject", title)])
        }
        TalkRequest::Personal => t_with("stock.review.talk.personal", &[("name", name)]),
        TalkRequest::Private => t_with("stock.review.talk.private", &[("name", name)]),
    };
    talk_requests(&stock.definition, &stock.answers).into_iter().map(line).collect()
}

fn item(stock: &Stock, step: &StepKey, question: AttrValue, page: &Page) -> ReviewItem {
    let mut answer = answer_words(&stock.definition, step, stock.answers.get(step));
    if is_always_kept(&stock.definition, stock, step) {
        answer = t_with("stock.review.always-kept", &[("answer", &answer)]);
    }
    let change = Some(change_or_answer(stock, step, page, &question));
    ReviewItem { id: step.to_string().into(), question, answer, change }
}

/// Whether an answer, or a part of it, stays with the person although its subject is shared.
fn is_always_kept(definition: &Questionnaire, stock: &Stock, step: &StepKey) -> bool {
    let StepKey::Answer(at) = step else { return false };
    let (Some(subject), Some(question)) = (definition.subject(&at.subject), definition.question(at)) else {
        return false;
    };
    let chosen = stock.answers.get(step).map_or(&[][..], |answer| answer.choices());
    let is_sensitive =
        question.sensitive || question.options.iter().any(|o| o.sensitive && chosen.contains(&o.id));
    is_sensitive && sharing_of(subject, &stock.answers) != Sharing::Me
}

fn change_or_answer(stock: &Stock, step: &StepKey, page: &Page, of: &str) -> Change {
    let change = change(page, of);
    if stock.answers.get(step).is_some() {
        change
    } else {
        Change { label: t("stock.review.answer"), ..change }
    }
}

fn change(page: &Page, of: &str) -> Change {
    Change {
        href: Route::of_page(page).href(),
        label: t("stock.review.change"),
        describes: AttrValue::from(["\u{a0}: ", of].concat()),
    }
}
