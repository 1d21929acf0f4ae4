//! From the outbox to the people: claims what is due, sends it, notes what came of it. Any number of instances may do this.
//!
//! The claim is committed before anything leaves, the outcome after. A process that dies in between leaves a claim that runs
//! out; the next try says the same under the same Message-ID or key, so that a server or gateway that looks at them can
//! tell. One that does not will deliver twice: nobody can do better over SMTP.

use super::channels::{Failure, Letter, Recipient};
use super::link;
use super::words::{Values, Words};
use crate::code::code_of;
use crate::keys::hash_token;
use crate::state::AppState;
use crate::venue;
use domain::messages::{Channel, MessageKind, is_decent, is_over, retry_after_s};
use domain::time::Timestamp;
use futures_util::{StreamExt, stream};
use std::time::Duration;
use store::{About, ClaimedMessage, Matter, Message, MessageOutcome, Tx};

/// How soon a line is looked for after it was written.
const EVERY: Duration = Duration::from_secs(2);

/// Lines looked at in one round.
const AT_ONCE: u32 = 100;

/// Messages under way at once: a mail server that is slow to answer must not hold up all.
const N_UNDER_WAY: usize = 4;

/// How long a line is claimed. Longer than any try takes.
const CLAIM_S: i64 = 60;

/// How often a message that must wait for the morning is looked at.
const NIGHT_STEP_S: i64 = 600;

/// For ever.
pub async fn run(state: AppState) {
    loop {
        if let Err(error) = send_due(&state).await {
            tracing::warn!(%error, "messages could not be sent");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Sends what is due now; answers how many messages left.
///
/// # Errors
/// When the store fails; what was sent stays sent.
pub async fn send_due(state: &AppState) -> Result<u64, store::Error> {
    let now = state.clock.now();
    let due = state.store.read(move |tx| Box::pin(tx.list_due_messages(now, AT_ONCE)));
    let due: Vec<Message> = due.await?;
    let sent = stream::iter(due).map(|message| send_one(state, message)).buffer_unordered(N_UNDER_WAY);
    let sent: Vec<Result<bool, store::Error>> = sent.collect().await;
    let mut n_sent = 0;
    for is_sent in sent {
        n_sent += u64::from(is_sent?);
    }
    Ok(n_sent)
}

/// Sends a line at once, which somebody waits for; whatever becomes of it, the round that comes next looks after it.
pub fn send_soon(state: &AppState, message: Message) {
    let state = state.clone();
    tokio::spawn(async move {
        if let Err(error) = send_one(&state, message).await {
            tracing::warn!(%error, "a message has to wait for the next round");
        }
    });
}

/// What is to be done with a claimed line.
enum Plan {
    End(MessageOutcome),
    Later,
    Send(Box<Letter>),
}

async fn send_one(state: &AppState, message: Message) -> Result<bool, store::Error> {
    let (shared, now) = (state.clone(), state.clock.now());
    let claim = async move |tx: &mut Tx| {
        let until = now.plus_s(CLAIM_S);
        let Some(claimed) = tx.claim_message(&message, now, until).await? else { return Ok(None) };
        let plan = plan(&shared, &claimed, now);
        if let (Plan::Send(_), MessageKind::PlaceOffered) = (&plan, message.kind) {
            let hash = hash_token(&link::token(&shared.keys, &message.reference));
            tx.keep_offer_link(&message.reference, &hash).await?;
        }
        Ok::<_, store::Error>(Some((claimed, plan)))
    };
    let claimed = state.store.write(move |tx| Box::pin(async move { claim(tx).await })).await?;
    let Some((claimed, plan)) = claimed else { return Ok(false) };
    let outcome = match plan {
        Plan::End(outcome) => Ok(outcome),
        Plan::Later => Err(NIGHT_STEP_S),
        Plan::Send(letter) => match (state.settings.channels.send(&letter).await, &letter.to) {
            (Ok(()), Recipient::Sms(_)) => Ok(MessageOutcome::Sms),
            (Ok(()), Recipient::Email(_)) => Ok(MessageOutcome::Email),
            (Err(Failure::Refused), _) => Ok(without_channel(claimed.message.kind)),
            (Err(Failure::NotNow), _) => Err(retry_after_s(claimed.n_attempts)),
        },
    };
    note(state, claimed, outcome).await
}

/// Notes what came of a try: its end, or seconds until the next.
async fn note(
    state: &AppState,
    claimed: ClaimedMessage,
    outcome: Result<MessageOutcome, i64>,
) -> Result<bool, store::Error> {
    let now = state.clock.now();
    let ClaimedMessage { message, n_attempts, .. } = claimed;
    let is_sent = matches!(outcome, Ok(MessageOutcome::Sms | MessageOutcome::Email));
    tracing::info!(kind = message.kind.as_str(), n_attempts, is_sent, "a message was looked after");
    let job = async move |tx: &mut Tx| match outcome {
        Ok(outcome) => tx.end_message(&message, n_attempts, outcome, now).await.map(|_| ()),
        Err(after_s) => tx.retry_message(&message, n_attempts, now.plus_s(after_s)).await,
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    Ok(is_sent)
}

fn without_channel(kind: MessageKind) -> MessageOutcome {
    if kind.is_called_for() { MessageOutcome::Call } else { MessageOutcome::Unsent }
}

fn plan(state: &AppState, claimed: &ClaimedMessage, now: Timestamp) -> Plan {
    let kind = claimed.message.kind;
    let about = claimed.about.as_ref().filter(|about| !is_over(kind, about.occasion, now));
    let Some(about) = about else { return Plan::End(MessageOutcome::Over) };
    let Some(to) = recipient(state, claimed, about) else { return Plan::End(without_channel(kind)) };
    let is_night = venue::appointment_in(now, about.zone).is_some_and(|local| !is_decent(local.time));
    if kind.can_wait() && is_night {
        return Plan::Later;
    }
    match letter(state, claimed, about, to) {
        Some(letter) => Plan::Send(Box::new(letter)),
        None => Plan::End(without_channel(kind)),
    }
}

/// In the way that the person chose, when there is one; a code goes by the way that it was asked for.
fn recipient(state: &AppState, claimed: &ClaimedMessage, about: &About) -> Option<Recipient> {
    let (reach, channels) = (&claimed.reach, &state.settings.channels);
    let channel = match about.matter {
        Matter::Code(channel) => Some(channel),
        Matter::Slot { .. } | Matter::Forum(_) | Matter::Month(_) | Matter::News | Matter::Meeting => {
            reach.told_by
        }
    };
    match channel? {
        Channel::Sms if channels.has_sms() => Some(Recipient::Sms(reach.phone.as_ref()?.as_str().to_owned())),
        Channel::Email if channels.has_mail() => {
            Some(Recipient::Email(reach.email.as_ref()?.as_str().to_owned()))
        }
        Channel::Sms | Channel::Email => None,
    }
}

/// `None` when nothing can be written: no address of the portal, or a year outside the calendar.
fn letter(state: &AppState, claimed: &ClaimedMessage, about: &About, to: Recipient) -> Option<Letter> {
    let site = state.settings.public_origin.clone()?;
    let on_clock = |at: Timestamp| venue::appointment_in(at, about.zone).map(|at| (at.day, at.time));
    let ClaimedMessage { message, .. } = claimed;
    let values = Values {
        at: on_clock(about.span.from)?,
        until: about.occasion.offer_until.and_then(on_clock),
        code: code_of(&state.keys, &message.reference),
        link: link::address(&site, &link::token(&state.keys, &message.reference)),
        site,
    };
    let words = Words::shipped(state.library.language_for(Some(&claimed.language)));
    let text = match to {
        Recipient::Sms(_) => words.sms(message.kind, &values),
        Recipient::Email(_) => words.letter(message.kind, &values),
    };
    let parts = [message.kind.as_str().as_bytes(), message.reference.as_str().as_bytes()];
    Some(Letter { to, text, key: state.keys.mac("message", &parts), words })
}
