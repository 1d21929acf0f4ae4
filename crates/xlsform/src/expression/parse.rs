//! From text to [`Expression`].

use super::{Expression, Kind, Operator, Refused};

/// Deeper than any expression that a person writes; keeps a hostile one from exhausting the stack.
const MAX_DEPTH: usize = 32;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Comma,
    Operator(Operator),
    Answer(String),
    Own,
    Text(String),
    Number(String),
    Word(String),
}

/// # Errors
/// The first thing that is not of the language.
pub(crate) fn parse(text: &str) -> Result<Expression, Refused> {
    let tokens = tokens(text)?;
    let end = text.chars().count() + 1;
    let mut parser = Parser { tokens: &tokens, next: 0, end };
    let expression = parser.or(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some(Token::Close) => {
            Err(Refused::new(parser.at(), "This bracket closes nothing. Remove it, or open one before."))
        }
        Some(_) => Err(Refused::new(parser.at(), "`and` or `or` is missing before this. Write it.")),
    }
}

/// Whether a character begins or ends a text. Word processors bend the quotes that an author types.
fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '"' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}')
}

/// The quotes that may end what this one has begun.
fn closing(open: char) -> &'static [char] {
    match open {
        '\'' => &['\''],
        '"' => &['"'],
        '\u{2018}' | '\u{2019}' => &['\u{2018}', '\u{2019}', '\''],
        '\u{201c}' | '\u{201d}' => &['\u{201c}', '\u{201d}', '"'],
        _ => &['\u{ab}', '\u{bb}'],
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Refused> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = (i + 1, chars[i]);
        let follows = |next: char| chars.get(i + 1) == Some(&next);
        let (token, n_chars) = match c {
            c if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' => (Token::Operator(Operator::Equal), if follows('=') { 2 } else { 1 }),
            '!' if follows('=') => (Token::Operator(Operator::Unequal), 2),
            '<' if follows('=') => (Token::Operator(Operator::AtMost), 2),
            '>' if follows('=') => (Token::Operator(Operator::AtLeast), 2),
            '<' => (Token::Operator(Operator::Less), 1),
            '>' => (Token::Operator(Operator::Greater), 1),
            '$' => {
                let name: Option<String> = chars[i..].iter().position(|c| *c == '}').and_then(|end| {
                    let name = chars[i..i + end].iter().collect::<String>();
                    Some(name.strip_prefix("${")?.to_owned())
                });
                let name = name.ok_or_else(|| {
                    Refused::new(at, "A question is named as `${question}`. Write the brackets { and }.")
                })?;
                let n_chars = name.chars().count() + 3;
                (Token::Answer(name.trim().to_owned()), n_chars)
            }
            c if is_quote(c) => {
                let rest = &chars[i + 1..];
                let length = rest.iter().position(|c| closing(chars[i]).contains(c)).ok_or_else(|| {
                    Refused::new(at, "The quote that begins here does not end. Write the second one.")
                })?;
                (Token::Text(rest[..length].iter().collect::<String>().trim().to_owned()), length + 2)
            }
            c if c.is_ascii_digit() => {
                let is_part = |c: &&char| c.is_ascii_digit() || **c == '.';
                let number: String = chars[i..].iter().take_while(is_part).collect();
                let n_chars = number.len();
                (Token::Number(number.strip_suffix(".0").unwrap_or(&number).to_owned()), n_chars)
            }
            '.' => (Token::Own, 1),
            c if c.is_alphabetic() || c == '_' => {
                let is_part = |c: &&char| c.is_alphanumeric() || matches!(**c, '-' | '_' | ':' | '.');
                let word: String = chars[i..].iter().take_while(is_part).collect();
                let n_chars = word.chars().count();
                (Token::Word(word), n_chars)
            }
            c => return Err(Refused::new(at, format!("`{c}` is not part of a condition here. Remove it."))),
        };
        tokens.push((at, token));
        i += n_chars;
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    next: usize,
    /// The character after the last.
    end: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    fn or(&mut self, depth: usize) -> Result<Expression, Refused> {
        let at = self.at();
        if depth > MAX_DEPTH {
            return Err(Refused::new(at, "There are too many brackets inside each other. Remove some."));
        }
        let mut parts = Vec::new();
        loop {
            let part = self.and(depth)?;
            match part.kind {
                Kind::Or(inner) => parts.extend(inner),
                kind => parts.push(Expression { at: part.at, kind }),
            }
            if !self.is_word("or") {
                return Ok(one_or(at, parts, Kind::Or));
            }
            self.next += 1;
        }
    }

    fn and(&mut self, depth: usize) -> Result<Expression, Refused> {
        let at = self.at();
        let mut parts = Vec::new();
        loop {
            let part = self.test(depth)?;
            match part.kind {
                Kind::And(inner) => parts.extend(inner),
                kind => parts.push(Expression { at: part.at, kind }),
            }
            if !self.is_word("and") {
                return Ok(one_or(at, parts, Kind::And));
            }
            self.next += 1;
        }
    }

    fn test(&mut self, depth: usize) -> Result<Expression, Refused> {
        let left = self.value(depth)?;
        let Some(Token::Operator(operator)) = self.peek() else { return Ok(left) };
        let operator = *operator;
        self.next += 1;
        let right = self.value(depth)?;
        Ok(Expression { at: left.at, kind: Kind::Compare(operator, Box::new((left, right))) })
    }

    fn value(&mut self, depth: usize) -> Result<Expression, Refused> {
        let at = self.at();
        let Some(token) = self.peek().cloned() else {
            return Err(Refused::new(
                at,
                "Something is missing at the end. Write it, or remove what is before.",
            ));
        };
        self.next += 1;
        let kind = match token {
            Token::Open => {
                let inner = self.or(depth + 1)?;
                self.close(at)?;
                return Ok(inner);
            }
            Token::Answer(name) => Kind::Answer(name),
            Token::Own => Kind::Own,
            Token::Text(text) | Token::Number(text) => Kind::Literal(text),
            Token::Word(word) if self.peek() == Some(&Token::Open) => {
                self.next += 1;
                let arguments = self.arguments(at, depth)?;
                Kind::Call(word.to_lowercase(), arguments)
            }
            Token::Word(word) => {
                let message = format!(
                    "`{word}` is not known here. Write a question as `${{question}}` and an answer as `'answer'`."
                );
                return Err(Refused::new(at, message));
            }
            Token::Close | Token::Comma | Token::Operator(_) => {
                return Err(Refused::new(at, "Something is missing before this. Write it, or remove this."));
            }
        };
        Ok(Expression { at, kind })
    }

    fn arguments(&mut self, at: usize, depth: usize) -> Result<Vec<Expression>, Refused> {
        let mut arguments = Vec::new();
        if self.peek() == Some(&Token::Close) {
            self.next += 1;
            return Ok(arguments);
        }
        loop {
            arguments.push(self.or(depth + 1)?);
            if self.peek() != Some(&Token::Comma) {
                self.close(at)?;
                return Ok(arguments);
            }
            self.next += 1;
        }
    }

    fn close(&mut self, opened_at: usize) -> Result<(), Refused> {
        if self.peek() == Some(&Token::Close) {
            self.next += 1;
            return Ok(());
        }
        Err(Refused::new(opened_at, "The bracket that opens here is not closed. Write the second one."))
    }
}

fn one_or(at: usize, mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Kind) -> Expression {
    match parts.len() {
        1 => parts.swap_remove(0),
        _ => Expression { at, kind: many(parts) },
    }
}
