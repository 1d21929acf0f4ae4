//! PDFs that run, fetch, hide, grow, lie or have no end.

use super::make::{deflate, eicar, page_and, pdf, pdf_of, pdf_with, stream};
use super::{Expected, Sample, cut, refused, sample};
use domain::documents::FileRefusal as Why;

pub fn all() -> Vec<Sample> {
    [active(), structures(), bombs(), infected(), heavy(), cut(&super::good()[0])].concat()
}

fn active() -> Vec<Sample> {
    // What stands in the catalog, what on the page, why it is refused.
    let rows: &[(&str, &str, &str, Why)] = &[
        ("a script at opening", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "", Why::HasProgram),
        (
            "a script with a hidden name",
            "/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>",
            "",
            Why::HasProgram,
        ),
        (
            "a script among the names",
            "/Names << /JavaScript << /Names [(a) 4 0 R] >> >>",
            "",
            Why::HasProgram,
        ),
        ("additional actions", "/AA << /WC << /S /Named >> >>", "", Why::HasProgram),
        ("a program to start", "/OpenAction << /S /Launch /F (cmd.exe) >>", "", Why::HasProgram),
        (
            "a program for Windows",
            "/OpenAction << /S /Launch /Win << /F (cmd.exe) >> >>",
            "",
            Why::HasProgram,
        ),
        (
            "a form that sends",
            "/OpenAction << /S /SubmitForm /F (https://exemple.fr) >>",
            "",
            Why::HasProgram,
        ),
        ("data to import", "/OpenAction << /S /ImportData /F (x.fdf) >>", "", Why::HasProgram),
        ("a form of XFA", "/AcroForm << /XFA 4 0 R >>", "", Why::HasProgram),
        ("a file inside", "/Names << /EmbeddedFiles << /Names [(x.exe) 4 0 R] >> >>", "", Why::HasFiles),
        ("a file specification", "/X << /EF << /F 4 0 R >> >>", "", Why::HasFiles),
        ("an attached file", "", "/Annots [<< /Subtype /FileAttachment >>]", Why::HasFiles),
        ("rich media", "", "/Annots [<< /Subtype /RichMedia >>]", Why::HasProgram),
        ("the content of rich media", "", "/Annots [<< /RichMediaContent 4 0 R >>]", Why::HasProgram),
        ("a film", "", "/Annots [<< /Subtype /Movie >>]", Why::HasProgram),
        ("a sound", "", "/Annots [<< /Subtype /Sound >>]", Why::HasProgram),
        ("a body in space", "", "/Annots [<< /Subtype /3D >>]", Why::HasProgram),
        ("a screen", "", "/Annots [<< /Subtype /Screen >>]", Why::HasProgram),
        ("a rendition", "/OpenAction << /S /Rendition /OP 4 >>", "", Why::HasProgram),
        (
            "an action after an action",
            "/OpenAction << /S /GoTo /Next << /S /Launch /F (x) >> >>",
            "",
            Why::HasProgram,
        ),
        (
            "another document",
            "/OpenAction << /S /GoToR /F (\\\\\\\\exemple.fr\\\\x.pdf) >>",
            "",
            Why::FetchesMore,
        ),
        ("a document inside", "/OpenAction << /S /GoToE /T << >> >>", "", Why::FetchesMore),
        ("a file system of the web", "/X << /FS /URL /F (https://exemple.fr/x) >>", "", Why::FetchesMore),
        ("a reference to a protection", "/X << /Encrypt 4 0 R >>", "", Why::Protected),
    ];
    let mut all: Vec<Sample> = rows
        .iter()
        .map(|(what, catalog, page, why)| {
            refused(*what, "cv.pdf", pdf_with(catalog, page, "", &["<< >>"]), *why)
        })
        .collect();
    let packed = deflate(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>");
    let hidden = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &packed);
    let script =
        pdf_of(&page_and(vec![stream("", b""), b"<< /S /JavaScript /JS (a) >>".to_vec(), hidden]), "");
    all.push(refused("a script beside a packed one", "cv.pdf", script, Why::HasProgram));
    all
}

fn structures() -> Vec<Sample> {
    let good = pdf(&[]);
    let text = String::from_utf8_lossy(&good).into_owned();
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    let looped = text.replace("/Kids [3 0 R]", "/Kids [2 0 R]").into_bytes();
    let zip = super::make::zip(&[("x.exe", b"MZ")]);
    vec![
        refused(
            "protected with a password",
            "cv.pdf",
            pdf_with("", "", "/Encrypt << /Filter /Standard /V 2 /R 3 /P -4 >>", &[]),
            Why::Protected,
        ),
        refused(
            "protected by reference",
            "cv.pdf",
            pdf_with("", "", "/Encrypt 4 0 R", &["<< /Filter /Standard >>"]),
            Why::Protected,
        ),
        refused(
            "without a page",
            "cv.pdf",
            pdf_of(
                &[
                    b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                    b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
                ],
                "",
            ),
            Why::Broken,
        ),
        refused("only a beginning", "cv.pdf", b"%PDF-1.7\n".to_vec(), Why::Broken),
        refused("a beginning and an end", "cv.pdf", b"%PDF-1.7\n%%EOF".to_vec(), Why::Broken),
        refused(
            "noise after the beginning",
            "cv.pdf",
            [b"%PDF-1.7\n".to_vec(), vec![0xaa; 4096]].concat(),
            Why::Broken,
        ),
        refused("an archive after the end", "cv.pdf", [good.clone(), zip].concat(), Why::Broken),
        refused("much after the end", "cv.pdf", [good.clone(), vec![b' '; 5000]].concat(), Why::Broken),
        refused(
            "a page of the web before it",
            "cv.pdf",
            [b"<script>alert(1)</script>".to_vec(), good.clone()].concat(),
            Why::Unknown,
        ),
        refused("a program before it", "cv.pdf", [b"MZ\x90\0".to_vec(), good.clone()].concat(), Why::Unknown),
        sample(
            "brackets too deep to be read, beside the page",
            "cv.pdf",
            pdf_with("", "", "", &[&deep]),
            Expected::Kept,
        ),
        sample("pages that hold themselves", "cv.pdf", looped, Expected::NeverAsItCame),
        refused("called a DOCX", "cv.docx", good.clone(), Why::NameDiffers),
        refused("called a program", "cv.pdf.exe", good.clone(), Why::NameDiffers),
        refused("called a picture", "cv.jpg", good, Why::NameDiffers),
    ]
}

fn bombs() -> Vec<Sample> {
    let zeros = deflate(&vec![0; 40 << 20]);
    let page = |streams: Vec<Vec<u8>>| pdf_of(&page_and(streams), "");
    let packed = |bytes: &[u8]| stream("/Filter /FlateDecode", bytes);
    let twice = deflate(&zeros);
    vec![
        refused(
            "streams of 280 MB",
            "cv.pdf",
            page((0..7).map(|_| packed(&zeros)).collect()),
            Why::TooBigInside,
        ),
        refused(
            "packed twice",
            "cv.pdf",
            page(vec![stream("/Filter [/FlateDecode /FlateDecode]", &twice)]),
            Why::TooBigInside,
        ),
        refused(
            "packed in a chain",
            "cv.pdf",
            page(vec![stream(
                "/Filter [/ASCIIHexDecode /ASCII85Decode /RunLengthDecode /FlateDecode]",
                b"00",
            )]),
            Why::TooBigInside,
        ),
        refused(
            "an object stream of 40 MB",
            "cv.pdf",
            page(vec![stream("/Type /ObjStm /N 9 /First 9 /Filter /FlateDecode", &zeros)]),
            Why::Broken,
        ),
    ]
}

/// The test virus, as it is and packed, where a reader of the file would find it and where none would.
fn infected() -> Vec<Sample> {
    let page = |streams: Vec<Vec<u8>>| pdf_of(&page_and(streams), "");
    let packed = deflate(&eicar());
    let hex = eicar().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")) + ">";
    let archive = super::make::zip(&[("x.com", &eicar())]);
    let found = |what: &str, bytes: Vec<u8>| sample(what, "cv.pdf", bytes, Expected::Infected);
    let mut attached = page_and(vec![stream("", b""), stream("/Type /EmbeddedFile", &eicar())]);
    attached[0] =
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(x) 6 0 R] >> >> >>".to_vec();
    attached.push(b"<< /Type /Filespec /F (x.com) /EF << /F 5 0 R >> >>".to_vec());
    vec![
        found("the test virus in a stream", page(vec![stream("", &eicar())])),
        found("the test virus in a packed stream", page(vec![stream("/Filter /FlateDecode", &packed)])),
        found(
            "the test virus in a stream of digits",
            page(vec![stream("/Filter /ASCIIHexDecode", hex.as_bytes())]),
        ),
        found(
            "an archive with the test virus in a stream",
            page(vec![stream("", b""), stream("", &archive)]),
        ),
        refused("the test virus as a file inside", "cv.pdf", pdf_of(&attached, ""), Why::HasFiles),
    ]
}

/// Nothing is wrong with how they are built, and whoever draws them has work without end: they are kept, and seen or not.
fn heavy() -> Vec<Sample> {
    let kept = |what: &str, bytes: Vec<u8>| sample(what, "cv.pdf", bytes, Expected::Kept);
    let form = |resources: &str, drawing: &str| {
        let head = format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {resources} >>");
        stream(&head, drawing.as_bytes())
    };
    let page = |resources: &str, drawing: &str, more: Vec<Vec<u8>>| {
        let mut objects = page_and(vec![stream("", drawing.as_bytes())]);
        objects[2] = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"
        )
        .into_bytes();
        objects.extend(more);
        pdf_of(&objects, "")
    };
    // Each is drawn ten times by the one before it.
    let ten = "/X Do ".repeat(10);
    let nested = (6..16).map(|next| form(&format!("/XObject << /X {next} 0 R >>"), &ten));
    let nested = nested.chain([form("", "0 0 595 842 re f")]).collect();
    let tile = stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 \
         /Resources << >>",
        b"0 0 1 1 re f",
    );
    let sized = |size: &str| pdf_with("", &format!("/MediaBox [0 0 {size}]"), "", &[]);
    vec![
        kept(
            "a drawing that draws itself",
            page("/XObject << /X 5 0 R >>", "/X Do", vec![form("/XObject << /X 5 0 R >>", "/X Do")]),
        ),
        kept("ten billion drawings", page("/XObject << /X 5 0 R >>", "/X Do", nested)),
        kept(
            "tiles without number",
            page("/Pattern << /P 5 0 R >>", "/Pattern cs /P scn 0 0 595 842 re f", vec![tile]),
        ),
        kept("a sheet as large as a field", sized("1e30 1e30")),
        kept("a sheet that is a line", sized("14400 0.001")),
        kept("a sheet that is nothing", sized("0 0")),
    ]
}
