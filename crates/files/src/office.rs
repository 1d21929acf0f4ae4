//! DOCX and ODT: packages of XML. Taken when nothing in them runs, and nothing is fetched by opening them.

use crate::package::Package;
use crate::xml::{each_tag, local, value_of};
use domain::documents::{DocumentKind, FileRefusal};

const CONTENT_TYPES: &str = "[Content_Types].xml";
const WORD_MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const ODT_TYPE: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Which kind a package is, by the parts that it names; the whole of it is looked at afterwards.
///
/// # Errors
/// When it is none of ours.
pub fn kind_of_package(bytes: &[u8]) -> Result<DocumentKind, FileRefusal> {
    let package = Package::open(bytes)?;
    if package.has(CONTENT_TYPES) {
        let is_word = package.names.iter().any(|name| name.starts_with("word/"));
        return if is_word { Ok(DocumentKind::Docx) } else { Err(FileRefusal::Unknown) };
    }
    if package.has("mimetype") && package.has("content.xml") {
        return Ok(DocumentKind::Odt);
    }
    Err(FileRefusal::Unknown)
}

/// What a compound file of the old kind is: Office also hides a package with a password in one.
pub fn kind_of_compound(bytes: &[u8]) -> FileRefusal {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_protected = bytes.windows(name.len()).any(|window| window == name);
    if is_protected { FileRefusal::Protected } else { FileRefusal::OldOffice }
}

/// # Errors
/// Why it is not kept.
pub fn check_docx(bytes: &[u8]) -> Result<(), FileRefusal> {
    let mut package = Package::open(bytes)?;
    for name in &package.names {
        let name = name.to_lowercase();
        if name.contains("vbaproject") || name.contains("/activex/") || name.contains("vbadata") {
            return Err(FileRefusal::HasProgram);
        }
        if name.contains("/embeddings/") || name.contains("/externallinks/") || name.ends_with(".bin") {
            return Err(FileRefusal::HasFiles);
        }
    }
    let mut has_main = false;
    let types = package.read(CONTENT_TYPES)?;
    each_tag(&types, |_, attributes| {
        let kind = value_of(attributes, "ContentType").unwrap_or_default();
        if kind.to_lowercase().contains("macro") || kind.contains("vba") {
            return Err(FileRefusal::HasProgram);
        }
        has_main |= kind == WORD_MAIN;
        Ok(())
    })?;
    if !has_main {
        return Err(FileRefusal::Unknown);
    }
    let parts: Vec<String> = package.names.iter().filter(|name| is_xml(name)).cloned().collect();
    for name in &parts {
        let part = package.read(name)?;
        if name.to_lowercase().ends_with(".rels") {
            each_tag(&part, |_, attributes| check_relation(attributes))?;
        } else {
            each_tag(&part, check_word_tag)?;
        }
    }
    Ok(())
}

/// A link that one follows is fine; a template, picture, frame or sheet that opening fetches is not.
fn check_relation(attributes: &[(String, String)]) -> Result<(), FileRefusal> {
    let kind = value_of(attributes, "Type").unwrap_or_default();
    let target = value_of(attributes, "Target").unwrap_or_default();
    let is_external =
        value_of(attributes, "TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
    if kind.ends_with("/hyperlink") {
        return if is_local_or_web(target) { Ok(()) } else { Err(FileRefusal::FetchesMore) };
    }
    if is_external || has_scheme(target) || target.starts_with("\\\\") || target.starts_with("//") {
        return Err(FileRefusal::FetchesMore);
    }
    Ok(())
}

/// Fields that fetch or run something when a document is opened.
fn check_word_tag(tag: &str, attributes: &[(String, String)]) -> Result<(), FileRefusal> {
    if local(tag) == "altChunk" {
        return Err(FileRefusal::HasFiles);
    }
    let field = value_of(attributes, "instr").unwrap_or_default().trim_start().to_uppercase();
    let runs = ["DDE", "INCLUDETEXT", "INCLUDEPICTURE", "MACROBUTTON", "LINK "];
    if runs.iter().any(|begin| field.starts_with(begin)) { Err(FileRefusal::HasProgram) } else { Ok(()) }
}

/// # Errors
/// Why it is not kept.
pub fn check_odt(bytes: &[u8]) -> Result<(), FileRefusal> {
    let mut package = Package::open(bytes)?;
    if package.read("mimetype")?.trim_ascii() != ODT_TYPE {
        return Err(FileRefusal::Unknown);
    }
    for name in &package.names {
        let name = name.to_lowercase();
        if name.starts_with("basic/") || name.starts_with("scripts/") {
            return Err(FileRefusal::HasProgram);
        }
        if name.ends_with(".bin") || name.starts_with("object ") && !name.contains('/') {
            return Err(FileRefusal::HasFiles);
        }
    }
    let parts: Vec<String> = package.names.iter().filter(|name| is_xml(name)).cloned().collect();
    for name in &parts {
        let part = package.read(name)?;
        match name.as_str() {
            "META-INF/manifest.xml" => each_tag(&part, |tag, _| match local(tag) {
                "encryption-data" => Err(FileRefusal::Protected),
                _ => Ok(()),
            })?,
            // It names the template that a document was made from; nothing is fetched from there.
            "meta.xml" => each_tag(&part, |_, _| Ok(()))?,
            _ => each_tag(&part, check_odt_tag)?,
        }
    }
    Ok(())
}

fn check_odt_tag(tag: &str, attributes: &[(String, String)]) -> Result<(), FileRefusal> {
    if matches!(local(tag), "event-listener" | "script" | "plugin" | "applet") {
        return Err(FileRefusal::HasProgram);
    }
    let target = attributes.iter().find(|(key, _)| key == "xlink:href" || key.ends_with(":href"));
    let Some((_, target)) = target else { return Ok(()) };
    let is_fine =
        if tag == "text:a" || tag == "draw:a" { is_local_or_web(target) } else { is_inside(target) };
    if is_fine { Ok(()) } else { Err(FileRefusal::FetchesMore) }
}

/// A name of a part of the same package, or of a place in the same text.
fn is_inside(target: &str) -> bool {
    !has_scheme(target) && !target.starts_with(['/', '\\']) && !target.contains("..")
}

/// Where a link may lead that a person presses.
fn is_local_or_web(target: &str) -> bool {
    let target = target.trim().to_lowercase();
    let is_web = ["http://", "https://", "mailto:", "tel:"].iter().any(|begin| target.starts_with(begin));
    is_web || is_inside(&target)
}

/// RFC 3986, 3.1.
fn has_scheme(target: &str) -> bool {
    target.trim().split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

fn is_xml(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".rels", ".rdf"].iter().any(|end| name.ends_with(end))
}
