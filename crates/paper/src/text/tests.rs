use super::*;

const BODY: Style = Style { size_pt: 11.0, is_bold: false, leading: 1.4, grey: 0.0 };

fn lines(text: &str, language: &str, width_pt: f32) -> Vec<Line> {
    Typesetter::new(language).lines(text, BODY, width_pt)
}

/// The text behind the glyphs of a line, as far as they say it.
fn said(line: &Line) -> String {
    let mut ranges: Vec<_> =
        line.runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.text_range.clone())).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup();
    ranges.into_iter().map(|range| &line.text[range]).collect()
}

#[test]
fn every_line_fits_and_together_they_say_the_text() {
    let text =
        "L'accueil est ouvert le mardi : « venez quand vous voulez », de 9 h à 12 h, même sans rendez-vous.";
    for width_pt in [40.0, 90.0, 200.0, 2000.0] {
        let lines = lines(text, "fr", width_pt);
        assert!(lines.iter().all(|line| line.width <= width_pt + 0.01), "{width_pt}");
        assert_eq!(lines.iter().map(said).collect::<String>(), clean(text, "fr"), "{width_pt}");
    }
}

#[test]
fn a_word_that_is_too_wide_is_broken_inside() {
    let text = "x".repeat(300);
    let lines = lines(&text, "fr", 100.0);
    assert!(lines.len() > 10);
    assert!(lines.iter().all(|line| line.width <= 100.01));
    assert_eq!(lines.iter().map(said).collect::<String>(), text);
}

#[test]
fn what_cannot_be_drawn_goes() {
    assert_eq!(clean("a\u{0}b\u{202e}c\u{feff}d\ne\tf\u{fffe}", "fr"), "abcd e f");
    assert!(lines(" \u{0}\n ", "fr", 100.0).is_empty());
}

#[test]
fn a_character_without_a_glyph_is_shown_as_missing_and_its_text_is_kept() {
    let lines = lines("ok 🦩 漢", "fr", 500.0);
    let glyphs: Vec<u32> =
        lines[0].runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.glyph_id.to_u32())).collect();
    assert!(!glyphs.contains(&0));
    assert_eq!(said(&lines[0]), "ok 🦩 漢");
}

#[test]
fn the_replacement_is_the_glyph_of_the_replacement_character() {
    let lines = lines("\u{fffd}", "fr", 500.0);
    assert_eq!(lines[0].runs[0].glyphs[0].glyph_id.to_u32(), face::LATIN_REPLACEMENT);
}

#[test]
fn arabic_is_shaped_and_runs_from_right_to_left() {
    let text = "السلام عليكم Main Tendue";
    let lines = lines(text, "ar", 500.0);
    assert_eq!(lines.len(), 1);
    assert_eq!(said(&lines[0]), text);
    let first = &lines[0].runs[0];
    let starts_at = first.glyphs[0].text_range.start;
    assert!(starts_at > 0, "the leftmost glyph is not the first letter");
    assert!(lines[0].runs.iter().all(|run| run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0)));
}
