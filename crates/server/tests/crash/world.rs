//! People who are signed in already, and slots to come.

use domain::ids::{PersonId, SlotId, StaffId};
use domain::time::Timestamp;
use domain::workshops::{SlotState, Span, Zone};
use server::keys;
use store::{Error, Owner, Person, Session, Setting, Slot, SlotChange, Staff, StaffRole, Store};

const HOUR_S: i64 = 3_600;

/// A database with a person for each token, and the slots of this moment.
pub async fn create(url: &str, tokens: &[String], slots: impl FnOnce(Timestamp) -> Vec<Slot>) {
    let store = Store::open(url).await.unwrap();
    let now = server::Clock::system().now();
    let (staff, slots) = (coordinator(now), slots(now));
    let people: Vec<_> = (0..tokens.len()).map(|n| (person(n, now), None)).collect();
    let sessions: Vec<_> = tokens.iter().enumerate().map(|(n, token)| session(n, token, now)).collect();
    let job = store.write(move |tx| {
        Box::pin(async move {
            tx.insert_staff(&staff).await?;
            tx.insert_people(&people).await?;
            for session in &sessions {
                tx.insert_session(session).await?;
            }
            for slot in &slots {
                tx.insert_slot(slot, &staff.id, now).await?;
            }
            Ok::<_, Error>(())
        })
    });
    job.await.unwrap();
}

/// Who made everything.
pub fn staff_id() -> StaffId {
    StaffId::new("claire").unwrap()
}

fn coordinator(now: Timestamp) -> Staff {
    Staff {
        id: staff_id(),
        login: "claire".into(),
        display_name: "Claire Martin".into(),
        role: StaffRole::Coordinator,
        phone: String::new(),
        place: String::new(),
        password_hash: String::new(),
        totp_secret: String::new(),
        totp_last_step: 0,
        created_at: now,
    }
}

pub fn person_id(n: usize) -> PersonId {
    PersonId::new(format!("p{n}")).unwrap()
}

fn person(n: usize, now: Timestamp) -> Person {
    Person {
        id: person_id(n),
        first_name: "Ana".into(),
        last_name: "Essai".into(),
        birth_date: "1984-03-07".parse().unwrap(),
        language: "fr".into(),
        referent_id: None,
        created_at: now,
        last_seen_at: None,
    }
}

fn session(n: usize, token: &str, now: Timestamp) -> Session {
    Session {
        token_hash: keys::hash_token(token),
        owner: Owner::Person(person_id(n)),
        setting: Setting::Phone,
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus_s(10 * HOUR_S),
    }
}

/// A published slot of one hour.
pub fn slot(id: &str, from: Timestamp, capacity: u64) -> Slot {
    let change = SlotChange {
        workshop: "metiers".parse().unwrap(),
        venue: "mediatheque".parse().unwrap(),
        zone: Zone::Paris,
        span: Span { from, to: from.plus_s(HOUR_S) },
        capacity,
        childcare: false,
    };
    Slot { state: SlotState::Published, ..Slot::draft(SlotId::new(id).unwrap(), change) }
}
