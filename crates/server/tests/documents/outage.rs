//! The antivirus is away, hangs, or does not look far enough; the object store is away. Nothing is opened meanwhile, and
//! each file is looked at once when they are back (trust.md, "Faults").

use crate::antivirus::Antivirus;
use crate::harness::{Ask, Browser, World};
use crate::hostile::make;
use crate::passage::{find, hand_in, list, send, world_with};
use crate::relay::Relay;
use contract::documents::DOWNLOAD_DOCUMENT;
use contract::documents::staff::DOWNLOAD_CLIENT_DOCUMENT;
use domain::documents::{DocumentState, Scan};
use server::documents::clamd::{Address, Clamd};
use server::documents::work;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::net::UnixListener;

/// What is promised of a clamd that comes back.
const NOTICED_WITHIN: Duration = Duration::from_secs(60);
/// When the machine is too busy for anything.
const GIVE_UP: Duration = Duration::from_secs(180);

async fn is_seen(world: &World, id: &str) -> u16 {
    world.pass_s(30);
    let mut claire: Browser = world.at_the_desk("referent").await;
    claire.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[id])).await.status
}

#[tokio::test]
async fn while_clamd_is_down_a_file_waits_and_is_scanned_when_it_is_back() {
    let mut antivirus = Antivirus::stopped(&make::eicar(), "");
    let world = world_with(Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &make::pdf(&[])).await;
    let kept = find(&mut browser, &id).await;
    assert_eq!((kept.state, kept.scan), (DocumentState::Kept, Some(Scan::Waiting)));
    browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id])).await.is(200);
    assert_eq!(is_seen(&world, &id).await, 409);
    antivirus.go().await;
    work::round(&world.state).await.unwrap();
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Clean), "in the first round after its return");
    assert_eq!(is_seen(&world, &id).await, 200);
    // And away again: what is known stays known.
    antivirus.stop();
    work::round(&world.state).await.unwrap();
    assert_eq!(is_seen(&world, &id).await, 200);
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < GIVE_UP, "never so: {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    begun.elapsed()
}

/// Nothing but the loop that the server runs: nobody says that clamd is back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clamd_that_comes_back_is_noticed_within_a_minute_and_looks_at_each_file_once() {
    let mut antivirus = Antivirus::stopped(&make::eicar(), "");
    let relay = Relay::before(antivirus.socket());
    let counts = Arc::clone(&relay.counts);
    let world = world_with(Clamd::parse(&relay.path().display().to_string())).await;
    let work = tokio::spawn(work::run(world.state.clone()));
    let mut browser = world.signed_in("new").await;
    let files = [("cv.pdf", make::pdf(&[])), ("cv.docx", make::docx(&[])), ("cv.jpg", make::jpeg(60, 40))];
    for (name, bytes) in &files {
        send(&mut browser, name, bytes).await;
    }
    let are_all = async |browser: &mut Browser, scan: Scan| {
        let documents = list(browser).await.documents;
        documents.len() == files.len() && documents.iter().all(|one| one.scan == Some(scan))
    };
    until("all are kept", async || are_all(&mut browser, Scan::Waiting).await).await;
    let n_asked = counts.n_asked.load(Ordering::SeqCst);
    until("clamd was asked for while it was away", async || counts.n_asked.load(Ordering::SeqCst) > n_asked)
        .await;
    assert_eq!(counts.n_scans.load(Ordering::SeqCst), 0);

    antivirus.go().await;
    let took = until("all are clean", async || are_all(&mut browser, Scan::Clean).await).await;
    assert!(took < NOTICED_WITHIN, "{took:?}");
    println!("scanned {took:?} after clamd was back");
    // And it is left at that.
    world.pass_s(3600);
    work::round(&world.state).await.unwrap();
    assert_eq!(counts.n_scans.load(Ordering::SeqCst), 3, "once each");
    assert!(!work.is_finished());
    work.abort();
}

#[tokio::test]
async fn a_clamd_that_hangs_holds_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hangs.sock");
    let listener = UnixListener::bind(&path).unwrap();
    // Answers that it is there, and then says nothing more about anything.
    let n_asked = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&n_asked);
    let hanging = tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut begin = [0; 6];
            let _ = tokio::io::AsyncReadExt::read_exact(&mut socket, &mut begin).await;
            if &begin == b"zPING\0" {
                let _ = tokio::io::AsyncWriteExt::write_all(&mut socket, b"PONG\0").await;
            } else {
                counted.fetch_add(1, Ordering::SeqCst);
                open.push(socket);
            }
        }
    });
    let scanner = Clamd {
        address: Address::Unix(path),
        ping_within: Duration::from_secs(30),
        scan_within: Duration::from_millis(200),
    };
    let world = world_with(Some(scanner)).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &make::pdf(&[])).await;
    assert_eq!(n_asked.load(Ordering::SeqCst), 1, "asked once, and left for later");
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Waiting));
    assert_eq!(is_seen(&world, &id).await, 409);
    hanging.abort();
}

#[tokio::test]
async fn what_clamd_does_not_look_into_is_not_clean() {
    let antivirus = Antivirus::with(&make::eicar(), "MaxFileSize 1K\nMaxScanSize 1K").await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let long = make::pdf(&[&format!("({})", "x".repeat(4000))]);
    let id = hand_in(&world, &mut browser, "cv.pdf", &long).await;
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Waiting));
    assert_eq!(is_seen(&world, &id).await, 409);
}

#[tokio::test]
async fn a_stream_that_clamd_cuts_off_is_not_clean() {
    let antivirus = Antivirus::with(&make::eicar(), "StreamMaxLength 1K").await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let long = make::pdf(&[&format!("({})", "x".repeat(200_000))]);
    let id = hand_in(&world, &mut browser, "cv.pdf", &long).await;
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Waiting));
    assert_eq!(is_seen(&world, &id).await, 409);
}

#[tokio::test]
async fn a_checker_that_cannot_be_started_leaves_the_file_for_later() {
    let mut settings = crate::harness::settings();
    let checker = std::mem::replace(&mut settings.documents.checker, "/nowhere/main-tendue".into());
    let world = World::with(crate::harness::content(), server::static_files::Site::none(), settings).await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, "cv.pdf", &make::pdf(&[])).await;
    work::round(&world.state).await.unwrap();
    assert_eq!(list(&mut browser).await.documents[0].state, DocumentState::Checking);
    assert!(checker.exists());
}
