//! The XML inside of packages, one tag after the other. Nothing is fetched and no entity is replaced.

use domain::documents::FileRefusal;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// Goes through the tags of a part: `tell(name, attributes)` with names as written, values in plain.
///
/// # Errors
/// What `tell` refuses; [`FileRefusal::FetchesMore`] for a part that declares a document type, which can name entities to
/// fetch or to multiply; [`FileRefusal::Broken`] when it is no XML in UTF-8.
pub fn each_tag(
    bytes: &[u8],
    mut tell: impl FnMut(&str, &[(String, String)]) -> Result<(), FileRefusal>,
) -> Result<(), FileRefusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| FileRefusal::Broken)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|_| FileRefusal::Broken)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let mut attributes = Vec::new();
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| FileRefusal::Broken)?;
                    let value = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_err(|_| FileRefusal::Broken)?;
                    attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
                }
                tell(tag.name().as_ref(), &attributes)?;
            }
            Event::DocType(_) => return Err(FileRefusal::FetchesMore),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute by its name as written, or by its name after the prefix.
pub fn value_of<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let is_it = |key: &str| key == name || key.rsplit_once(':').is_some_and(|(_, local)| local == name);
    attributes.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value.as_str())
}

/// The name of a tag after its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
