//! Files in S3, by its real protocol, over a line that is bad in every way: nothing acknowledged is lost, nothing is half, nothing
//! is left over, and when the store is back everything is finished once (trust.md, "Faults").

use crate::antivirus::Antivirus;
use crate::bucket::{Bucket, Line, Mood, SECRET};
use crate::harness::{Ask, Browser, World};
use crate::hostile::make;
use crate::passage::{digest, find, hand_in, list, send, world_on};
use crate::program::{Server, write_empty_app};
use contract::documents::{DOWNLOAD_DOCUMENT, REMOVE_DOCUMENT};
use domain::documents::{DocumentState, Scan};
use object_store::path::Path;
use server::documents::objects::{Objects, S3Settings, Trouble};
use server::documents::work;
use std::collections::BTreeMap;
use std::time::Duration;

/// Longer than a failure waits for its next try.
const A_WHILE_S: i64 = 60;

/// Of several packets.
fn cv() -> Vec<u8> {
    make::pdf(&[&format!("({})", "x".repeat(300_000))])
}

async fn over(line: &Line) -> (World, Browser) {
    let world = world_on(line.objects(), None).await;
    let browser = world.signed_in("new").await;
    (world, browser)
}

async fn rounds(world: &World) {
    work::round(&world.state).await.unwrap();
}

/// The person is told that it is there and being looked at; it is not given back yet.
async fn is_being_checked(browser: &mut Browser, id: &str) {
    let found = find(browser, id).await;
    assert_eq!((found.state, found.received_bytes), (DocumentState::Checking, cv().len() as u64));
    browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await.refuses(409, "document.not-ready");
}

/// Kept once, whole, and given back as it came.
async fn is_finished(world: &World, browser: &mut Browser, bucket: &Bucket, id: &str) {
    world.pass_s(A_WHILE_S);
    rounds(world).await;
    let found = find(browser, id).await;
    assert_eq!((found.state, found.scan), (DocumentState::Kept, Some(Scan::Waiting)));
    let file = browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await;
    assert_eq!(digest(&file.is(200).bytes), found.digest);
    assert!(bucket.files() == BTreeMap::from([(id.to_owned(), cv())]));
    assert_eq!(bucket.objects().len(), 2, "and the picture of its page");
    assert_eq!(world.dump().await["upload_chunk"], [""; 0]);
}

async fn is_removed(world: &World, browser: &mut Browser, id: &str) {
    browser.ask(Ask::to(&REMOVE_DOCUMENT).at(&[id])).await.is(200);
    assert_eq!(list(browser).await.documents, []);
    rounds(world).await;
}

#[tokio::test]
async fn a_file_is_kept_there_under_its_id_and_goes_from_there() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let (world, mut browser) = over(&line).await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &cv()).await;
    is_finished(&world, &mut browser, &bucket, &id).await;
    is_removed(&world, &mut browser, &id).await;
    assert_eq!(bucket.objects(), BTreeMap::new());
}

#[tokio::test]
async fn whatever_happens_to_the_line_the_file_is_finished_once() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    // Refused; cut in the middle of the request's head, and of the file; cut before a word of the answer, and in it.
    for mood in [
        Mood::Refuses,
        Mood::CutsAsking(100),
        Mood::CutsAsking(150_000),
        Mood::CutsAnswer(0),
        Mood::CutsAnswer(20),
    ] {
        let (world, mut browser) = over(&line).await;
        line.is(mood);
        let id = send(&mut browser, "cv.pdf", &cv()).await;
        rounds(&world).await;
        is_being_checked(&mut browser, &id).await;
        // Stored or not, never half.
        let is_stored = matches!(mood, Mood::CutsAnswer(_));
        let expected = is_stored.then(|| (id.clone(), cv()));
        assert!(bucket.files() == expected.into_iter().collect(), "{mood:?}");
        line.is(Mood::Through);
        is_finished(&world, &mut browser, &bucket, &id).await;
        is_removed(&world, &mut browser, &id).await;
        assert_eq!(bucket.objects(), BTreeMap::new());
    }
}

#[tokio::test]
async fn a_store_that_was_switched_off_finds_everything_waiting() {
    let mut bucket = Bucket::new();
    let world = world_on(Objects::in_s3(&bucket.settings()).unwrap(), None).await;
    let mut browser = world.signed_in("new").await;
    bucket.stop();
    let id = send(&mut browser, "cv.pdf", &cv()).await;
    rounds(&world).await;
    is_being_checked(&mut browser, &id).await;
    bucket.go();
    is_finished(&world, &mut browser, &bucket, &id).await;
}

#[tokio::test]
async fn what_is_removed_while_nobody_knows_whether_it_was_stored_is_gone() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let (world, mut browser) = over(&line).await;
    line.is(Mood::CutsAnswer(0));
    let id = send(&mut browser, "cv.pdf", &cv()).await;
    rounds(&world).await;
    assert_eq!(bucket.files().len(), 1, "it was stored");
    line.is(Mood::Refuses);
    is_removed(&world, &mut browser, &id).await;
    assert_eq!(bucket.files().len(), 1, "and cannot be removed yet");
    line.is(Mood::Through);
    world.pass_s(A_WHILE_S);
    rounds(&world).await;
    assert_eq!(bucket.objects(), BTreeMap::new());
    // A worker that did not know yet writes it once more.
    bucket.write(&id, b"late");
    world.pass_s(2 * A_WHILE_S);
    rounds(&world).await;
    assert_eq!(bucket.objects(), BTreeMap::new());
    world.pass_s(3601);
    rounds(&world).await;
    assert_eq!(world.dump().await["stale_object"], [""; 0]);
}

#[tokio::test]
async fn a_store_that_hangs_keeps_nobody_else_waiting() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let (world, mut nadia) = over(&line).await;
    let mut karim = world.signed_in("draft").await;
    line.is(Mood::Holds);
    let id = send(&mut nadia, "cv.pdf", &cv()).await;
    let state = world.state.clone();
    let working = tokio::spawn(async move { work::round(&state).await });
    line.holds_somebody().await;
    // She goes on, and so does everyone else.
    is_being_checked(&mut nadia, &id).await;
    let other = send(&mut karim, "cv.pdf", &cv()).await;
    is_being_checked(&mut karim, &other).await;
    assert!(!working.is_finished());
    line.is(Mood::Through);
    working.await.unwrap().unwrap();
    for (browser, id) in [(&mut nadia, &id), (&mut karim, &other)] {
        assert_eq!(find(browser, id).await.state, DocumentState::Kept);
        assert_eq!(bucket.objects()[id], cv());
    }
}

#[tokio::test]
async fn no_call_waits_for_ever() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let (objects, id) = (line.impatient(), Path::from("cv"));
    line.is(Mood::Holds);
    assert_eq!(objects.put(&id, cv().into()).await, Err(Trouble::Away));
    assert_eq!(objects.get(&id).await, Err(Trouble::Away));
    assert_eq!(objects.delete(&id).await, Err(Trouble::Away));
    assert_eq!(objects.try_out(Duration::from_millis(700)).await, Err(Trouble::Away));
}

#[tokio::test]
async fn while_it_is_away_each_round_tries_one_file_and_then_leaves_it() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let world = world_on(line.impatient(), None).await;
    let mut browser = world.signed_in("new").await;
    line.is(Mood::Holds);
    for _ in 0..3 {
        send(&mut browser, "cv.pdf", &cv()).await;
    }
    rounds(&world).await;
    let waiting = list(&mut browser).await.documents;
    assert!(waiting.iter().all(|one| one.state == DocumentState::Checking));
    let tried = world.dump().await["document"].iter().filter(|row| row.contains(&due_in(&world, 10))).count();
    assert_eq!(tried, 1);
    line.is(Mood::Through);
    // On a machine that is busy, one may not be stored in the short time that it has here; it is tried again.
    while list(&mut browser).await.documents.iter().any(|one| one.state == DocumentState::Checking) {
        world.pass_s(A_WHILE_S);
        rounds(&world).await;
    }
    assert_eq!(bucket.files().len(), 3);
}

fn due_in(world: &World, seconds: i64) -> String {
    world.now().plus_s(seconds).as_ms().to_string()
}

#[tokio::test]
async fn a_download_is_whole_or_says_that_it_cannot_be_had_now() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let (world, mut browser) = over(&line).await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &cv()).await;
    let ask = Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id]);
    for mood in [Mood::Refuses, Mood::CutsAnswer(0), Mood::CutsAnswer(100_000)] {
        line.is(mood);
        browser.ask(ask.clone()).await.refuses(503, "service.unavailable");
        assert_eq!(find(&mut browser, &id).await.state, DocumentState::Kept);
    }
    line.is(Mood::Through);
    assert_eq!(browser.ask(ask).await.is(200).bytes, cv());
}

#[tokio::test]
async fn a_scan_waits_for_the_store_too() {
    let bucket = Bucket::new();
    let line = Line::to(&bucket).await;
    let mut antivirus = Antivirus::stopped(&make::eicar(), "");
    let world = world_on(line.objects(), Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &cv()).await;
    antivirus.go().await;
    line.is(Mood::CutsAnswer(100_000));
    world.pass_s(A_WHILE_S);
    rounds(&world).await;
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Waiting));
    line.is(Mood::Through);
    world.pass_s(A_WHILE_S);
    rounds(&world).await;
    assert_eq!(find(&mut browser, &id).await.scan, Some(Scan::Clean));
}

#[tokio::test]
async fn a_key_that_may_not_is_told_apart_from_a_store_that_is_away() {
    let mut bucket = Bucket::new();
    let fine = bucket.settings();
    let tried = async |settings: S3Settings| {
        let objects = Objects::in_s3(&settings).unwrap();
        objects.try_out(Duration::from_secs(120)).await.map_err(|trouble| trouble.to_string())
    };
    assert_eq!(tried(fine.clone()).await, Ok(()));
    assert_eq!(bucket.objects(), BTreeMap::new());
    let secret = "another-secret".to_owned();
    let refused = tried(S3Settings { secret, ..fine.clone() }).await;
    assert_eq!(refused, Err("refused (SignatureDoesNotMatch)".to_owned()));
    let refused = tried(S3Settings { key_id: "nobody".to_owned(), ..fine.clone() }).await.unwrap_err();
    assert!(refused.starts_with("refused ("), "{refused}");
    bucket.stop();
    assert_eq!(tried(fine).await, Err("away".to_owned()));
}

#[test]
fn the_program_says_a_wrong_setting_plainly_and_starts_without_the_store() {
    let folder = tempfile::tempdir().unwrap();
    write_empty_app(folder.path());
    let mut bucket = Bucket::new();
    let serve = |secret: &str| {
        let S3Settings { url, region, key_id, .. } = bucket.settings();
        let mut command = Server::command(folder.path(), &["serve"]);
        command.env("S3_URL", url).env("S3_REGION", region).env("S3_KEY_ID", key_id).env("S3_SECRET", secret);
        command
    };
    let refused = serve("another-secret").output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && said.contains("SignatureDoesNotMatch") && said.contains("S3_SECRET,"),
        "{said}"
    );
    assert!(!said.contains("another-secret") && !said.contains(SECRET), "{said}");
    let ready = serve(SECRET);
    let is_open = |server: &Server| std::net::TcpStream::connect(&server.address).is_ok();
    assert!(is_open(&Server::serve(ready)));
    let later = serve(SECRET);
    bucket.stop();
    assert!(is_open(&Server::serve(later)));
}
