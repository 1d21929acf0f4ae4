//! Which language to begin with. Pure.

/// The first of `wishes` (BCP 47 tags, best first) that is among `supported`, by its primary part ("fr-BE" is "fr");
/// without any, French.
pub fn first_supported<'a>(wishes: &[String], supported: &'a [String]) -> &'a str {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let wanted = wishes.iter().find_map(|wish| {
        supported
            .iter()
            .find(|code| **code == *wish)
            .or_else(|| supported.iter().find(|code| **code == primary(wish)))
    });
    let fallback = || supported.iter().find(|code| *code == "fr").or_else(|| supported.first());
    wanted.or_else(fallback).map_or("fr", String::as_str)
}
