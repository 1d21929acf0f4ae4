//! The accounts of staff: set up once with a code, closed at once, and never without a coordinator; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::staff::{SETUP_CODE_S, StaffCard};
use domain::time::Timestamp;
use store::{AccountChanged, Owner, Session, Setting, Staff, StaffAct, StaffRole, Store, WayIn};

on_both_engines! {
    a_code_sets_an_account_up_once,
    a_reset_ends_what_was_there,
    a_closed_account_opens_nothing_and_follows_nobody,
    the_last_coordinator_stays,
    of_two_who_close_each_other_one_stays,
    what_was_done_is_told_latest_first,
}

fn coordinator(id: &str) -> Staff {
    Staff { role: StaffRole::Coordinator, ..referent(id, id) }
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&coordinator("helene")));
    write!(store, |tx| tx.insert_staff(&referent("claire", "claire")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    let session = Session {
        token_hash: "token".into(),
        owner: Owner::Staff(staff_id("claire")),
        setting: Setting::Desk,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(3600),
    };
    write!(store, |tx| tx.insert_session(&session));
    store
}

fn until() -> Timestamp {
    NOW.plus_s(SETUP_CODE_S)
}

async fn reset(store: &Store, who: &'static str, code: &'static str) -> bool {
    write!(store, |tx| tx.reset_staff(&staff_id(who), code, until(), NOW))
}

async fn can_set_up(store: &Store, who: &'static str, code: &'static str, at: Timestamp) -> bool {
    read!(store, |tx| tx.find_staff_to_set_up(who, code, at)).is_some()
}

async fn set_up(store: &Store, who: &'static str, code: &'static str, at: Timestamp) -> bool {
    let way_in = WayIn { password_hash: "$new".into(), totp_secret: "secret".into(), totp_step: 7 };
    write!(store, |tx| tx.set_staff_up(&staff_id(who), code, &way_in, at))
}

async fn close(store: &Store, who: &'static str) -> AccountChanged {
    write!(store, |tx| tx.close_staff(&staff_id(who), "closing", &staff_id("helene"), "closeStaff", NOW))
}

async fn change(store: &Store, who: &'static str, role: StaffRole) -> AccountChanged {
    let card = StaffCard { name: "Claire Autre".into(), phone: String::new(), place: String::new() };
    write!(store, |tx| tx.update_staff(&staff_id(who), &card, role))
}

async fn a_code_sets_an_account_up_once(place: Place) {
    let store = open(&place).await;
    assert!(reset(&store, "claire", "old").await && reset(&store, "claire", "code").await);
    assert!(!can_set_up(&store, "claire", "old", NOW).await, "the newest counts");
    assert!(
        !can_set_up(&store, "helene", "code", NOW).await && !can_set_up(&store, "nobody", "code", NOW).await
    );
    assert!(!can_set_up(&store, "claire", "code", until()).await, "it does not wait for ever");
    assert!(can_set_up(&store, "claire", "code", until().plus_s(-1)).await);
    assert!(!set_up(&store, "claire", "code", until()).await);
    assert!(set_up(&store, "claire", "code", NOW).await);
    assert!(!set_up(&store, "claire", "code", NOW).await, "a code works once");
    let staff = read!(store, |tx| tx.find_staff(&staff_id("claire"))).unwrap();
    assert_eq!((staff.password_hash.as_str(), staff.totp_last_step), ("$new", 7));
    assert!(!write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 7)), "nor does its proof");
    assert!(write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 8)));
}

async fn a_reset_ends_what_was_there(place: Place) {
    let store = open(&place).await;
    assert!(reset(&store, "claire", "code").await);
    assert!(read!(store, |tx| tx.find_session("token")).is_none());
    assert!(
        !write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 9)),
        "a sign-in under way opens nothing"
    );
    let account = read!(store, |tx| tx.find_staff_account(&staff_id("claire"))).unwrap();
    assert_eq!((account.is_set_up, account.code_until, account.n_clients), (false, Some(until()), 1));
    assert!(!reset(&store, "nobody", "code").await);
}

async fn a_closed_account_opens_nothing_and_follows_nobody(place: Place) {
    let store = open(&place).await;
    reset(&store, "claire", "code").await;
    assert_eq!(close(&store, "claire").await, AccountChanged::Done);
    assert_eq!(close(&store, "claire").await, AccountChanged::Missing);
    assert!(read!(store, |tx| tx.find_session("token")).is_none());
    assert!(read!(store, |tx| tx.find_staff_by_login("claire")).is_none());
    assert!(!can_set_up(&store, "claire", "code", NOW).await && !reset(&store, "claire", "other").await);
    assert_eq!(change(&store, "claire", StaffRole::Referent).await, AccountChanged::Missing);
    assert!(!write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 9)));
    let ana = read!(store, |tx| tx.find_person(&person_id("ana"))).unwrap();
    assert_eq!((ana.referent_id, read!(store, |tx| tx.count_unassigned())), (None, 1));
    assert!(read!(store, |tx| tx.find_staff(&staff_id("claire"))).is_some(), "the name stays");
    let reopen = async || write!(store, |tx| tx.reopen_staff(&staff_id("claire")));
    assert_eq!(reopen().await, AccountChanged::Done);
    assert_eq!(reopen().await, AccountChanged::Missing);
    let account = read!(store, |tx| tx.find_staff_account(&staff_id("claire"))).unwrap();
    assert_eq!((account.closed_at, account.is_set_up, account.n_clients), (None, false, 0));
}

async fn the_last_coordinator_stays(place: Place) {
    let store = open(&place).await;
    assert_eq!(close(&store, "helene").await, AccountChanged::LastCoordinator);
    assert_eq!(change(&store, "helene", StaffRole::Referent).await, AccountChanged::LastCoordinator);
    assert_eq!(
        change(&store, "helene", StaffRole::Coordinator).await,
        AccountChanged::Done,
        "a name may change"
    );
    assert_eq!(change(&store, "claire", StaffRole::Coordinator).await, AccountChanged::Done);
    reset(&store, "claire", "code").await;
    assert_eq!(
        close(&store, "helene").await,
        AccountChanged::LastCoordinator,
        "the other cannot sign in yet"
    );
    set_up(&store, "claire", "code", NOW).await;
    assert_eq!(change(&store, "helene", StaffRole::Referent).await, AccountChanged::Done);
    assert_eq!(read!(store, |tx| tx.count_staff(StaffRole::Coordinator)), 1);
}

async fn of_two_who_close_each_other_one_stays(place: Place) {
    let store = open(&place).await;
    write!(store, |tx| tx.insert_staff(&coordinator("marc")));
    for _ in 0..20 {
        let (one, other) = tokio::join!(
            store.write(|tx| Box::pin(async move {
                tx.close_staff(&staff_id("helene"), "closing", &staff_id("helene"), "closeStaff", NOW).await
            })),
            store.write(|tx| Box::pin(async move {
                tx.close_staff(&staff_id("marc"), "closing", &staff_id("marc"), "closeStaff", NOW).await
            })),
        );
        let closed: Vec<_> =
            [one, other].into_iter().flatten().filter(|done| *done == AccountChanged::Done).collect();
        assert!(closed.len() <= 1);
        assert_eq!(read!(store, |tx| tx.count_staff(StaffRole::Coordinator)), 1);
        for who in ["helene", "marc"] {
            write!(store, |tx| tx.reopen_staff(&staff_id(who)));
            reset(&store, who, who).await;
            set_up(&store, who, who, NOW).await;
        }
    }
}

async fn what_was_done_is_told_latest_first(place: Place) {
    let store = open(&place).await;
    for (n, act) in [StaffAct::Added, StaffAct::Code, StaffAct::Closed].into_iter().enumerate() {
        let (id, at) = (format!("event-{n}"), NOW.plus_s(i64::try_from(n).unwrap()));
        write!(store, |tx| tx.note_staff_event(&id, &staff_id("helene"), act, &staff_id("claire"), at));
    }
    let told = read!(store, |tx| tx.list_staff_events(2));
    assert_eq!(told.iter().map(|event| event.act).collect::<Vec<_>>(), [StaffAct::Closed, StaffAct::Code]);
    assert_eq!((told[0].by.as_str(), told[0].whose.as_str()), ("Claire Martin", "Claire Martin"));
    let listed = read!(store, |tx| tx.list_staff_accounts());
    assert_eq!(listed.len(), 2);
}
