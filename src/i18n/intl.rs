//! Plurals, dates and numbers, by the browser.

use super::texts::current_code;
use domain::time::{Date, Timestamp};
use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// Writes to the browser's console, for developers.
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    pub fn log_error(text: &str);
}

/// "8 décembre 2026".
pub fn date(at: Timestamp) -> String {
    format(at, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// "mardi 8 décembre".
pub fn weekday_date(at: Timestamp) -> String {
    format(at, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// "10:30".
pub fn time(at: Timestamp) -> String {
    format(at, &[("hour", "numeric"), ("minute", "2-digit")])
}

/// "7 mars 1984", for a day without an hour.
pub fn date_of_day(day: Date) -> String {
    date(noon(day))
}

/// "mardi 8 décembre", for a day without an hour.
pub fn weekday_of_day(day: Date) -> String {
    with_first(weekday_date(noon(day)))
}

/// "décembre 2026".
pub fn month_of_day(day: Date) -> String {
    format(noon(day), &[("month", "long"), ("year", "numeric")])
}

/// "mar.", as short as a column of a calendar.
pub fn weekday_short(day: Date) -> String {
    format(noon(day), &[("weekday", "short")])
}

/// "jeudi 26 novembre" and "14:00", as the calendar and the clock of an IANA zone ("Indian/Reunion") show them.
pub fn moment_in(at: Timestamp, zone: &str) -> (String, String) {
    let zone = ("timeZone", zone);
    let day = format(at, &[("weekday", "long"), ("day", "numeric"), ("month", "long"), zone]);
    (with_first(day), format(at, &[("hour", "numeric"), ("minute", "2-digit"), zone]))
}

/// In French the first of a month is "1er", which no browser writes.
fn with_first(day: String) -> String {
    if current_code() == "fr" { day.replacen(" 1 ", " 1er ", 1) } else { day }
}

fn noon(day: Date) -> Timestamp {
    let noon = js_sys::Date::new_with_year_month_day_hr(
        u32::from(day.year()),
        i32::from(day.month()) - 1,
        i32::from(day.day()),
        12,
    );
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    let at = noon.get_time() as i64;
    Timestamp(at)
}

/// A number as it is written in the language on screen.
pub fn number(n: u32) -> String {
    // Nothing to group, and the digits of every language that reads from the left: making the
    // browser's formatter holds an old phone for frames.
    if n < 1_000 && !super::is_right_to_left(&current_code()) {
        return n.to_string();
    }
    let format = Intl::NumberFormat::new(&locales(), &Object::new()).format();
    text_of(format.call1(&JsValue::UNDEFINED, &JsValue::from(n)))
}

/// A number with at most one digit after the sign that the language puts there: "1,2".
pub fn number_to_tenths(n: f64) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &JsValue::from("maximumFractionDigits"), &JsValue::from(1));
    let format = Intl::NumberFormat::new(&locales(), &options).format();
    text_of(format.call1(&JsValue::UNDEFINED, &JsValue::from(n)))
}

/// The plural form of `n`: "one", "few", "many", "other" …
pub(super) fn plural_form(n: u32) -> String {
    let rules = Intl::PluralRules::new(&locales(), &Object::new());
    String::from(rules.select(f64::from(n)))
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay below 2^53")]
fn format(at: Timestamp, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&options, &JsValue::from(*name), &JsValue::from(*value));
    }
    let format = Intl::DateTimeFormat::new(&locales(), &options).format();
    text_of(format.call1(&JsValue::UNDEFINED, &JsValue::from(at.as_ms() as f64)))
}

fn locales() -> Array {
    let code = current_code();
    // Read in France, where a month does not come before its day.
    let tag = if code == "en" { "en-GB" } else { &code };
    Array::of1(&JsValue::from(tag))
}

fn text_of(value: Result<JsValue, JsValue>) -> String {
    value
        .ok()
        .and_then(|value| value.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}
