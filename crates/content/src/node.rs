//! YAML as a tree of values with their places. A subset: one document, no anchors, no aliases, no tags, so that what
//! an author sees is what is read.

use crate::problem::{Pos, Report};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Deeper than any content; keeps a hostile file from exhausting the stack.
const MAX_DEPTH: usize = 24;

/// A value and where it is written.
#[derive(Debug, Clone)]
pub struct Node {
    pub pos: Pos,
    pub value: Value,
}

/// What a file or a key holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// `is_plain`: written without quotes, so that `12` or `true` are no texts.
    Scalar { text: String, is_plain: bool },
    /// In the order written.
    List(Vec<Node>),
    /// In the order written, every key once.
    Map(Vec<(Key, Node)>),
}

/// The name before a colon.
#[derive(Debug, Clone)]
pub struct Key {
    pub pos: Pos,
    pub name: String,
}

/// What a scalar without quotes is in YAML 1.2 (core schema).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plain {
    Null,
    Bool,
    Number,
    Text,
}

impl Node {
    /// A text, a name: what would stand between quotes.
    pub fn text(pos: Pos, text: impl Into<String>) -> Self {
        Self { pos, value: Value::Scalar { text: text.into(), is_plain: false } }
    }

    /// A number, `true`: what would stand without quotes.
    pub fn plain(pos: Pos, text: impl Into<String>) -> Self {
        Self { pos, value: Value::Scalar { text: text.into(), is_plain: true } }
    }

    pub const fn list(pos: Pos, items: Vec<Self>) -> Self {
        Self { pos, value: Value::List(items) }
    }

    /// Keys stand where their values do.
    pub fn map(pos: Pos, entries: Vec<(&str, Self)>) -> Self {
        let entry = |(name, node): (&str, Self)| (Key { pos: node.pos, name: name.to_owned() }, node);
        Self { pos, value: Value::Map(entries.into_iter().map(entry).collect()) }
    }

    /// What stands after a key; `None` when this has no such key or nothing stands there.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node).filter(|node| !node.is_null())
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(Key, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether two trees say the same, wherever it is written and in whatever order the keys are.
    pub fn says_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Scalar { text, .. }, Value::Scalar { text: theirs, .. }) => text == theirs,
            (Value::List(items), Value::List(theirs)) => {
                items.len() == theirs.len()
                    && items.iter().zip(theirs).all(|(item, their)| item.says_same(their))
            }
            (Value::Map(entries), Value::Map(theirs)) => {
                let has_same = |(key, value): &(Key, Self)| {
                    theirs
                        .iter()
                        .any(|(their_key, their)| key.name == their_key.name && value.says_same(their))
                };
                entries.len() == theirs.len() && entries.iter().all(has_same)
            }
            _ => false,
        }
    }

    /// The words of a scalar; empty for anything else.
    pub fn as_text(&self) -> &str {
        match &self.value {
            Value::Scalar { text, .. } => text,
            _ => "",
        }
    }

    /// Nothing is written after the key.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, is_plain: true } if plain_kind(text) == Plain::Null)
    }
}

pub(crate) fn plain_kind(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Plain::Bool,
        _ => {
            let digits = text.trim_start_matches(['-', '+']);
            let starts_as_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
            let is_number = starts_as_number
                && (digits.parse::<f64>().is_ok() || digits.starts_with("0x") || digits.starts_with("0o"));
            if is_number { Plain::Number } else { Plain::Text }
        }
    }
}

/// Parses one file. A file that is no YAML gives one problem and `None`; the rest of the folder is read all the same.
pub(crate) fn parse(file: u32, text: &str, report: &mut Report) -> Option<Node> {
    let mut builder = Builder { file, parser: Parser::new_from_str(text), report };
    match builder.document() {
        Ok(node) => Some(node),
        Err((pos, message)) => {
            report.is_blind = true;
            report.add(pos, message);
            None
        }
    }
}

struct Builder<'a, 'r> {
    file: u32,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    report: &'r mut Report,
}

type Failure = (Pos, String);

impl<'a> Builder<'a, '_> {
    fn document(&mut self) -> Result<Node, Failure> {
        let mut root = None;
        loop {
            let (event, pos) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                _ if root.is_some() => {
                    let message = "A second document begins here. Remove the line `---` above it.";
                    return Err((pos, message.to_owned()));
                }
                event => root = Some(self.node(event, pos, 0)?),
            }
        }
        root.ok_or_else(|| {
            let message = "The file is empty. Fill it, or copy the file of the default content.";
            (Pos::start_of(self.file), message.to_owned())
        })
    }

    fn next(&mut self) -> Result<(Event<'a>, Pos), Failure> {
        match self.parser.next() {
            Some(Ok((event, span))) => Ok((event, self.pos(span))),
            None => Ok((Event::StreamEnd, Pos::start_of(self.file))),
            Some(Err(error)) => {
                let at = *error.marker();
                let pos = self.pos(Span::empty(at));
                let message = format!(
                    "This is not valid YAML: {}. Check the indentation, the quotes and the brackets here and just above.",
                    error.info()
                );
                Err((pos, message))
            }
        }
    }

    fn pos(&self, span: Span) -> Pos {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Pos {
            file: self.file,
            line: small(span.start.line()),
            column: small(span.start.col()).saturating_add(1),
        }
    }

    fn node(&mut self, event: Event<'a>, pos: Pos, depth: usize) -> Result<Node, Failure> {
        if depth > MAX_DEPTH {
            return Err((pos, "This is nested too deeply. Check the brackets.".to_owned()));
        }
        let (Event::Scalar(.., anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)) =
            &event
        else {
            return Err((pos, "Aliases (`*name`) are not read. Write the text again.".to_owned()));
        };
        if *anchor != 0 {
            self.report.add(pos, "Anchors (`&name`) are not read. Write the text again where it is needed.");
        }
        let value = match event {
            Event::Scalar(text, style, ..) => {
                Value::Scalar { text: text.into_owned(), is_plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(..) => Value::List(self.list(depth)?),
            _ => Value::Map(self.map(depth)?),
        };
        Ok(Node { pos, value })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Failure> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, pos) => items.push(self.node(event, pos, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(Key, Node)>, Failure> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, pos) = self.next()?;
            let name = match event {
                Event::MappingEnd => return Ok(entries),
                Event::Scalar(text, ..) => text.into_owned(),
                _ => {
                    return Err((
                        pos,
                        "A key is one word. Check the indentation and the brackets.".to_owned(),
                    ));
                }
            };
            let (event, value_pos) = self.next()?;
            let value = self.node(event, value_pos, depth + 1)?;
            match entries.iter().find(|(key, _)| key.name == name) {
                Some((first, _)) => {
                    let message = format!(
                        "`{name}` is written twice, first on line {}. Keep one of them.",
                        first.pos.line
                    );
                    self.report.add(pos, message);
                }
                None => entries.push((Key { pos, name }, value)),
            }
        }
    }
}
