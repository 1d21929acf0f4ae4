//! DOCX, ODT and other archives that run, fetch, grow, reach out, lie or pass for something else.

use super::make::{docx, eicar, odt, zip};
use super::{Expected, Sample, cut, refused, sample};
use domain::documents::FileRefusal as Why;

const CONTENT_TYPES: &str = "[Content_Types].xml";

pub fn all() -> Vec<Sample> {
    let good = super::good();
    [word(), open(), infected(), archives(), lies(), cut(&good[2]), cut(&good[3])].concat()
}

/// A DOCX with one relation of a kind.
fn related(kind: &str, target: &str, mode: &str) -> Vec<u8> {
    let relation = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" {mode}/></Relationships>"#
    );
    docx(&[("word/_rels/settings.xml.rels", relation.as_bytes())])
}

/// A DOCX whose main part has this body.
fn written(body: &str) -> Vec<u8> {
    let text = format!(r#"<w:document xmlns:w="x"><w:body>{body}</w:body></w:document>"#);
    docx(&[("word/document.xml", text.as_bytes())])
}

fn typed(kind: &str) -> Vec<u8> {
    let types = format!(r#"<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"#);
    docx(&[(CONTENT_TYPES, types.as_bytes())])
}

const LAUGHS: &str = r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"#;
const REACHING: &str = r#"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
const PARAMETER: &str = r#"<!DOCTYPE d [<!ENTITY % x SYSTEM "https://exemple.fr/x.dtd"> %x;]>"#;

fn word() -> Vec<Sample> {
    let external = r#"TargetMode="External""#;
    let mut all = Vec::new();
    for part in
        ["word/vbaProject.bin", "word/vbaData.xml", "word/VBAPROJECT.BIN", "word/activeX/activeX1.xml"]
    {
        all.push(refused(format!("macros in {part}"), "cv.docx", docx(&[(part, b"<x/>")]), Why::HasProgram));
    }
    for part in [
        "word/embeddings/oleObject1.bin",
        "word/embeddings/Book1.xlsx",
        "word/x.bin",
        "word/externalLinks/l.xml",
    ] {
        all.push(refused(format!("a file in {part}"), "cv.docx", docx(&[(part, b"<x/>")]), Why::HasFiles));
    }
    for kind in [
        "attachedTemplate",
        "image",
        "frame",
        "subDocument",
        "oleObject",
        "aFChunk",
        "externalLink",
        "styles",
    ] {
        let bytes = related(kind, "https://exemple.fr/x.dotm", external);
        all.push(refused(format!("a {kind} from elsewhere"), "cv.docx", bytes, Why::FetchesMore));
    }
    let targets = [
        r"\\exemple.fr\x\y.dotm",
        "file:///C:/x.dotm",
        "//exemple.fr/x.dotm",
        "mhtml:https://exemple.fr!x",
        "&#104;ttps://exemple.fr/x",
    ];
    for target in targets {
        let bytes = related("attachedTemplate", target, "");
        all.push(refused(format!("a template at {target}"), "cv.docx", bytes, Why::FetchesMore));
    }
    for target in ["javascript:alert(1)", "ms-msdt:/id", "file://exemple.fr/x", "search-ms:query=x"] {
        let bytes = related("hyperlink", target, external);
        all.push(refused(format!("a link to {target}"), "cv.docx", bytes, Why::FetchesMore));
    }
    for field in [
        "DDEAUTO c:\\x.exe",
        " dde x y",
        "INCLUDETEXT x",
        "INCLUDEPICTURE x",
        "MACROBUTTON x y",
        "LINK Excel x",
    ] {
        let bytes = written(&format!(r#"<w:fldSimple w:instr="{field}"/>"#));
        all.push(refused(format!("a field {field}"), "cv.docx", bytes, Why::HasProgram));
    }
    all.push(refused(
        "another text that is drawn in",
        "cv.docx",
        written(r#"<w:altChunk r:id="rId9"/>"#),
        Why::HasFiles,
    ));
    let main = "application/vnd.ms-word.document.macroEnabled.main+xml";
    all.push(refused("a DOCM", "cv.docx", typed(main), Why::HasProgram));
    all.push(refused(
        "a DOTM",
        "cv.docx",
        typed("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        Why::HasProgram,
    ));
    all.push(refused(
        "a sheet",
        "cv.docx",
        typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        Why::Unknown,
    ));
    for (what, document_type) in
        [("laughs", LAUGHS), ("a file by an entity", REACHING), ("a grammar from the web", PARAMETER)]
    {
        let text = format!("{document_type}<w:document xmlns:w=\"x\"/>");
        all.push(refused(
            format!("{what} in the text"),
            "cv.docx",
            docx(&[("word/document.xml", text.as_bytes())]),
            Why::FetchesMore,
        ));
        let text = format!("{document_type}<Types/>");
        all.push(refused(
            format!("{what} in the types"),
            "cv.docx",
            docx(&[(CONTENT_TYPES, text.as_bytes())]),
            Why::FetchesMore,
        ));
    }
    let wide: Vec<u8> = "\u{feff}<x/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    all.push(refused("a text in UTF-16", "cv.docx", docx(&[("word/x.xml", &wide)]), Why::Broken));
    all.push(refused("called an ODT", "cv.odt", docx(&[]), Why::NameDiffers));
    all.push(refused("called a DOCM", "cv.docm", docx(&[]), Why::NameDiffers));
    all.push(sample(
        "the test virus in a part",
        "cv.docx",
        docx(&[("word/media/x.dat", &eicar())]),
        Expected::Infected,
    ));
    all
}

fn open() -> Vec<Sample> {
    let with = |body: &str| {
        let text = format!(
            r#"<office:document-content xmlns:office="o" xmlns:draw="d" xmlns:xlink="x">{body}</office:document-content>"#
        );
        odt(&[("content.xml", text.as_bytes())])
    };
    let manifest = br#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let reaching = format!("{REACHING}<x/>");
    vec![
        refused("a macro", "cv.odt", odt(&[("Basic/Standard/Module1.xml", b"<x/>")]), Why::HasProgram),
        refused("a script of Python", "cv.odt", odt(&[("Scripts/python/x.py", b"x")]), Why::HasProgram),
        refused(
            "a listener",
            "cv.odt",
            with(r#"<script:event-listener xlink:href="vnd.sun.star.script:x"/>"#),
            Why::HasProgram,
        ),
        refused(
            "a script in the text",
            "cv.odt",
            with(r#"<text:script script:language="x">y</text:script>"#),
            Why::HasProgram,
        ),
        refused("an applet", "cv.odt", with(r#"<draw:applet xlink:href="x"/>"#), Why::HasProgram),
        refused("protected", "cv.odt", odt(&[("META-INF/manifest.xml", manifest)]), Why::Protected),
        refused(
            "a picture from the web",
            "cv.odt",
            with(r#"<draw:image xlink:href="https://exemple.fr/x.png"/>"#),
            Why::FetchesMore,
        ),
        refused(
            "a picture from the disk",
            "cv.odt",
            with(r#"<draw:image xlink:href="/etc/passwd"/>"#),
            Why::FetchesMore,
        ),
        refused(
            "a picture from above",
            "cv.odt",
            with(r#"<draw:image xlink:href="../../x.png"/>"#),
            Why::FetchesMore,
        ),
        refused(
            "a section from the web",
            "cv.odt",
            with(r#"<text:section-source xlink:href="https://exemple.fr/x.odt"/>"#),
            Why::FetchesMore,
        ),
        refused(
            "a link that runs",
            "cv.odt",
            with(r#"<text:a xlink:href="macro:///x.y.z()"/>"#),
            Why::FetchesMore,
        ),
        refused("an object of the old kind", "cv.odt", odt(&[("Object 1", b"x")]), Why::HasFiles),
        refused("another file", "cv.odt", odt(&[("x.bin", b"MZ")]), Why::HasFiles),
        refused("an entity", "cv.odt", odt(&[("styles.xml", reaching.as_bytes())]), Why::FetchesMore),
        refused(
            "a sheet",
            "cv.odt",
            odt(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
            Why::Unknown,
        ),
        refused("called a DOCX", "cv.docx", odt(&[]), Why::NameDiffers),
        sample(
            "the test virus in a picture",
            "cv.odt",
            odt(&[("Pictures/x.dat", &eicar())]),
            Expected::Infected,
        ),
    ]
}

/// The test virus where a package has room for something, packed once and twice.
fn infected() -> Vec<Sample> {
    let archive = zip(&[("x.com", &eicar())]);
    let twice = zip(&[("inner.zip", &archive)]);
    let picture = super::make::jpeg_with(0xfe, &eicar());
    let after = [super::make::png(60, 40), eicar()].concat();
    let text =
        [&b"<w:document xmlns:w=\"x\"><w:body><w:p>"[..], &eicar(), b"</w:p></w:body></w:document>"].concat();
    let rows: &[(&str, &str, Vec<u8>)] = &[
        ("in a picture of a DOCX", "cv.docx", docx(&[("word/media/image1.jpeg", &picture)])),
        ("after a picture of a DOCX", "cv.docx", docx(&[("word/media/image1.png", &after)])),
        ("in a picture of an ODT", "cv.odt", odt(&[("Pictures/image1.jpg", &picture)])),
        ("after the small picture of an ODT", "cv.odt", odt(&[("Thumbnails/thumbnail.png", &after)])),
        ("in the text of a DOCX", "cv.docx", docx(&[("word/document.xml", &text)])),
        ("in an archive in a DOCX", "cv.docx", docx(&[("word/media/x.dat", &archive)])),
        ("in an archive in an archive in a DOCX", "cv.docx", docx(&[("word/media/x.dat", &twice)])),
        ("in an archive in an ODT", "cv.odt", odt(&[("Pictures/x.dat", &archive)])),
    ];
    let found = |(what, name, bytes): &(&str, &str, Vec<u8>)| {
        sample(format!("the test virus {what}"), name, bytes.clone(), Expected::Infected)
    };
    rows.iter().map(found).collect()
}

fn archives() -> Vec<Sample> {
    let inner = zip(&[("x.txt", b"x")]);
    let mut all = vec![
        refused("a plain archive", "cv.zip", inner.clone(), Why::Unknown),
        refused("an archive called PDF", "cv.pdf", inner.clone(), Why::Unknown),
        refused("an archive called DOCX", "cv.docx", inner, Why::Unknown),
        refused("the test virus in an archive", "cv.zip", zip(&[("x.com", &eicar())]), Why::Unknown),
        refused(
            "the test virus in an archive in an archive",
            "cv.zip",
            zip(&[("inner.zip", &zip(&[("x.com", &eicar())]))]),
            Why::Unknown,
        ),
        refused(
            "the test virus in an archive called ODT",
            "cv.odt",
            zip(&[("inner.zip", &zip(&[("x.com", &eicar())]))]),
            Why::Unknown,
        ),
        refused(
            "a Java program",
            "cv.docx",
            zip(&[("META-INF/MANIFEST.MF", b"x"), ("X.class", b"\xca\xfe\xba\xbe")]),
            Why::Unknown,
        ),
        refused(
            "a presentation",
            "cv.docx",
            zip(&[(CONTENT_TYPES, b"<Types/>"), ("ppt/presentation.xml", b"<x/>")]),
            Why::Unknown,
        ),
    ];
    for name in [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "word/../../x",
        "..\\..\\x.exe",
        "C:\\x.exe",
        "word/./x.xml",
        "word/x:y",
    ] {
        all.push(refused(format!("a part at {name}"), "cv.docx", docx(&[(name, b"x")]), Why::Broken));
    }
    let zeros = vec![0; 70 << 20];
    all.push(refused("a part of 70 MB", "cv.docx", docx(&[("word/media/x.dat", &zeros)]), Why::TooBigInside));
    all.push(refused(
        "a part that packs too well",
        "cv.odt",
        odt(&[("Pictures/x.dat", &zeros[..4 << 20])]),
        Why::TooBigInside,
    ));
    let names: Vec<String> = (0..1001).map(|n| format!("word/media/{n}.dat")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    all.push(refused("a thousand parts", "cv.docx", docx(&many), Why::TooBigInside));
    all.push(refused(
        "two parts that differ in case",
        "cv.docx",
        docx(&[("word/X.xml", b"<x/>"), ("word/x.xml", b"<x/>")]),
        Why::Broken,
    ));
    all
}

/// What a header says is not what is there.
fn lies() -> Vec<Sample> {
    let good = docx(&[]);
    let central = good.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let changed = |at: usize, bytes: &[u8]| {
        let mut file = good.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    };
    let both_flags = {
        let mut file = changed(central + 8, &[1]);
        file[6] = 1;
        file
    };
    vec![
        refused("a password on a part", "cv.docx", both_flags, Why::Protected),
        sample(
            "a part that claims less",
            "cv.docx",
            changed(central + 24, &[1, 0, 0, 0]),
            Expected::NeverAsItCame,
        ),
        sample(
            "a part that claims gigabytes",
            "cv.docx",
            changed(central + 24, &[0xf0, 0xff, 0xff, 0x7f]),
            Expected::NeverAsItCame,
        ),
        sample(
            "a part with another sum",
            "cv.docx",
            changed(central + 16, &[1, 2, 3, 4]),
            Expected::NeverAsItCame,
        ),
        sample(
            "a part somewhere else",
            "cv.docx",
            changed(central + 42, &[0xff, 0xff, 0, 0]),
            Expected::NeverAsItCame,
        ),
        sample("an unknown packing", "cv.docx", changed(central + 10, &[99, 0]), Expected::NeverAsItCame),
        sample(
            "something before it",
            "cv.docx",
            [b"PK\x03\x04 and more".to_vec(), good.clone()].concat(),
            Expected::NeverAsItCame,
        ),
        refused("a program before it", "cv.docx", [b"MZ".to_vec(), good].concat(), Why::Unknown),
    ]
}
