//! The texts in memory and the way to read one.

use super::intl;
use core::cell::RefCell;
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use yew::AttrValue;

/// The texts of one language, as the browser has parsed them: most are never shown, so most are never copied.
#[derive(Debug)]
pub struct Texts {
    /// BCP 47 tag ("fr").
    code: String,
    by_key: JsValue,
    /// Those of the pages that arrive later, where they are a file of their own.
    later: JsValue,
}

impl Texts {
    /// Reads a language file: one flat JSON object of texts. None when the file is not that.
    pub fn read(code: &str, json: &str) -> Option<Self> {
        Some(Self { code: code.to_owned(), by_key: parse(json)?, later: JsValue::NULL })
    }

    /// The same with the words of later pages. None when that file is not one.
    pub fn with_later(self, json: &str) -> Option<Self> {
        Some(Self { later: parse(json)?, ..self })
    }

    /// Makes these the texts on screen.
    pub fn use_now(self) {
        TEXTS.set(self);
    }

    fn find(&self, key: &str) -> Option<String> {
        let key = JsValue::from_str(key);
        let find = |among: &JsValue| Reflect::get(among, &key).ok()?.as_string();
        find(&self.by_key).or_else(|| find(&self.later))
    }
}

fn parse(json: &str) -> Option<JsValue> {
    JSON::parse(json).ok().filter(JsValue::is_object)
}

thread_local! {
    static TEXTS: RefCell<Texts> =
        const { RefCell::new(Texts { code: String::new(), by_key: JsValue::NULL, later: JsValue::NULL }) };
}

/// Adds the words of later pages to the texts on screen. None when the file is not that, or another language is there.
pub fn add_later(code: &str, json: &str) -> Option<()> {
    let later = parse(json)?;
    TEXTS.with_borrow_mut(|texts| (texts.code == code).then(|| texts.later = later))
}

/// Whether the words of later pages are there.
pub fn has_later() -> bool {
    TEXTS.with_borrow(|texts| !texts.later.is_null())
}

/// The language on screen, as a BCP 47 tag ("fr").
pub fn current_code() -> String {
    TEXTS.with_borrow(|texts| texts.code.clone())
}

/// The text of `key`.
pub fn t(key: &str) -> AttrValue {
    let found = TEXTS.with_borrow(|texts| texts.find(key));
    AttrValue::from(found.unwrap_or_else(|| missing(key)))
}

/// The text of `key` with each `{name}` filled in.
pub fn t_with(key: &str, values: &[(&str, &str)]) -> AttrValue {
    AttrValue::from(fill(&t(key), values))
}

/// The text of `key` in the plural form for `n` (`key.one`, `key.other` …), `{n}` filled in with the number.
pub fn t_n(key: &str, n: u32) -> AttrValue {
    let form = intl::plural_form(n);
    let has_form = |form: &str| TEXTS.with_borrow(|texts| texts.find(&[key, ".", form].concat()).is_some());
    // French has a form for millions that no text here needs.
    let form = if has_form(&form) { form.as_str() } else { "other" };
    t_with(&[key, ".", form].concat(), &[("n", &intl::number(n))])
}

/// Puts values in the places of a text that are named in braces. A place without a value stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}');
        match place.and_then(|(name, after)| Some((values.iter().find(|(n, _)| *n == name)?.1, after))) {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn missing(key: &str) -> String {
    intl::log_error(&["no text for ", key].concat());
    key.to_owned()
}
