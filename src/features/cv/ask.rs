//! What is asked on the page of a part, and the way between what is typed and what is kept. Pure.

use crate::ui::FieldKind;
use domain::cv::{
    Contact, Cv, LINE_MAX_CHARS, MAX_LANGUAGES, MAX_SKILLS, MAX_STINTS, More, Part, PartKey, Skill, Spoken,
    SpokenLevel, Stint, TEXT_MAX_CHARS, Wish,
};
use domain::questionnaire::Entry;
use yew::AttrValue;

/// One thing that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Names the field, and its words: `cv.ask.<name>`.
    pub name: &'static str,
    pub kind: AskKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskKind {
    Line {
        kind: FieldKind,
        max_chars: usize,
        autocomplete: Option<&'static str>,
    },
    /// A trade: one's own words, or one of the list.
    Trade,
    Tick,
    Level,
}

const fn line(name: &'static str) -> Ask {
    Ask { name, kind: AskKind::Line { kind: FieldKind::Text, max_chars: LINE_MAX_CHARS, autocomplete: None } }
}

const fn text(name: &'static str) -> Ask {
    Ask { name, kind: AskKind::Line { kind: FieldKind::Text, max_chars: TEXT_MAX_CHARS, autocomplete: None } }
}

const fn known(name: &'static str, kind: FieldKind, autocomplete: &'static str) -> Ask {
    Ask { name, kind: AskKind::Line { kind, max_chars: LINE_MAX_CHARS, autocomplete: Some(autocomplete) } }
}

const fn year(name: &'static str) -> Ask {
    Ask { name, kind: AskKind::Line { kind: FieldKind::Digits, max_chars: 4, autocomplete: None } }
}

const fn tick(name: &'static str) -> Ask {
    Ask { name, kind: AskKind::Tick }
}

const fn trade(name: &'static str) -> Ask {
    Ask { name, kind: AskKind::Trade }
}

const CONTACT: [Ask; 4] = [
    known("name", FieldKind::Text, "name"),
    known("phone", FieldKind::Phone, "tel"),
    known("email", FieldKind::Email, "email"),
    known("town", FieldKind::Text, "address-level2"),
];
const WISH: [Ask; 2] = [trade("wish"), text("about")];
const JOB: [Ask; 8] = [
    trade("job"),
    line("place"),
    year("from"),
    year("to"),
    tick("goes-on"),
    line("task-1"),
    line("task-2"),
    line("task-3"),
];
const DOING: [Ask; 8] = [
    line("doing"),
    line("doing-place"),
    year("from"),
    year("to"),
    tick("goes-on"),
    line("task-1"),
    line("task-2"),
    line("task-3"),
];
const TRAINING: [Ask; 5] =
    [line("training"), line("training-place"), year("from"), year("to"), tick("goes-on")];
const SKILL: [Ask; 1] = [line("skill")];
const LANGUAGE: [Ask; 2] = [line("language"), Ask { name: "level", kind: AskKind::Level }];
const MORE: [Ask; 4] = [tick("licence"), tick("car"), line("other"), text("interests")];

/// What is asked, in order; of a list, for one of it.
pub fn asks(key: PartKey) -> &'static [Ask] {
    match key {
        PartKey::Contact => &CONTACT,
        PartKey::Wish => &WISH,
        PartKey::Jobs => &JOB,
        PartKey::Doings => &DOING,
        PartKey::Training => &TRAINING,
        PartKey::Skills => &SKILL,
        PartKey::Languages => &LANGUAGE,
        PartKey::More => &MORE,
    }
}

/// How many the list holds at most; `None` for a part that is no list.
pub fn most(key: PartKey) -> Option<usize> {
    match key {
        PartKey::Jobs | PartKey::Doings | PartKey::Training => Some(MAX_STINTS),
        PartKey::Skills => Some(MAX_SKILLS),
        PartKey::Languages => Some(MAX_LANGUAGES),
        PartKey::Contact | PartKey::Wish | PartKey::More => None,
    }
}

/// What the list holds, by its first words.
pub fn titles(part: &Part) -> Vec<String> {
    let key = part.key();
    let cv = Cv::of([part.clone()]);
    if most(key).is_none() { Vec::new() } else { cv.lines(key).into_iter().map(str::to_owned).collect() }
}

/// A tick as a value.
const TICKED: &str = "x";

pub fn ticked(is_ticked: bool) -> AttrValue {
    AttrValue::Static(if is_ticked { TICKED } else { "" })
}

/// The fields filled with what is kept: with the part, or with one of its list.
pub fn values(part: &Part, at: Option<usize>) -> Vec<AttrValue> {
    let texts = match part {
        Part::Contact(Contact { name, phone, email, town }) => {
            Some(vec![name.clone(), phone.clone(), email.clone(), town.clone()])
        }
        Part::Wish(wish) => Some(vec![wish.job.clone(), wish.about.clone()]),
        Part::More(More { licence, car, other, interests }) => {
            Some(vec![tick_text(*licence), tick_text(*car), other.clone(), interests.clone()])
        }
        Part::Jobs(stints) | Part::Doings(stints) | Part::Training(stints) => {
            at.and_then(|at| stints.get(at)).map(stint_texts)
        }
        Part::Skills(skills) => at.and_then(|at| skills.get(at)).map(|skill| vec![skill.text.clone()]),
        Part::Languages(all) => at.and_then(|at| all.get(at)).map(|spoken| {
            vec![spoken.language.clone(), spoken.level.map_or("", SpokenLevel::as_str).to_owned()]
        }),
    };
    let n_asked = asks(part.key()).len();
    let texts = texts.unwrap_or_default().into_iter().map(AttrValue::from);
    texts.chain(core::iter::repeat(AttrValue::Static(""))).take(n_asked).collect()
}

fn tick_text(is_ticked: bool) -> String {
    ticked(is_ticked).to_string()
}

fn stint_texts(stint: &Stint) -> Vec<String> {
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    let head = [
        stint.title.clone(),
        stint.place.clone(),
        year(stint.from),
        year(stint.to),
        tick_text(stint.goes_on),
    ];
    head.into_iter().chain(stint.tasks.iter().cloned()).collect()
}

/// The part with what is typed: in place of the one that is being changed, or at the end. Fields that are left empty add
/// nothing.
pub fn with_values(part: &Part, at: Option<usize>, values: &[AttrValue], trades: &[Entry]) -> Part {
    let text = |i: usize| values.get(i).map(ToString::to_string).unwrap_or_default();
    let is_ticked = |i: usize| values.get(i).is_some_and(|value| value == TICKED);
    let code = || code_of(trades, &text(0));
    let is_blank = values.iter().all(|value| value.trim().is_empty());
    match part.clone() {
        Part::Contact(_) => {
            Part::Contact(Contact { name: text(0), phone: text(1), email: text(2), town: text(3) })
        }
        Part::Wish(_) => Part::Wish(Wish { code: code(), job: text(0), about: text(1) }),
        Part::More(_) => {
            Part::More(More { licence: is_ticked(0), car: is_ticked(1), other: text(2), interests: text(3) })
        }
        Part::Jobs(stints) => Part::Jobs(put(stints, at, stint_of(values, code()), is_blank)),
        Part::Doings(stints) => Part::Doings(put(stints, at, stint_of(values, None), is_blank)),
        Part::Training(stints) => Part::Training(put(stints, at, stint_of(values, None), is_blank)),
        Part::Skills(skills) => Part::Skills(put(skills, at, Skill { text: text(0), code: None }, is_blank)),
        Part::Languages(all) => {
            let level = SpokenLevel::ALL.iter().copied().find(|level| level.as_str() == text(1));
            Part::Languages(put(all, at, Spoken { language: text(0), level }, is_blank))
        }
    }
}

fn put<T>(mut items: Vec<T>, at: Option<usize>, item: T, is_blank: bool) -> Vec<T> {
    match at.filter(|at| *at < items.len()) {
        Some(at) => items[at] = item,
        None if is_blank => {}
        None => items.push(item),
    }
    items
}

/// The list without one of it.
pub fn without(part: &Part, at: usize) -> Part {
    fn gone<T>(mut items: Vec<T>, at: usize) -> Vec<T> {
        if at < items.len() {
            items.remove(at);
        }
        items
    }
    match part.clone() {
        Part::Jobs(items) => Part::Jobs(gone(items, at)),
        Part::Doings(items) => Part::Doings(gone(items, at)),
        Part::Training(items) => Part::Training(gone(items, at)),
        Part::Skills(items) => Part::Skills(gone(items, at)),
        Part::Languages(items) => Part::Languages(gone(items, at)),
        whole @ (Part::Contact(_) | Part::Wish(_) | Part::More(_)) => whole,
    }
}

/// `onto` changed as `from` was to become `to`: without what went, with what came.
pub fn changed_alike(from: &Part, to: &Part, onto: &Part) -> Part {
    fn changed<T: Clone + PartialEq>(from: &[T], to: &[T], onto: &[T]) -> Vec<T> {
        let (mut come, mut onto) = (to.to_vec(), onto.to_vec());
        for item in from {
            let is_it = |other: &T| other == item;
            if let Some(at) = come.iter().position(is_it) {
                come.remove(at);
            } else if let Some(at) = onto.iter().position(is_it) {
                onto.remove(at);
            }
        }
        come.retain(|item| !onto.contains(item));
        onto.extend(come);
        onto
    }
    match (from, to, onto) {
        (Part::Jobs(from), Part::Jobs(to), Part::Jobs(onto)) => Part::Jobs(changed(from, to, onto)),
        (Part::Doings(from), Part::Doings(to), Part::Doings(onto)) => Part::Doings(changed(from, to, onto)),
        (Part::Skills(from), Part::Skills(to), Part::Skills(onto)) => Part::Skills(changed(from, to, onto)),
        (Part::Training(from), Part::Training(to), Part::Training(onto)) => {
            Part::Training(changed(from, to, onto))
        }
        (Part::Languages(from), Part::Languages(to), Part::Languages(onto)) => {
            Part::Languages(changed(from, to, onto))
        }
        _ => to.clone(),
    }
}

fn stint_of(values: &[AttrValue], code: Option<String>) -> Stint {
    let text = |i: usize| values.get(i).map(|value| value.trim().to_owned()).unwrap_or_default();
    // What is no year becomes one that no check lets pass.
    let year = |i: usize| Some(text(i)).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap_or(0));
    Stint {
        title: text(0),
        code,
        place: text(1),
        from: year(2),
        to: year(3),
        goes_on: values.get(4).is_some_and(|value| value == TICKED),
        tasks: values.iter().skip(5).map(ToString::to_string).collect(),
    }
}

/// The ROME code of a trade that is called as in the list.
fn code_of(trades: &[Entry], title: &str) -> Option<String> {
    let title = title.trim();
    trades.iter().find(|trade| trade.label == title).map(|trade| trade.code.clone())
}
