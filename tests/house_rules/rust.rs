//! Rust source as tokens: comments are gone, strings are strings, so that a rule does not trip over either.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tree::Source;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Without its quotes; escapes as written.
    Text,
    /// One character, or one half of a pair of brackets.
    Sign,
}

#[derive(Debug, Clone)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    pub line: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// The token trees of a file; `None` when it does not parse, which the compiler says better.
pub fn parse(source: &Source) -> Option<TokenStream> {
    source.text.parse().ok()
}

/// Every token in order, brackets as signs; doc comments left out.
pub fn tokens(source: &Source) -> Vec<Token> {
    flattened(parse(source), false)
}

/// The same without what only tests or development builds compile.
pub fn shipped_tokens(source: &Source) -> Vec<Token> {
    if source.is_test() { Vec::new() } else { flattened(parse(source), true) }
}

fn flattened(stream: Option<TokenStream>, only_shipped: bool) -> Vec<Token> {
    let mut all = Vec::new();
    if let Some(stream) = stream {
        flatten(stream, only_shipped, &mut all);
    }
    all
}

/// Whether an attribute is of what only tests or development builds compile.
fn is_left_out(attribute: &str) -> bool {
    attribute == "test"
        || attribute.starts_with("cfg(")
            && ["(test)", "(test,", ",test)", ",test,", "(debug_assertions"]
                .iter()
                .any(|part| attribute.contains(part))
            && !attribute.contains("not(test)")
}

/// The tokens of one stream, brackets as signs.
pub fn flatten(stream: TokenStream, only_shipped: bool, all: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    let mut in_left_out_item = false;
    while let Some(tree) = trees.next() {
        if is_sign(&tree, '#') && trees.peek().is_some_and(|next| is_sign(next, '!')) {
            // `#![…]`: the two signs and the group; a doc comment of the whole file is one of these.
            let inner = trees.next();
            if trees.next_if(is_doc).is_none() {
                push(tree, only_shipped, all);
                inner.into_iter().for_each(|sign| push(sign, only_shipped, all));
            }
            continue;
        }
        if is_sign(&tree, '#')
            && let Some(TokenTree::Group(attribute)) = trees.peek()
        {
            let written = attribute.stream().to_string();
            in_left_out_item |= only_shipped && is_left_out(&written.replace(' ', ""));
            if written.starts_with("doc") || in_left_out_item {
                trees.next();
                continue;
            }
        }
        if in_left_out_item {
            // An item ends with its braces or, when it has none, with a semicolon.
            let ends = is_sign(&tree, ';')
                || matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            in_left_out_item = !ends;
            continue;
        }
        push(tree, only_shipped, all);
    }
}

fn push(tree: TokenTree, only_shipped: bool, all: &mut Vec<Token>) {
    let line = tree.span().start().line;
    match tree {
        TokenTree::Group(group) => {
            let (open, close) = brackets(group.delimiter());
            all.push(Token { kind: Kind::Sign, text: open.to_owned(), line });
            flatten(group.stream(), only_shipped, all);
            all.push(Token {
                kind: Kind::Sign,
                text: close.to_owned(),
                line: group.span_close().start().line,
            });
        }
        TokenTree::Ident(word) => all.push(Token { kind: Kind::Word, text: word.to_string(), line }),
        TokenTree::Punct(sign) => {
            all.push(Token { kind: Kind::Sign, text: sign.as_char().to_string(), line })
        }
        TokenTree::Literal(literal) => {
            let written = literal.to_string();
            all.push(match text_of(&written) {
                Some(text) => Token { kind: Kind::Text, text: text.to_owned(), line },
                None => Token { kind: Kind::Word, text: written, line },
            });
        }
    }
}

/// What stands between the quotes of a string literal, raw or not.
pub fn text_of(written: &str) -> Option<&str> {
    let start = written.find('"')?;
    let end = written.rfind('"')?;
    let prefix = &written[..start];
    let is_string = prefix.chars().all(|letter| matches!(letter, 'r' | 'b' | 'c' | '#'));
    (is_string && end > start).then(|| &written[start + 1..end])
}

fn is_doc(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(attribute) if attribute.stream().to_string().starts_with("doc"))
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// A path as written or imported, `crate::a::b`, with `use` trees spread out and `self` and `super` resolved.
#[derive(Debug)]
pub struct UsedPath {
    pub segments: Vec<String>,
    pub line: usize,
}

impl UsedPath {
    pub fn starts_with(&self, beginning: &[&str]) -> bool {
        self.segments.len() >= beginning.len() && self.segments.iter().zip(beginning).all(|(a, b)| a == b)
    }
}

/// Every path that `shipped_tokens` of this file name.
pub fn used_paths(source: &Source) -> Vec<UsedPath> {
    let tokens = shipped_tokens(source);
    let home = module_of(&source.path);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is("use") {
            at = spread_use(&tokens, at + 1, &[], &mut paths);
        } else if tokens[at].kind == Kind::Word {
            let line = tokens[at].line;
            let mut segments = vec![tokens[at].text.clone()];
            while at + 3 < tokens.len()
                && tokens[at + 1].is(":")
                && tokens[at + 2].is(":")
                && tokens[at + 3].kind == Kind::Word
            {
                at += 3;
                segments.push(tokens[at].text.clone());
            }
            paths.push(UsedPath { segments, line });
            at += 1;
        } else {
            at += 1;
        }
    }
    for path in &mut paths {
        path.segments = resolved(&home, std::mem::take(&mut path.segments));
    }
    paths
}

/// Reads one branch of a `use` tree from `at`; returns where it ended.
fn spread_use(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<UsedPath>) -> usize {
    let mut segments = before.to_vec();
    while at < tokens.len() {
        let token = &tokens[at];
        match token.text.as_str() {
            ":" => at += 1,
            "{" => {
                at += 1;
                while at < tokens.len() && !tokens[at].is("}") {
                    at = spread_use(tokens, at, &segments, paths);
                    if at < tokens.len() && tokens[at].is(",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "as" => at += 2,
            "," | "}" | ";" => break,
            name => {
                segments.push(name.to_owned());
                at += 1;
            }
        }
    }
    let line = tokens.get(at.saturating_sub(1)).map_or(0, |token| token.line);
    paths.push(UsedPath { segments, line });
    at
}

/// `src/features/session/state.rs` → `crate features session state`.
pub fn module_of(path: &str) -> Vec<String> {
    let inside = path.split_once("src/").map_or(path, |(_, inside)| inside);
    let mut segments = vec!["crate".to_owned()];
    segments.extend(inside.trim_end_matches(".rs").split('/').map(str::to_owned));
    if matches!(segments.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        segments.pop();
    }
    segments
}

fn resolved(home: &[String], segments: Vec<String>) -> Vec<String> {
    let n_up = segments.iter().take_while(|segment| *segment == "super").count();
    let is_self = segments.first().is_some_and(|segment| segment == "self");
    if n_up == 0 && !is_self {
        return segments;
    }
    let mut whole = home[..home.len().saturating_sub(n_up).max(1)].to_vec();
    whole.extend(segments.into_iter().skip(n_up + usize::from(is_self)));
    whole
}
