use super::*;

#[test]
fn the_host_is_named_in_the_page_and_cannot_break_it() {
    let service = Service {
        name: "Pôle <b>\"A\" & B".to_owned(),
        phone: "04 00".to_owned(),
        place: "1 rue de l'Été".to_owned(),
        provider: String::new(),
        person_provider: String::new(),
        codes: String::new(),
    };
    let page = fill_in("<p title=\"%SERVICE_NAME%\">%SERVICE_PHONE%, %SERVICE_PLACE%</p>", &service);
    let expected = "<p title=\"Pôle&#32;&lt;b&gt;&quot;A&quot;&#32;&amp;&#32;B\">04&#32;00, 1&#32;rue&#32;de&#32;l&#39;Été</p>";
    assert_eq!(page, expected);
    let minified = fill_in("<html data-service-phone=%SERVICE_PHONE%>", &service);
    assert_eq!(minified, "<html data-service-phone=04&#32;00>");
    let page = "<html data-provider=%PROVIDER% lang=fr>";
    assert_eq!(fill_in(page, &service), page, "nothing stands where nothing can");
    let ways = "<html data-ways=%WAYS% data-provider=%PERSON_PROVIDER% lang=fr>";
    assert_eq!(fill_in(ways, &service), ways);
    let service = Service { provider: "Compte A".to_owned(), codes: "sms email".to_owned(), ..service };
    assert_eq!(fill_in(page, &service), "<html data-provider=Compte&#32;A lang=fr>");
    let filled = fill_in(ways, &service);
    assert_eq!(filled, "<html data-ways=sms&#32;email data-provider=%PERSON_PROVIDER% lang=fr>");
    let service = Service { person_provider: "Compte B".to_owned(), ..service };
    let filled = fill_in(ways, &service);
    assert_eq!(filled, "<html data-ways=sms&#32;email&#32;provider data-provider=Compte&#32;B lang=fr>");
    let service = Service { codes: String::new(), ..service };
    assert_eq!(fill_in(ways, &service), "<html data-ways=provider data-provider=Compte&#32;B lang=fr>");
}

#[test]
fn only_names_with_a_digest_are_kept_forever() {
    for path in
        ["/portal-3f9c2b7a1d0e4f55.js", "/portal-3f9c2b7a1d0e4f55_bg.wasm", "/staff/staff-01234567.css"]
    {
        assert!(has_digest(path), "{path}");
    }
    for path in ["/boot.js", "/i18n/fr.json", "/icons/sprite.svg", "/manifest.webmanifest", "/decade.js"] {
        assert!(!has_digest(path), "{path}");
    }
}

#[test]
fn a_route_of_the_app_is_no_file() {
    for path in ["/", "/parcours", "/point/mobilite/permis", "/staff", "/staff/clients", "/index.html"] {
        assert!(!is_file_name(path), "{path}");
    }
    for path in ["/boot.js", "/staff/app.wasm", "/favicon.ico"] {
        assert!(is_file_name(path), "{path}");
    }
}
