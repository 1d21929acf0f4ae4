use std::fs;

use tempfile::TempDir;

use super::{FirstLoad, Kind, check, kilobytes};

/// A `dist/` in which each file's `.br` sibling has the given size.
fn dist(sizes: &[(&str, usize)]) -> TempDir {
    let root = TempDir::new().unwrap();
    for (name, n_bytes) in sizes {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "raw").unwrap();
        fs::write(format!("{}.br", file.display()), vec![0; *n_bytes]).unwrap();
    }
    let page = r#"<html data-i18n-fr="/i18n/fr.json?v=0a1b2c3d" data-i18n-en="/i18n/en.json">
        <link rel="stylesheet" href="/app.css"><link rel="modulepreload" href="/app.js">
        <script src="/boot.js" data-js=/app.js data-wasm=/app_bg.wasm></script>
        <a href="/staff/">desk</a><img src="https://example.org/app.css">"#;
    fs::write(root.path().join("index.html"), page).unwrap();
    fs::create_dir_all(root.path().join("staff")).unwrap();
    fs::write(root.path().join("staff/index.html"), "<html>").unwrap();
    root
}

const LIGHT: [(&str, usize); 7] = [
    ("index.html", 2_000),
    ("app.css", 9_000),
    ("app.js", 3_000),
    ("boot.js", 1_000),
    ("app_bg.wasm", 100_000),
    ("i18n/fr.json", 7_000),
    ("i18n/en.json", 6_000),
];

fn with(name: &str, n_bytes: usize) -> Vec<(&str, usize)> {
    LIGHT.iter().map(|(of, size)| (*of, if *of == name { n_bytes } else { *size })).collect()
}

#[test]
fn a_light_first_load_passes() {
    let root = dist(&LIGHT);
    check(root.path()).unwrap();
    let load = FirstLoad::measure(root.path(), "index.html").unwrap();
    assert_eq!(
        load.total_bytes(),
        2_000 + 9_000 + 3_000 + 1_000 + 100_000 + 7_000,
        "app.js once, one language"
    );
    assert_eq!(load.bytes(Kind::Language), 7_000, "the largest language");
}

#[test]
fn each_limit_is_enforced() {
    let over = [
        ("app_bg.wasm", 120_101, "wasm: 120.1 kB"),
        ("boot.js", 3_001, "scripts: 6.0 kB"),
        ("app.css", 10_100, "styles: 10.1 kB"),
        ("index.html", 6_500, "page: 6.5 kB"),
        ("i18n/fr.json", 8_100, "one language: 8.1 kB"),
    ];
    for (file, n_bytes, sentence) in over {
        let failure = check(dist(&with(file, n_bytes)).path()).unwrap_err().to_string();
        assert!(failure.contains(sentence), "{file} of {n_bytes} bytes: {failure}");
    }
}

#[test]
fn the_total_is_enforced_though_each_part_is_within_its_limit() {
    let sizes = [
        ("index.html", 6_000),
        ("app.css", 10_000),
        ("app.js", 5_000),
        ("boot.js", 1_000),
        ("app_bg.wasm", 120_000),
        ("i18n/fr.json", 8_000),
        ("i18n/en.json", 7_000),
    ];
    let failure = check(dist(&sizes).path());
    assert!(failure.is_ok(), "exactly at every limit is within: {failure:?}");
    let heavy = dist(&sizes);
    let page = heavy.path().join("index.html");
    let html = fs::read_to_string(&page).unwrap() + r#"<link rel="icon" href="/icon.png">"#;
    fs::write(&page, html).unwrap();
    fs::write(heavy.path().join("icon.png"), vec![0; 1]).unwrap();
    let failure = check(heavy.path()).unwrap_err().to_string();
    assert!(failure.contains("total: 150.0 kB"), "{failure}");
}

#[test]
fn a_page_that_names_no_wasm_measures_nothing_and_says_so() {
    let root = dist(&LIGHT[..4]);
    let failure = check(root.path()).unwrap_err().to_string();
    assert!(failure.contains("wasm"), "{failure}");
}

#[test]
fn sizes_are_read_in_thousands() {
    assert_eq!(kilobytes(999), "0.9 kB");
    assert_eq!(kilobytes(149_950), "149.9 kB");
}
