//! What staff do with a forum: a draft changes whole, what is published keeps its day, and cancelling tells everyone.

use super::{DAY_S, HOUR_S, change, entries, forum_id, give_back, n_taken, new_ticket, take, ticket, with};
use crate::places::{NOW, Place, on_both_engines, person_id, read, staff_id, write};
use domain::forum::{ForumDay, TicketRefusal, TicketStatus};
use domain::ids::ForumId;
use domain::workshops::{SlotState, Span};
use sqlx::{AnyConnection, Connection, Executor, Row};
use store::{ForumChange, ForumChanged, Ticketed};

on_both_engines! {
    a_draft_is_seen_by_nobody_and_a_published_forum_stays_where_it_is,
    what_is_published_gets_more_or_fewer_places_and_nobody_loses_theirs,
    all_are_told_of_a_cancelled_forum,
}

async fn a_draft_is_seen_by_nobody_and_a_published_forum_stays_where_it_is(place: Place) {
    let store = with(&place, 10, 1).await;
    let draft = ForumId::new("draft").unwrap();
    let id = draft.clone();
    write!(store, |tx| tx.insert_forum(&id, &change(10), &staff_id("claire"), NOW));
    let id = draft.clone();
    let taken = write!(store, |tx| tx.take_ticket(&id, 0, &person_id("p0"), &new_ticket(0), NOW));
    assert_eq!(taken, Ticketed::NoForum);
    let (id, other) = (draft.clone(), ForumChange { name: "Autre".into(), ..change(20) });
    assert_eq!(write!(store, |tx| tx.change_forum(&id, 7, &other, NOW)), ForumChanged::Stale);
    let (id, mut other) = (draft.clone(), ForumChange { name: "Autre".into(), ..change(20) });
    other.day.slot_min = 60;
    assert_eq!(write!(store, |tx| tx.change_forum(&id, 1, &other, NOW)), ForumChanged::Done);
    let id = draft.clone();
    let found = read!(store, |tx| tx.find_forum(&id)).unwrap();
    assert_eq!((found.name.as_str(), found.version, found.state), ("Autre", 2, SlotState::Draft));
    let id = draft.clone();
    let cut = read!(store, |tx| tx.list_entries(&id));
    assert_eq!((cut.len(), cut[0].n_places, cut[0].n_kept), (3, 20, 2));
    for moved in [
        ForumChange { venue: "ailleurs".parse().unwrap(), ..change(10) },
        ForumChange { day: ForumDay { slot_min: 60, ..change(10).day }, ..change(10) },
        ForumChange {
            day: ForumDay {
                span: Span { to: change(10).day.span.to.plus_s(HOUR_S), ..change(10).day.span },
                ..change(10).day
            },
            ..change(10)
        },
    ] {
        assert_eq!(write!(store, |tx| tx.change_forum(&forum_id(), 2, &moved, NOW)), ForumChanged::Fixed);
    }
    let id = draft.clone();
    let late = write!(store, |tx| tx.publish_forum(&id, NOW.plus_s(10 * DAY_S)));
    assert_eq!(late, ForumChanged::Begun);
    assert_eq!(write!(store, |tx| tx.publish_forum(&forum_id(), NOW)), ForumChanged::Done, "twice is once");
    assert_eq!(read!(store, |tx| tx.list_forums(NOW)).len(), 2);
}

async fn what_is_published_gets_more_or_fewer_places_and_nobody_loses_theirs(place: Place) {
    let store = with(&place, 10, 4).await;
    for who in 0..3 {
        take(&store, who, 1).await;
    }
    let set = async |version, n_places, kept_percent, now| {
        let mut to = ForumChange { name: "Le grand forum".into(), ..change(n_places) };
        to.day.kept_percent = kept_percent;
        write!(store, |tx| tx.change_forum(&forum_id(), version, &to, now))
    };
    assert_eq!(set(1, 20, 10, NOW).await, ForumChanged::Stale);
    // Three of four would do; of three with one kept, no.
    assert_eq!(set(2, 3, 10, NOW).await, ForumChanged::BelowTaken);
    assert_eq!(set(2, 10, 80, NOW).await, ForumChanged::BelowTaken);
    let (forum, entry) = (read!(store, |tx| tx.find_forum(&forum_id())).unwrap(), entries(&store).await[1]);
    assert_eq!((forum.name.as_str(), forum.version), ("Forum", 2), "nothing has changed");
    assert_eq!((entry.n_places, entry.n_kept, entry.n_taken), (10, 1, 3));
    assert_eq!(set(2, 4, 10, NOW).await, ForumChanged::Done);
    let (forum, entry) = (read!(store, |tx| tx.find_forum(&forum_id())).unwrap(), entries(&store).await[1]);
    assert_eq!(
        (forum.name.as_str(), forum.version, forum.state),
        ("Le grand forum", 3, SlotState::Published)
    );
    assert_eq!((entry.n_places, entry.n_kept, entry.n_taken), (4, 1, 3));
    assert_eq!(take(&store, 3, 1).await, Ticketed::Refused(TicketRefusal::Full));
    assert_eq!(set(3, 20, 10, NOW).await, ForumChanged::Done);
    assert_eq!(take(&store, 3, 1).await, Ticketed::Done);
    assert_eq!(set(4, 30, 10, NOW.plus_s(10 * DAY_S)).await, ForumChanged::Begun);
    write!(store, |tx| tx.cancel_forum(&forum_id(), "Reporté.", NOW));
    assert_eq!(set(5, 30, 10, NOW).await, ForumChanged::Fixed);
}

async fn all_are_told_of_a_cancelled_forum(place: Place) {
    let store = with(&place, 10, 3).await;
    for who in 0..3 {
        take(&store, who, 0).await;
    }
    give_back(&store, 2).await;
    assert_eq!(write!(store, |tx| tx.cancel_forum(&forum_id(), "Reporté.", NOW)), ForumChanged::Done);
    assert_eq!(write!(store, |tx| tx.cancel_forum(&forum_id(), "Autre.", NOW)), ForumChanged::Done);
    let found = read!(store, |tx| tx.find_forum(&forum_id())).unwrap();
    assert_eq!((found.state, found.message.as_deref()), (SlotState::Cancelled, Some("Reporté.")));
    assert_eq!(n_taken(&store).await[0], 0);
    assert_eq!(ticket(&store, 0).await.unwrap().status, TicketStatus::Cancelled);
    assert_eq!(take(&store, 0, 0).await, Ticketed::Refused(TicketRefusal::Cancelled));
    assert_eq!(give_back(&store, 0).await, Ticketed::Done);
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let told = connection
        .fetch_all("SELECT person_id FROM outbox WHERE kind = 'forum-cancelled' ORDER BY person_id")
        .await
        .unwrap();
    assert_eq!(told.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>(), ["p0", "p1"]);
}
