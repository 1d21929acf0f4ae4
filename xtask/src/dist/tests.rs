use std::{fs, io::Read, path::Path};

use tempfile::TempDir;

use super::{
    assemble, compress::write_siblings, fingerprint::version_language_files, sw_list, words::part_words,
};

fn write(root: &Path, name: &str, text: &str) {
    let file = root.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

#[test]
fn siblings_unpack_to_the_original() {
    let root = TempDir::new().unwrap();
    let text = "Faire le point, un sujet à la fois. ".repeat(100);
    write(root.path(), "i18n/fr.json", &text);
    write(root.path(), "photo.png", &text);
    write_siblings(root.path()).unwrap();

    let packed = fs::read(root.path().join("i18n/fr.json.br")).unwrap();
    assert!(packed.len() < text.len() / 10);
    let mut unpacked = String::new();
    brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text);

    let packed = fs::read(root.path().join("i18n/fr.json.gz")).unwrap();
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text);

    assert!(!root.path().join("photo.png.br").exists(), "a picture is compressed already");
}

#[test]
fn a_language_file_is_addressed_by_its_content() {
    let root = TempDir::new().unwrap();
    write(root.path(), "i18n/fr.json", "{}");
    write(root.path(), "index.html", r#"<html data-i18n-fr="/i18n/fr.json" data-i18n-de="/i18n/de.json">"#);
    write(
        root.path(),
        "staff/index.html",
        "<html data-i18n-fr=/i18n/fr.json lang=fr><a href=/i18n/fr.json.txt>",
    );
    version_language_files(root.path()).unwrap();
    let page = |name| fs::read_to_string(root.path().join(name)).unwrap();
    assert_eq!(
        page("index.html"),
        r#"<html data-i18n-fr="/i18n/fr.json?v=44136fa3" data-i18n-de="/i18n/de.json">"#,
        "a file that does not exist keeps its address"
    );
    let minified = "<html data-i18n-fr=/i18n/fr.json?v=44136fa3 lang=fr><a href=/i18n/fr.json.txt>";
    assert_eq!(page("staff/index.html"), minified);
}

const WORKER: &str = "const VERSION = \"\";\nconst FILES = [];\n";

/// A build's service worker and page, filled in.
fn fill_in(files: &[(&str, &str)]) -> (String, String) {
    let root = TempDir::new().unwrap();
    write(root.path(), "sw.js", WORKER);
    write(root.path(), "index.html", "<!doctype html><html lang=fr data-i18n-fr=/i18n/fr.json?v=44136fa3>");
    for (name, text) in files {
        write(root.path(), name, text);
    }
    sw_list::fill_in(root.path()).unwrap();
    let read = |name| fs::read_to_string(root.path().join(name)).unwrap();
    (read("sw.js"), read("index.html"))
}

#[test]
fn the_service_worker_keeps_all_of_the_portal_and_nothing_of_the_desk() {
    let files =
        [("i18n/fr.json", "{}"), ("portal-0a.wasm", "x"), ("portal.map", "x"), ("staff/staff.js", "x")];
    let (worker, page) = fill_in(&files);
    assert!(worker.contains(r#"const FILES = ["/i18n/fr.json?v=44136fa3","/portal-0a.wasm"];"#), "{worker}");
    let version = worker.split('"').nth(1).unwrap();
    assert_eq!(version.len(), 16);
    assert!(page.starts_with(&format!("<!doctype html><html data-version={version} lang=fr")), "{page}");
}

#[test]
fn any_change_of_a_kept_file_is_another_version() {
    let of = |text: &str| fill_in(&[("theme.css", text)]).0;
    assert_eq!(of("a"), of("a"));
    assert_ne!(of("a"), of("b"));
}

#[test]
fn a_service_worker_without_its_marks_is_refused() {
    let root = TempDir::new().unwrap();
    write(root.path(), "sw.js", "const VERSION = \"1\";");
    write(root.path(), "index.html", "<html>");
    assert!(sw_list::fill_in(root.path()).unwrap_err().to_string().contains("const VERSION"));
}

#[test]
fn a_new_build_replaces_the_old_one_whole() {
    let root = TempDir::new().unwrap();
    let at = |name: &str| root.path().join(name);
    write(root.path(), "portal/index.html", "<html>new");
    write(root.path(), "portal/sw.js", WORKER);
    write(root.path(), "portal/.stage/half.js", "half");
    write(root.path(), "portal/.trunk-lock", "");
    write(root.path(), "desk/index.html", "<html>desk");
    write(root.path(), "dist/index.html", "<html>old");
    write(root.path(), "dist/gone.js", "old");
    assemble(&at("portal"), &at("desk"), &at("dist")).unwrap();

    assert!(fs::read_to_string(at("dist/index.html")).unwrap().ends_with(">new"));
    assert!(at("dist/index.html.br").exists() && at("dist/staff/index.html.gz").exists());
    assert!(!at("dist/gone.js").exists() && !at("dist/.stage").exists() && !at("dist/.trunk-lock").exists());
    assert!(!at(".dist-next").exists() && !at(".dist-previous").exists(), "nothing is left behind");
}

#[test]
fn a_failed_build_leaves_the_old_one_alone() {
    let root = TempDir::new().unwrap();
    write(root.path(), "portal/index.html", "<html>new");
    write(root.path(), "dist/index.html", "<html>old");
    let at = |name: &str| root.path().join(name);
    let failure = assemble(&at("portal"), &at("no-desk"), &at("dist")).unwrap_err();
    assert!(failure.to_string().contains("no-desk"), "{failure}");
    assert_eq!(fs::read_to_string(at("dist/index.html")).unwrap(), "<html>old");
}

#[test]
fn a_phone_does_not_download_the_words_of_the_desk() {
    let root = TempDir::new().unwrap();
    let whole = r#"{"desk.title": "Mes suivis", "home.next": "Et maintenant", "stock.back": "Retour"}"#;
    write(root.path(), "i18n/fr.json", whole);
    write(root.path(), "index.html", "<html data-i18n-fr=/i18n/fr.json>");
    write(root.path(), "staff/index.html", "<html data-i18n-fr=/i18n/fr.json>");
    part_words(root.path()).unwrap();
    let read = |name| fs::read_to_string(root.path().join(name)).unwrap();
    assert_eq!(read("i18n/fr.json"), r#"{"stock.back":"Retour"}"#);
    assert_eq!(read("i18n/fr.later.json"), r#"{"home.next":"Et maintenant"}"#);
    assert!(
        read("staff/i18n/fr.json").contains("Mes suivis") && read("staff/i18n/fr.json").contains("home.next")
    );
    assert_eq!(read("staff/index.html"), "<html data-i18n-fr=/staff/i18n/fr.json>");
    assert_eq!(
        read("index.html"),
        "<html data-i18n-later-fr=/i18n/fr.later.json data-i18n-fr=/i18n/fr.json>"
    );

    version_language_files(root.path()).unwrap();
    let version = |page: String| page.split("?v=").nth(1).unwrap().to_owned();
    assert_ne!(
        version(read("staff/index.html")),
        version(read("index.html")),
        "each by what its own file holds"
    );
    assert_eq!(read("staff/index.html").matches("?v=").count(), 1);
}
