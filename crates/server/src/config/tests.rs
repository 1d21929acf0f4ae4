use super::*;

fn load_with(file: &[(&'static str, &str)], env: &[(&str, &str)]) -> Result<Config, String> {
    let file = file.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let env: BTreeMap<String, String> =
        env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    understand(&file, |name| env.get(name).cloned())
}

#[test]
fn the_environment_comes_before_the_file_and_the_file_before_what_is_built_in() {
    let config =
        load_with(&[("LISTEN", "127.0.0.1:1"), ("APP_DIR", "from-file")], &[("LISTEN", "127.0.0.1:2")]);
    let config = config.unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.app_dir, PathBuf::from("from-file"));
    assert_eq!(config.kiosk_idle_seconds, 120);
    assert_eq!(config.periods, Periods::default());
    assert!(config.database_url.ends_with("/data/main-tendue.db"), "{}", config.database_url);
}

#[test]
fn a_wrong_value_is_told_with_its_key_and_an_example() {
    for (name, value) in [
        ("LISTEN", "8080"),
        ("PUBLIC_ORIGIN", "portail.example"),
        ("PUBLIC_ORIGIN", "https://portail.example/path"),
        ("KIOSK_IDLE_SECONDS", "5"),
        ("KEEP_PEOPLE_DAYS", "30"),
        ("KEEP_DRAFTS_DAYS", "0"),
        ("SILENT_AFTER_WEEKS", "0"),
        ("MAX_CONNECTIONS", "many"),
        ("METRICS_LISTEN", "nowhere"),
        ("LOG", "trace"),
        ("SERVICE_WORKER", "maybe"),
        ("HEALTH_QUESTIONS", "no"),
        ("KEEP_HEALTH_DAYS", "30"),
        ("CLAMD_ADDR", "clamd"),
        ("SMS_URL", "gateway.example"),
    ] {
        let problem = load_with(&[], &[(name, value)]).unwrap_err();
        assert!(
            problem.starts_with(name) && problem.contains(value) && problem.contains("write"),
            "{problem}"
        );
    }
}

#[test]
fn an_unknown_key_in_the_file_is_refused_with_the_known_ones() {
    let value = toml::Value::String("x".to_owned());
    let problem = read_entry("listn", value, "main-tendue.toml").unwrap_err();
    assert!(problem.contains("listn") && problem.contains("kiosk_idle_seconds"), "{problem}");
}

#[test]
fn every_key_is_shown_with_its_value_and_passwords_are_not() {
    let config = load_with(&[], &[("DATABASE_URL", "postgres://marie:s3cret@db.example/portail")]).unwrap();
    let shown = config.describe();
    for key in KEYS {
        assert!(shown.contains(&format!("\n{}=", key.name)), "{} in {shown}", key.name);
    }
    assert!(
        shown.contains("postgres://marie:***@db.example/portail") && !shown.contains("s3cret"),
        "{shown}"
    );
    assert_eq!(mask_password("postgres://db/x?password=p&a=1"), "postgres://db/x?password=***&a=1");
    assert_eq!(mask_password("sqlite:///data/main-tendue.db"), "sqlite:///data/main-tendue.db");
}

#[test]
fn telling_people_needs_what_messages_say() {
    let mail = [
        ("SMTP_URL", "smtp://portail:hunter2@mail.example:587?tls=required"),
        ("MAIL_FROM", "Main Tendue <portail@exemple.fr>"),
        ("PUBLIC_ORIGIN", "https://portail.example"),
    ];
    let config = load_with(&[], &mail).unwrap();
    assert!(config.channels.has_mail() && !config.channels.has_sms());
    assert!(!config.describe().contains("hunter2"), "{}", config.describe());
    assert!(!format!("{:?}", config.channels).contains("mail.example"));
    assert!(!load_with(&[], &[]).unwrap().channels.has_mail());
    for (left_out, named) in [(1, "MAIL_FROM"), (2, "PUBLIC_ORIGIN")] {
        let mut some = mail.to_vec();
        some.remove(left_out);
        assert!(load_with(&[], &some).unwrap_err().contains(named));
    }
    for (name, value) in [("SMTP_URL", "http://hunter2.example"), ("MAIL_FROM", "nobody")] {
        let mut wrong = mail.to_vec();
        wrong.retain(|(known, _)| *known != name);
        wrong.push((name, value));
        let problem = load_with(&[], &wrong).unwrap_err();
        assert!(problem.starts_with(name) && problem.contains("write"), "{problem}");
        assert!(!problem.contains("hunter2"), "{problem}");
    }
    let gateway = [
        ("SMS_URL", "http://127.0.0.1:9/messages"),
        ("SMS_TOKEN", "hunter2"),
        ("PUBLIC_ORIGIN", "https://portail.example"),
    ];
    let config = load_with(&[], &gateway).unwrap();
    assert!(config.channels.has_sms() && !config.describe().contains("hunter2"));
}

#[test]
fn a_store_needs_all_that_its_provider_gives_and_shows_no_secret() {
    let all = [
        ("S3_URL", "http://127.0.0.1:9000/cv-portal"),
        ("S3_KEY_ID", "portal"),
        ("S3_SECRET", "hunter2"),
        ("S3_REGION", "fr-par"),
    ];
    let config = load_with(&[], &all).unwrap();
    assert!(config.s3.is_some() && load_with(&[], &[]).unwrap().s3.is_none());
    assert!(config.describe().contains("S3_REGION=fr-par") && !config.describe().contains("hunter2"));
    assert!(!format!("{:?}", config.s3).contains("hunter2"));
    for (left_out, named) in [(0, "S3_REGION is given without S3_URL"), (1, "S3_KEY_ID"), (2, "S3_SECRET")] {
        let mut some = all.to_vec();
        some.remove(left_out);
        let problem = load_with(&[], &some).unwrap_err();
        assert!(
            problem.contains(named) && problem.contains("write") && !problem.contains("hunter2"),
            "{problem}"
        );
    }
    let mut wrong = all.to_vec();
    wrong[0].1 = "http://s3.example/cv-portal";
    let problem = load_with(&[], &wrong).unwrap_err();
    assert!(
        problem.starts_with("S3_URL") && problem.contains("write") && !problem.contains("hunter2"),
        "{problem}"
    );
}

#[test]
fn places_are_kept_as_long_as_people() {
    let refused = load_with(&[], &[("KEEP_DATES_DAYS", "730")]).unwrap_err();
    assert!(refused.starts_with("KEEP_DATES_DAYS is 730; write at least 731"), "{refused}");
    assert!(load_with(&[], &[("KEEP_PEOPLE_DAYS", "800")]).is_err());
    let both = [("KEEP_PEOPLE_DAYS", "800"), ("KEEP_DATES_DAYS", "800")];
    assert_eq!(load_with(&[], &both).unwrap().periods.dates_days, 800);
}

const PROVIDER: [(&str, &str); 6] = [
    ("PUBLIC_ORIGIN", "https://portail.example"),
    ("OIDC_ISSUER", "http://127.0.0.1:9"),
    ("OIDC_CLIENT_ID", "desk"),
    ("OIDC_CLIENT_SECRET", "hush"),
    ("OIDC_ACR", "two  three"),
    ("OIDC_LABEL", " Compte du Département "),
];

#[test]
fn a_provider_is_whole_and_its_secret_is_not_shown() {
    let config = load_with(&[], &PROVIDER).unwrap();
    assert!(config.provider.is_some());
    assert_eq!(config.provider_label, "Compte du Département");
    let shown = config.describe();
    assert!(shown.contains("OIDC_CLIENT_SECRET=***") && !shown.contains("hush"), "{shown}");
    for (missing, _) in PROVIDER {
        let rest: Vec<_> = PROVIDER.into_iter().filter(|(name, _)| *name != missing).collect();
        let problem = load_with(&[], &rest).unwrap_err();
        assert!(
            problem.contains(missing) && problem.contains("OIDC_") && problem.contains("write"),
            "{problem}"
        );
    }
}

#[test]
fn the_provider_for_people_is_another_with_keys_of_its_own() {
    assert!(load_with(&[], &PROVIDER).unwrap().person_provider.is_none());
    let given: Vec<(String, &str)> =
        PROVIDER.into_iter().map(|(name, value)| (name.replace("OIDC", "PERSON_OIDC"), value)).collect();
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let config = load_with(&[], &given).unwrap();
    assert!(config.person_provider.is_some() && config.provider.is_none());
    assert_eq!(config.person_provider_label, "Compte du Département");
    assert!(config.describe().contains("PERSON_OIDC_CLIENT_SECRET=***"));
    for (missing, _) in &given {
        let rest: Vec<_> = given.iter().copied().filter(|(name, _)| name != missing).collect();
        let problem = load_with(&[], &rest).unwrap_err();
        assert!(
            problem.contains(missing) && problem.contains("PERSON_OIDC_") && problem.contains("write"),
            "{problem}"
        );
    }
}

#[test]
fn secrets_go_to_a_provider_unencrypted_on_this_machine_only() {
    for wrong in ["connexion.example", "http://connexion.example", "ftp://127.0.0.1"] {
        let mut given = PROVIDER;
        given[1].1 = wrong;
        let problem = load_with(&[], &given).unwrap_err();
        assert!(problem.starts_with("OIDC_ISSUER") && problem.contains("write the address"), "{problem}");
    }
}
