use super::*;
use crate::model::{Code, Envelope, Grid, GridRow, Row};
use crate::pages::paginate;
use crate::text::clean;
use domain::questionnaire::Level;
use proptest::prelude::*;
use style::{CONTENT_HEIGHT, PAGE_WIDTH};

/// Half a line's rounding: a road is a little higher than the line it stands in.
const SLACK: f32 = 1.0;

fn document(language: &str, blocks: Vec<Block>) -> Document {
    Document {
        language: language.to_owned(),
        title: "t".to_owned(),
        foot: "f".to_owned(),
        page_label: "{page}".to_owned(),
        box_name: "b".to_owned(),
        percent: 100,
        blocks,
    }
}

/// From nothing to a page of one word, with every script and sign that a person may type.
fn a_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Zéè'’«»?:]{1,20}",
        "[ء-ي]{1,12}",
        "[\\u{1F300}-\\u{1F320}]",
        "[W]{200,400}",
        "\\PC{1,8}"
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

fn some_texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(a_text(), 1..4)
}

fn some_rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (a_text(), some_texts(), some_texts(), prop::option::of(Just(Level::Hard)));
    let row = row.prop_map(|(term, values, notes, road)| Row { term, values, road, notes });
    prop::collection::vec(row, 1..4)
}

fn a_grid() -> impl Strategy<Value = Grid> {
    let row = (a_text(), a_text()).prop_map(|(text, note)| GridRow { number: "A".to_owned(), text, note });
    (a_text(), some_texts(), prop::collection::vec(row, 0..5)).prop_map(|(corner, columns, rows)| Grid {
        corner,
        columns: columns.into_iter().map(|label| (Level::Blocked, label)).collect(),
        rows,
    })
}

fn a_block() -> impl Strategy<Value = Block> {
    let level = prop::sample::select(vec![HeadingLevel::Title, HeadingLevel::Section, HeadingLevel::Item]);
    let tone = prop::sample::select(vec![Tone::Lead, Tone::Plain, Tone::Strong, Tone::Note]);
    let shape = prop::sample::select(vec![BoxShape::Circle, BoxShape::Square]);
    let leaf =
        prop_oneof![
            a_text().prop_map(Block::Mark),
            (level, prop::option::of("[0-9]{1,40}"), a_text())
                .prop_map(|(level, number, text)| Block::Heading { level, number, text }),
            (tone, a_text()).prop_map(|(tone, text)| Block::Paragraph(tone, text)),
            some_texts().prop_map(|texts| Block::List(ListKind::Dots, texts)),
            some_texts().prop_map(|texts| Block::List(ListKind::Numbers, texts)),
            some_rows().prop_map(Block::Rows),
            some_rows().prop_map(Block::Stacked),
            (shape, some_texts()).prop_map(|(shape, texts)| Block::Options(shape, texts)),
            (prop::option::of(a_text()), 0u8..30)
                .prop_map(|(label, n_lines)| Block::WritingLines { label, n_lines }),
            a_grid().prop_map(Block::Grid),
            (some_words(), some_words()).prop_map(|(from, to)| Block::Envelope(Envelope { from, to })),
            ("[a-z]{1,9}", "[A-Z]{1,9}").prop_map(|(term, text)| {
                let qr = vec!["#.#".to_owned(); 3];
                Block::Code(Code { term, text, qr, name: "code".to_owned() })
            }),
            Just(Block::Rule),
            Just(Block::PageBreak),
        ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        let some = prop::collection::vec(inner, 1..4);
        prop_oneof![some.clone().prop_map(Block::Inset), some.prop_map(Block::KeepTogether)]
    })
}

/// Lines of an envelope.
fn some_words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-z]{1,9}", 0..4)
}

/// Every text that the document gives.
fn texts(blocks: &[Block]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for block in blocks {
        match block {
            Block::Mark(text) | Block::Paragraph(_, text) | Block::Heading { text, .. } => all.push(text),
            Block::List(_, texts) | Block::Options(_, texts) => all.extend(texts.iter().map(String::as_str)),
            Block::Rows(rows) | Block::Stacked(rows) => {
                for row in rows {
                    all.push(&row.term);
                    all.extend(row.values.iter().chain(&row.notes).map(String::as_str));
                }
            }
            Block::WritingLines { label, .. } => all.extend(label.as_deref()),
            Block::Grid(grid) => {
                all.push(&grid.corner);
                all.extend(grid.columns.iter().map(|(_, label)| label.as_str()));
                all.extend(grid.rows.iter().flat_map(|row| [row.text.as_str(), row.note.as_str()]));
            }
            Block::Inset(blocks) | Block::KeepTogether(blocks) | Block::Portrait(_, blocks) => {
                all.extend(texts(blocks));
            }
            Block::Envelope(Envelope { from, to }) => all.extend(from.iter().chain(to).map(String::as_str)),
            Block::Code(code) => all.extend([code.term.as_str(), &code.text]),
            Block::Rule | Block::PageBreak => {}
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_stands_outside_the_margins_and_nothing_is_lost(
        blocks in prop::collection::vec(a_block(), 0..8),
        language in prop::sample::select(vec!["fr", "ar"]),
    ) {
        let document = document(language, blocks);
        let mut set = Typesetter::new(language);
        let (strips, _) = lay_out(&document, &mut set);
        let mut drawn = Vec::new();
        for page in paginate(strips, CONTENT_HEIGHT) {
            for (top, strip) in page {
                prop_assert!(top + strip.height <= CONTENT_HEIGHT + SLACK);
                for item in &strip.items {
                    let (width, height) = item.content.size();
                    prop_assert!(item.x >= MARGIN - SLACK, "{item:?}");
                    prop_assert!(item.x + width <= PAGE_WIDTH - MARGIN + SLACK, "{item:?}");
                    prop_assert!(item.y >= -SLACK && item.y + height <= strip.height + SLACK, "{item:?} {}", strip.height);
                    if let Content::Text(line, _) = &item.content {
                        drawn.push(line.text.trim().to_owned());
                    }
                }
            }
        }
        for text in texts(&document.blocks) {
            let text = clean(text, language);
            prop_assert!(text.trim().is_empty() || drawn.iter().any(|drawn| drawn == text.trim()), "{text}");
        }
    }

    #[test]
    fn any_text_makes_a_paper(blocks in prop::collection::vec(a_block(), 0..3)) {
        let title = Block::Heading { level: HeadingLevel::Title, number: None, text: "t".to_owned() };
        let blocks = [vec![title], blocks].concat();
        prop_assert_eq!(crate::print(&document("fr", blocks)).map(|_| ()), Ok(()));
    }
}
