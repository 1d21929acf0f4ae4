//! What a screen must not do: two traps of Yew 0.23, and words that hide in `html!`.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{
    rust::{Kind, Token, flatten, parse, shipped_tokens},
    tree::{Source, finds, holds, sources},
};

fn screens(root: &Path) -> impl Iterator<Item = Source> {
    sources(root, "src", &["rs"]).into_iter().filter(|file| !file.is_test())
}

/// yew#4092: siblings that appear and vanish around a component that renders nothing crash the page. So what a
/// `#[component]` returns is never empty; an optional part inside its own wrapper may be.
fn no_component_is_empty(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in screens(root) {
        let mut bodies = Vec::new();
        parse(&file).into_iter().for_each(|stream| component_bodies(stream, &mut bodies));
        for line in bodies.into_iter().flat_map(empty_returns) {
            found.push(file.at(
                line,
                "a component renders nothing: render a wrapper around what is conditional (yew#4092)",
            ));
        }
    }
    found
}

/// The bodies of the functions that stand below `#[component]`, at any depth of modules.
fn component_bodies(stream: TokenStream, bodies: &mut Vec<TokenStream>) {
    let mut is_component = false;
    for tree in stream {
        if let TokenTree::Group(group) = tree {
            let written = group.stream().to_string();
            match group.delimiter() {
                Delimiter::Bracket if written == "component" || written.starts_with("function_component") => {
                    is_component = true
                }
                Delimiter::Brace if is_component => {
                    bodies.push(group.stream());
                    is_component = false;
                }
                Delimiter::Brace => component_bodies(group.stream(), bodies),
                _ => {}
            }
        }
    }
}

/// The lines on which a statement that is not a `let` names an empty node outside of `html!`: a `return`, the last
/// expression, an arm of its `match`.
fn empty_returns(body: TokenStream) -> Vec<usize> {
    const EMPTY: [&[&str]; 4] = [
        &["html", "!", "{", "}"],
        &["html", "!", "(", ")"],
        &["Html", ":", ":", "default"],
        &["VNode", ":", ":", "default"],
    ];
    let mut tokens = Vec::new();
    flatten(body, true, &mut tokens);
    let mut lines = Vec::new();
    let (mut is_let, mut is_new, mut n_open, mut at) = (false, true, 0_usize, 0);
    while at < tokens.len() {
        if is_new {
            is_let = tokens[at].is("let");
        }
        let ends_statement = tokens[at].is(";") && n_open == 0;
        if !is_let && EMPTY.iter().any(|words| starts_with(&tokens[at..], words)) {
            lines.push(tokens[at].line);
        }
        if tokens[at].is("html") {
            at = after_group(&tokens, at + 2);
            is_new = false;
            continue;
        }
        match tokens[at].text.as_str() {
            "(" | "{" | "[" if tokens[at].kind == Kind::Sign => n_open += 1,
            ")" | "}" | "]" if tokens[at].kind == Kind::Sign => n_open = n_open.saturating_sub(1),
            _ => {}
        }
        is_new = ends_statement;
        at += 1;
    }
    lines
}

fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word))
}

/// Where the bracket that opens at `open` has closed.
fn after_group(tokens: &[Token], open: usize) -> usize {
    let mut n_open = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open).filter(|(_, token)| token.kind == Kind::Sign) {
        match token.text.as_str() {
            "(" | "{" | "[" => n_open += 1,
            ")" | "}" | "]" => n_open = n_open.saturating_sub(1),
            _ => {}
        }
        if n_open == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// yew#3262: an unkeyed list that grows recreates what stands before it; inputs lose what was typed and the focus.
fn lists_have_keys(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in screens(root) {
        if let Some(stream) = parse(&file) {
            find_lists(stream, &file, &mut found);
        }
    }
    found
}

/// What makes a `.map(…)` one over many and not over an `Option`.
const MANY: [&str; 8] = ["iter", "into_iter", "enumerate", "zip", "filter", "filter_map", "chars", "lines"];

fn find_lists(stream: TokenStream, file: &Source, found: &mut Vec<String>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(word) if *word == "map" || *word == "filter_map" => {
                let is_over_many = *word == "filter_map"
                    || chain_before(&trees[..at]).any(|name| MANY.contains(&name.as_str()));
                if let (true, Some(TokenTree::Group(arguments))) = (is_over_many, trees.get(at + 1)) {
                    check_item(first_html(arguments.stream()), file, found);
                }
            }
            TokenTree::Ident(word) if *word == "for" => {
                // `for item in items { <li key=…> }` inside `html!`: the body begins with a tag.
                let body = trees[at..].iter().find_map(|tree| match tree {
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                    _ => None,
                });
                let body = body.filter(starts_with_tag);
                check_item(body, file, found);
            }
            _ => {}
        }
        if let TokenTree::Group(group) = tree {
            find_lists(group.stream(), file, found);
        }
    }
}

/// The names of one method chain, backwards from its last call.
fn chain_before(trees: &[TokenTree]) -> impl Iterator<Item = String> {
    let ends = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if ";,={}".contains(sign.as_char()));
    let chain: Vec<String> = trees
        .iter()
        .rev()
        .take_while(|tree| !ends(tree))
        .filter_map(|tree| if let TokenTree::Ident(word) = tree { Some(word.to_string()) } else { None })
        .collect();
    chain.into_iter()
}

/// What stands in the first `html! { … }` of a stream, at any depth.
fn first_html(stream: TokenStream) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        if let (TokenTree::Ident(word), Some(TokenTree::Group(body))) = (tree, trees.get(at + 2))
            && *word == "html"
        {
            return Some(body.stream());
        }
        if let TokenTree::Group(group) = tree
            && let Some(inside) = first_html(group.stream())
        {
            return Some(inside);
        }
    }
    None
}

fn starts_with_tag(body: &TokenStream) -> bool {
    matches!(body.clone().into_iter().next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '<')
}

/// The first tag of a list's item names its key.
fn check_item(item: Option<TokenStream>, file: &Source, found: &mut Vec<String>) {
    let Some(item) = item.filter(starts_with_tag) else { return };
    let line = item.clone().into_iter().next().map_or(1, |tree| tree.span().start().line);
    let mut tag = Vec::new();
    for tree in item {
        if matches!(&tree, TokenTree::Punct(sign) if sign.as_char() == '>') {
            break;
        }
        tag.push(tree.to_string());
    }
    let has_key = tag.windows(2).any(|pair| pair[0] == "key" && pair[1] == "=")
        || tag.windows(2).any(|pair| pair == ["{", "key"]);
    if !has_key && !tag.iter().any(|part| part.replace(' ', "") == "{key}") {
        found.push(file.at(line, "an item of a list has no key (yew#3262)"));
    }
}

/// Attributes that are read out or shown.
const READ_OUT: [&str; 6] = ["alt", "title", "placeholder", "label", "description", "roledescription"];

/// A word between two tags, or in an attribute that is read out, belongs to the language files.
fn words_are_not_in_html(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in screens(root).filter(|file| !file.is_specimen()) {
        let Some(stream) = parse(&file) else { continue };
        let mut bodies = Vec::new();
        all_html(stream, &mut bodies);
        for body in bodies {
            let mut tokens = Vec::new();
            flatten(body, true, &mut tokens);
            found.extend(words_in(&tokens).map(|token| {
                file.at(
                    token.line,
                    &format!("\"{}\" is read by people: it goes to a language file", token.text),
                )
            }));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn all_html(stream: TokenStream, bodies: &mut Vec<TokenStream>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        if let (TokenTree::Ident(word), Some(TokenTree::Group(body))) = (tree, trees.get(at + 2))
            && *word == "html"
        {
            bodies.push(body.stream());
        }
        if let TokenTree::Group(group) = tree {
            all_html(group.stream(), bodies);
        }
    }
}

/// The product's name is the same in every language.
const NAME: &str = "Main Tendue";

fn words_in(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let is_words = |token: &Token| {
        token.kind == Kind::Text
            && token.text != NAME
            && token.text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 2)
    };
    tokens
        .iter()
        .enumerate()
        .filter(move |(at, token)| is_words(token) && is_shown(tokens, *at))
        .map(|(_, token)| token)
}

/// `<p>{"words"}</p>`, `<p>"words"</p>` or `title="words"`, `aria-label="words"`.
fn is_shown(tokens: &[Token], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |at| tokens[at].text.as_str());
    let after = tokens.get(at + 1).map_or("", |token| token.text.as_str());
    let is_node = before(1) == ">" || (before(1) == "{" && after == "}" && matches!(before(2), ">" | "}"));
    let in_attribute = before(1) == "=" && READ_OUT.contains(&before(2));
    is_node && before(2) != "=" || in_attribute
}

/// The page that shows the design kit holds specimens, so what ships must not hold the page.
fn specimens_are_not_shipped(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in screens(root).filter(|file| !file.is_specimen()) {
        let tokens = shipped_tokens(&file);
        let hits = tokens.windows(2).filter(|pair| pair[0].is("mod") && pair[1].is("kit"));
        found.extend(
            hits.map(|hit| {
                file.at(hit[0].line, "the kit page ships: put #[cfg(debug_assertions)] before it")
            }),
        );
    }
    found
}

#[test]
fn the_kit_page_is_not_shipped() {
    let files =
        [("src/lib.rs", "#[cfg(debug_assertions)]\nmod kit;"), ("src/app.rs", "mod page;\npub mod kit;")];
    finds(specimens_are_not_shipped, &files, &["src/app.rs:2: the kit page ships"]);
    holds(specimens_are_not_shipped);
}

#[test]
fn no_component_renders_nothing() {
    let files = [
        (
            "src/ui/a.rs",
            "#[component]\npub fn A(p: &P) -> Html {\n if p.x {\n return html! {};\n }\n html! { <p>{ b() }</p> }\n}",
        ),
        (
            "src/ui/b.rs",
            "#[component]\nfn B() -> Html {\n match x { One => Html::default(),\n Two => html! { <p/> } }\n}",
        ),
        (
            "src/ui/c.rs",
            "#[component]\nfn C() -> Html {\n let part = if x { html! {} } else { Html::default() };\n html! { <p>{ part }{ d(Html::default()) }</p> }\n}",
        ),
        ("src/ui/d.rs", "fn d() -> Html { Html::default() }"),
    ];
    finds(no_component_is_empty, &files, &["src/ui/a.rs:4: a component", "src/ui/b.rs:3: a component"]);
    holds(no_component_is_empty);
}

#[test]
fn every_list_has_keys() {
    let list = "fn f() -> Html { html! { <ul>\n\
                { for items.iter().map(|item| html! { <li>{item}</li> }) }\n\
                { for items.iter().map(|item| html! { <li key={item.id}>{item}</li> }) }\n\
                { maybe.map(|item| html! { <li>{item}</li> }) }\n\
                for item in items { <li class=\"a\">{item}</li> }\n\
                for key in keys { <li {key}>{key}</li> }\n\
                </ul> } }\nfn g() { for item in items { <u8 as A>::b(item) } }";
    // A loop whose body begins with a qualified path is not written in this house; it would be taken for a tag.
    let expected = ["src/a.rs:2: an item", "src/a.rs:5: an item", "src/a.rs:8: an item"];
    finds(lists_have_keys, &[("src/a.rs", list)], &expected);
    holds(lists_have_keys);
}

#[test]
fn no_words_hide_in_html() {
    let screen = "fn f() -> Html { let name = \"Not shown\"; html! { <p class=\"mt-card\">\n\
                  {\"Welcome back\"}<b>{ t(\"a.b\") }</b>{\" · \"}\n\
                  <img alt=\"A card\" src=\"/a.svg\"/><a aria-label=\"Go back\" title={t(\"a.c\")} href={\"/b\"}>{ x }</a></p> } }";
    let expected = ["src/a.rs:2: \"Welcome back\"", "src/a.rs:3: \"A card\"", "src/a.rs:3: \"Go back\""];
    finds(words_are_not_in_html, &[("src/a.rs", screen)], &expected);
    holds(words_are_not_in_html);
}
