//! The keys, what each is for and what it is when nobody says.

/// A documented key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub default: &'static str,
    pub what: &'static str,
}

/// The keys, as `main-tendue config` prints them. In the TOML file the names are in lower case.
pub const KEYS: &[Key] = &[
    Key { name: "LISTEN", default: "127.0.0.1:8080", what: "Address and port of the portal." },
    Key {
        name: "DATA_DIR",
        default: "data",
        what: "Folder of the database, the secret key, the files that people hand in and the demo's cards.",
    },
    Key {
        name: "DATABASE_URL",
        default: "",
        what: "sqlite:///absolute/path.db or postgres://user@host/database; empty: main-tendue.db in DATA_DIR.",
    },
    Key {
        name: "SECRET_KEY_FILE",
        default: "",
        what: "The deployment's key, made at the first start; empty: secret.key in DATA_DIR. Every instance needs \
               the same one. Keep a copy apart from the backups.",
    },
    Key {
        name: "PUBLIC_ORIGIN",
        default: "",
        what: "Where people reach the portal (https://portail.example); the only origin that may write. Empty: \
               whatever host a browser called.",
    },
    Key {
        name: "CONTENT_DIR",
        default: "content/default",
        what: "Folder of the questions, sheets and phases.",
    },
    Key { name: "APP_DIR", default: "dist", what: "Folder of the built app." },
    Key {
        name: "KIOSK_IDLE_SECONDS",
        default: "120",
        what: "How long a kiosk may rest before its warning of 60 seconds; 30 to 600.",
    },
    Key {
        name: "SERVICE_WORKER",
        default: "on",
        what: "Whether people's own devices keep the app, so that it opens without network; off: those that have kept \
               it forget it at their next visit.",
    },
    Key {
        name: "MAX_CONNECTIONS",
        default: "4096",
        what: "Connections held at once; others wait in the queue.",
    },
    Key {
        name: "METRICS_LISTEN",
        default: "127.0.0.1:9464",
        what: "Address of /metrics for Prometheus, apart from the portal's; off: none.",
    },
    Key {
        name: "CLAMD_ADDR",
        default: "",
        what: "Where the antivirus clamd listens: /run/clamav/clamd.ctl or 127.0.0.1:3310. Empty: none, and nobody but \
               their owners can open the files that people hand in. Set `AlertExceedsMax yes` in clamd.conf.",
    },
    Key {
        name: "S3_URL",
        default: "",
        what: "Address and bucket of a store that speaks S3, where the files that people hand in are kept: \
               https://s3.fr-par.scw.cloud/bucket (docs/operations.md). Needs S3_KEY_ID and S3_SECRET. Empty: the folder \
               documents in DATA_DIR.",
    },
    Key { name: "S3_REGION", default: "us-east-1", what: "The region of S3_URL, as its provider names it." },
    Key {
        name: "S3_KEY_ID",
        default: "",
        what: "The name of the key for S3_URL. It must be allowed to put, get and delete objects in the bucket, and nothing else.",
    },
    Key { name: "S3_SECRET", default: "", what: "The secret of S3_KEY_ID." },
    Key {
        name: "SMTP_URL",
        default: "",
        what: "The mail server by which people are told: smtps://user:password@host, smtp://user:password@host:587?tls=required \
               or smtp://localhost:25. Needs MAIL_FROM and PUBLIC_ORIGIN. Empty: no e-mails; somebody calls.",
    },
    Key { name: "MAIL_FROM", default: "", what: "Whom e-mails are from: Main Tendue <portail@exemple.fr>." },
    Key {
        name: "SMS_URL",
        default: "",
        what: "The gateway for text messages (docs/operations.md). Needs PUBLIC_ORIGIN. Empty: no text messages.",
    },
    Key { name: "SMS_TOKEN", default: "", what: "What the gateway is shown as a bearer token; empty: none." },
    Key {
        name: "OIDC_ISSUER",
        default: "",
        what: "The OpenID Connect provider where staff can sign in as well: https://connexion.example (docs/operations.md). \
               Needs the keys that begin with OIDC_ and PUBLIC_ORIGIN. Empty: login, password and code only.",
    },
    Key { name: "OIDC_CLIENT_ID", default: "", what: "The name by which the provider knows this portal." },
    Key { name: "OIDC_CLIENT_SECRET", default: "", what: "The secret that goes with OIDC_CLIENT_ID." },
    Key {
        name: "OIDC_ACR",
        default: "",
        what: "How strongly one must have signed in there: values of the provider for two factors, with spaces between. \
               Any one of them lets in.",
    },
    Key {
        name: "OIDC_LABEL",
        default: "",
        what: "What staff know the provider by, on the button of the desk.",
    },
    Key {
        name: "PERSON_OIDC_ISSUER",
        default: "",
        what: "The OpenID Connect provider, such as FranceConnect, that people can link with their space and sign in at \
               (docs/operations.md). Needs the keys that begin with PERSON_OIDC_ and PUBLIC_ORIGIN. Empty: there is none.",
    },
    Key {
        name: "PERSON_OIDC_CLIENT_ID",
        default: "",
        what: "The name by which that provider knows this portal.",
    },
    Key {
        name: "PERSON_OIDC_CLIENT_SECRET",
        default: "",
        what: "The secret that goes with PERSON_OIDC_CLIENT_ID.",
    },
    Key {
        name: "PERSON_OIDC_ACR",
        default: "",
        what: "How strongly one must have signed in there: values of that provider, with spaces between. Any one of them \
               lets in.",
    },
    Key { name: "PERSON_OIDC_LABEL", default: "", what: "What people know that provider by, on its button." },
    Key {
        name: "SILENT_AFTER_WEEKS",
        default: "6",
        what: "How long nothing may be heard from someone before the desk's list calls for them, in weeks; 1 to 52.",
    },
    Key {
        name: "KEEP_PEOPLE_DAYS",
        default: "731",
        what: "How long everything of a person is kept after the last contact, in days; 365 to 3650. Nobody is erased \
               without a month's notice in `main-tendue purge --dry-run`.",
    },
    Key {
        name: "KEEP_DATES_DAYS",
        default: "731",
        what: "How long it is kept who had a place, a ticket or a meeting, after the date; at least as long \
               as KEEP_PEOPLE_DAYS, at most 3650.",
    },
    Key {
        name: "KEEP_LOOKS_DAYS",
        default: "365",
        what: "How long the record of who has looked at whose file is kept; 31 to 3650.",
    },
    Key {
        name: "KEEP_MESSAGES_DAYS",
        default: "365",
        what: "How long it is kept what people were told; 31 to 3650.",
    },
    Key {
        name: "KEEP_DRAFTS_DAYS",
        default: "90",
        what: "How long answers are kept that were not sent, after the last of them; 31 to 3650.",
    },
    Key {
        name: "HEALTH_QUESTIONS",
        default: "on",
        what: "Whether what the content marks as health data is asked. off, where the host may not hold health data: it is left \
               out of every version of the questions, and what was answered before is erased within ten minutes.",
    },
    Key {
        name: "KEEP_HEALTH_DAYS",
        default: "365",
        what: "How long health data among the answers is kept after it was sent; 31 to 3650. The content tells people how long \
               (`notice` in questionnaire/sante.yaml): change it there, too.",
    },
    Key {
        name: "LOG",
        default: "info",
        what: "What is logged, as JSON lines on the error output: error, warn, info.",
    },
];

pub fn default_of(name: &str) -> &'static str {
    KEYS.iter().find(|key| key.name == name).map_or("", |key| key.default)
}
