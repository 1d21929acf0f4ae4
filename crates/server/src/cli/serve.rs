//! `serve`: the portal, until it is told to stop.

use super::deployment::{self, Deployment, explain_store};
use super::{EXIT_SURROUNDINGS, Failure};
use crate::config::Config;
use crate::documents::Means;
use crate::library::Library;
use crate::listen::{self, Patience};
use crate::state::{AppState, Parts, Settings};
use crate::static_files::{Service, Site};
use crate::{Clock, health, messages};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How often figures are summed up.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// # Errors
/// When it cannot start; then one sentence says why.
pub async fn run(config: Config) -> Result<(), Failure> {
    start_logs(&config);
    let listener = bind("LISTEN", config.listen).await?;
    let state = prepare(&config).await?;
    let metrics = start_metrics(&config).await?;
    let purge = tokio::spawn(crate::retention::run(state.clone()));
    let sweep = tokio::spawn(crate::workshops::sweep::run(state.clone()));
    let documents = tokio::spawn(crate::documents::work::run(state.clone()));
    let remind = tokio::spawn(messages::remind::run(state.clone()));
    let send = tokio::spawn(messages::sender::run(state.clone()));
    let patience = Patience { max_connections: config.max_connections, ..Patience::default() };
    let address = listener.local_addr().unwrap_or(config.listen);
    tracing::info!(%address, questions = state.library.current_version(), "ready");
    println!("Main Tendue listens on http://{}", shown(address));
    listen::serve(listener, crate::app(state.clone()), patience, stop_signal()).await;
    purge.abort();
    sweep.abort();
    documents.abort();
    remind.abort();
    send.abort();
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    state.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Everything behind the router.
///
/// # Errors
/// When the content, the app or the data cannot be used.
pub async fn prepare(config: &Config) -> Result<AppState, Failure> {
    let content = deployment::load_content(&config.content_dir)?;
    let service = Service {
        name: content.pack.service.name.clone(),
        phone: content.pack.service.phone.clone(),
        place: content.pack.service.place.clone(),
        provider: config.provider_label.clone(),
        person_provider: config.person_provider_label.clone(),
        codes: config.channels.names(),
    };
    let site = Site::load(&config.app_dir, &config.content_dir, &service).map_err(|error| {
        let message = format!(
            "The app is not there ({error}). Build it with `make run`, or set APP_DIR to its folder."
        );
        Failure::new(EXIT_SURROUNDINGS, message)
    })?;
    let Deployment { store, keys } = deployment::open(config).await?;
    let (library, clock) = (Library::of_host(content, config.health), Clock::system());
    library.publish(&store, clock.now()).await.map_err(|error| explain_store(&error))?;
    let objects = deployment::open_objects(config)?;
    if config.s3.is_some() {
        deployment::try_out(&objects).await?;
    }
    let settings = Settings {
        public_origin: config.public_origin.clone(),
        kiosk_idle_s: config.kiosk_idle_seconds,
        silent_after_weeks: config.silent_after_weeks,
        service_worker: config.service_worker,
        documents: Means { objects, scanner: config.clamd.clone(), ..Means::default() },
        channels: config.channels.clone(),
        periods: config.periods,
        provider: config.provider.clone(),
        person_provider: config.person_provider.clone(),
        ..Settings::default()
    };
    Ok(AppState::new(Parts { store, keys, library, site, clock, settings }))
}

fn start_logs(config: &Config) {
    let lines =
        tracing_subscriber::fmt().json().flatten_event(true).with_target(false).with_max_level(config.log);
    // A second one in the same process (a test) keeps the first.
    let _ = lines.with_writer(std::io::stderr).try_init();
}

async fn bind(key: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        use std::io::ErrorKind as Kind;
        let why = match error.kind() {
            Kind::AddrInUse => {
                format!(
                    "The address {address} is in use. Stop the other program, or set {key} to another port."
                )
            }
            Kind::PermissionDenied => {
                format!("The address {address} needs more rights. Set {key} to a port above 1023.")
            }
            Kind::AddrNotAvailable => {
                format!("This machine does not have the address {address}. Set {key} to one of its own.")
            }
            _ => format!("The address {address} cannot be used: {error}. Set {key} to another."),
        };
        Failure::new(EXIT_SURROUNDINGS, why)
    })
}

/// The figures on their own address. The built-in address gives way when another instance has it.
async fn start_metrics(config: &Config) -> Result<Option<tokio::task::JoinHandle<()>>, Failure> {
    let Some(address) = config.metrics_listen else { return Ok(None) };
    let listener = match bind("METRICS_LISTEN", address).await {
        Ok(listener) => listener,
        Err(_) if !config.is_asked_for("METRICS_LISTEN") => {
            tracing::warn!(%address, "no figures: their built-in address is in use; set METRICS_LISTEN");
            return Ok(None);
        }
        Err(failure) => return Err(failure),
    };
    let Some(handle) = health::collect_metrics() else { return Ok(None) };
    let upkeep = handle.clone();
    let serving = async move {
        let app = health::metrics_routes(handle);
        let upkeep = async {
            loop {
                tokio::time::sleep(UPKEEP_EVERY).await;
                upkeep.run_upkeep();
            }
        };
        let patience = Patience { max_connections: 16, ..Patience::default() };
        tokio::join!(listen::serve(listener, app, patience, std::future::pending()), upkeep);
    };
    Ok(Some(tokio::spawn(serving)))
}

/// Ready at SIGTERM or SIGINT; never, where signals cannot be heard.
async fn stop_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// Browsers keep `Secure` cookies on `localhost`, so that is what people should open.
fn shown(address: SocketAddr) -> String {
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    }
}
