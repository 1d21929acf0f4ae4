//! What stands around the actions: put aside, to be discussed, who follows, hours.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{DisputeId, ProposalId, ReasonId, SheetId, WorkshopId};
use domain::pathway::{Aside, FollowUp, HoursAnswer};
use domain::questionnaire::{QuestionRef, Reason};
use store::{Dispute, Disputed, HoursAgreement, HoursProposal, Reply, Store};

on_both_engines! {
    a_suggestion_is_put_aside_and_taken_back,
    something_is_discussed_once_and_replied_to_once,
    two_people_follow_side_by_side,
    hours_are_agreed_by_version_and_confirmed_by_the_person,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("omar", "o.petit")));
    write!(store, |tx| tx.insert_staff(&referent("zoe", "z.fort")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    store
}

async fn a_suggestion_is_put_aside_and_taken_back(place: Place) {
    let store = open(&place).await;
    let sheet = || SheetId::new("permis").unwrap();
    let at = QuestionRef { subject: "mobilite".parse().unwrap(), question: "permis".parse().unwrap() };
    let aside = Aside { at: NOW, reasons: vec![Reason { at, option: "non".parse().unwrap() }] };
    let later = Aside { at: NOW.plus_s(60), ..aside.clone() };
    for expected in [aside, later] {
        let kept = expected.clone();
        write!(store, |tx| tx.put_aside(&person_id("ana"), &sheet(), &kept));
        assert_eq!(read!(store, |tx| tx.list_aside(&person_id("ana"))), [(sheet(), expected)].into());
    }
    assert!(read!(store, |tx| tx.list_aside(&person_id("ben"))).is_empty());
    assert!(!write!(store, |tx| tx.take_back(&person_id("ben"), &sheet(), NOW)));
    assert!(write!(store, |tx| tx.take_back(&person_id("ana"), &sheet(), NOW)));
    assert!(!write!(store, |tx| tx.take_back(&person_id("ana"), &sheet(), NOW)));
    assert!(read!(store, |tx| tx.list_aside(&person_id("ana"))).is_empty());
}

async fn something_is_discussed_once_and_replied_to_once(place: Place) {
    let store = open(&place).await;
    let dispute = |id: &str, about: &str| Dispute {
        id: DisputeId::new(id).unwrap(),
        person_id: person_id("ana"),
        about: about.into(),
        reason: Some(ReasonId::new("trop-tot").unwrap()),
        created_at: NOW,
        withdrawn_at: None,
        reply: None,
    };
    let note = async |dispute: Dispute| write!(store, |tx| tx.insert_dispute(&dispute));
    assert_eq!(note(dispute("d1", "a1")).await, Disputed::Noted);
    assert_eq!(note(dispute("d2", "a1")).await, Disputed::AlreadyOpen);
    assert_eq!(note(dispute("d3", "hours")).await, Disputed::Noted);
    let client =
        async || read!(store, |tx| tx.list_clients(Some(&staff_id("claire")), "", None, 9))[0].n_disputes;
    assert_eq!(client().await, 2);

    let d1 = || DisputeId::new("d1").unwrap();
    assert!(!write!(store, |tx| tx.withdraw_dispute(&person_id("ben"), &d1(), NOW)));
    assert!(write!(store, |tx| tx.withdraw_dispute(&person_id("ana"), &d1(), NOW.plus_s(1))));
    assert!(!write!(store, |tx| tx.withdraw_dispute(&person_id("ana"), &d1(), NOW)));
    assert_eq!(note(dispute("d4", "a1")).await, Disputed::Noted, "said again after taking it back");

    let reply = |id: &'static str| {
        let id = DisputeId::new(id).unwrap();
        let reply = Reply { text: "On en parle lundi.".into(), by: staff_id("claire"), at: NOW.plus_s(5) };
        (id, reply)
    };
    for (id, expected) in [("d1", false), ("d3", true), ("d3", false), ("nothing", false)] {
        let (dispute, reply) = reply(id);
        assert_eq!(write!(store, |tx| tx.reply_to_dispute(&dispute, &reply)), expected, "{id}");
    }
    let all = read!(store, |tx| tx.list_disputes(&person_id("ana")));
    let told: Vec<_> = all.iter().map(|one| (one.id.as_str(), one.is_open(), one.reply.is_some())).collect();
    assert_eq!(told, [("d1", false, false), ("d3", false, true), ("d4", true, false)]);
    assert_eq!(all[1].reply, Some(reply("d3").1));
    let found = read!(store, |tx| tx.find_dispute(&DisputeId::new("d4").unwrap()));
    assert_eq!(found, Some(dispute("d4", "a1")));
    assert_eq!(client().await, 1);
}

async fn two_people_follow_side_by_side(place: Place) {
    let store = open(&place).await;
    let set = async |kind, who: &'static str| {
        write!(store, |tx| tx.set_follow_up(&person_id("ana"), kind, &staff_id(who), NOW))
    };
    set(FollowUp::Social, "claire").await;
    set(FollowUp::Employment, "zoe").await;
    set(FollowUp::Employment, "omar").await;
    let expected = [(FollowUp::Social, staff_id("claire")), (FollowUp::Employment, staff_id("omar"))].into();
    assert_eq!(read!(store, |tx| tx.list_follow_ups(&person_id("ana"))), expected);
    for (who, whom, expected) in [
        ("claire", "ana", true),
        ("omar", "ana", true),
        ("zoe", "ana", false),
        ("omar", "ben", false),
        ("claire", "nobody", false),
    ] {
        let follows = read!(store, |tx| tx.follows(&staff_id(who), &person_id(whom)));
        assert_eq!(follows, expected, "{who} {whom}");
    }
}

async fn hours_are_agreed_by_version_and_confirmed_by_the_person(place: Place) {
    let store = open(&place).await;
    assert_eq!(read!(store, |tx| tx.find_hours(&person_id("ana"))), None);
    let agreement = |version, weekly_hours| HoursAgreement {
        version,
        weekly_hours,
        reason: Some(ReasonId::new("enfants").unwrap()),
        agreed_with: Some(staff_id("claire")),
        agreed_at: NOW,
    };
    let agree = async |expected, agreed: HoursAgreement| {
        write!(store, |tx| tx.agree_hours(&person_id("ana"), expected, &agreed))
    };
    assert!(agree(0, agreement(1, 8)).await);
    assert!(!agree(0, agreement(1, 9)).await, "someone agreed on something since");
    assert!(agree(1, agreement(2, 10)).await);
    assert_eq!(read!(store, |tx| tx.find_hours(&person_id("ana"))), Some(agreement(2, 10)));

    let proposal = HoursProposal {
        id: ProposalId::new("h1").unwrap(),
        held_on: "2026-11-20".parse().unwrap(),
        n_minutes: 150,
        workshop: WorkshopId::new("cv").unwrap(),
        proposed_at: NOW,
        answer: None,
    };
    for expected in [true, false] {
        let one = proposal.clone();
        assert_eq!(write!(store, |tx| tx.propose_hours(&person_id("ana"), &one)), expected);
    }
    let id = || ProposalId::new("h1").unwrap();
    let confirmed = Some(HoursAnswer::Confirmed);
    assert!(!write!(store, |tx| tx.answer_hours(&person_id("ben"), &id(), confirmed, NOW)));
    assert!(write!(store, |tx| tx.answer_hours(&person_id("ana"), &id(), confirmed, NOW)));
    let answered = HoursProposal { answer: confirmed, ..proposal.clone() };
    assert_eq!(read!(store, |tx| tx.list_hours_proposals(&person_id("ana"))), [answered]);
    assert!(write!(store, |tx| tx.answer_hours(&person_id("ana"), &id(), None, NOW)));
    assert_eq!(read!(store, |tx| tx.list_hours_proposals(&person_id("ana"))), [proposal]);
}
