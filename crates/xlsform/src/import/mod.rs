//! From sheets to the files of a questionnaire.

mod choices;
mod frame;
mod names;
mod question;
mod reader;
mod subject;
mod survey;

use crate::refusal::{BASE, Book, CHOICES, HELPLINES, Refusal, SETTINGS, SHEETS, SURVEY};
use crate::table::Table;
use crate::workbook::{Sheet, Sheets, read_workbook};
use choices::Lists;
use content::{Content, Draft, File, Lang, Node, Pack, Pos};
use names::Names;
use reader::Reader;
use std::collections::BTreeMap;
use std::path::Path;
use survey::Survey;

/// A spreadsheet that was read and checked.
#[derive(Debug, Clone)]
pub struct Import {
    /// The base folder with the questionnaire of the spreadsheet.
    pub content: Content,
    /// The files of that questionnaire, by path inside the folder.
    pub files: BTreeMap<String, Node>,
}

const SURVEY_COLUMNS: [&str; 17] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "mt_icon",
    "mt_sensitivity",
    "mt_sensitive",
    "mt_health",
    "mt_choices",
    "mt_lexicon",
    "mt_source",
    "mt_licence",
    "mt_france_travail",
];
const CHOICE_COLUMNS: [&str; 12] = [
    "list_name",
    "name",
    "label",
    "mt_role",
    "mt_exclusive",
    "mt_sensitive",
    "mt_health",
    "mt_helplines",
    "mt_relevant",
    "mt_sheets",
    "mt_france_travail",
    "mt_also",
];
const SETTING_COLUMNS: [&str; 4] = ["form_title", "version", "default_language", "mt_title"];
const HELPLINE_COLUMNS: [&str; 3] = ["name", "phone", "text"];

/// Sheets of XLSForm that the portal has nothing for.
const FOREIGN_SHEETS: [(&str, &str); 3] = [
    ("external_choices", "Options from outside the form are not read. Put them into the sheet `choices`."),
    ("entities", "The portal has no entities. Remove this sheet."),
    ("osm", "The portal asks for no place on a map. Remove this sheet."),
];

/// Reads a spreadsheet in the XLSForm format as the questionnaire of the content folder `base`, and checks all of it.
/// Texts that the spreadsheet has no rows for stay those of `base`.
///
/// # Errors
/// Every problem at once, by sheet, row and column.
pub fn from_xlsform(bytes: &[u8], base: &Path) -> Result<Import, Vec<Refusal>> {
    let of_base = |problems: Vec<_>| problems.into_iter().map(Refusal::of_problem).collect::<Vec<_>>();
    let pack = content::load(base).map_err(of_base)?.pack;
    let files = content::read_files(base, BASE).map_err(of_base)?;
    let foreign = FOREIGN_SHEETS.iter().map(|(name, _)| *name);
    let wanted: Vec<&str> = SHEETS.iter().copied().chain(foreign).collect();
    let sheets = read_workbook(bytes, &wanted).map_err(|refusal| vec![refusal])?;
    from_sheets(&sheets, &Base { dir: base, pack: &pack, files: &files })
}

/// The content folder that the questionnaire is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base<'a> {
    pub dir: &'a Path,
    pub pack: &'a Pack,
    /// Of its present questionnaire; [`Pos::file`] begins with [`BASE`].
    pub files: &'a [File],
}

impl Base<'_> {
    pub fn tree(&self, path: &str) -> Option<&Node> {
        self.files.iter().find(|file| file.path == path).map(|file| &file.tree)
    }
}

/// # Errors
/// Every problem at once.
pub(crate) fn from_sheets(sheets: &Sheets, base: &Base<'_>) -> Result<Import, Vec<Refusal>> {
    let Some(survey) = sheets.get(SHEETS[SURVEY as usize]) else {
        let message =
            "There is no sheet `survey`. An XLSForm has the sheets `survey`, `choices` and `settings`.";
        return Err(vec![Refusal::of_file(message)]);
    };
    let mut foreign: Vec<Refusal> = FOREIGN_SHEETS
        .iter()
        .filter(|(name, _)| sheets.get(*name).is_some_and(|sheet| !sheet.cells.is_empty()))
        .map(|(name, message)| Refusal { place: format!("{name}!A1"), message: (*message).to_owned() })
        .collect();
    let mut book = Book::default();
    let nothing = Sheet::default();
    let sheet = |source: u32| sheets.get(SHEETS[source as usize]).unwrap_or(&nothing);
    let default = &base.pack.default_language;
    let settings = Table::read(sheet(SETTINGS), SETTINGS, &SETTING_COLUMNS, default, &mut book);
    let default = frame::default_language(&settings, &mut book).unwrap_or_else(|| default.clone());
    let columns: Vec<&str> = SURVEY_COLUMNS.iter().copied().chain(["mt_data_inclusion"]).collect();
    let survey = Table::read(survey, SURVEY, &columns, &default, &mut book);
    let choices = Table::read(sheet(CHOICES), CHOICES, &CHOICE_COLUMNS, &default, &mut book);
    let helplines = sheets
        .get(SHEETS[HELPLINES as usize])
        .map(|sheet| Table::read(sheet, HELPLINES, &HELPLINE_COLUMNS, &default, &mut book));

    let labelled = [&survey, &choices].into_iter().filter(|table| !table.rows.is_empty());
    let labelled: Vec<&Table> = labelled.collect();
    let (asked, absent): (Vec<Lang>, Vec<Lang>) =
        base.pack.languages.iter().cloned().partition(|lang| labelled.iter().all(|table| table.speaks(lang)));
    report_absent(&absent, &labelled, base, &mut book);
    let mut reader = Reader { book, default, asked, absent };

    let mut lists = Lists::read(choices, &mut reader);
    let survey = Survey::sort(survey, &mut reader.book);
    let names = Names::of(&survey);
    let mut files = subject::build(&survey, &names, &mut lists, base, &mut reader);
    let parts = frame::Parts { settings, survey, helplines };
    files.insert("questionnaire.yaml".to_owned(), frame::build(parts, &mut lists, base, &mut reader));
    if !reader.book.is_partial {
        lists.refuse_unused(&mut reader.book);
    }

    let own = base.files.iter().map(|file| format!("{}/{}", base.dir.display(), file.path));
    let sources = SHEETS.iter().map(|name| (*name).to_owned()).chain(own).collect();
    let Book { problems, is_partial } = reader.book;
    let draft = Draft { sources, files, is_partial };
    match content::check_draft(base.dir, &draft, problems) {
        Ok(content) if foreign.is_empty() => Ok(Import { content, files: draft.files }),
        Ok(_) => Err(foreign),
        Err(problems) => {
            foreign.extend(in_order_of_sheets(problems).into_iter().map(Refusal::of_problem));
            Err(foreign)
        }
    }
}

/// One problem instead of one for each text.
fn report_absent(absent: &[Lang], labelled: &[&Table], base: &Base<'_>, book: &mut Book) {
    let lacks = |lang| labelled.iter().find(|table| !table.speaks(lang));
    for (lang, table) in absent.iter().filter_map(|lang| Some((lang, lacks(lang)?))) {
        let message = format!(
            "There is no column `label::{}`, and {} is in this language too. Add the column, or remove `{lang}` from \
             `languages` in its pack.yaml.",
            crate::languages::name_language(lang.as_str()),
            base.dir.display()
        );
        book.add(table.pos, message);
    }
}

/// As an author goes through the spreadsheet, rather than by the names of sheets.
fn in_order_of_sheets(mut problems: Vec<content::Problem>) -> Vec<content::Problem> {
    let order = |file: &str| SHEETS.iter().position(|name| *name == file).unwrap_or(SHEETS.len());
    problems.sort_by_key(|problem| order(&problem.file));
    problems
}

/// Where something is said to be that is nowhere: at the beginning of a sheet.
pub(crate) const fn start_of(source: u32) -> Pos {
    Pos { file: source, line: 1, column: 1 }
}
