//! The settings: built-in values, then one TOML file, then the environment. One table describes every key.

mod keys;

pub use keys::{KEYS, Key};

use crate::documents::clamd::Clamd;
use crate::documents::objects::{Objects, S3Settings};
use crate::library::HealthQuestions;
use crate::messages::{ChannelSettings, Channels};
use crate::provider::{Asks, Provider, ProviderSettings};
use domain::retention::Periods;
use keys::default_of;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Every setting of `main-tendue`.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub secret_key_file: PathBuf,
    pub public_origin: Option<String>,
    pub content_dir: PathBuf,
    pub app_dir: PathBuf,
    pub kiosk_idle_seconds: u32,
    /// Whether browsers may keep the app.
    pub service_worker: bool,
    pub max_connections: usize,
    /// `None`: off.
    pub metrics_listen: Option<SocketAddr>,
    pub log: tracing::Level,
    /// `None`: no antivirus.
    pub clamd: Option<Clamd>,
    /// `None`: files are kept in a folder in `data_dir`.
    pub s3: Option<Objects>,
    /// By which ways people are told.
    pub channels: Channels,
    /// How long things are kept.
    pub periods: Periods,
    /// Whether health data may be held here.
    pub health: HealthQuestions,
    /// How long nothing is heard from someone before they are called for, in weeks.
    pub silent_after_weeks: u32,
    /// Where staff can sign in as well.
    pub provider: Option<Provider>,
    /// What they know it by.
    pub provider_label: String,
    /// Where people can sign in as well, once they have linked it.
    pub person_provider: Option<Provider>,
    pub person_provider_label: String,
    /// What was given in the file or the environment, by key.
    asked: BTreeMap<&'static str, String>,
}

/// Where the TOML file is.
pub const FILE_VARIABLE: &str = "MAIN_TENDUE_CONFIG";

/// Reads the settings of this process.
///
/// # Errors
/// One sentence that names the key or the file and says what to write instead.
pub fn load() -> Result<Config, String> {
    let file = match std::env::var_os(FILE_VARIABLE).filter(|path| !path.is_empty()) {
        Some(path) => read_file(Path::new(&path))?,
        None => BTreeMap::new(),
    };
    understand(&file, |name| std::env::var(name).ok())
}

fn read_file(path: &Path) -> Result<BTreeMap<&'static str, String>, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("The file {shown} named by {FILE_VARIABLE} cannot be read: {error}."))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| format!("The file {shown} is no TOML: {}.", error.message()))?;
    table.into_iter().map(|(name, value)| read_entry(&name, value, &shown.to_string())).collect()
}

fn read_entry(name: &str, value: toml::Value, file: &str) -> Result<(&'static str, String), String> {
    let key = KEYS.iter().find(|key| key.name.to_lowercase() == name);
    let key = key.ok_or_else(|| {
        let known: Vec<String> = KEYS.iter().map(|key| key.name.to_lowercase()).collect();
        format!("{file} has the key {name}, which does not exist. Use one of {}.", known.join(", "))
    })?;
    match value {
        toml::Value::String(text) => Ok((key.name, text)),
        toml::Value::Integer(number) => Ok((key.name, number.to_string())),
        _ => Err(format!("The key {name} in {file} must be a text or a whole number.")),
    }
}

/// Puts built-in values, file and environment together.
fn understand(
    file: &BTreeMap<&'static str, String>,
    env: impl Fn(&str) -> Option<String>,
) -> Result<Config, String> {
    let given = |key: &Key| env(key.name).or_else(|| file.get(key.name).cloned());
    let asked: BTreeMap<&'static str, String> = KEYS
        .iter()
        .filter_map(|key| Some((key.name, given(key).filter(|value| !value.trim().is_empty())?)))
        .collect();
    let text = |name: &str| asked.get(name).cloned().unwrap_or_else(|| default_of(name).to_owned());
    let data_dir = PathBuf::from(text("DATA_DIR"));
    let whole_path = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let own_database = || store::sqlite_url(&whole_path(&data_dir.join("main-tendue.db")));
    let label = |name: &str| asked.get(name).map_or(String::new(), |label| label.trim().to_owned());
    let health = match text("HEALTH_QUESTIONS").as_str() {
        "on" => HealthQuestions::Asked,
        "off" => HealthQuestions::LeftOut,
        other => return Err(format!("HEALTH_QUESTIONS is \"{other}\"; write on or off.")),
    };
    let own_key = || data_dir.join("secret.key");
    Ok(Config {
        listen: read_address("LISTEN", &text("LISTEN"))?,
        database_url: asked.get("DATABASE_URL").cloned().unwrap_or_else(own_database),
        secret_key_file: asked.get("SECRET_KEY_FILE").map_or_else(own_key, PathBuf::from),
        public_origin: asked.get("PUBLIC_ORIGIN").map(|origin| read_origin(origin)).transpose()?,
        content_dir: text("CONTENT_DIR").into(),
        app_dir: text("APP_DIR").into(),
        kiosk_idle_seconds: read_number("KIOSK_IDLE_SECONDS", &text("KIOSK_IDLE_SECONDS"), 30, 600)?,
        service_worker: match text("SERVICE_WORKER").as_str() {
            "on" => true,
            "off" => false,
            other => return Err(format!("SERVICE_WORKER is \"{other}\"; write on or off.")),
        },
        max_connections: read_number("MAX_CONNECTIONS", &text("MAX_CONNECTIONS"), 16, 1_000_000)? as usize,
        metrics_listen: match text("METRICS_LISTEN").as_str() {
            "off" => None,
            address => Some(read_address("METRICS_LISTEN", address)?),
        },
        log: read_level(&text("LOG"))?,
        clamd: asked.get("CLAMD_ADDR").map(|address| read_clamd(address)).transpose()?,
        s3: read_s3(&asked, &text("S3_REGION"))?,
        channels: read_channels(&asked)?,
        silent_after_weeks: read_number("SILENT_AFTER_WEEKS", &text("SILENT_AFTER_WEEKS"), 1, 52)?,
        periods: read_periods(text, health)?,
        health,
        provider: read_provider(&asked, &STAFF_PROVIDER)?,
        provider_label: label("OIDC_LABEL"),
        person_provider: read_provider(&asked, &PERSON_PROVIDER)?,
        person_provider_label: label("PERSON_OIDC_LABEL"),
        data_dir,
        asked,
    })
}

/// A place can be all that tells of a contact, so it is kept as long as the person.
fn read_periods(text: impl Fn(&str) -> String, health: HealthQuestions) -> Result<Periods, String> {
    let health_days = read_number("KEEP_HEALTH_DAYS", &text("KEEP_HEALTH_DAYS"), 31, 3650)?;
    let periods = Periods {
        people_days: read_number("KEEP_PEOPLE_DAYS", &text("KEEP_PEOPLE_DAYS"), 365, 3650)?,
        dates_days: read_number("KEEP_DATES_DAYS", &text("KEEP_DATES_DAYS"), 31, 3650)?,
        health_days: match health {
            HealthQuestions::Asked => health_days,
            HealthQuestions::LeftOut => 0,
        },
        looks_days: read_number("KEEP_LOOKS_DAYS", &text("KEEP_LOOKS_DAYS"), 31, 3650)?,
        messages_days: read_number("KEEP_MESSAGES_DAYS", &text("KEEP_MESSAGES_DAYS"), 31, 3650)?,
        drafts_days: read_number("KEEP_DRAFTS_DAYS", &text("KEEP_DRAFTS_DAYS"), 31, 3650)?,
    };
    if periods.dates_days < periods.people_days {
        return Err(format!(
            "KEEP_DATES_DAYS is {}; write at least {}, as KEEP_PEOPLE_DAYS: a place can be all that tells when somebody was last heard of.",
            periods.dates_days, periods.people_days
        ));
    }
    Ok(periods)
}

fn read_s3(asked: &BTreeMap<&'static str, String>, region: &str) -> Result<Option<Objects>, String> {
    let given = |name: &str| asked.get(name).map(|value| value.trim().to_owned());
    let needed = |name: &str| {
        given(name).ok_or_else(|| {
            format!("S3_URL is given without {name}; write it as the provider of the store gives it.")
        })
    };
    let Some(url) = given("S3_URL") else {
        let alone = ["S3_REGION", "S3_KEY_ID", "S3_SECRET"].into_iter().find(|name| asked.contains_key(name));
        return alone.map_or(Ok(None), |name| {
            Err(format!("{name} is given without S3_URL; write where the store is, such as https://s3.fr-par.scw.cloud/bucket."))
        });
    };
    let region = region.trim().to_owned();
    let settings = S3Settings { url, region, key_id: needed("S3_KEY_ID")?, secret: needed("S3_SECRET")? };
    Objects::in_s3(&settings).map(Some)
}

/// A provider of OpenID Connect, by its keys.
struct ProviderKeys {
    prefix: &'static str,
    /// Who knows it by its label.
    whose: &'static str,
    return_page: &'static str,
    asks: Asks,
}

const STAFF_PROVIDER: ProviderKeys = ProviderKeys {
    prefix: "OIDC_",
    whose: "staff",
    return_page: contract::provider::RETURN_PAGE,
    asks: Asks::Email,
};
const PERSON_PROVIDER: ProviderKeys = ProviderKeys {
    prefix: "PERSON_OIDC_",
    whose: "people",
    return_page: contract::identity::RETURN_PAGE,
    asks: Asks::Nothing,
};

/// The provider sends browsers back, so the portal must know its own address.
fn read_provider(
    asked: &BTreeMap<&'static str, String>,
    keys: &ProviderKeys,
) -> Result<Option<Provider>, String> {
    let key = |name: &str| [keys.prefix, name].concat();
    let given = |name: &str| asked.get(name).map(|value| value.trim().to_owned());
    let of_issuer = key("ISSUER");
    let Some(issuer) = given(&of_issuer) else {
        let alone = ["CLIENT_ID", "CLIENT_SECRET", "ACR", "LABEL"].map(key);
        let alone = alone.into_iter().find(|name| asked.contains_key(name.as_str()));
        return alone.map_or(Ok(None), |name| {
            Err(format!(
                "{name} is given without {of_issuer}; write the address of the provider, such as https://connexion.example."
            ))
        });
    };
    let needed = |name: String, what: &str| {
        given(&name).ok_or_else(|| format!("{of_issuer} is given without {name}; write {what}."))
    };
    let origin = needed("PUBLIC_ORIGIN".to_owned(), "where the portal is, as https://portail.example")?;
    let label = format!("what {} know the provider by, as it stands on its button", keys.whose);
    needed(key("LABEL"), &label)?;
    let acr = needed(key("ACR"), "how strongly one must have signed in there, in the provider's own words")?;
    let settings = ProviderSettings {
        issuer,
        client_id: needed(key("CLIENT_ID"), "the name by which the provider knows this portal")?,
        client_secret: needed(key("CLIENT_SECRET"), "the secret that the provider gave for it")?,
        acr: acr.split_whitespace().map(str::to_owned).collect(),
        return_address: [read_origin(&origin)?.as_str(), keys.return_page].concat(),
        asks: keys.asks,
    };
    Provider::open(&of_issuer, settings).map(Some)
}

/// Every message says where to go on, so the portal must know its own address.
fn read_channels(asked: &BTreeMap<&'static str, String>) -> Result<Channels, String> {
    let given = |name: &str| asked.get(name).map(|value| value.trim().to_owned());
    let settings = ChannelSettings {
        smtp_url: given("SMTP_URL"),
        mail_from: given("MAIL_FROM"),
        sms_url: given("SMS_URL"),
        sms_token: given("SMS_TOKEN"),
    };
    let channels = Channels::open(&settings)?;
    if (channels.has_mail() || channels.has_sms()) && !asked.contains_key("PUBLIC_ORIGIN") {
        return Err(
            "SMTP_URL and SMS_URL need PUBLIC_ORIGIN: messages say where the portal is. Write it as \
                    https://portail.example."
                .to_owned(),
        );
    }
    Ok(channels)
}

fn read_address(name: &str, text: &str) -> Result<SocketAddr, String> {
    let wrong = |_| format!("{name} is \"{text}\"; write an address and a port, such as 127.0.0.1:8080.");
    text.replace("localhost", "127.0.0.1").parse().map_err(wrong)
}

fn read_clamd(text: &str) -> Result<Clamd, String> {
    let wrong = || {
        format!("CLAMD_ADDR is \"{text}\"; write a path or an address and a port, such as 127.0.0.1:3310.")
    };
    Clamd::parse(text.trim()).ok_or_else(wrong)
}

/// Not the finer levels: there the libraries below tell what passes through them, names included.
fn read_level(text: &str) -> Result<tracing::Level, String> {
    match text {
        "error" => Ok(tracing::Level::ERROR),
        "warn" => Ok(tracing::Level::WARN),
        "info" => Ok(tracing::Level::INFO),
        _ => Err(format!("LOG is \"{text}\"; write error, warn or info.")),
    }
}

fn read_number(name: &str, text: &str, min: u32, max: u32) -> Result<u32, String> {
    let number = text.trim().parse().ok().filter(|number| (min..=max).contains(number));
    number.ok_or_else(|| format!("{name} is \"{text}\"; write a whole number from {min} to {max}."))
}

fn read_origin(text: &str) -> Result<String, String> {
    let origin = text.trim().trim_end_matches('/');
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(origin.to_owned()),
        _ => {
            Err(format!("PUBLIC_ORIGIN is \"{text}\"; write it as https://portail.example, without a path."))
        }
    }
}

impl Config {
    /// Whether the file or the environment gave this key.
    pub fn is_asked_for(&self, name: &str) -> bool {
        self.asked.contains_key(name)
    }

    /// Every key with its value, where it comes from and what it is for; passwords are hidden.
    pub fn describe(&self) -> String {
        let mut lines =
            vec![format!("# {FILE_VARIABLE} names a TOML file with these keys in lower case; the")];
        lines.push("# environment comes before it.".to_owned());
        for key in KEYS {
            let origin = if self.is_asked_for(key.name) { "given" } else { "built in" };
            lines.push(format!("\n# {}", key.what));
            lines.push(format!("{}={}  ({origin})", key.name, self.value_of(key.name)));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn value_of(&self, name: &str) -> String {
        match name {
            "LISTEN" => self.listen.to_string(),
            "DATA_DIR" => self.data_dir.display().to_string(),
            "DATABASE_URL" => mask_password(&self.database_url),
            "SECRET_KEY_FILE" => self.secret_key_file.display().to_string(),
            "PUBLIC_ORIGIN" => self.public_origin.clone().unwrap_or_default(),
            "CONTENT_DIR" => self.content_dir.display().to_string(),
            "APP_DIR" => self.app_dir.display().to_string(),
            "KIOSK_IDLE_SECONDS" => self.kiosk_idle_seconds.to_string(),
            "SERVICE_WORKER" => if self.service_worker { "on" } else { "off" }.to_owned(),
            "MAX_CONNECTIONS" => self.max_connections.to_string(),
            "METRICS_LISTEN" => self.metrics_listen.map_or("off".to_owned(), |address| address.to_string()),
            "SMTP_URL" => self.asked.get(name).map_or(String::new(), |url| mask_password(url)),
            "CLAMD_ADDR"
            | "MAIL_FROM"
            | "SMS_URL"
            | "S3_URL"
            | "S3_REGION"
            | "S3_KEY_ID"
            | "OIDC_ISSUER"
            | "OIDC_CLIENT_ID"
            | "OIDC_ACR"
            | "OIDC_LABEL"
            | "PERSON_OIDC_ISSUER"
            | "PERSON_OIDC_CLIENT_ID"
            | "PERSON_OIDC_ACR"
            | "PERSON_OIDC_LABEL" => {
                self.asked.get(name).cloned().unwrap_or_else(|| default_of(name).to_owned())
            }
            "SMS_TOKEN" | "S3_SECRET" | "OIDC_CLIENT_SECRET" | "PERSON_OIDC_CLIENT_SECRET" => {
                if self.is_asked_for(name) { "***" } else { "" }.to_owned()
            }
            "SILENT_AFTER_WEEKS" => self.silent_after_weeks.to_string(),
            "KEEP_PEOPLE_DAYS" => self.periods.people_days.to_string(),
            "KEEP_DATES_DAYS" => self.periods.dates_days.to_string(),
            "KEEP_LOOKS_DAYS" => self.periods.looks_days.to_string(),
            "KEEP_MESSAGES_DAYS" => self.periods.messages_days.to_string(),
            "HEALTH_QUESTIONS" => match self.health {
                HealthQuestions::Asked => "on".to_owned(),
                HealthQuestions::LeftOut => "off".to_owned(),
            },
            "KEEP_HEALTH_DAYS" => self.periods.health_days.to_string(),
            "KEEP_DRAFTS_DAYS" => self.periods.drafts_days.to_string(),
            "LOG" => self.log.to_string().to_lowercase(),
            unknown => unreachable!("BUG: the key {unknown} has no value"),
        }
    }
}

/// `postgres://user:***@host/db`.
fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let rest = match rest.rsplit_once('@') {
        Some((user, place)) => {
            let user = user.split_once(':').map_or(user.to_owned(), |(name, _)| format!("{name}:***"));
            format!("{user}@{place}")
        }
        None => rest.to_owned(),
    };
    match rest.split_once("password=") {
        Some((before, after)) => {
            let after = after.split_once('&').map_or(String::new(), |(_, more)| format!("&{more}"));
            format!("{scheme}://{before}password=***{after}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests;
