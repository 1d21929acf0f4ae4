//! The language on screen: texts by key, plurals, dates and numbers as the browser's `Intl` knows them.
//!
//! One flat JSON file per language, named by the served page (`data-i18n-fr="/i18n/fr.json"`), fetched before the
//! first render. [`t`] reads a text; a component that calls it also calls [`use_language`], which renders it again when
//! the language changes. A key without a text shows itself and says so in the console.

mod intl;
mod language;
mod texts;

pub use intl::{
    date, date_of_day, log_error, moment_in, month_of_day, number, number_to_tenths, time, weekday_date,
    weekday_of_day, weekday_short,
};
pub use language::{
    Language, LanguageProvider, is_right_to_left, load_later_texts, load_texts, name_of, use_language,
};
pub use texts::{Texts, current_code, fill, t, t_n, t_with};

#[cfg(test)]
mod tests;
