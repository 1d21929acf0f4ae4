//! What stands around the actions of the demonstration: two people who follow, an action that one of them brought, hours.

use super::maker::Maker;
use crate::venue;
use contract::pathway::AppointmentAt;
use domain::ids::{ActionId, PersonId, ProposalId, ReasonId, StaffId};
use domain::pathway::{ActionSource, ActionState, Aim, FollowUp, Reminder};
use domain::time::{Date, TimeOfDay, Timestamp};
use store::{Action, Actor, Change, EventKind, HoursAgreement, HoursProposal, Tx};

const DAY_S: i64 = 86_400;

/// Everything to write.
pub struct Around {
    social: StaffId,
    employment: StaffId,
    brought: Option<Action>,
    /// The first action and the state that gives it an appointment.
    dated: Option<(ActionId, u64, ActionState)>,
    hours: HoursAgreement,
    proposals: Vec<HoursProposal>,
    now: Timestamp,
}

impl Around {
    pub fn make(social: &StaffId, employment: &StaffId, chosen: &[Action], maker: &mut Maker<'_>) -> Self {
        let now = maker.now;
        let day = |n_days: i64| venue::today(now.plus_s(n_days * DAY_S));
        let library = maker.library;
        let sheets = &library.pathway("").sheets;
        // A suggestion would vanish from the list of ideas, so it is a sheet that no answer of a demonstration leads to.
        let brought = sheets.iter().find(|sheet| sheet.bookable && !sheet.sensitive);
        let brought = brought.filter(|sheet| chosen.iter().all(|one| one.aim.sheet() != Some(&sheet.id)));
        let brought = brought.map(|sheet| {
            let id = ActionId::new(maker.id("a")).expect("BUG: a made-up id is an identifier");
            Action {
                brought_by: Some(employment.clone()),
                state: ActionState { due: Some(day(21)), ..ActionState::planned() },
                ..Action::chosen(
                    id,
                    Aim::Sheet(sheet.id.clone()),
                    ActionSource::Referent,
                    now.plus_s(-6 * DAY_S),
                )
            }
        });
        let dated = chosen.first().map(|action| {
            let state = ActionState {
                appointment_at: at_the_venue(day(8), 10),
                reminder: Some(Reminder::DayBefore),
                ..action.state.clone()
            };
            (action.id.clone(), action.version, state)
        });
        let workshops = library.content().workshops.values().next().into_iter().flat_map(|all| &all.kinds);
        let proposals = workshops.zip([3, 10]).map(|(workshop, n_days_ago)| HoursProposal {
            id: ProposalId::new(maker.id("h")).expect("BUG: a made-up id is an identifier"),
            held_on: day(-n_days_ago),
            n_minutes: u64::from(workshop.duration_min),
            workshop: workshop.id.clone(),
            proposed_at: now.plus_s((1 - n_days_ago) * DAY_S),
            answer: None,
        });
        Self {
            social: social.clone(),
            employment: employment.clone(),
            brought,
            dated,
            proposals: proposals.collect(),
            hours: HoursAgreement {
                version: 1,
                weekly_hours: 8,
                reason: ReasonId::new("enfants").ok(),
                agreed_with: Some(social.clone()),
                agreed_at: now.plus_s(-21 * DAY_S),
            },
            now,
        }
    }

    /// # Errors
    /// When the store fails.
    pub async fn play(&self, tx: &mut Tx, person_id: &PersonId) -> Result<(), store::Error> {
        let since = self.now.plus_s(-21 * DAY_S);
        tx.set_follow_up(person_id, FollowUp::Social, &self.social, since).await?;
        tx.set_follow_up(person_id, FollowUp::Employment, &self.employment, since).await?;
        if let Some(action) = &self.brought {
            let actor = Actor::Staff(self.employment.clone());
            let change = Change { kind: EventKind::Added, actor, at: action.created_at };
            tx.add_action(person_id, action.clone(), &change).await?;
        }
        if let Some((id, version, state)) = &self.dated {
            let change = Change::by_person(EventKind::Dated, self.now.plus_s(-2 * DAY_S));
            tx.change_action(person_id, id, *version, state, &change).await?;
        }
        tx.agree_hours(person_id, 0, &self.hours).await?;
        for proposal in &self.proposals {
            tx.propose_hours(person_id, proposal).await?;
        }
        Ok(())
    }
}

fn at_the_venue(day: Date, hour: u8) -> Option<Timestamp> {
    let time = TimeOfDay::new(hour, 30).ok()?;
    venue::instant(AppointmentAt { day, time })
}
