//! pack.yaml.

use crate::folder::Folder;
use crate::model::{Credit, Lang, Pack, Service};
use crate::problem::{At, Report};
use crate::raw;
use crate::text::Plain;

/// `None` when no language can be told, which is reported.
pub(crate) fn build_pack(file: &raw::Pack, report: &mut Report) -> Option<Pack> {
    let mut languages: Vec<Lang> = Vec::new();
    for At { pos, value: Plain(tag) } in &file.languages {
        match Lang::new(tag) {
            Some(lang) if languages.contains(&lang) => {
                report.add(*pos, format!("The language `{lang}` is there twice. Remove one of them."));
            }
            Some(lang) => languages.push(lang),
            None if tag.is_empty() => {}
            None => {
                let message = format!("`{tag}` is no language. Write a language tag such as `fr` or `en`.");
                report.add(*pos, message);
            }
        }
    }
    let At { pos, value: Plain(tag) } = &file.default_language;
    let default_language = Lang::new(tag)?;
    if !languages.contains(&default_language) {
        let message = format!("The default language `{tag}` is not among `languages`. Add it there.");
        report.add(*pos, message);
    }
    let service = Service {
        name: file.service.name.0.clone(),
        phone: file.service.phone.0.clone(),
        place: file.service.place.0.clone(),
    };
    Some(Pack {
        id: file.id.0.clone(),
        version: file.version.0.clone(),
        languages,
        default_language,
        service,
    })
}

/// The sources of the pack, then of its lexicons.
pub(crate) fn read_credits(folder: &Folder) -> Vec<Credit> {
    let credit =
        |source: &Plain, licence: &Plain| Credit { source: source.0.clone(), licence: licence.0.clone() };
    let of_pack = folder.pack.iter().flat_map(|pack| pack.credits.iter().flatten());
    let of_lexicons = folder.lexicons.values().flatten();
    let credits = of_pack.map(|line| credit(&line.source, &line.licence));
    credits.chain(of_lexicons.map(|lexicon| credit(&lexicon.source, &lexicon.licence))).collect()
}
