//! The pages, the files beside them, and every way of not being there.

use crate::harness::{Browser, World, content, content_dir, settings};
use contract::Method;
use server::state::Settings;
use server::static_files::{Service, Site};
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

const SCRIPT: &str = "/portal-0123456789abcdef.js";

/// A built app with little in it.
fn build() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("staff")).unwrap();
    write("index.html", "<!doctype html><html><p data-phone=\"%SERVICE_PHONE%\">%SERVICE_NAME%</p>");
    write("staff/index.html", "<!doctype html><p>staff %SERVICE_PLACE%</p>");
    write(&SCRIPT[1..], "script");
    write(&format!("{}.br", &SCRIPT[1..]), "brotli");
    write(&format!("{}.gz", &SCRIPT[1..]), "gzip");
    write("app-0123456789abcdef_bg.wasm", "wasm");
    write("manifest.webmanifest", "{}");
    write("boot.js", "boot");
    write("sw.js", "keep the app");
    write("theme.css", ":root {}");
    folder
}

pub async fn site() -> (World, TempDir) {
    let folder = build();
    let service = Service {
        name: "Pôle <A>".to_owned(),
        phone: "04 65".to_owned(),
        place: "ici".to_owned(),
        provider: "Compte \"A\"".to_owned(),
        person_provider: String::new(),
        codes: String::new(),
    };
    let site = Site::load(folder.path(), &content_dir(), &service).unwrap();
    (World::with(content(), site, settings()).await, folder)
}

async fn accepting(browser: &mut Browser, path: &str, encoding: &str) -> crate::harness::Reply {
    let headers = BTreeMap::from([("accept-encoding".to_owned(), encoding.to_owned())]);
    browser.send(Method::Get, path, headers, None).await
}

#[tokio::test]
async fn the_pages_name_the_host_and_are_never_kept() {
    let (world, _folder) = site().await;
    let mut browser = world.browser();
    for path in ["/", "/index.html", "/parcours", "/point/mobilite/permis", "/?from=letter"] {
        let page = browser.fetch(path).await;
        assert_eq!(
            page.is(200).text,
            "<!doctype html><html><p data-phone=\"04&#32;65\">Pôle&#32;&lt;A&gt;</p>",
            "{path}"
        );
        assert_eq!(
            (page.header("content-type"), page.header("cache-control")),
            ("text/html; charset=utf-8", "no-store")
        );
    }
    for path in ["/staff", "/staff/", "/staff/clients"] {
        assert_eq!(browser.fetch(path).await.is(200).text, "<!doctype html><p>staff ici</p>", "{path}");
    }
    assert_eq!(accepting(&mut browser, "/", "br").await.header("content-encoding"), "br");
    assert_eq!(accepting(&mut browser, "/", "gzip").await.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn files_have_their_types_and_are_kept_as_long_as_their_names_allow() {
    let (world, _folder) = site().await;
    let mut browser = world.browser();
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, cache) in [
        (SCRIPT, "text/javascript", forever),
        ("/app-0123456789abcdef_bg.wasm", "application/wasm", forever),
        ("/boot.js?v=3", "text/javascript", forever),
        ("/boot.js", "text/javascript", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/theme.css", "text/css; charset=utf-8", "no-cache"),
    ] {
        let file = browser.fetch(path).await;
        assert_eq!(
            (file.is(200).header("content-type"), file.header("cache-control")),
            (kind, cache),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_service_worker_that_is_switched_off_takes_itself_away() {
    let folder = build();
    let site = Site::load(folder.path(), &content_dir(), &Service::default()).unwrap();
    let off = Settings { service_worker: false, ..settings() };
    let world = World::with(content(), site, off).await;
    let script = world.browser().fetch("/sw.js").await;
    assert!(script.is(200).text.contains("registration.unregister()"), "{}", script.text);
    assert_eq!(
        (script.header("content-type"), script.header("cache-control")),
        ("text/javascript; charset=utf-8", "no-cache")
    );
}

#[tokio::test]
async fn a_file_is_sent_in_the_form_that_was_compressed_before() {
    let (world, _folder) = site().await;
    let mut browser = world.browser();
    for (accepted, encoding, text) in
        [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("", "", "script")]
    {
        let file = accepting(&mut browser, SCRIPT, accepted).await;
        assert_eq!((file.is(200).header("content-encoding"), file.text.as_str()), (encoding, text));
        assert_eq!(file.header("content-type"), "text/javascript");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_document() {
    let (world, _folder) = site().await;
    let mut browser = world.browser();
    for path in
        ["/missing.js", "/api", "/api/", "/api/nothing", "/api/draft/nothing", "/.env", "/staff/x.css"]
    {
        browser.fetch(path).await.refuses(404, "not-found");
    }
    for path in
        ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "/staff/%2e%2e/%2e%2e/etc/hosts.x"]
    {
        browser.fetch(path).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn a_method_that_an_address_does_not_have_is_told() {
    let (world, _folder) = site().await;
    let mut browser = world.browser();
    let headers = BTreeMap::from([("x-main-tendue".to_owned(), "1".to_owned())]);
    for (method, path, allowed) in [
        (Method::Patch, "/api/session", "GET,HEAD,POST,DELETE"),
        (Method::Post, "/api/pathway", "GET,HEAD"),
        (Method::Post, "/", "GET, HEAD"),
        (Method::Delete, "/healthz", "GET,HEAD"),
    ] {
        let reply = browser.send(method, path, headers.clone(), None).await;
        reply.refuses(405, "request.method");
        let mut found: Vec<&str> = reply.header("allow").split(',').map(str::trim).collect();
        let mut allowed: Vec<&str> = allowed.split(',').map(str::trim).collect();
        found.sort_unstable();
        allowed.sort_unstable();
        assert_eq!(found, allowed, "{path}");
    }
}

#[tokio::test]
async fn health_is_told_and_readiness_depends_on_the_store() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert_eq!(browser.fetch("/healthz").await.is(200).text, "alive\n");
    assert_eq!(browser.fetch("/readyz").await.is(200).text, "ready\n");
    browser.fetch("/metrics").await.refuses(404, "not-found");
    world.state.store.close().await;
    browser.fetch("/healthz").await.is(200);
    browser.fetch("/readyz").await.refuses(503, "service.unavailable");
}

#[tokio::test]
async fn without_an_app_there_is_no_page() {
    let world = World::new().await;
    world.browser().fetch("/").await.refuses(404, "not-found");
    world.browser().fetch("/boot.js").await.refuses(404, "not-found");
}

#[test]
fn an_app_without_its_page_is_refused_with_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let problem = Site::load(folder.path(), folder.path(), &Service::default()).unwrap_err();
    assert!(problem.to_string().contains("index.html"), "{problem}");
}

#[test]
fn a_departements_theme_comes_before_the_apps() {
    let (app, content) = (build(), tempfile::tempdir().unwrap());
    fs::write(content.path().join("theme.css"), ":root { color: red }").unwrap();
    let site = Site::load(app.path(), content.path(), &Service::default()).unwrap();
    assert!(format!("{site:?}").contains("color: red"));
}

#[tokio::test]
async fn the_colours_are_kept_until_they_change() {
    let (folder, content_folder) = (build(), tempfile::tempdir().unwrap());
    fs::write(folder.path().join("index.html"), "<link rel=stylesheet href=/theme.css>").unwrap();
    fs::write(content_folder.path().join("theme.css"), ":root { color: red }").unwrap();
    let site = Site::load(folder.path(), content_folder.path(), &Service::default()).unwrap();
    let world = World::with(content(), site, settings()).await;
    let mut browser = world.browser();
    let page = browser.fetch("/").await.is(200).text.clone();
    let address = page.split("href=").nth(1).unwrap().trim_end_matches('>').to_owned();
    assert!(address.starts_with("/theme.css?v="), "{page}");
    for (path, cache) in
        [(address.as_str(), "public, max-age=31536000, immutable"), ("/theme.css?v=older", "no-cache")]
    {
        let css = browser.fetch(path).await;
        assert_eq!(
            (css.is(200).text.as_str(), css.header("cache-control")),
            (":root { color: red }", cache),
            "{path}"
        );
    }
}
