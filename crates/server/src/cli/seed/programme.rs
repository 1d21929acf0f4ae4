//! One published month of the demonstration: two preparation days, a jobs dating and a handful of companies.

use super::maker::Maker;
use super::month::workday;
use crate::programme::{NewMonth, make_talks};
use contract::programme::staff::{WriteDay, WriteMonth};
use domain::ids::{BookingId, CompanyId, MonthId, PersonId, ReferenceId, SlotId, StaffId};
use domain::messages::MessageKind;
use domain::programme::{CompanySheet, EmploymentKind, MonthState, check_company};
use domain::time::{TimeOfDay, Timestamp};
use domain::workshops::OfferTerms;
use store::{Company, Message, Moment, Month, NewBooking, Slot, Tx};

const DAY_S: i64 = 86_400;

/// How many have chosen the first preparation day.
const N_PARTICIPANTS: usize = 5;

/// Talks that participants have chosen already: who of them, which company, which of its talks.
const TALKS: &[(usize, usize, usize)] = &[(0, 0, 0), (1, 0, 1), (2, 0, 2), (0, 1, 2), (3, 2, 0), (4, 4, 3)];

/// A company as it is written here; all of them are made up.
struct Row {
    name: &'static str,
    naf: &'static str,
    jobs: &'static [&'static str],
    place: &'static str,
    access: &'static str,
    contract: EmploymentKind,
    soft_skills: &'static str,
    licence: bool,
    beginners: bool,
    n_jobs: u16,
}

const ROWS: &[Row] = &[
    Row {
        name: "Hôtel des Quatre Vents",
        naf: "55.10Z",
        jobs: &["G1501", "G1703"],
        place: "Centre-ville",
        access: "Bus 4, arrêt Gare. On peut venir à pied.",
        contract: EmploymentKind::Permanent,
        soft_skills: "Souriant, à l’heure",
        licence: false,
        beginners: true,
        n_jobs: 3,
    },
    Row {
        name: "Restaurant La Table ronde",
        naf: "56.10A",
        jobs: &["G1602", "G1605", "G1803"],
        place: "Port",
        access: "Tram B, arrêt Port.",
        contract: EmploymentKind::FixedTerm,
        soft_skills: "Aimer travailler en équipe",
        licence: false,
        beginners: true,
        n_jobs: 2,
    },
    Row {
        name: "Cantines du Midi",
        naf: "56.29A",
        jobs: &["G1603", "G1605"],
        place: "Zone des Prés",
        access: "Bus 11. Le travail commence à 6 h : il faut un moyen de transport.",
        contract: EmploymentKind::Permanent,
        soft_skills: "",
        licence: true,
        beginners: false,
        n_jobs: 1,
    },
    Row {
        name: "Camping Les Pins",
        naf: "55.30Z",
        jobs: &["G1501", "G1803", "K2204"],
        place: "Les Sablons",
        access: "Navette depuis la gare d’avril à septembre.",
        contract: EmploymentKind::Seasonal,
        soft_skills: "Être disponible le week-end",
        licence: false,
        beginners: true,
        n_jobs: 8,
    },
    Row {
        name: "Le Fournil solidaire",
        naf: "10.71C",
        jobs: &["D1102", "D1106"],
        place: "Centre-ville",
        access: "Bus 4 et 11, arrêt Mairie.",
        contract: EmploymentKind::Supported,
        soft_skills: "L’envie d’apprendre",
        licence: false,
        beginners: true,
        n_jobs: 4,
    },
];

/// Everything to write. Without a venue or the jobs of the default content there is none.
pub struct Programme {
    month: Month,
    days: Vec<Slot>,
    companies: Vec<(Company, Vec<Slot>)>,
    ids: Vec<BookingId>,
    made_by: StaffId,
    referent: StaffId,
    now: Timestamp,
}

impl Programme {
    pub fn make(made_by: &StaffId, referent: &StaffId, maker: &mut Maker<'_>) -> Option<Self> {
        let library = maker.library;
        let now = maker.now;
        let asked = plan(maker)?;
        let made = NewMonth::read(library, &asked, now)?;
        let id = MonthId::new(maker.id("m")).ok()?;
        let days = made.make_days(&id, || slot_id(maker));
        let jobs = library.jobs("");
        let mut companies = Vec::new();
        for row in ROWS {
            let known = row.jobs.iter().filter(|code| jobs.iter().any(|job| job.code == **code));
            let sheet = CompanySheet {
                name: row.name.to_owned(),
                sector_naf: row.naf.to_owned(),
                jobs_rome: known.map(|code| (*code).to_owned()).collect(),
                place: row.place.to_owned(),
                access: row.access.to_owned(),
                contract: row.contract,
                soft_skills: row.soft_skills.to_owned(),
                licence_required: row.licence,
                beginners_welcome: row.beginners,
                n_jobs: row.n_jobs,
            };
            let Ok(sheet) = check_company(&sheet, |code| jobs.iter().any(|job| job.code == code)) else {
                continue;
            };
            let company = Company {
                id: CompanyId::new(maker.id("c")).ok()?,
                month_id: id.clone(),
                sheet,
                message: None,
            };
            let talks = make_talks(library, (&id, &made.change), &company, || slot_id(maker));
            companies.push((company, talks));
        }
        let n_ids = N_PARTICIPANTS + TALKS.len();
        let ids = (0..n_ids).map(|_| BookingId::new(maker.id("b")).expect("BUG: a made-up id is one"));
        let ids = ids.collect();
        let month = Month {
            id,
            theme: made.change.theme.clone(),
            state: MonthState::Draft,
            message: None,
            venue: made.change.venue.clone(),
            zone: made.change.zone,
            dating: made.change.dating,
            opens_at: None,
            max_talks: made.change.max_talks,
            version: 1,
        };
        let (made_by, referent) = (made_by.clone(), referent.clone());
        Some(Self { month, days, companies, ids, made_by, referent, now })
    }

    /// The month was proposed to `invited`; the last of `crowd`, who have few other dates, take part.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn play(
        self,
        tx: &mut Tx,
        invited: &[&PersonId],
        crowd: &[PersonId],
    ) -> Result<(), store::Error> {
        let before = self.now.plus_s(-DAY_S);
        let (id, moment) = (&self.month.id, Moment { now: before, terms: OfferTerms::default() });
        tx.insert_month(&self.month, self.days.clone(), &self.made_by, before).await?;
        for (company, talks) in &self.companies {
            tx.insert_company(company, |_| talks.clone(), &self.made_by, before).await?;
        }
        // Open to everyone a day after now: participants are choosing.
        tx.publish_month(id, self.now.plus_s(DAY_S), before).await?;
        for person in invited {
            propose(tx, (id, person), &self.referent, before).await?;
        }
        let mut ids = self.ids.into_iter();
        let mut booking =
            || NewBooking { id: ids.next().expect("BUG: an id was made for each booking"), booked_by: None };
        let participants: Vec<&PersonId> = crowd.iter().rev().take(N_PARTICIPANTS).collect();
        for person in &participants {
            propose(tx, (id, person), &self.made_by, before).await?;
            if let Some(day) = self.days.first() {
                tx.take_seat(&day.id, person, booking(), moment).await?;
            }
        }
        for (who, company, nth) in TALKS {
            let talk = self.companies.get(*company).and_then(|(_, talks)| talks.get(*nth));
            if let (Some(person), Some(talk)) = (participants.get(*who), talk) {
                tx.take_seat(&talk.id, person, booking(), moment).await?;
            }
        }
        Ok(())
    }
}

/// Proposes the month and tells the person at once: nobody is left to call.
async fn propose(
    tx: &mut Tx,
    (id, person): (&MonthId, &PersonId),
    by: &StaffId,
    at: Timestamp,
) -> Result<(), store::Error> {
    let reference = ReferenceId::new(format!("proposal-{person}"));
    let reference = reference.expect("BUG: an id with a beginning is an identifier");
    tx.propose_month((id, person), &reference, by, at).await?;
    tx.mark_called(&Message { kind: MessageKind::MonthProposed, reference }, by, at).await
}

/// Two days and a jobs dating when none of the participants has a workshop.
fn plan(maker: &Maker<'_>) -> Option<WriteMonth> {
    let venue = maker.library.workshops("").venues.first()?.id.clone();
    let programme = maker.library.programme("");
    let places = programme.preparation.places.into();
    let day = |n_days| workday(maker.now, n_days);
    let write = |n_days| WriteDay { venue: venue.clone(), day: day(n_days), places };
    Some(WriteMonth {
        theme: programme.themes.first()?.clone(),
        days: vec![write(15), write(19)],
        day: day(26),
        from: TimeOfDay::new(9, 30).ok()?,
        to: TimeOfDay::new(12, 30).ok()?,
        venue,
        companies_of: None,
    })
}

fn slot_id(maker: &mut Maker<'_>) -> SlotId {
    SlotId::new(maker.id("w")).expect("BUG: a made-up id is an identifier")
}
