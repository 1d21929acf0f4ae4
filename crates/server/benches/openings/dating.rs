//! The talks of a jobs dating: 40 companies with 24 talks each, 1,500 people who want four.

use super::Visit;
use domain::ids::{CompanyId, MonthId};
use domain::programme::{CompanySheet, EmploymentKind, MonthState, TALK};
use domain::time::Timestamp;
use domain::workshops::{SlotState, Span, Zone};
use hyper::Method;
use std::time::Duration;
use store::{Company, Month, OfMonth, Slot, Store};

const N_PEOPLE: u32 = 1_500;
const N_COMPANIES: usize = 40;
const N_TALKS: usize = 24;
const TALK_S: i64 = 12 * 60;
const BREAK_MIN: u64 = 5;
const MAX_TALKS: u64 = 4;

fn id() -> MonthId {
    MonthId::new("month").unwrap()
}

pub fn arrivals(during_s: u64) -> Vec<Duration> {
    (0..N_PEOPLE).map(|nth| Duration::from_secs(during_s) * nth / N_PEOPLE).collect()
}

fn talk(company: usize, nth: usize, from: Timestamp) -> Slot {
    let from = from.plus_s(i64::try_from(nth).unwrap() * (TALK_S + 5 * 60));
    let of = OfMonth {
        month: id(),
        company: Some(CompanyId::new(format!("c{company}")).unwrap()),
        label: format!("Company {company}"),
        break_min: BREAK_MIN,
        n_groups: 0,
    };
    let span = Span { from, to: from.plus_s(TALK_S) };
    let slot = super::world::slot(&format!("c{company}-{nth}"), from, 1);
    Slot { workshop: TALK.parse().unwrap(), span, state: SlotState::Draft, of_month: Some(of), ..slot }
}

pub async fn publish(store: &Store) {
    let now = server::Clock::system().now();
    let from = now.plus_s(20 * 86_400);
    let month = Month {
        id: id(),
        theme: "Theme".to_owned(),
        state: MonthState::Draft,
        message: None,
        venue: "mediatheque".parse().unwrap(),
        zone: Zone::Paris,
        dating: Span { from, to: from.plus_s(8 * 3_600) },
        opens_at: None,
        max_talks: MAX_TALKS,
        version: 1,
    };
    let sheet = |n: usize| CompanySheet {
        name: format!("Company {n}"),
        sector_naf: String::new(),
        jobs_rome: vec!["G1602".to_owned()],
        place: "Centre".to_owned(),
        access: "Bus 4".to_owned(),
        contract: EmploymentKind::Permanent,
        soft_skills: String::new(),
        licence_required: false,
        beginners_welcome: true,
        n_jobs: 2,
    };
    let by = super::world::staff_id();
    let job = async move |tx: &mut store::Tx| {
        tx.insert_month(&month, Vec::new(), &by, now).await?;
        for n in 0..N_COMPANIES {
            let company = Company {
                id: CompanyId::new(format!("c{n}")).unwrap(),
                month_id: id(),
                sheet: sheet(n),
                message: None,
            };
            let talks = |_: &Month| (0..N_TALKS).map(|nth| talk(n, nth, from)).collect();
            tx.insert_company(&company, talks, &by, now).await?;
        }
        // Open to everyone from the beginning.
        tx.publish_month(&id(), now, now).await
    };
    let done: Result<_, store::Error> = store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    done.unwrap();
}

/// Reads the month, then the sheets of some companies, and takes a free talk of each, up to four.
pub async fn visit(mut visit: Visit) -> Visit {
    visit.read("/api/session").await;
    let months = visit.read("/api/months?language=fr").await;
    let companies = months["months"][0]["companies"].as_array().unwrap().len();
    for nth in 0..4 {
        let company = (visit.who * 7 + nth * 11) % companies;
        let path = format!("/api/companies/c{company}?language=fr");
        let detail = visit.read(&path).await;
        let talks = detail["talks"].as_array().unwrap();
        let free: Vec<&serde_json::Value> =
            talks.iter().filter(|talk| talk["n_free"] != 0 && talk.get("refusal").is_none()).collect();
        if let Some(talk) = free.get(visit.who % free.len().max(1)) {
            let path = format!("/api/slots/{}/booking?language=fr", talk["id"].as_str().unwrap());
            visit.write(Method::POST, &path, "").await;
        }
    }
    visit
}

/// No talk has two people.
pub async fn check(url: &str) {
    let store = Store::open(url).await.unwrap();
    let slots: Result<_, store::Error> =
        store.read(|tx| Box::pin(async move { tx.list_month_slots(&id()).await })).await;
    let slots = slots.unwrap();
    assert!(slots.iter().all(|slot| slot.n_booked <= 1));
    println!("  {} of {} talks are taken", slots.iter().map(|slot| slot.n_booked).sum::<u64>(), slots.len());
    store.close().await;
}
