//! The smallest good file of each kind, with room for something that does not belong there.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The test file of the antivirus industry, in two parts so that no scanner takes this source for it.
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// One page, and these objects beside it, from number 4; `catalog` and `page` take what is put into them by [`pdf_with`].
pub fn pdf(more: &[&str]) -> Vec<u8> {
    pdf_with("", "", "", more)
}

pub fn pdf_with(catalog: &str, page: &str, trailer: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>"),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    let objects: Vec<Vec<u8>> = objects.into_iter().map(String::into_bytes).collect();
    pdf_of(&objects, trailer)
}

pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        writeln!(file, "{} 0 obj", at + 1).unwrap();
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(file, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file
}

/// A stream object with these bytes.
pub fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    object.extend(bytes);
    object.extend(b"\nendstream");
    object
}

/// The usual three objects of a one-page PDF, and these.
pub fn page_and(more: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
    ];
    objects.extend(more);
    objects
}

/// Packed with DEFLATE, in a zlib frame.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A ZIP of these parts; names of one kind only once.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = *name == "mimetype";
        let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Parts of a package; one of the same name as a usual part takes its place.
pub type Parts<'a> = &'a [(&'a str, &'a [u8])];

const WORD_TYPES: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const WORD_RELS: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD_LINKS: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://exemple.fr/" TargetMode="External"/></Relationships>"#;
const WORD_DOCUMENT: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Nadia Exemple, vendeuse</w:t></w:r></w:p></w:body></w:document>"#;

pub fn docx(parts: Parts<'_>) -> Vec<u8> {
    let usual: Parts<'_> = &[
        ("[Content_Types].xml", WORD_TYPES),
        ("_rels/.rels", WORD_RELS),
        ("word/document.xml", WORD_DOCUMENT),
        ("word/_rels/document.xml.rels", WORD_LINKS),
    ];
    zip(&merged(usual, parts))
}

const ODT_MANIFEST: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>"#;
const ODT_CONTENT: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text><text:p>Nadia Exemple <text:a xlink:href="https://exemple.fr/">lien</text:a></text:p></office:text></office:body></office:document-content>"#;
const ODT_META: &[u8] = br#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:meta><meta:template xlink:href="/usr/share/modele.ott"/></office:meta></office:document-meta>"#;

pub fn odt(parts: Parts<'_>) -> Vec<u8> {
    let usual: Parts<'_> = &[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", ODT_CONTENT),
        ("meta.xml", ODT_META),
        ("META-INF/manifest.xml", ODT_MANIFEST),
    ];
    zip(&merged(usual, parts))
}

fn merged<'a>(usual: Parts<'a>, parts: Parts<'a>) -> Vec<(&'a str, &'a [u8])> {
    let is_usual = |name: &str| parts.iter().all(|(other, _)| *other != name);
    let mut all: Vec<_> = usual.iter().copied().filter(|(name, _)| is_usual(name)).collect();
    all.extend(parts);
    all
}

fn drawing(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let shade = |n: u32| u8::try_from(n % 256).unwrap();
        image::Rgb([shade(x * 4), shade(y * 6), if x * 2 < width { 220 } else { 30 }])
    })
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawing(width, height).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    drawing(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A JPEG with one more segment after its beginning.
pub fn jpeg_with(marker: u8, payload: &[u8]) -> Vec<u8> {
    let plain = jpeg(60, 40);
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, marker], &length, payload, &plain[2..]].concat()
}

/// EXIF: turned by a quarter to the right, taken at a place.
pub fn exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // Orientation (SHORT) = 6; GPSInfo (LONG) = offset 38.
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend([0, 0, 0, 0]);
    // GPSLatitudeRef (ASCII) = "N".
    exif.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    exif
}

/// A PNG chunk.
pub fn chunk(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(payload);
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[..], &kind, payload, &crc.sum().to_be_bytes()].concat()
}

/// A PNG with one more chunk after its head.
pub fn png_with(kind: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let plain = png(60, 40);
    // Eight bytes of signature, 25 of IHDR.
    [&plain[..33], &chunk(kind, payload), &plain[33..]].concat()
}
