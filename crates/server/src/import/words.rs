//! What there is to say about a line, in words: `words/import`. The desk, the file to keep and the command line say the same.

use contract::import::ImportRemark;
use domain::import::Problem;
use paper::fill;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportWords {
    /// By the word of the column.
    columns: BTreeMap<String, String>,
    /// By the word of the kind: `{line}`, `{languages}`.
    remarks: BTreeMap<String, String>,
    /// What the file with all of them is called.
    pub file: String,
    headings: Headings,
    is_fault: YesNo,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Headings {
    line: String,
    column: String,
    is_fault: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct YesNo {
    yes: String,
    no: String,
}

/// The words that ship, the first being what an unknown language gets.
const SHIPPED: [(&str, &str); 2] =
    [("fr", include_str!("../../words/import/fr.json")), ("en", include_str!("../../words/import/en.json"))];

static WORDS: LazyLock<Vec<(&str, ImportWords)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("BUG: the words that ship are complete");
    SHIPPED.into_iter().map(|(language, text)| (language, read(text))).collect()
});

impl ImportWords {
    /// The words for a BCP 47 tag: of its language, else French.
    pub fn shipped(language: &str) -> &'static Self {
        let primary = language.split('-').next().unwrap_or_default();
        let found = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
        found.map_or(&WORDS[0].1, |(_, words)| words)
    }

    /// `languages`: tags of those that there are.
    pub fn remark(&self, problem: &Problem, languages: &[String]) -> ImportRemark {
        let line = problem.other_line.map(|line| line.to_string()).unwrap_or_default();
        let values = [("line", line.as_str()), ("languages", &languages.join(", "))];
        let template = self.remarks.get(problem.kind.as_str()).expect("BUG: every kind has words");
        let column = problem.column.map(|column| self.columns.get(column.as_str()));
        ImportRemark {
            line: problem.line,
            kind: problem.kind,
            is_fault: problem.kind.is_fault(),
            column: column
                .map_or_else(String::new, |words| words.expect("BUG: every column has words").clone()),
            text: fill(template, &values),
        }
    }

    /// All of them as a file that programs for spreadsheets open: UTF-8 with its mark, as they want it. Every cell is ours, so none can
    /// be a formula.
    ///
    /// # Errors
    /// When it cannot be written, which memory never refuses.
    pub fn csv(&self, remarks: &[ImportRemark]) -> csv::Result<Vec<u8>> {
        let Headings { line, column, is_fault, text } = &self.headings;
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record([line, column, is_fault, text])?;
        for remark in remarks {
            let is_fault = if remark.is_fault { &self.is_fault.yes } else { &self.is_fault.no };
            writer.write_record([&remark.line.to_string(), &remark.column, is_fault, &remark.text])?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}
