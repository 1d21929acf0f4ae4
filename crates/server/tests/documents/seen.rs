//! What a file looks like, for whoever handed it in and nobody else (C5); and that a picture never costs a file.

use crate::harness::{Ask, Browser, World};
use crate::hostile::make;
use crate::passage::{find, hand_in, nadia, send};
use contract::documents::{GET_DOCUMENT_PICTURE, REMOVE_DOCUMENT};
use contract::preview::START_PREVIEW;
use domain::documents::DocumentState;
use image::GenericImageView;
use server::documents::objects::Objects;
use server::documents::work;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn picture(id: &str, number: &str) -> Ask {
    Ask::to(&GET_DOCUMENT_PICTURE).at(&[id, number])
}

/// Everything that is kept outside of the database.
async fn objects(world: &World) -> Vec<String> {
    let listed = world.state.settings.documents.objects.store.list_with_delimiter(None).await.unwrap();
    listed.objects.into_iter().map(|object| object.location.to_string()).collect()
}

#[tokio::test]
async fn only_whoever_handed_it_in_sees_its_pages_and_they_go_with_it() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let id = send(&mut phone, "cv.pdf", &make::pdf(&[])).await;
    phone.ask(picture(&id, "1")).await.refuses(409, "document.not-ready");
    work::round(&world.state).await.unwrap();
    assert_eq!(find(&mut phone, &id).await.n_pictures, 1);
    // No antivirus has looked at it: it is hers all the same.
    let seen = phone.ask(picture(&id, "1")).await;
    let page = image::load_from_memory(&seen.is(200).bytes).unwrap();
    assert_eq!(page.dimensions(), (706, 999), "a sheet of A4");
    assert_eq!((seen.header("content-type"), seen.header("cache-control")), ("image/jpeg", "no-store"));
    assert_eq!(seen.header("x-content-type-options"), "nosniff");
    let policies: Vec<_> = seen.headers.get_all("content-security-policy").iter().collect();
    assert!(policies.iter().any(|policy| *policy == "default-src 'none'; sandbox"), "{policies:?}");
    for number in ["0", "2", "9", "-1", "x"] {
        phone.ask(picture(&id, number)).await.refuses(404, "not-found");
    }

    let mut karim = world.signed_in("draft").await;
    karim.ask(picture(&id, "1")).await.refuses(404, "not-found");
    world.browser().ask(picture(&id, "1")).await.refuses(401, "session.needed");
    let mut claire = world.at_the_desk("referent").await;
    claire.ask(picture(&id, "1")).await.refuses(401, "session.needed");
    let person = nadia(&mut claire).await;
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[&person])).await.is(201).json();
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    claire.ask(picture(&id, "1").inside(&base)).await.refuses(403, "preview-read-only");

    assert_eq!(objects(&world).await, [id.clone(), format!("{id}.1")]);
    phone.ask(Ask::to(&REMOVE_DOCUMENT).at(&[&id])).await.is(200);
    phone.ask(picture(&id, "1")).await.refuses(404, "not-found");
    work::round(&world.state).await.unwrap();
    assert_eq!(objects(&world).await, [""; 0]);
}

#[tokio::test]
async fn an_office_file_is_kept_without_a_picture() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let id = hand_in(&world, &mut phone, "cv.docx", &make::docx(&[])).await;
    let kept = find(&mut phone, &id).await;
    assert_eq!((kept.state, kept.n_pictures), (DocumentState::Kept, 0));
    phone.ask(picture(&id, "1")).await.refuses(404, "not-found");
}

/// A server whose pages are drawn by a program of these lines; `$PROGRAM` is the real one.
async fn world_that_draws_with(folder: &Path, lines: &str) -> World {
    let mut settings = crate::harness::settings();
    let program = folder.join("program");
    let real = settings.documents.checker.display().to_string();
    let script =
        format!("#!/bin/sh\nPROGRAM='{real}'\n[ $1 = draw-pages ] || exec $PROGRAM \"$@\"\n{lines}\n");
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    settings.documents.checker = program;
    World::with(crate::harness::content(), server::static_files::Site::none(), settings).await
}

async fn n_pictures(world: &World, phone: &mut Browser, bytes: &[u8]) -> u64 {
    let id = hand_in(world, phone, "cv.pdf", bytes).await;
    let kept = find(phone, &id).await;
    assert_eq!(kept.state, DocumentState::Kept);
    for number in 1..=kept.n_pictures {
        phone.ask(picture(&id, &number.to_string())).await.is(200);
    }
    kept.n_pictures
}

#[tokio::test]
async fn a_file_whose_pages_cannot_be_drawn_is_kept_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for (lines, expected) in [
        ("exec /bin/false", 0),
        // As when it is out of memory or time.
        ("kill -9 $$", 0),
        ("printf nonsense", 0),
        ("$PROGRAM draw-pages; kill -9 $$", 1),
        ("$PROGRAM draw-pages | head -c 900", 0),
        ("head -c 9000000 /dev/zero | tr '\\0' 'x'", 0),
    ] {
        let world = world_that_draws_with(folder.path(), lines).await;
        let mut phone = world.signed_in("new").await;
        assert_eq!(n_pictures(&world, &mut phone, &make::pdf(&[])).await, expected, "{lines}");
    }
}

#[tokio::test]
async fn a_file_whose_pictures_find_no_room_is_kept_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = crate::harness::settings();
    settings.documents.objects = Objects::in_folder(folder.path().to_owned()).unwrap();
    let world = World::with(crate::harness::content(), server::static_files::Site::none(), settings).await;
    let mut phone = world.signed_in("new").await;
    let id = send(&mut phone, "cv.pdf", &make::pdf(&[])).await;
    // Something is where the picture would be.
    std::fs::create_dir_all(folder.path().join(format!("{id}.1/full"))).unwrap();
    work::round(&world.state).await.unwrap();
    let kept = find(&mut phone, &id).await;
    assert_eq!((kept.state, kept.n_pictures), (DocumentState::Kept, 0));
}
