//! Names that harm, or try to: what is shown of each, what it is called on the disk of whoever opens it, and that the header which
//! says so is one of RFC 6266.

use crate::harness::{Ask, World};
use crate::hostile::make;
use crate::passage::{digest, find, send};
use contract::documents::{CREATE_UPLOAD, DOWNLOAD_DOCUMENT, REMOVE_DOCUMENT};
use domain::documents::{DocumentState, FileRefusal, read_name};
use server::documents::work;

/// As a device calls it, as it is shown, as it is downloaded; not downloaded is what is called another kind of file.
const NAMES: &[(&str, &str, Option<&str>)] = &[
    // Folders.
    ("../../etc/passwd.pdf", "passwd", Some("passwd.pdf")),
    ("..\\..\\windows\\win.ini.pdf", "win.ini", Some("win.ini.pdf")),
    ("C:\\Windows\\cv.pdf", "cv", Some("cv.pdf")),
    ("\\\\server\\share\\cv.pdf", "cv", Some("cv.pdf")),
    ("/etc/shadow", "shadow", Some("shadow.pdf")),
    ("....//....//x.pdf", "x", Some("x.pdf")),
    ("file:///etc/passwd.pdf", "passwd", Some("passwd.pdf")),
    ("cv.pdf/", "document", Some("document.pdf")),
    ("..%2f..%2fetc%2fpasswd.pdf", "..%2f..%2fetc%2fpasswd", Some("%2f..%2fetc%2fpasswd.pdf")),
    ("cv\u{2215}..\u{2215}x.pdf", "cv\u{2215}..\u{2215}x", Some("cv\u{2215}..\u{2215}x.pdf")),
    // Devices of Windows.
    ("CON.pdf", "CON", Some("_CON.pdf")),
    ("nul.txt.pdf", "nul.txt", Some("_nul.txt.pdf")),
    ("COM1.pdf", "COM1", Some("_COM1.pdf")),
    ("lpt9.pdf", "lpt9", Some("_lpt9.pdf")),
    ("aux", "aux", Some("_aux.pdf")),
    // Dots and spaces.
    ("cv.pdf.", "cv.pdf.", Some("cv.pdf.pdf")),
    ("cv.pdf   ", "cv.pdf", Some("cv.pdf.pdf")),
    ("cv . . .pdf", "cv . .", Some("cv.pdf")),
    ("....", "....", Some("pdf.pdf")),
    (".htaccess", ".htaccess", Some("htaccess.pdf")),
    (".pdf", ".pdf", Some("pdf.pdf")),
    ("   .pdf", "document", Some("document.pdf")),
    ("", "document", Some("document.pdf")),
    // Signs that are not seen, or turn the direction of reading.
    ("\u{200b}", "document", Some("document.pdf")),
    ("cv\u{202e}fdp.exe.pdf", "cvfdp.exe", Some("cvfdp.exe.pdf")),
    ("cv\u{2066}\u{2069}.pdf", "cv", Some("cv.pdf")),
    ("\u{feff}cv.pdf", "cv", Some("cv.pdf")),
    ("vi\u{ad}eux\u{200d}.pdf", "vieux", Some("vieux.pdf")),
    ("cv\0.pdf", "cv", Some("cv.pdf")),
    ("cv%00.pdf", "cv%00", Some("cv%00.pdf")),
    ("cv\t\u{b}\u{7f}.pdf", "cv", Some("cv.pdf")),
    ("\u{1b}[2Jcv.pdf", "[2Jcv", Some("[2Jcv.pdf")),
    ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie: a=b", Some("cvSet-Cookie  a=b.pdf")),
    ("cv\n\n<html>.pdf", "cv<html>", Some("cv html.pdf")),
    // What another language would take for its own.
    ("<script>alert(1)</script>.pdf", "script>", Some("script.pdf")),
    (
        "<img src=x onerror=alert(1)>.pdf",
        "<img src=x onerror=alert(1)>",
        Some("img src=x onerror=alert(1).pdf"),
    ),
    ("\"; filename=\"x.exe\".pdf", "\"; filename=\"x.exe\"", Some("; filename= x.exe.pdf")),
    ("cv;rm -rf ~.pdf", "cv;rm -rf ~", Some("cv;rm -rf ~.pdf")),
    ("$(reboot)`id`.pdf", "$(reboot)`id`", Some("$(reboot)`id`.pdf")),
    ("-rf.pdf", "-rf", Some("-rf.pdf")),
    ("' OR 1=1 --.pdf", "' OR 1=1 --", Some("' OR 1=1 --.pdf")),
    ("{{7*7}}${7*7}.pdf", "{{7*7}}${7*7}", Some("{{7 7}}${7 7}.pdf")),
    ("=HYPERLINK(\"x\").pdf", "=HYPERLINK(\"x\")", Some("=HYPERLINK( x ).pdf")),
    ("cv|x:y*?.pdf", "cv|x:y*?", Some("cv x y.pdf")),
    // Other scripts, and signs put together.
    ("CV \u{1f469}\u{200d}\u{1f4bc}.pdf", "CV \u{1f469}\u{1f4bc}", Some("CV \u{1f469}\u{1f4bc}.pdf")),
    ("E\u{301}lise.pdf", "E\u{301}lise", Some("E\u{301}lise.pdf")),
    ("سيرة ذاتية.pdf", "سيرة ذاتية", Some("سيرة ذاتية.pdf")),
    ("cv אבג.pdf", "cv אבג", Some("cv אבג.pdf")),
    ("ＣＶ．ｐｄｆ", "ＣＶ．ｐｄｆ", Some("ＣＶ．ｐｄｆ.pdf")),
    // More than one ending.
    ("cv.exe.pdf", "cv.exe", Some("cv.exe.pdf")),
    ("cv.jpg.pdf", "cv.jpg", Some("cv.jpg.pdf")),
    ("cv.pdf.exe", "cv.pdf", None),
    ("cv.pdf\0.exe", "cv.pdf", None),
];

/// Longer than a page shows or a disk takes.
fn long_names() -> [(String, String, String); 4] {
    let of = |sign: &str, n_kept: usize| {
        let name = format!("{}.pdf", sign.repeat(600));
        (name, sign.repeat(80), format!("{}.pdf", sign.repeat(n_kept)))
    };
    let marks = "\u{300}".repeat(79);
    let heaped = (format!("z{}.pdf", "\u{300}".repeat(600)), format!("z{marks}"), format!("z{marks}.pdf"));
    [of("x", 80), of("é", 80), of("\u{1f44d}", 50), heaped]
}

/// The name that a browser reads in the header (RFC 6266, RFC 8187).
fn read_header(told: &str) -> String {
    let rest = told.strip_prefix("attachment; filename=\"").unwrap_or_else(|| panic!("{told}"));
    let (plain, rest) = rest.split_once('"').unwrap();
    assert!(plain.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'\\'), "{told}");
    if rest.is_empty() {
        return plain.to_owned();
    }
    let coded = rest.strip_prefix("; filename*=UTF-8''").unwrap_or_else(|| panic!("{told}"));
    let (mut bytes, mut name) = (coded.bytes(), Vec::new());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            name.push(u8::from_str_radix(str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            assert!(byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte), "{told}");
            name.push(byte);
        }
    }
    String::from_utf8(name).unwrap()
}

#[tokio::test]
async fn hostile_names_are_shown_plain() {
    let long = long_names();
    let long =
        long.iter().map(|(name, shown, called)| (name.as_str(), shown.as_str(), Some(called.as_str())));
    let names: Vec<_> = NAMES.iter().copied().chain(long).collect();
    assert!(names.len() >= 40, "{} names", names.len());
    let world = World::new().await;
    let bytes = make::pdf(&[]);
    let mut browser = world.signed_in("new").await;
    for (name, shown, called) in names {
        let id = send(&mut browser, name, &bytes).await;
        work::round(&world.state).await.unwrap();
        let found = find(&mut browser, &id).await;
        assert_eq!(found.name, shown, "{name:?}");
        assert!(read_name(&found.name).is_some(), "{name:?}: {shown:?}");
        let file = browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id])).await;
        if let Some(called) = called {
            assert_eq!(found.state, DocumentState::Kept, "{name:?}");
            assert_eq!(read_header(file.is(200).header("content-disposition")), called, "{name:?}");
            assert!(called.len() <= 204, "{name:?}");
        } else {
            assert_eq!(found.refusal, Some(FileRefusal::NameDiffers), "{name:?}");
            file.refuses(409, "document.not-ready");
        }
        browser.ask(Ask::to(&REMOVE_DOCUMENT).at(&[&id])).await.is(200);
    }
}

/// Too long a way round, half a sign, bytes of another alphabet: none is a text.
#[tokio::test]
async fn a_name_that_is_no_text_is_refused() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    for name in
        [&b"\xc0\xaf.pdf"[..], b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xff\xfe", b"caf\xe9.pdf", b"\\ud800.pdf"]
    {
        let rest = format!("\",\"size_bytes\":9,\"digest\":\"{}\"}}", digest(b"x"));
        let body = [&b"{\"name\":\""[..], name, rest.as_bytes()].concat();
        let asked = Ask::to(&CREATE_UPLOAD).text(body).header("content-type", "application/json");
        browser.ask(asked).await.refuses(400, "request.malformed");
    }
}
