//! The questionnaire as a spreadsheet in the XLSForm format, which field organisations write with KoboToolbox and ODK,
//! and back (Q13). The mapping is in `docs/content.md`, its reasons in decision 8.
//!
//! [`to_xlsform`] lays the files of a content folder out on sheets, and reads its own work back before it gives it.
//! [`from_xlsform`] makes the same trees of values that the files would give, each value with its cell for a place, and
//! has `content` check them: so every rule of the content is told as `survey!C12`, and no rule is written here twice.
//! A cell that nothing has read when its row is done is refused ([`table::Row::leftovers`]): nothing is dropped silently.
//!
//! Must never know: HTTP, SQL, people, answers.
//!
//! To carry a new key of the content: a column in `export/` and the line that reads it in `import/`. Until then
//! [`to_xlsform`] refuses content that has it.

mod columns;
mod export;
mod expression;
mod import;
mod languages;
mod refusal;
mod table;
mod workbook;

#[cfg(test)]
mod tests;

pub use export::to_xlsform;
pub use import::{Import, from_xlsform};
pub use refusal::Refusal;
pub use workbook::{MAX_FILE_BYTES, MAX_ROWS, MAX_UNPACKED_BYTES};
