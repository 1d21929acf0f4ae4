//! Reads a PDF the way a screen reader does: along the structure, not along the page.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A node of the structure that holds text or a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// "Document/L/LI/LBody".
    pub path: String,
    /// What it says; for a drawing, its alternative text.
    pub text: String,
}

/// A PDF as it is read aloud.
#[derive(Debug)]
pub struct Read {
    pub document: Document,
    /// In reading order.
    pub leaves: Vec<Leaf>,
    /// Text of artifacts, in the order of the pages.
    pub artifacts: Vec<String>,
    /// Marked content that no node owns: nobody would hear it.
    pub unheard: Vec<String>,
}

/// What is marked with one number on one page.
type Marked = BTreeMap<(ObjectId, i64), String>;

pub fn read(bytes: &[u8]) -> Read {
    let document = Document::load_mem(bytes).unwrap();
    let mut marked = Marked::new();
    let mut artifacts = Vec::new();
    for page in document.get_pages().into_values() {
        read_page(&document, page, &mut marked, &mut artifacts);
    }
    let root = deref(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut leaves = Vec::new();
    walk(&document, root.as_dict().unwrap().get(b"K").unwrap(), "", None, &mut marked, &mut leaves);
    let unheard = marked.into_values().collect();
    Read { document, leaves, artifacts, unheard }
}

impl Read {
    /// Everything read aloud, one line for each node.
    pub fn text(&self) -> String {
        self.leaves.iter().map(|leaf| plain(&leaf.text)).collect::<Vec<_>>().join("\n")
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }
}

/// Signs as the content writes them, single spaces.
pub fn plain(text: &str) -> String {
    text.replace('\u{2019}', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    match object {
        Object::Reference(id) => document.get_object(*id).unwrap(),
        direct => direct,
    }
}

fn walk(
    document: &Document,
    kids: &Object,
    path: &str,
    page: Option<ObjectId>,
    marked: &mut Marked,
    leaves: &mut Vec<Leaf>,
) {
    match deref(document, kids) {
        Object::Array(kids) => {
            for kid in kids {
                walk(document, kid, path, page, marked, leaves);
            }
        }
        Object::Integer(number) => own(page.unwrap(), *number, path, marked, leaves),
        Object::Dictionary(node) => {
            let page = node.get(b"Pg").ok().map(|page| page.as_reference().unwrap()).or(page);
            if let Ok(number) = node.get(b"MCID") {
                own(page.unwrap(), number.as_i64().unwrap(), path, marked, leaves);
                return;
            }
            let role = String::from_utf8_lossy(node.get(b"S").unwrap().as_name().unwrap()).into_owned();
            let path = if path.is_empty() { role.clone() } else { format!("{path}/{role}") };
            let before = leaves.len();
            if let Ok(kids) = node.get(b"K") {
                walk(document, kids, &path, page, marked, leaves);
            }
            // Lines of one node are one text.
            if leaves.len() > before && leaves[before..].iter().all(|leaf| leaf.path == path) {
                let text: String = leaves.drain(before..).map(|leaf| leaf.text).collect();
                let text = node.get(b"Alt").map_or(text, |alt| lopdf::decode_text_string(alt).unwrap());
                leaves.push(Leaf { path, text });
            }
        }
        other => panic!("{other:?} in the structure"),
    }
}

fn own(page: ObjectId, number: i64, path: &str, marked: &mut Marked, leaves: &mut Vec<Leaf>) {
    let text =
        marked.remove(&(page, number)).unwrap_or_else(|| panic!("{path}: content {number} is owned twice"));
    leaves.push(Leaf { path: path.to_owned(), text });
}

/// What one level of marked content is.
enum Mark {
    /// By a node; its replacement, if it has one, stands for the text inside.
    Owned(i64, Option<String>),
    Artifact,
    /// A replacement for the text inside.
    Actual(String),
    Other,
}

fn read_page(document: &Document, page: ObjectId, marked: &mut Marked, artifacts: &mut Vec<String>) {
    let fonts = document.get_page_fonts(page).unwrap();
    let encodings: BTreeMap<Vec<u8>, lopdf::Encoding<'_>> =
        fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(document).unwrap())).collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut marks: Vec<Mark> = Vec::new();
    let mut font: Option<&lopdf::Encoding<'_>> = None;
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let mark = mark_of(document, page, operands);
                match &mark {
                    Mark::Owned(number, actual) => {
                        marked.insert((page, *number), actual.clone().unwrap_or_default());
                    }
                    Mark::Actual(text) => say(&marks, page, text, marked, artifacts),
                    Mark::Artifact | Mark::Other => {}
                }
                marks.push(mark);
            }
            "EMC" => {
                marks.pop().unwrap();
            }
            "Tf" => font = encodings.get(operands[0].as_name().unwrap()),
            "Tj" | "TJ" => {
                let text = shown(&operands[0], font.unwrap());
                say(&marks, page, &text, marked, artifacts);
            }
            _ => {}
        }
    }
}

fn properties<'a>(document: &'a Document, page: ObjectId, operands: &'a [Object]) -> Option<&'a Dictionary> {
    match operands.get(1)? {
        Object::Dictionary(properties) => Some(properties),
        Object::Name(name) => {
            let (resources, ids) = document.get_page_resources(page).unwrap();
            let all = resources.into_iter().chain(ids.iter().map(|id| document.get_dictionary(*id).unwrap()));
            let mut named = all.filter_map(|resources| resources.get(b"Properties").ok());
            named
                .find_map(|named| deref(document, named).as_dict().unwrap().get(name).ok())
                .map(|found| deref(document, found).as_dict().unwrap())
        }
        other => panic!("{other:?} as properties"),
    }
}

fn mark_of(document: &Document, page: ObjectId, operands: &[Object]) -> Mark {
    if operands[0].as_name().unwrap() == b"Artifact" {
        return Mark::Artifact;
    }
    let Some(properties) = properties(document, page, operands) else { return Mark::Other };
    let actual = properties.get(b"ActualText").ok().map(|text| lopdf::decode_text_string(text).unwrap());
    match (properties.get(b"MCID"), actual) {
        (Ok(number), actual) => Mark::Owned(number.as_i64().unwrap(), actual),
        (_, Some(text)) => Mark::Actual(text),
        _ => Mark::Other,
    }
}

/// Gives a text to what it is marked with; nothing drawn may be without a mark.
fn say(marks: &[Mark], page: ObjectId, text: &str, marked: &mut Marked, artifacts: &mut Vec<String>) {
    for mark in marks.iter().rev() {
        match mark {
            Mark::Actual(_) | Mark::Owned(_, Some(_)) => return,
            Mark::Artifact => return artifacts.push(text.to_owned()),
            Mark::Owned(number, None) => return marked.get_mut(&(page, *number)).unwrap().push_str(text),
            Mark::Other => {}
        }
    }
    panic!("{text:?} is neither in the structure nor an artifact");
}

fn shown(operand: &Object, encoding: &lopdf::Encoding<'_>) -> String {
    match operand {
        Object::String(bytes, _) => Document::decode_text(encoding, bytes).unwrap(),
        Object::Array(parts) => {
            parts.iter().filter(|part| part.as_str().is_ok()).map(|part| shown(part, encoding)).collect()
        }
        other => panic!("{other:?} is shown"),
    }
}
