//! The styles: linked once, made of tokens, readable in both directions of writing.

use std::path::Path;

use crate::{
    rust::{Kind, shipped_tokens},
    tree::{Source, finds, holds, source, sources},
};

/// Where a style is linked: the pages, and the script that joins styles into one file.
const LINKS: [&str; 3] = ["index.html", "staff.html", "scripts/styles.sh"];
/// The two files that name colours: the roles, and a département's own.
const COLOURS_LIVE_IN: [&str; 2] = ["assets/styles/tokens.css", "assets/styles/theme.css"];

struct Declaration {
    property: String,
    value: String,
    line: usize,
}

/// The declarations of a style sheet; comments, selectors and statements such as `@layer a, b;` are left out.
fn declarations(file: &Source) -> Vec<Declaration> {
    let text = without_comments(&file.text);
    let mut found = Vec::new();
    let (mut start, mut line, mut quote, mut n_open) = (0, 1, None, 0);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => n_open += 1,
            (None, ')') => n_open -= 1,
            (None, '{' | ';' | '}') if n_open == 0 => {
                let segment = &text[start..at];
                if letter != '{'
                    && !segment.trim_start().starts_with('@')
                    && let Some((property, value)) = segment.split_once(':')
                {
                    let property = property.trim().to_lowercase();
                    let skipped =
                        segment.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
                    let first = line - segment.matches('\n').count() + skipped;
                    found.push(Declaration { property, value: value.trim().to_lowercase(), line: first });
                }
                start = at + letter.len_utf8();
            }
            _ => {}
        }
        line += usize::from(letter == '\n');
    }
    found
}

/// Blanks comments out, so that lines keep their numbers.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        kept.push_str(before);
        kept.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    kept + rest
}

fn style_sheets(root: &Path) -> Vec<Source> {
    [sources(root, "assets", &["css"]), sources(root, "src", &["css"])].into_iter().flatten().collect()
}

/// A style that nothing links does nothing; one that is linked twice is downloaded for nothing.
fn styles_are_linked_once(root: &Path) -> Vec<String> {
    let places: Vec<Source> = LINKS.iter().filter_map(|place| source(root, place)).collect();
    let mut found = Vec::new();
    for sheet in style_sheets(root) {
        if places.iter().all(|place| n_links(place, &sheet.path) == 0) {
            found.push(sheet.at(1, "nothing links this style"));
        }
        for place in places.iter().filter(|place| n_links(place, &sheet.path) > 1) {
            found.push(sheet.at(1, &format!("{} links this style more than once", place.path)));
        }
    }
    found
}

/// How many words of `place` name this style, `src/ui/*/*.css` included.
fn n_links(place: &Source, path: &str) -> usize {
    let words = place.text.split(|letter: char| letter.is_whitespace() || letter == '"' || letter == '>');
    words.filter(|word| word.ends_with(".css") && matches_pattern(word, path)).count()
}

fn matches_pattern(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    let is_match = |(pattern, name): (&&str, &&str)| match pattern.split_once('*') {
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
        None => pattern == name,
    };
    pattern.len() == path.len() && pattern.iter().zip(&path).all(is_match)
}

const COLOUR_FUNCTIONS: [&str; 10] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];
const COLOUR_WORDS: [&str; 12] =
    ["white", "black", "red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "gray", "grey"];

fn colours_are_tokens(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in style_sheets(root).iter().filter(|sheet| !COLOURS_LIVE_IN.contains(&sheet.path.as_str())) {
        for declaration in declarations(sheet) {
            let named = words(&declaration.value).any(|word| COLOUR_WORDS.contains(&word));
            if is_raw_colour(&declaration.value) || named {
                found.push(
                    sheet.at(
                        declaration.line,
                        &format!("raw colour in {}: use a token", declaration.property),
                    ),
                );
            }
        }
    }
    for file in sources(root, "src", &["rs"]) {
        for token in shipped_tokens(&file) {
            if token.kind == Kind::Text && is_raw_colour(&token.text.to_lowercase()) {
                found.push(
                    file.at(token.line, &format!("raw colour \"{}\": use a class and a token", token.text)),
                );
            }
        }
    }
    found
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).filter(|word| !word.is_empty())
}

fn is_raw_colour(value: &str) -> bool {
    let hexadecimal = value.split('#').skip(1).any(|after| {
        let n_digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        let ends = !after
            .chars()
            .nth(n_digits)
            .is_some_and(|next| next.is_alphanumeric() || next == '-' || next == '_');
        ends && matches!(n_digits, 3 | 4 | 6 | 8)
    });
    let by_function = COLOUR_FUNCTIONS.iter().any(|function| {
        value.match_indices(function).any(|(at, _)| {
            !value[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '-')
        })
    });
    hexadecimal || by_function
}

/// Properties that name a side instead of a direction, by how they begin.
const PHYSICAL: [&str; 12] = [
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "border-top-left",
    "border-top-right",
    "border-bottom-left",
    "border-bottom-right",
    "scroll-margin-left",
    "scroll-padding-left",
];

fn styles_are_logical(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in style_sheets(root) {
        for Declaration { property, value, line } in declarations(&sheet) {
            let side = PHYSICAL.iter().any(|physical| property.starts_with(physical))
                || ["left", "right"].contains(&property.as_str())
                || (["text-align", "float", "clear"].contains(&property.as_str())
                    && ["left", "right"].contains(&value.as_str()));
            if side {
                let sentence = format!(
                    "{property}: {value} names a side; Arabic reads from the other: use start and end"
                );
                found.push(sheet.at(line, &sentence));
            }
            if value.contains("!important") {
                found.push(sheet.at(line, &format!("{property} is !important: raise the layer instead")));
            }
        }
    }
    found
}

#[test]
fn every_style_is_linked_once() {
    let files = [
        (
            "index.html",
            "<link data-trunk rel=\"css\" href=\"src/ui/tag/tag.css\"><link href=\"src/ui/tag/tag.css\">",
        ),
        ("staff.html", "<link data-trunk rel=\"css\" href=\"src/desk/desk.css\">"),
        (
            "scripts/styles.sh",
            "cat assets/styles/base.css \\\n  src/kit/*/*.css assets/styles/base.css > out.css",
        ),
        ("src/ui/tag/tag.css", ""),
        ("src/ui/card/card.css", ""),
        ("src/kit/page/page.css", ""),
        ("src/desk/desk.css", ""),
        ("assets/styles/base.css", ""),
    ];
    let expected = [
        "src/ui/card/card.css:1: nothing links",
        "src/ui/tag/tag.css:1: index.html links",
        "assets/styles/base.css:1: scripts/styles.sh links",
    ];
    finds(styles_are_linked_once, &files, &expected);
    holds(styles_are_linked_once);
}

#[test]
fn every_colour_is_a_token() {
    let card = "/* #fff\n is white */ .mt-card:hover {\n  color: #A1b2C3;\n  background: url(\"#abc-mask\");\n}\n\
                .mt-card { border: 1px solid white; outline-color: var(--white-space);\n\
                background: color-mix(in srgb, var(--a), var(--b)); fill: rgb(0 0 0 / 50%) }";
    let files = [
        ("src/ui/card/card.css", card),
        ("assets/styles/tokens.css", ":root { --color-hand: #123456; }"),
        ("src/ui/mark/mod.rs", "fn f() { html! { <a href=\"#main\" fill=\"#ffb84a\"/> } }"),
    ];
    let expected = [
        "src/ui/card/card.css:3: raw colour in color",
        "src/ui/card/card.css:6: raw colour in border",
        "src/ui/card/card.css:7: raw colour in fill",
        "src/ui/mark/mod.rs:1: raw colour \"#ffb84a\"",
    ];
    finds(colours_are_tokens, &files, &expected);
    holds(colours_are_tokens);
}

#[test]
fn styles_name_directions_not_sides() {
    let sheet = "@layer tokens, base;\n.a { margin-left: 1px;\n  margin-inline-start: 2px }\n.b { text-align: left; inset-inline: 0;\n\
                 left: 0; color: var(--left) !important }\n@media (min-width: 30em) { .c { border-right-width: 0 } }";
    let expected = [
        "src/ui/a.css:2: margin-left: 1px names a side",
        "src/ui/a.css:4: text-align: left names a side",
        "src/ui/a.css:5: left: 0 names a side",
        "src/ui/a.css:5: color is !important",
        "src/ui/a.css:6: border-right-width: 0 names a side",
    ];
    finds(styles_are_logical, &[("src/ui/a.css", sheet)], &expected);
    holds(styles_are_logical);
}
