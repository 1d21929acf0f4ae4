//! The first load and its limits (ARCHITECTURE.md, "Budgets"): what a phone downloads before the first question.
//!
//! The first load is the page, every file of ours that it names by an absolute address, and one language. Answers of the
//! server are not files and not counted here. Sizes are those of the `.br` sibling; 1 kB is 1,000 bytes.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    fmt, fs,
    path::{Path, PathBuf},
};

use crate::{dist::extension, failure::Failure};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Wasm,
    Script,
    Style,
    Page,
    Language,
    Other,
}

const KINDS: [Kind; 6] = [Kind::Wasm, Kind::Script, Kind::Style, Kind::Page, Kind::Language, Kind::Other];
/// What the first load may weigh at most (docs/decisions/0052-what-the-first-question-does-not-need.md).
const TOTAL_LIMIT_BYTES: u64 = 150_000;

impl Kind {
    /// `None`: bounded by the total only.
    fn limit_bytes(self) -> Option<u64> {
        match self {
            Self::Wasm => Some(120_000),
            Self::Script => Some(6_000),
            Self::Style => Some(10_000),
            Self::Page => Some(6_000),
            Self::Language => Some(8_000),
            Self::Other => None,
        }
    }

    fn of(file: &Path) -> Self {
        match extension(file).as_str() {
            "wasm" => Self::Wasm,
            "js" | "mjs" => Self::Script,
            "css" => Self::Style,
            "html" => Self::Page,
            "json" if file.parent().is_some_and(|parent| parent.ends_with("i18n")) => Self::Language,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Wasm => "wasm",
            Self::Script => "scripts",
            Self::Style => "styles",
            Self::Page => "page",
            Self::Language => "one language",
            Self::Other => "icons and the rest",
        })
    }
}

/// The files of one page's first load, with what each weighs on the wire.
#[derive(Debug)]
pub struct FirstLoad {
    files: Vec<(Kind, u64)>,
}

impl FirstLoad {
    /// # Errors
    /// The page is not there or a file cannot be read.
    pub fn measure(root: &Path, page: &str) -> Result<Self, Failure> {
        let page = root.join(page);
        let html = fs::read_to_string(&page).map_err(Failure::at(&page))?;
        let mut files = vec![(Kind::Page, wire_bytes(&page)?)];
        let mut largest_language = 0;
        for file in named_files(&html, root) {
            match (Kind::of(&file), wire_bytes(&file)?) {
                (Kind::Language, bytes) => largest_language = largest_language.max(bytes),
                named => files.push(named),
            }
        }
        if largest_language > 0 {
            files.push((Kind::Language, largest_language));
        }
        Ok(Self { files })
    }

    fn bytes(&self, kind: Kind) -> u64 {
        self.files.iter().filter(|(of, _)| *of == kind).map(|(_, bytes)| bytes).sum()
    }

    fn total_bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// One sentence for each limit that is exceeded.
    pub fn excesses(&self) -> Vec<String> {
        let limits = KINDS.iter().map(|kind| (kind.to_string(), self.bytes(*kind), kind.limit_bytes()));
        limits
            .chain([("total".to_owned(), self.total_bytes(), Some(TOTAL_LIMIT_BYTES))])
            .filter_map(|(what, bytes, limit)| {
                limit.filter(|limit| bytes > *limit).map(|limit| {
                    format!("{what}: {}, over its limit of {}", kilobytes(bytes), kilobytes(limit))
                })
            })
            .collect()
    }

    /// The parts without which this is not the first load of an app at all.
    pub fn missing(&self) -> Vec<Kind> {
        let needed = [Kind::Wasm, Kind::Script, Kind::Style, Kind::Language];
        needed.into_iter().filter(|kind| self.bytes(*kind) == 0).collect()
    }

    fn print(&self, title: &str, with_limits: bool) {
        println!("{title} ({} files, brotli 11)", self.files.len());
        for kind in KINDS.into_iter().filter(|kind| self.bytes(*kind) > 0) {
            print_row(&kind.to_string(), self.bytes(kind), kind.limit_bytes().filter(|_| with_limits));
        }
        print_row("total", self.total_bytes(), with_limits.then_some(TOTAL_LIMIT_BYTES));
    }
}

/// Prints both first loads; holds the portal's to its limits.
pub fn check(dist: &Path) -> Result<(), Failure> {
    let portal = FirstLoad::measure(dist, "index.html")?;
    portal.print("First load of the portal", true);
    FirstLoad::measure(dist, "staff/index.html")?.print("First load of the desk", false);

    if let [first, ..] = portal.missing()[..] {
        return Err(Failure::new(format!(
            "index.html names no file of this kind: {first}. It measures nothing."
        )));
    }
    match portal.excesses() {
        none if none.is_empty() => Ok(()),
        some => Err(Failure::new(format!("The first load is too heavy.\n  {}", some.join("\n  ")))),
    }
}

/// Every address in `html` that is a file below `root`, once; `?v=…` is not part of a file's name. Words of later pages are
/// named and not asked for.
fn named_files(html: &str, root: &Path) -> BTreeSet<PathBuf> {
    // A minified page has quotes only where it needs them.
    html.split(|letter: char| letter.is_whitespace() || "\"'=<>".contains(letter))
        .filter_map(|word| word.split(['?', '#']).next()?.strip_prefix('/'))
        .filter(|address| !address.is_empty())
        .map(|address| root.join(address))
        .filter(|file| file.is_file() && !file.to_string_lossy().ends_with(".later.json"))
        .collect()
}

fn wire_bytes(file: &Path) -> Result<u64, Failure> {
    let packed = file.with_extension(format!("{}.br", extension(file)));
    let sent = if packed.is_file() { packed } else { file.to_path_buf() };
    fs::metadata(&sent).map(|facts| facts.len()).map_err(Failure::at(&sent))
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

fn print_row(what: &str, bytes: u64, limit: Option<u64>) {
    let limit = limit.map(|limit| format!("of {:>4} kB", limit / 1000)).unwrap_or_default();
    println!("  {what:<20}{:>10}  {limit}", kilobytes(bytes));
}
