//! The demonstration: three people at different points of their pathway, who follows them and a coordinator.

use super::answers::{Depth, answer};
use super::around::Around;
use super::fair::Fair;
use super::maker::{Maker, StaffSecrets};
use super::month::{Cast, Month};
use super::programme::Programme;
use crate::hashing::Hasher;
use crate::keys::Keys;
use crate::library::Library;
use crate::totp;
use domain::ids::{ActionId, SheetId, StaffId, SubmissionId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, Aim, Milestone};
use domain::questionnaire::{Answer, Answers, Level, Questionnaire, StepKey, suggest, talk_requests};
use domain::session::CardCode;
use domain::time::{Date, Timestamp};
use serde::Serialize;
use std::fmt::Write;
use store::{Action, Person, Staff, StaffRole, Store, Tx};

const DAY_S: i64 = 86_400;

/// Who there is, and what they sign in with.
#[derive(Debug, Clone, Serialize)]
pub struct Demo {
    pub people: Vec<DemoPerson>,
    pub staff: Vec<DemoStaff>,
}

/// A made-up person.
#[derive(Debug, Clone, Serialize)]
pub struct DemoPerson {
    pub name: String,
    /// `new`, `draft` or `sent`.
    pub point: &'static str,
    /// As printed: five characters, a dash, five characters.
    pub card: String,
    pub birth_date: Date,
}

/// A made-up member of staff.
#[derive(Debug, Clone, Serialize)]
pub struct DemoStaff {
    pub name: String,
    /// `referent`, `employment` or `coordinator`.
    pub role: &'static str,
    pub login: String,
    pub password: String,
    /// Base 32, as an authenticator app takes it.
    pub totp_secret: String,
    pub otpauth_url: String,
}

/// Everything to write, made before the transaction.
struct Script {
    staff: Vec<Staff>,
    people: Vec<(Person, String)>,
    draft: (String, Vec<(StepKey, Answer)>),
    sent: (String, SubmissionId, Vec<(StepKey, Answer)>),
    actions: Vec<Action>,
    around: Option<Around>,
    month: Option<Month>,
    fair: Option<Fair>,
    programme: Option<Programme>,
    questions: Questionnaire,
    now: Timestamp,
}

/// Writes the demonstration into an empty database, in one transaction.
///
/// # Errors
/// When the store fails; then nothing is written.
pub async fn seed_demo(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    library: &Library,
    seed: u64,
    now: Timestamp,
) -> Result<Demo, store::Error> {
    let mut maker = Maker::new(keys, hasher, library, seed, now);
    let (referent, referent_secrets) = maker.staff("claire", "Claire Fictive", StaffRole::Referent);
    let (coordinator, coordinator_secrets) = maker.staff("paul", "Paul Fictif", StaffRole::Coordinator);
    let staff = vec![
        describe_staff(&referent, &referent_secrets, "referent"),
        describe_staff(&coordinator, &coordinator_secrets, "coordinator"),
    ];
    let made: Vec<(Person, CardCode)> = [("Nadia", 2), ("Karim", 12), ("Sylvie", 60)]
        .map(|name| invite(name, &referent.id, &mut maker))
        .into();
    let points = ["new", "draft", "sent"];
    let people = made.iter().zip(points).map(|((person, card), point)| DemoPerson {
        name: format!("{} {}", person.first_name, person.last_name),
        point,
        card: card.grouped(),
        birth_date: person.birth_date,
    });
    let mut demo = Demo { people: people.collect(), staff };
    let (referent_id, coordinator_id) = (referent.id.clone(), coordinator.id.clone());
    let mut script = write_script(vec![referent, coordinator], made, &mut maker);
    // Made last, so that the cards of an earlier demonstration stay what they were.
    let (adviser, adviser_secrets) = maker.staff("omar", "Omar Fictif", StaffRole::Referent);
    demo.staff.push(describe_staff(&adviser, &adviser_secrets, "employment"));
    script.around = Some(Around::make(&referent_id, &adviser.id, &script.actions, &mut maker));
    script.staff.push(adviser);
    script.month = Some(Month::make(&coordinator_id, &mut maker));
    script.fair = Fair::make(&coordinator_id, &mut maker);
    script.programme = Programme::make(&coordinator_id, &referent_id, &mut maker);
    store.write(move |tx| Box::pin(script.play(tx))).await?;
    Ok(demo)
}

fn invite(
    (first_name, n_days_ago): (&str, i64),
    referent: &StaffId,
    maker: &mut Maker<'_>,
) -> (Person, CardCode) {
    let mut person = maker.person_called(first_name.to_owned(), "Exemple".to_owned(), referent);
    person.created_at = maker.now.plus_s(-n_days_ago * DAY_S);
    (person, maker.card())
}

fn write_script(staff: Vec<Staff>, made: Vec<(Person, CardCode)>, maker: &mut Maker<'_>) -> Script {
    let language = maker.library.language_for(None).to_owned();
    let content = maker.library.content();
    let questions = content.questionnaires.values().find(|questions| questions.language == language);
    let questions = questions.expect("BUG: a checked content has its default language").clone();
    let draft = answer(&questions, &[Level::Blocked, Level::Hard], Depth::Begun(2), maker);
    let levels = [Level::Hard, Level::Blocked, Level::Fine, Level::Hard];
    let sent = answer(&questions, &levels, Depth::Complete, maker);
    let answers = Answers(sent.iter().cloned().collect());
    let sheets: Vec<SheetId> =
        suggest(&questions, &answers).into_iter().map(|found| found.sheet).take(2).collect();
    let chosen = sheets.into_iter().zip([20, 9]).map(|(sheet, n_days_ago)| {
        let id = ActionId::new(maker.id("a")).expect("BUG: a made-up id is an identifier");
        let at = maker.now.plus_s(-n_days_ago * DAY_S);
        Action {
            state: ActionState { status: ActionStatus::UnderWay, ..ActionState::planned() },
            updated_at: at.plus_s(DAY_S),
            version: 2,
            ..Action::chosen(id, Aim::Sheet(sheet), ActionSource::Suggested, at)
        }
    });
    let actions = chosen.collect();
    let people =
        made.into_iter().map(|(person, card)| (person, maker.hasher.hash_card_here(&card))).collect();
    Script {
        staff,
        people,
        draft: (maker.id("d"), draft),
        sent: (
            maker.id("d"),
            SubmissionId::new(maker.id("q")).expect("BUG: a made-up id is an identifier"),
            sent,
        ),
        actions,
        around: None,
        month: None,
        fair: None,
        programme: None,
        questions,
        now: maker.now,
    }
}

impl Script {
    async fn play(mut self, tx: &mut Tx) -> Result<(), store::Error> {
        for staff in &self.staff {
            tx.insert_staff(staff).await?;
        }
        for (person, card_hash) in &self.people {
            tx.insert_person(person).await?;
            tx.issue_card(&person.id, card_hash, person.created_at).await?;
            tx.add_milestone(&person.id, Milestone::Invited, person.created_at).await?;
        }
        self.play_draft(tx).await?;
        self.play_sent(tx).await?;
        let cast = Cast { karim: self.people[1].0.id.clone(), sylvie: self.people[2].0.id.clone() };
        let Some(month) = self.month.take() else { return Ok(()) };
        let crowd = month.crowd();
        month.play(tx, &cast).await?;
        if let Some(programme) = self.programme.take() {
            programme.play(tx, &[&cast.karim, &cast.sylvie], &crowd).await?;
        }
        match self.fair.take() {
            Some(fair) => fair.play(tx, &cast.sylvie).await,
            None => Ok(()),
        }
    }

    async fn play_draft(&self, tx: &mut Tx) -> Result<(), store::Error> {
        let (person, _) = &self.people[1];
        let at = self.now.plus_s(-3 * DAY_S);
        tx.add_milestone(&person.id, Milestone::SignedIn, at).await?;
        tx.touch_person(&person.id, at).await?;
        let (id, answers) = &self.draft;
        tx.start_draft(id, &person.id, &self.questions.version, at).await?;
        for (step, answer) in answers {
            tx.save_answer(id, step, Some(answer), 0, at).await?;
        }
        Ok(())
    }

    async fn play_sent(&self, tx: &mut Tx) -> Result<(), store::Error> {
        let (person, _) = &self.people[2];
        let sent_at = self.now.plus_s(-30 * DAY_S);
        let (draft_id, submission_id, given) = &self.sent;
        tx.add_milestone(&person.id, Milestone::SignedIn, sent_at.plus_s(-1200)).await?;
        tx.touch_person(&person.id, self.now.plus_s(-8 * DAY_S)).await?;
        tx.start_draft(draft_id, &person.id, &self.questions.version, sent_at.plus_s(-1100)).await?;
        for (step, answer) in given {
            tx.save_answer(draft_id, step, Some(answer), 0, sent_at.plus_s(-600)).await?;
        }
        let submission = store::Submission {
            id: submission_id.clone(),
            person_id: person.id.clone(),
            questionnaire_version: self.questions.version.clone(),
            language: self.questions.language.clone(),
            answers: Answers(given.iter().cloned().collect()),
            sent_at,
        };
        let requests = talk_requests(&self.questions, &submission.answers);
        tx.submit_draft(draft_id, &submission, &requests, &[Milestone::StockSent]).await?;
        let since = [
            (Milestone::AppointmentChosen, 27),
            (Milestone::ReferentMet, 21),
            (Milestone::AnswersReadTogether, 21),
            (Milestone::ObjectivesChosen, 21),
        ];
        for (milestone, n_days_ago) in since {
            tx.add_milestone(&person.id, milestone, self.now.plus_s(-n_days_ago * DAY_S)).await?;
        }
        for action in &self.actions {
            tx.insert_action(&person.id, action).await?;
        }
        match &self.around {
            Some(around) => around.play(tx, &person.id).await,
            None => Ok(()),
        }
    }
}

fn describe_staff(staff: &Staff, secrets: &StaffSecrets, role: &'static str) -> DemoStaff {
    DemoStaff {
        name: staff.display_name.clone(),
        role,
        login: staff.login.clone(),
        password: secrets.password.clone(),
        totp_secret: secrets.base32(),
        otpauth_url: totp::enrolment_url(&secrets.totp_secret, &staff.login),
    }
}

impl Demo {
    /// For a terminal and for `demo.txt`.
    pub fn describe(&self) -> String {
        let mut text = String::from("Demonstration. Everybody here is made up.\n\n");
        for person in &self.people {
            let DemoPerson { name, point, card, birth_date } = person;
            put(&mut text, format_args!("  {point:<6} {name:<16} card {card}   born {birth_date}\n"));
        }
        text.push_str("\nStaff, at /staff (the code changes every 30 seconds: put the secret into an authenticator app)\n\n");
        for staff in &self.staff {
            let DemoStaff { name, role, login, password, totp_secret, otpauth_url } = staff;
            put(&mut text, format_args!("  {role:<12} {name:<16} login {login}   password {password}\n"));
            put(&mut text, format_args!("  {:<29} secret {totp_secret}\n  {:<29} {otpauth_url}\n", "", ""));
        }
        text
    }
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("BUG: writing to memory does not fail");
}
