//! A population for load tests: a third invited, a fifth with a draft, the others with sent answers and actions.

use super::answers::{Depth, answer};
use super::maker::Maker;
use domain::ids::{ActionId, PersonId, StaffId, SubmissionId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, Aim, Milestone};
use domain::questionnaire::{Answer, Answers, Level, Questionnaire, StepKey, suggest};
use domain::time::{Date, Timestamp};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fmt::Write;
use store::{Action, Person, StaffRole, Store, Tx};

/// People per transaction.
const BATCH: usize = 250;
/// Subjects with a level by chance; the others go well.
const N_TOLD: usize = 4;
const N_TOLD_IN_A_CAMPAIGN: usize = 9;

/// Who can sign in.
#[derive(Debug, Serialize)]
pub struct Made {
    pub n_people: u32,
    pub people: Vec<Card>,
    pub staff: Vec<Account>,
}

/// A card of the population.
#[derive(Debug, Serialize)]
pub struct Card {
    pub card: String,
    pub birth_date: Date,
}

/// A staff account of the population.
#[derive(Debug, Serialize)]
pub struct Account {
    pub login: String,
    pub password: String,
    /// Base 32.
    pub totp_secret: String,
}

/// Someone with everything that is theirs.
struct Life {
    person: Person,
    card_hash: Option<String>,
    milestones: Vec<(Milestone, Timestamp)>,
    draft: Option<(String, Vec<(StepKey, Answer)>)>,
    submission: Option<store::Submission>,
    actions: Vec<Action>,
}

/// How much to make.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub people: u32,
    pub referents: u32,
    /// How many people can sign in.
    pub cards: u32,
    /// Nobody is left before the first answer, and more subjects are told.
    pub is_campaign: bool,
}

/// Writes a population, batch by batch, with a progress bar.
///
/// # Errors
/// When the store fails; batches before are written.
pub async fn seed(store: &Store, mut maker: Maker<'_>, size: Size) -> Result<Made, store::Error> {
    let n_people = size.people;
    let language = maker.library.language_for(None).to_owned();
    let questions = maker.library.content().questionnaires.values().find(|q| q.language == language);
    let questions = questions.expect("BUG: a checked content has its default language").clone();
    let (referents, staff) = seed_referents(store, &mut maker, size.referents.max(1)).await?;
    let bar = ProgressBar::new(u64::from(n_people));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} people, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut made = Made { n_people, people: Vec::new(), staff };
    let mut batch = Vec::with_capacity(BATCH);
    for n in 0..n_people {
        let referent = maker.pick(&referents).expect("BUG: there is at least one").clone();
        let mut life = live(&questions, &referent, size.is_campaign, &mut maker);
        if n < size.cards {
            let card = maker.card();
            life.card_hash = Some(maker.hasher.hash_card_here(&card));
            made.people.push(Card { card: card.grouped(), birth_date: life.person.birth_date });
        }
        batch.push(life);
        if batch.len() == BATCH || n + 1 == n_people {
            let lives = std::mem::take(&mut batch);
            bar.inc(lives.len() as u64);
            let version = questions.version.clone();
            store.write(move |tx| Box::pin(insert(tx, lives, version))).await?;
        }
    }
    bar.finish_and_clear();
    Ok(made)
}

async fn seed_referents(
    store: &Store,
    maker: &mut Maker<'_>,
    n_referents: u32,
) -> Result<(Vec<StaffId>, Vec<Account>), store::Error> {
    let (mut ids, mut accounts, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..=n_referents {
        let role = if n == 0 { StaffRole::Coordinator } else { StaffRole::Referent };
        let login = if n == 0 { "coordination".to_owned() } else { format!("referent-{n}") };
        let (staff, secrets) = maker.staff(&login, &format!("Agent Fictif {n}"), role);
        if role == StaffRole::Referent {
            ids.push(staff.id.clone());
        }
        accounts.push(Account { login, totp_secret: secrets.base32(), password: secrets.password });
        rows.push(staff);
    }
    let insert = store.write(move |tx| {
        Box::pin(async move {
            for staff in &rows {
                tx.insert_staff(staff).await?;
            }
            Ok::<_, store::Error>(())
        })
    });
    insert.await?;
    Ok((ids, accounts))
}

fn live(questions: &Questionnaire, referent: &StaffId, is_campaign: bool, maker: &mut Maker<'_>) -> Life {
    let mut person = maker.person(referent);
    let (invited_at, chance) = (person.created_at, maker.below(10));
    let mut life = Life {
        milestones: vec![(Milestone::Invited, invited_at)],
        card_hash: None,
        draft: None,
        submission: None,
        actions: Vec::new(),
        person: person.clone(),
    };
    if chance < 3 && !is_campaign {
        return life;
    }
    let among: &[Level] = if is_campaign {
        &[Level::Hard, Level::Blocked]
    } else {
        &[Level::Fine, Level::Hard, Level::Blocked]
    };
    let n_told = if is_campaign { N_TOLD_IN_A_CAMPAIGN } else { N_TOLD };
    let (until_draft, depth) = if is_campaign { (1, Depth::Complete) } else { (5, Depth::Begun(3)) };
    let at = invited_at.plus_s(3600);
    person.last_seen_at = Some(at);
    life.milestones.push((Milestone::SignedIn, at));
    let levels: Vec<Level> = (0..n_told).map(|_| maker.pick(among).copied().unwrap_or(Level::Hard)).collect();
    if chance < until_draft {
        life.draft = Some((maker.id("d"), answer(questions, &levels, depth, maker)));
    } else {
        let answers = Answers(answer(questions, &levels, Depth::Complete, maker).into_iter().collect());
        life.actions = choose_actions(questions, &answers, at, maker);
        life.milestones.push((Milestone::StockSent, at));
        life.submission = Some(store::Submission {
            id: SubmissionId::new(maker.id("q")).expect("BUG: a made-up id is an identifier"),
            person_id: person.id.clone(),
            questionnaire_version: questions.version.clone(),
            language: questions.language.clone(),
            answers,
            sent_at: at,
        });
    }
    life.person = person;
    life
}

fn choose_actions(
    questions: &Questionnaire,
    answers: &Answers,
    at: Timestamp,
    maker: &mut Maker<'_>,
) -> Vec<Action> {
    let n_actions = maker.below(4);
    let sheets = suggest(questions, answers).into_iter().take(n_actions);
    let statuses = [ActionStatus::Planned, ActionStatus::UnderWay, ActionStatus::Stuck, ActionStatus::Done];
    let mut actions = Vec::new();
    for suggestion in sheets {
        let id = ActionId::new(maker.id("a")).expect("BUG: a made-up id is an identifier");
        let status = maker.pick(&statuses).copied().unwrap_or(ActionStatus::Planned);
        let aim = Aim::Sheet(suggestion.sheet);
        actions.push(Action {
            state: ActionState { status, ..ActionState::planned() },
            ..Action::chosen(id, aim, ActionSource::Suggested, at)
        });
    }
    actions
}

async fn insert(tx: &mut Tx, lives: Vec<Life>, version: String) -> Result<(), store::Error> {
    let people: Vec<(Person, Option<String>)> =
        lives.iter().map(|life| (life.person.clone(), life.card_hash.clone())).collect();
    tx.insert_people(&people).await?;
    for life in lives {
        let id: &PersonId = &life.person.id;
        for (milestone, at) in &life.milestones {
            tx.add_milestone(id, *milestone, *at).await?;
        }
        if let Some((draft_id, answers)) = &life.draft {
            let at = life.person.created_at;
            tx.start_draft(draft_id, id, &version, at).await?;
            for (step, answer) in answers {
                tx.save_answer(draft_id, step, Some(answer), 0, at).await?;
            }
        }
        if let Some(submission) = &life.submission {
            tx.insert_submission(submission).await?;
        }
        for action in &life.actions {
            tx.insert_action(id, action).await?;
        }
    }
    Ok(())
}

impl Made {
    /// A few credentials for the terminal; the file holds them all.
    pub fn describe(&self) -> String {
        let mut text = format!(
            "{} people, {} with a card. Everybody here is made up.\n",
            self.n_people,
            self.people.len()
        );
        for Card { card, birth_date } in self.people.iter().take(5) {
            put(&mut text, format_args!("  card {card}   born {birth_date}\n"));
        }
        for Account { login, password, totp_secret } in self.staff.iter().take(2) {
            put(&mut text, format_args!("  login {login}   password {password}   secret {totp_secret}\n"));
        }
        text.push_str("All of them: --out FILE.\n");
        text
    }
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("BUG: writing to memory does not fail");
}
