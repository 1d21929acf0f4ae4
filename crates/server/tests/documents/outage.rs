//! The antivirus is away, hangs, or does not look far enough; the object store is away. Nothing is opened meanwhile, and
//! each file is looked at once when they are back (trust.md, "Faults").

use crate::antivirus::Antivirus;
use crate::harness::{Ask, Browser, World};
use crate::hostile::make;
use crate::passage::{find, hand_in, list, send, world_with};
use contract::documents::DOWNLOAD_DOCUMENT;
use contract::documents::staff::DOWNLOAD_CLIENT_DOCUMENT;
use domain::documents::{DocumentState, Scan};
use server::documents::clamd::{Address, Clamd};
use server::documents::work;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::net::UnixListener;

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
