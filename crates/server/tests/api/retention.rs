//! Whoever is erased is nowhere any more: no table, no file, no way in (S5).

use crate::harness::{Ask, World, card_of};
use crate::matrix::cast::Cast;
use crate::recipes::recipe;
use contract::client::GET_CLIENT_SUMMARY;
use contract::questionnaire::GET_DRAFT;
use contract::session::{GET_ME, START_SESSION};
use contract::staff::{LIST_CLIENTS, REPLY_TO_DISPUTE};
use domain::ids::PersonId;
use domain::retention::Retention;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use serde_json::json;
use server::documents::work;
use server::retention::{Why, erase, list_near_end, round};
use std::collections::BTreeSet;

const DAY_S: i64 = 86_400;

/// What tells that something is Sylvie's: her ids, and words that stand nowhere else.
fn marks(world: &World, cast: &Cast) -> BTreeSet<String> {
    let person = world.person("sent");
    let words = [
        "Sylvie".to_owned(),
        "zqaction".to_owned(),
        "zqfile".to_owned(),
        "zqcontest".to_owned(),
        "zqreply".to_owned(),
        "+33699887766".to_owned(),
        person.birth_date.to_string(),
    ];
    cast.ids.iter().cloned().chain(words).collect()
}

/// Table and mark, wherever one is found.
async fn found(world: &World, marks: &BTreeSet<String>) -> BTreeSet<(String, String)> {
    let dump = world.dump().await;
    let each = |(table, rows): (&String, &Vec<String>)| {
        let is_in = |mark: &&String| rows.iter().any(|row| row.contains(mark.as_str()));
        marks.iter().filter(is_in).map(|mark| (table.clone(), mark.clone())).collect::<Vec<_>>()
    };
    dump.iter().flat_map(each).collect()
}

async fn objects(world: &World) -> Vec<String> {
    let listed = world.state.settings.documents.objects.store.list_with_delimiter(None).await.unwrap();
    listed.objects.into_iter().map(|object| object.location.to_string()).collect()
}

/// The file, and the picture of its page.
fn names(cast: &Cast) -> [String; 2] {
    let id = &cast.known.document;
    [id.clone(), format!("{id}.1")]
}

const ELSEWHERE: &str = "
    INSERT INTO put_aside SELECT id, 'permis', '[]', 0, NULL FROM person WHERE first_name = 'Sylvie';
    INSERT INTO person_identity SELECT 'identity-' || id, id, 'subject', 0, NULL FROM person WHERE first_name = 'Sylvie';
    INSERT INTO health_withdrawal SELECT 'withdrawal-' || id, id, 0 FROM person WHERE first_name = 'Sylvie';
    INSERT INTO outbox (person_id, kind, reference, created_at)
        SELECT p.id, 'reminder-soon', b.id, 0 FROM person p JOIN booking b ON b.person_id = p.id
        WHERE first_name = 'Sylvie' LIMIT 1;
    INSERT INTO referent_change SELECT 'change-' || id, id, 1, referent_id, referent_id, referent_id, 0
        FROM person WHERE first_name = 'Sylvie';
    INSERT INTO one_time_code (asker_hash, place, id, browser_hash, person_id, channel, asked_at, ends_at)
        SELECT 'asker', 0, 'code', 'browser', id, 'sms', 0, 0 FROM person WHERE first_name = 'Sylvie';
    INSERT INTO cv_part SELECT id, 'wish', 1, '{}', 0 FROM person WHERE first_name = 'Sylvie';
    INSERT INTO cv_photo SELECT id, '/9j/', 0 FROM person WHERE first_name = 'Sylvie';
    INSERT INTO people_import SELECT 'i', id, 0, 1, 0, 0, 0, '[]', NULL, NULL, NULL FROM staff LIMIT 1;
    INSERT INTO import_line SELECT 'i', 2, 'listed', first_name, last_name, first_name_key, last_name_key, birth_date, 'fr',
        NULL, 'known' FROM person WHERE first_name = 'Sylvie';
    INSERT INTO upload_chunk SELECT d.id, 0, 'x', 'x' FROM document d WHERE state = 'receiving';";

/// Sylvie with everything, a file of hers in the object store, and what staff were answered about her.
pub async fn furnished() -> (World, Cast, BTreeSet<String>) {
    let world = World::new().await;
    let cast = Cast::gather(&world).await;
    for name in names(&cast) {
        let (file, bytes) = (Path::from(name), PutPayload::from_static(b"%PDF-"));
        world.state.settings.documents.objects.store.put(&file, bytes).await.unwrap();
    }
    let summary = Ask::to(&GET_CLIENT_SUMMARY).at(&[&cast.known.person]);
    cast.referent.clone().ask(summary).await.is(200);
    // Its answer has no id of hers.
    let disputes = &world.dump().await["dispute"];
    let dispute = disputes.iter().find(|row| row.contains(&cast.known.person)).unwrap();
    let reply = Ask::to(&REPLY_TO_DISPUTE)
        .at(&[dispute.split('\'').nth(1).unwrap()])
        .body(json!({ "text": "zqreply" }));
    cast.referent.clone().ask(reply).await.is(201);
    let mut owner = cast.owner.clone();
    let draft = owner.get(&GET_DRAFT).await.json();
    let save = recipe("saveAnswer", &cast.known).remove(0).if_draft(draft["id"].as_str().unwrap(), 0);
    owner.ask(save).await.is(200);
    // What she has by nothing that she does in a test.
    world.change(ELSEWHERE).await;
    let mut marks = marks(&world, &cast);
    // The first column is the id, by which its answers know a draft.
    let drafts = &world.dump().await["draft"];
    let own = drafts.iter().filter(|row| row.contains(&cast.known.person));
    marks.extend(own.filter_map(|row| row.split('\'').nth(1)).map(str::to_owned));
    let id: PersonId = cast.known.person.parse().unwrap();
    let counted = world.state.store.read(move |tx| Box::pin(async move { tx.count_kept(&id).await }));
    let counted: Vec<(&str, u64)> = counted.await.map_err(|error: store::Error| error).unwrap();
    let empty: Vec<&str> = counted.iter().filter(|(_, n)| *n == 0).map(|(table, _)| *table).collect();
    assert_eq!(empty, [""; 0], "she is in every table");
    let marked: BTreeSet<String> = found(&world, &marks).await.into_iter().map(|(table, _)| table).collect();
    let unmarked: Vec<&str> =
        counted.iter().map(|(table, _)| *table).filter(|table| !marked.contains(*table)).collect();
    assert_eq!(unmarked, [""; 0], "and would be found there");
    assert_eq!(objects(&world).await, names(&cast));
    (world, cast, marks)
}

#[tokio::test]
async fn nothing_is_left_of_someone_who_is_erased() {
    let (world, cast, marks) = furnished().await;
    let id: PersonId = cast.known.person.parse().unwrap();
    assert!(
        erase(&world.state.store, &world.state.library, id.clone(), Why::Asked, world.now()).await.unwrap()
    );
    // Names in the object store are remembered for an hour, in which they are emptied again and again.
    let left = found(&world, &marks).await;
    assert!(left.iter().all(|(table, _)| table == "stale_object"), "{left:?}");
    work::round(&world.state).await.unwrap();
    assert_eq!(objects(&world).await, [""; 0]);
    world.pass_s(3601);
    work::round(&world.state).await.unwrap();
    assert_eq!(found(&world, &marks).await, BTreeSet::new());
    // Others are as they were.
    let others = world.dump().await;
    assert!(others["person"].iter().any(|row| row.contains("Nadia")) && !others["booking"].is_empty());
    assert!(!erase(&world.state.store, &world.state.library, id, Why::Asked, world.now()).await.unwrap());
}

#[tokio::test]
async fn whoever_is_erased_has_no_way_in_and_nobody_sees_them() {
    let (world, cast, _) = furnished().await;
    let id: PersonId = cast.known.person.parse().unwrap();
    erase(&world.state.store, &world.state.library, id, Why::Asked, world.now()).await.unwrap();
    cast.owner.clone().get(&GET_ME).await.refuses(401, "session.needed");
    let card = Ask::to(&START_SESSION).body(card_of(world.person("sent")));
    let gone = world.browser().ask(card).await;
    let unknown = json!({ "card": "00000-00000", "birth_date": "1990-01-01" });
    let unknown = world.browser().ask(Ask::to(&START_SESSION).body(unknown)).await;
    assert_eq!(
        (gone.status, gone.text),
        (unknown.status, unknown.text),
        "as if there had never been anybody"
    );
    let mut desk = cast.referent.clone();
    desk.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&cast.known.person])).await.refuses(404, "not-found");
    assert!(!desk.get(&LIST_CLIENTS).await.is(200).text.contains("Sylvie"));
}

#[tokio::test]
async fn two_years_after_the_last_word_a_person_goes_and_who_came_back_stays() {
    let (world, _, marks) = furnished().await;
    round(&world.state).await.unwrap();
    world.pass_s(705 * DAY_S);
    round(&world.state).await.unwrap();
    // Nadia comes back after it was noted.
    world.signed_in("new").await;
    world.pass_s(25 * DAY_S);
    round(&world.state).await.unwrap();
    let is_there = async |name: &str| world.dump().await["person"].iter().any(|row| row.contains(name));
    assert!(is_there("Sylvie").await, "the month is not over");
    world.pass_s(6 * DAY_S);
    round(&world.state).await.unwrap();
    assert!(!is_there("Sylvie").await && is_there("Nadia").await);
    work::round(&world.state).await.unwrap();
    world.pass_s(3601);
    work::round(&world.state).await.unwrap();
    assert_eq!((found(&world, &marks).await, objects(&world).await), (BTreeSet::new(), vec![]));
}

#[tokio::test]
async fn a_portal_that_was_away_gives_everyone_their_month() {
    let (world, _, _) = furnished().await;
    world.pass_s(1000 * DAY_S);
    round(&world.state).await.unwrap();
    round(&world.state).await.unwrap();
    assert!(world.dump().await["person"].iter().any(|row| row.contains("Sylvie")));
    world.pass_s(30 * DAY_S);
    round(&world.state).await.unwrap();
    assert_eq!(world.dump().await["person"], [""; 0]);
}

#[tokio::test]
async fn whoever_comes_back_while_others_are_erased_stays() {
    let (world, _, _) = furnished().await;
    world.pass_s(1000 * DAY_S);
    round(&world.state).await.unwrap();
    world.pass_s(31 * DAY_S);
    let (store, library) = (&world.state.store, &world.state.library);
    let periods = world.state.settings.periods;
    let listed = list_near_end(store, periods, world.now()).await.unwrap();
    assert!(listed.len() > 1 && listed.iter().all(|(_, standing)| *standing == Retention::Over));
    let mut nadia = world.signed_in("new").await;
    let mut left = Vec::new();
    for (one, _) in listed {
        if !erase(store, library, one.person_id.clone(), Why::Over(periods), world.now()).await.unwrap() {
            left.push(one.person_id);
        }
    }
    assert_eq!(left.len(), 1, "everyone else was erased");
    assert_eq!(world.dump().await["person"].len(), 1);
    assert_eq!(nadia.get(&GET_ME).await.is(200).json()["first_name"], "Nadia", "and is still signed in");
}
