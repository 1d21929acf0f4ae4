//! The list of the people one follows: who calls for attention first, and names near what was typed.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::caseload::{Attention, silent_before};
use domain::ids::{ActionId, DisputeId, SubmissionId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, Aim};
use domain::questionnaire::TalkRequest;
use domain::time::Timestamp;
use store::{Action, Change, Client, Dispute, EventKind, Reply, Store, Submission, TalkOutcome};

on_both_engines! {
    what_waits_comes_first_and_goes_when_it_is_over,
    every_page_of_the_list_follows_from_the_rule,
    two_changes_at_once_are_both_counted,
    a_name_typed_with_an_error_is_found_after_those_that_begin_so,
}

const DAY_S: i64 = 86_400;

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("paul", "p.petit")));
    store
}

fn later() -> Timestamp {
    NOW.plus_s(10 * 7 * DAY_S)
}

/// Ids of the list with why each is there, ten weeks after everybody was added.
async fn listed(store: &Store) -> Vec<(String, Option<Attention>)> {
    let before = silent_before(later(), 6);
    let clients = read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, None, 50));
    let attention = |client: Client| (client.id.to_string(), client.standing().attention(before));
    clients.into_iter().map(attention).collect()
}

async fn stick(store: &Store, id: &'static str, action: &'static str, status: ActionStatus) {
    let sheet = Aim::Own("Appeler la mairie".parse().unwrap());
    let chosen = Action::chosen(ActionId::new(action).unwrap(), sheet, ActionSource::Own, NOW);
    let change = Change::by_person(EventKind::Added, NOW);
    write!(store, |tx| tx.add_action(&person_id(id), chosen, &change));
    let state = ActionState::planned().said(status, None).unwrap();
    let change = Change::by_person(EventKind::Said, NOW);
    let action = ActionId::new(action).unwrap();
    write!(store, |tx| tx.change_action(&person_id(id), &action, 1, &state, &change));
}

async fn wish(store: &Store, id: &'static str, at: Timestamp, requests: Vec<TalkRequest>) {
    let sent = Submission {
        id: SubmissionId::new(format!("s-{id}-{}", at.as_ms())).unwrap(),
        person_id: person_id(id),
        questionnaire_version: "1".into(),
        language: "fr".into(),
        answers: Default::default(),
        sent_at: at,
    };
    let draft = format!("d-{id}");
    let begun = draft.clone();
    write!(store, |tx| tx.start_draft(&begun, &person_id(id), "1", at));
    assert!(write!(store, |tx| tx.submit_draft(&draft, &sent, &requests, &[])));
}

fn dispute(id: &'static str) -> Dispute {
    Dispute {
        id: DisputeId::new(format!("d-{id}")).unwrap(),
        person_id: person_id(id),
        about: "hours".into(),
        reason: None,
        created_at: NOW,
        withdrawn_at: None,
        reply: None,
    }
}

async fn what_waits_comes_first_and_goes_when_it_is_over(place: Place) {
    let store = open(&place).await;
    for (id, last_name) in
        [("ana", "Abel"), ("ben", "Bey"), ("cai", "Coq"), ("dan", "Dua"), ("eva", "Eke"), ("fay", "Fox")]
    {
        write!(store, |tx| tx.insert_person(&person(id, "X", last_name, Some("claire"))));
    }
    write!(store, |tx| tx.insert_person(&person("zoe", "X", "Aaa", Some("paul"))));
    stick(&store, "fay", "stuck", ActionStatus::Stuck).await;
    wish(&store, "eva", NOW, vec![TalkRequest::Private]).await;
    write!(store, |tx| tx.insert_dispute(&dispute("dan")));
    write!(store, |tx| tx.touch_person(&person_id("ben"), NOW.plus_s(DAY_S)));
    write!(store, |tx| tx.touch_person(&person_id("ana"), later()));
    use Attention::{Discuss, Silent, Stuck, Talk};
    let told = async || -> Vec<(String, Option<Attention>)> { listed(&store).await };
    let expect = |all: &[(&str, Option<Attention>)]| -> Vec<(String, Option<Attention>)> {
        all.iter().map(|(id, attention)| ((*id).to_owned(), *attention)).collect()
    };
    assert_eq!(
        told().await,
        expect(&[
            ("fay", Some(Stuck)),
            ("eva", Some(Talk)),
            ("dan", Some(Discuss)),
            ("cai", Some(Silent)),
            ("ben", Some(Silent)),
            ("ana", None),
        ]),
        "the longest silence first"
    );
    // Over: done, met, replied to.
    let done = ActionState::planned().said(ActionStatus::Stuck, None).unwrap();
    let done = done.said(ActionStatus::Done, None).unwrap();
    let change = Change::by_person(EventKind::Said, later());
    write!(store, |tx| tx.change_action(
        &person_id("fay"),
        &ActionId::new("stuck").unwrap(),
        2,
        &done,
        &change
    ));
    let open = read!(store, |tx| tx.list_talk_requests(&person_id("eva")));
    write!(store, |tx| tx.close_talk_request(&open[0].id, TalkOutcome::Met, later()));
    let reply = Reply { text: "D’accord.".into(), by: staff_id("claire"), at: later() };
    write!(store, |tx| tx.reply_to_dispute(&DisputeId::new("d-dan").unwrap(), &reply));
    assert_eq!(
        told().await,
        expect(&[
            // Whoever was replied to was not heard from by that.
            ("cai", Some(Silent)),
            ("dan", Some(Silent)),
            ("ben", Some(Silent)),
            ("ana", None),
            ("eva", None),
            ("fay", None),
        ])
    );
    // Withdrawn: the wish, and what was to be discussed.
    wish(&store, "cai", NOW, vec![TalkRequest::Private]).await;
    let second = Dispute { id: DisputeId::new("again").unwrap(), ..dispute("ben") };
    write!(store, |tx| tx.insert_dispute(&second));
    assert_eq!(told().await[..2], expect(&[("cai", Some(Talk)), ("ben", Some(Discuss))]));
    let open = read!(store, |tx| tx.list_talk_requests(&person_id("cai")));
    write!(store, |tx| tx.close_talk_request(&open[0].id, TalkOutcome::Withdrawn, later()));
    write!(store, |tx| tx.withdraw_dispute(&person_id("ben"), &DisputeId::new("again").unwrap(), later()));
    assert_eq!(told().await[..2], expect(&[("dan", Some(Silent)), ("ana", None)]));
    let everybody = read!(store, |tx| tx.list_by_attention(None, silent_before(later(), 6), None, 50));
    assert_eq!(everybody.len(), 7);
}

/// Ninety people in every standing, read in pages of every size, against the rule in memory.
async fn every_page_of_the_list_follows_from_the_rule(place: Place) {
    let store = open(&place).await;
    const IDS: [&str; 30] = [
        "p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09", "p10", "p11", "p12", "p13",
        "p14", "p15", "p16", "p17", "p18", "p19", "p20", "p21", "p22", "p23", "p24", "p25", "p26", "p27",
        "p28", "p29",
    ];
    for (n, id) in IDS.into_iter().enumerate() {
        // Few names, so that many have the same.
        let who = if n % 7 == 0 { "paul" } else { "claire" };
        let name = ["Durand", "Abel", "Le Goff"][n % 3];
        write!(store, |tx| tx.insert_person(&person(id, "Ana", name, Some(who))));
        match n % 6 {
            0 => stick(&store, id, id, ActionStatus::Stuck).await,
            1 => wish(&store, id, NOW, vec![TalkRequest::Private, TalkRequest::Personal]).await,
            2 => {
                write!(store, |tx| tx.insert_dispute(&dispute(id)));
            }
            3 => write!(store, |tx| tx.touch_person(&person_id(id), NOW.plus_s((n as i64 % 4) * DAY_S))),
            4 => write!(store, |tx| tx.touch_person(&person_id(id), later().plus_s(-DAY_S))),
            _ => {}
        }
    }
    let before = silent_before(later(), 6);
    for who in [Some("claire"), Some("paul"), None] {
        let all = read!(store, |tx| tx.list_by_attention(who.map(staff_id).as_ref(), before, None, 500));
        let mut ruled = read!(store, |tx| tx.list_clients(who.map(staff_id).as_ref(), "", None, 500));
        // By name already; the rule is stable over it.
        ruled.sort_by_key(|client| {
            let attention = client.standing().attention(before);
            let silence = if attention == Some(Attention::Silent) { client.heard_at.as_ms() } else { 0 };
            (attention.is_none(), attention, silence)
        });
        // Of the same silence the id decides.
        let by_id = |clients: &[Client]| -> Vec<String> {
            clients.iter().map(|client| client.id.to_string()).collect()
        };
        let of_silence = |clients: &[Client]| -> Vec<(Option<Attention>, i64)> {
            let key = |client: &Client| (client.standing().attention(before), client.heard_at.as_ms());
            clients.iter().map(key).collect()
        };
        let is_silent = |client: &&Client| client.standing().attention(before) == Some(Attention::Silent);
        let others = |clients: &[Client]| -> Vec<Client> {
            clients.iter().filter(|client| !is_silent(client)).cloned().collect()
        };
        assert_eq!(by_id(&others(&all)), by_id(&others(&ruled)), "{who:?}");
        let attentions =
            |clients: &[Client]| of_silence(clients).into_iter().map(|(why, _)| why).collect::<Vec<_>>();
        assert_eq!(attentions(&all), attentions(&ruled), "{who:?}");
        let silences: Vec<_> =
            all.iter().filter(is_silent).map(|client| (client.heard_at, client.id.clone())).collect();
        assert!(silences.is_sorted() && !silences.is_empty(), "{silences:?}");
        for limit in [1, 2, 3, 7, 11] {
            let (mut paged, mut after): (Vec<Client>, _) = (vec![], None);
            loop {
                let from = after.clone();
                let page = read!(store, |tx| tx.list_by_attention(
                    who.map(staff_id).as_ref(),
                    before,
                    from.as_ref(),
                    limit
                ));
                let Some(last) = page.last() else { break };
                after = Some(last.turn(before));
                paged.extend(page);
            }
            assert_eq!(by_id(&paged), by_id(&all), "{who:?}, {limit} a page");
        }
    }
    // Someone else's people are not there, not even as a place to start from.
    let elsewhere =
        read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, None, 1))[0].turn(before);
    assert!(
        read!(store, |tx| tx.list_by_attention(Some(&staff_id("paul")), before, Some(&elsewhere), 9))
            .is_empty()
    );
    // What has changed meanwhile moves nobody over the place where one was.
    let first = read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, None, 2));
    let (turn, rest) = (
        first[1].turn(before),
        read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, None, 500)),
    );
    let same = turn.clone();
    let expected = rest[2..].iter().map(|client| client.id.clone()).collect::<Vec<_>>();
    let change = Change::by_person(EventKind::Undone, later());
    let id = turn.id.clone();
    let action = ActionId::new(id.as_str()).unwrap();
    write!(store, |tx| tx.change_action(&id, &action, 2, &ActionState::planned(), &change));
    let after = read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, Some(&same), 500));
    let after: Vec<_> = after.into_iter().map(|client| client.id).filter(|id| *id != turn.id).collect();
    assert_eq!(after, expected);
}

async fn two_changes_at_once_are_both_counted(place: Place) {
    let store = open(&place).await;
    for round in 0..20 {
        let id: &'static str = Box::leak(format!("p{round}").into_boxed_str());
        write!(store, |tx| tx.insert_person(&person(id, "Ana", "Durand", Some("claire"))));
        let (one, other) = (store.clone(), store.clone());
        let stuck = tokio::spawn(async move { stick(&one, id, id, ActionStatus::Stuck).await });
        let wished = tokio::spawn(async move { wish(&other, id, NOW, vec![TalkRequest::Private]).await });
        stuck.await.unwrap();
        wished.await.unwrap();
    }
    assert!(listed(&store).await.iter().all(|(_, attention)| *attention == Some(Attention::Stuck)));
    // Both over at once: nothing waits any more.
    for (id, _) in listed(&store).await {
        let id: &'static str = Box::leak(id.into_boxed_str());
        let (one, other) = (store.clone(), store.clone());
        let done = tokio::spawn(async move {
            let state = ActionState::planned().said(ActionStatus::Done, None).unwrap();
            let change = Change::by_person(EventKind::Said, later());
            write!(one, |tx| tx.change_action(
                &person_id(id),
                &ActionId::new(id).unwrap(),
                2,
                &state,
                &change
            ));
        });
        let wish = read!(store, |tx| tx.list_talk_requests(&person_id(id)))[0].id.clone();
        let met = tokio::spawn(async move {
            write!(other, |tx| tx.close_talk_request(&wish, TalkOutcome::Met, later()))
        });
        done.await.unwrap();
        met.await.unwrap();
    }
    assert!(listed(&store).await.iter().all(|(_, attention)| attention.is_none()));
}

async fn a_name_typed_with_an_error_is_found_after_those_that_begin_so(place: Place) {
    let store = open(&place).await;
    for (id, first_name, last_name, who) in [
        ("p1", "Marie", "Dupont", "claire"),
        ("p2", "Éric", "Le Goff", "claire"),
        ("p3", "Ana", "Öztürk", "claire"),
        ("p4", "Mohamed", "Ben Ali", "claire"),
        ("p5", "Marie-Ève", "Dumont", "paul"),
        ("p6", "Jean", "Dupond", "claire"),
    ] {
        write!(store, |tx| tx.insert_person(&person(id, first_name, last_name, Some(who))));
    }
    let near = async |who: Option<&'static str>, q: &'static str| {
        let found = read!(store, |tx| tx.list_near_clients(who.map(staff_id).as_ref(), q, 20));
        found.into_iter().map(|client| client.id.to_string()).collect::<Vec<_>>()
    };
    for (q, own, all) in [
        ("dupnot", &["p1", "p6"][..], &["p1", "p5", "p6"][..]),
        ("Dupont", &["p6"], &["p5", "p6"]),
        ("DUPNOT marei", &["p1"], &["p1", "p5"]),
        ("goff", &["p2"], &["p2"]),
        ("legoff", &["p2"], &["p2"]),
        ("ozturc", &["p3"], &["p3"]),
        ("mouhamed", &["p4"], &["p4"]),
        ("mohamed bne", &["p4"], &["p4"]),
        ("duponddd jean", &["p6"], &["p6"]),
        ("xyz", &[], &[]),
        ("du", &[], &[]),
        ("", &[], &[]),
        ("'; --%", &[], &[]),
    ] {
        assert_eq!(near(Some("claire"), q).await, own, "{q}");
        assert_eq!(near(None, q).await, all, "{q}");
    }
    assert_eq!(near(Some("paul"), "dupnot").await, ["p5"], "someone else's people are not near either");
    let two = read!(store, |tx| tx.list_near_clients(None, "dupnot", 2));
    assert_eq!(two.len(), 2);
}
