//! Months that change once people count on them, and months that are like another.

use crate::harness::{Ask, World};
use crate::programme::{act, company, month, sheet, with, written};
use crate::staff::desk;
use contract::programme::staff::{
    ADD_COMPANY, CREATE_MONTH, GET_STAFF_MONTH, LIST_STAFF_MONTHS, StaffMonthDetail, StaffMonthList,
    UPDATE_MONTH, WITHDRAW_COMPANY,
};
use contract::workshops::BOOK_SEAT;
use contract::workshops::staff::StaffSlot;
use domain::workshops::BookingStatus;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_published_day_never_has_fewer_places_than_are_taken() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let list: StaffMonthList =
        serde_json::from_str(&paul.get(&LIST_STAFF_MONTHS).await.is(200).text).unwrap();
    let known = &list.months[0];
    let places = |n: u32| {
        let day = |(nth, day): (usize, &StaffSlot)| json!({ "venue": day.venue, "day": day.when.day, "places": if nth == 0 { n } else { 30 } });
        let days: Vec<Value> = known.days.iter().enumerate().map(day).collect();
        let when = &known.dating;
        Ask::to(&UPDATE_MONTH).at(&[known.id.as_str()]).if_match(known.version).body(json!({
            "theme": known.theme, "days": days, "venue": known.venue, "day": when.day, "from": when.from, "to": when.to,
        }))
    };
    paul.ask(places(4)).await.refuses(409, "slot.below-taken");
    let fewer = act(&mut paul, 200, places(5)).await;
    assert_eq!((fewer.month.days[0].capacity, fewer.month.days[0].n_booked), (5, 5));
    paul.ask(places(6)).await.refuses(412, "month.changed-elsewhere");
}

#[tokio::test]
async fn a_month_like_another_has_its_companies() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let list: StaffMonthList =
        serde_json::from_str(&paul.get(&LIST_STAFF_MONTHS).await.is(200).text).unwrap();
    let known = &list.months[0];
    let detail = act(&mut paul, 200, Ask::to(&GET_STAFF_MONTH).at(&[known.id.as_str()])).await;
    let gone = &detail.companies[0].company.id;
    let withdraw = Ask::to(&WITHDRAW_COMPANY).at(&[known.id.as_str(), gone.as_str()]);
    paul.ask(withdraw.body(json!({ "message": "Elle ferme." }))).await.is(200);
    let ask = Ask::to(&CREATE_MONTH).body(with("companies_of", known.id.as_str()));
    let made = act(&mut paul, 201, ask.clone()).await;
    assert_eq!(act(&mut paul, 201, ask).await, made, "the same key makes one");
    let names = |detail: &StaffMonthDetail| -> BTreeSet<String> {
        let coming = detail.companies.iter().filter(|one| one.message.is_none());
        coming.map(|one| one.company.name.clone()).collect()
    };
    let left = act(&mut paul, 200, Ask::to(&GET_STAFF_MONTH).at(&[known.id.as_str()])).await;
    assert_eq!(
        (names(&made).len(), names(&made)),
        (4, names(&left)),
        "whoever was called off is not asked again"
    );
    assert!(
        made.companies.iter().all(|one| one.n_talks == 10 && one.n_taken == 0),
        "in the hours of the new one"
    );
    let none = act(&mut paul, 201, Ask::to(&CREATE_MONTH).body(with("companies_of", "nothing"))).await;
    assert!(none.companies.is_empty());
}

#[tokio::test]
async fn a_company_that_does_not_come_says_why() {
    let world = World::new().await;
    let (mut karim, mut paul) = (world.signed_in("draft").await, desk(&world, "coordinator").await);
    let shown = month(&mut karim).await;
    let (id, of) = (shown.id.as_str(), shown.companies[0].id.as_str());
    let day = shown.days[0].id.as_str();
    karim.ask(Ask::to(&BOOK_SEAT).at(&[day])).await.is(200);
    let talks = company(&mut karim, of).await.talks;
    let free = talks.iter().find(|talk| talk.n_free > 0).unwrap();
    karim.ask(Ask::to(&BOOK_SEAT).at(&[free.id.as_str()])).await.is(200);
    let withdraw = |company: &str, message: &str| {
        Ask::to(&WITHDRAW_COMPANY).at(&[id, company]).body(json!({ "message": message }))
    };
    paul.ask(withdraw(of, "")).await.refuses(422, "slot.message-refused");
    paul.ask(withdraw("nothing", "Non.")).await.refuses(404, "not-found");
    let after = act(&mut paul, 200, withdraw(of, "Elle recrute plus tard.")).await;
    let gone = after.companies.iter().find(|one| one.company.id.as_str() == of).unwrap();
    assert_eq!((gone.message.as_deref(), gone.n_taken), (Some("Elle recrute plus tard."), 0));
    assert_eq!((after.month.n_companies, after.companies.len()), (4, 5));
    let seen = month(&mut karim).await;
    assert!(seen.companies.iter().all(|company| company.id.as_str() != of));
    assert_eq!(seen.talks[0].own.as_ref().unwrap().status, BookingStatus::CancelledByService);
    let page = company(&mut karim, of).await;
    assert_eq!(page.message.as_deref(), Some("Elle recrute plus tard."));
    karim.ask(Ask::to(&BOOK_SEAT).at(&[free.id.as_str()])).await.refuses(409, "booking.cancelled");
    let draft = act(&mut paul, 201, Ask::to(&CREATE_MONTH).body(written())).await;
    let draft = draft.month.id.to_string();
    let added = act(&mut paul, 201, Ask::to(&ADD_COMPANY).at(&[&draft]).body(sheet())).await;
    let company = added.companies[0].company.id.to_string();
    let of_draft = Ask::to(&WITHDRAW_COMPANY).at(&[&draft, &company]).body(json!({ "message": "Non." }));
    paul.ask(of_draft).await.refuses(409, "month.fixed");
    let ahead_s = (shown.dating.when.starts_at.as_ms() - world.now().as_ms()) / 1000;
    let other = seen.companies[0].id.to_string();
    world.pass_s(ahead_s);
    let mut paul = desk(&world, "coordinator").await;
    paul.ask(withdraw(&other, "Non.")).await.refuses(409, "month.begun");
}
