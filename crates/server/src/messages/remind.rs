//! Reminders: written once for each booking and kind when they are due, by the clock of the venue (W8).

use crate::state::AppState;
use crate::venue;
use contract::pathway::AppointmentAt;
use domain::ids::SlotId;
use domain::messages::{Local, MessageKind, is_decent, remind_day_before, remind_shortly_before};
use domain::time::Timestamp;
use domain::workshops::{Span, Zone};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(30);

/// The earliest reminder comes less than this before the start.
const AHEAD_S: i64 = 48 * 3600;

/// For ever. Any number of instances may do this.
pub async fn run(state: AppState) {
    loop {
        if let Err(error) = sweep(&state).await {
            tracing::warn!(%error, "reminders could not be written");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Writes the reminders that are due and not written yet; answers how many.
///
/// # Errors
/// When the store fails; what was written stays written.
pub async fn sweep(state: &AppState) -> Result<u64, store::Error> {
    let now = state.clock.now();
    let slots = state.store.read(move |tx| Box::pin(tx.list_slots_to_remind_of(now, now.plus_s(AHEAD_S))));
    let slots: Vec<(SlotId, Span, Zone)> = slots.await?;
    let mut n_written = 0;
    for (slot, span, zone) in slots {
        if let Some((kind, due_at)) = due(span, zone, now) {
            let write = async move |tx: &mut store::Tx| tx.remind(&slot, kind, due_at, now).await;
            n_written += state.store.write(move |tx| Box::pin(async move { write(tx).await })).await?;
        }
    }
    Ok(n_written + remind_of_meetings(state, now).await?)
}

/// Of a meeting the day before only, and not when it was fixed or moved since that was due: then they have just been told.
async fn remind_of_meetings(state: &AppState, now: Timestamp) -> Result<u64, store::Error> {
    let until = now.plus_s(AHEAD_S);
    let meetings = state.store.read(move |tx| Box::pin(tx.list_meetings_to_remind_of(now, until)));
    let meetings: Vec<store::Meeting> = meetings.await?;
    let mut n_written = 0;
    for meeting in meetings.into_iter().filter(|meeting| is_meeting_due(meeting, now)) {
        let write = async move |tx: &mut store::Tx| tx.remind_of_meeting(&meeting, now).await;
        let is_new = state.store.write(move |tx| Box::pin(async move { write(tx).await })).await?;
        n_written += u64::from(is_new);
    }
    Ok(n_written)
}

fn is_meeting_due(meeting: &store::Meeting, now: Timestamp) -> bool {
    let span = Span { from: meeting.plan.starts_at, to: meeting.plan.ends_at() };
    let found = due(span, Zone::Paris, now);
    found.is_some_and(|(kind, due_at)| kind == MessageKind::ReminderDayBefore && meeting.changed_at < due_at)
}

/// The reminder of something at this time that is due `now`, with when it was: the last, when both are. None at night: what
/// was missed then waits for the morning.
pub fn due(span: Span, zone: Zone, now: Timestamp) -> Option<(MessageKind, Timestamp)> {
    let start = venue::appointment_in(span.from, zone)?;
    let start = Local { day: start.day, time: start.time };
    let wanted = [
        (MessageKind::ReminderDayBefore, remind_day_before(start)),
        (MessageKind::ReminderSoon, remind_shortly_before(start)),
    ];
    let is_day = venue::appointment_in(now, zone).is_some_and(|local| is_decent(local.time));
    let instant = |local: Local| venue::instant_in(AppointmentAt { day: local.day, time: local.time }, zone);
    let mut all = wanted.into_iter().filter_map(|(kind, local)| Some((kind, instant(local?)?)));
    all.rfind(|(_, due_at)| is_day && *due_at <= now && now < span.from)
}

#[cfg(test)]
mod tests;
