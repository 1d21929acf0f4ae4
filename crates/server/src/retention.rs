//! Forgetting in time (S5, decision 25): what has run its time every few minutes, whoever has not been heard of for two
//! years, and whoever asked for it and was told so (decision 32). Any number of instances may do this.

use crate::Clock;
use crate::health_data::forget_due;
use crate::keys::random_id;
use crate::library::Library;
use crate::state::AppState;
use domain::ids::PersonId;
use domain::retention::{ErasureReason, Passing, Periods, Retention};
use domain::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use store::{Error, Moment, Resting, Store, Tx};

/// How often.
const EVERY: Duration = Duration::from_secs(600);

/// People looked at in one read.
const AT_ONCE: u32 = 200;

/// Rows forgotten in one transaction: whoever books meanwhile waits for so many, and no more.
const FORGOTTEN_AT_ONCE: u32 = 500;

/// Someone may be given a place while they are erased, and then again; after so many the next round goes on.
const N_TRIES: u32 = 5;

/// For ever.
pub async fn run(state: AppState) {
    loop {
        // A task of its own: after a bug the next round comes all the same.
        let state = state.clone();
        match tokio::spawn(async move { round(&state).await }).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "not all that has run its time could be removed"),
            Err(bug) => tracing::error!(%bug, "removing what has run its time has stopped in a bug"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// One [`purge`], and whoever empties files is told.
///
/// # Errors
/// As [`Purged::failed`].
pub async fn round(state: &AppState) -> Result<(), Error> {
    let purged = purge(&state.store, &state.library, &state.clock, state.settings.periods).await?;
    if purged.n_erased > 0 {
        tracing::info!(
            n_erased = purged.n_erased,
            "erased people who were not heard of for too long, or asked for it"
        );
        state.settings.documents.due.notify_one();
    }
    for (what, n) in purged.forgotten.iter().filter(|(_, n)| *n > 0) {
        tracing::info!(what = what.as_str(), n, "removed what has run its time");
    }
    if purged.n_without_health > 0 {
        tracing::info!(n = purged.n_without_health, "took out health data whose time is over");
    }
    purged.failed.map_or(Ok(()), Err)
}

/// What one purge did.
#[derive(Debug, Default)]
pub struct Purged {
    pub n_erased: u32,
    pub forgotten: Vec<(Passing, u64)>,
    /// Out of how much that was sent health data was taken.
    pub n_without_health: u64,
    /// The last failure of the store: nothing that fails keeps the rest from being done, and what was done stays done.
    pub failed: Option<Error>,
}

impl Purged {
    fn note_erased(&mut self, erased: Result<bool, Error>) {
        match erased {
            Ok(is_erased) => self.n_erased += u32::from(is_erased),
            Err(error) => self.failed = Some(error),
        }
    }
}

/// Everything that is due now. People come first: what is forgotten may have told when they were heard of.
///
/// # Errors
/// When it cannot be found out who is due; then nothing was done, or only what was agreed to.
pub async fn purge(
    store: &Store,
    library: &Arc<Library>,
    clock: &Clock,
    periods: Periods,
) -> Result<Purged, Error> {
    let (now, mut purged) = (clock.now(), Purged::default());
    for id in list_agreed(store, now).await? {
        purged.note_erased(erase(store, library, id, Why::Agreed, now).await);
    }
    for (resting, standing) in list_near_end(store, periods, now).await? {
        let id = resting.person_id;
        match standing {
            Retention::Kept | Retention::Noted => {}
            Retention::Unnoted => purged.note_erased(note_expiry(store, id, now).await.map(|()| false)),
            Retention::Over => {
                purged.note_erased(erase(store, library, id, Why::Over(periods), clock.now()).await);
            }
        }
    }
    match forget_due(store, library, clock, periods).await {
        Ok(n) => purged.n_without_health = n,
        Err(error) => purged.failed = Some(error),
    }
    for what in Passing::ALL {
        match forget(store, what, periods.over_before(what, now)).await {
            Ok(n) => purged.forgotten.push((what, n)),
            Err(error) => purged.failed = Some(error),
        }
    }
    Ok(purged)
}

/// Everyone whose erasure was agreed to and whose time has come; the next round goes on.
async fn list_agreed(store: &Store, now: Timestamp) -> Result<Vec<PersonId>, Error> {
    store.read(move |tx| Box::pin(async move { tx.list_erasures_due(now, AT_ONCE).await })).await
}

/// Notes that somebody's end is near.
async fn note_expiry(store: &Store, id: PersonId, now: Timestamp) -> Result<(), Error> {
    store.write(move |tx| Box::pin(async move { tx.note_expiry(&id, now).await })).await
}

/// A few at once, until none is left.
async fn forget(store: &Store, what: Passing, before: Timestamp) -> Result<u64, Error> {
    // Looking takes nobody's turn to write; mostly there is nothing.
    let n_over = store.read(move |tx| Box::pin(async move { tx.count_over(what, before).await }));
    let n_over: u64 = n_over.await?;
    let mut n_forgotten = 0;
    while n_forgotten < n_over {
        let job =
            store.write(move |tx| Box::pin(async move { tx.forget(what, before, FORGOTTEN_AT_ONCE).await }));
        let n: u64 = job.await?;
        n_forgotten += n;
        if n < u64::from(FORGOTTEN_AT_ONCE) {
            break;
        }
    }
    Ok(n_forgotten)
}

/// Everyone whose time is nearly over, or over.
///
/// # Errors
/// When the store fails.
pub async fn list_near_end(
    store: &Store,
    periods: Periods,
    now: Timestamp,
) -> Result<Vec<(Resting, Retention)>, Error> {
    let (before, mut after, mut found) = (periods.looked_at_before(now), None, Vec::new());
    loop {
        let from: Option<PersonId> = after.take();
        let read = store
            .read(move |tx| Box::pin(async move { tx.list_resting(before, from.as_ref(), AT_ONCE).await }));
        let listed: Vec<Resting> = read.await?;
        let is_last = listed.len() < AT_ONCE as usize;
        after = listed.last().map(|last| last.person_id.clone());
        let standing = |one: &Resting| periods.retention(one.last_contact, one.expiry_noted_at, now);
        let with_standing = listed.into_iter().map(|one| (standing(&one), one));
        found.extend(
            with_standing.filter(|(standing, _)| *standing != Retention::Kept).map(|(s, one)| (one, s)),
        );
        if is_last {
            return Ok(found);
        }
    }
}

/// Why somebody is erased.
#[derive(Debug, Clone, Copy)]
pub enum Why {
    /// On the command line.
    Asked,
    /// At the desk, and only while the person has not taken it back.
    Agreed,
    /// Only while their time is over: whoever comes back meanwhile stays.
    Over(Periods),
}

/// Erases everything of a person: first their ways in, then the places they hold go to others, each in a transaction of its own
/// (decision 14), then all the rest in one. What a crash leaves is done by doing it again. Their files are emptied by whoever
/// looks after files. `false`: nobody was erased.
///
/// # Errors
/// When the store fails, or when the person is given something new again and again; what was done stays done.
pub async fn erase(
    store: &Store,
    library: &Library,
    id: PersonId,
    why: Why,
    now: Timestamp,
) -> Result<bool, Error> {
    let moment = Moment { now, terms: library.offer_terms() };
    let reason = match why {
        Why::Asked | Why::Agreed => ErasureReason::Asked,
        Why::Over(_) => ErasureReason::TimeOver,
    };
    let mut n_tries = 0;
    loop {
        // Before anything is given back: that is a contact, too.
        if !begin(store, id.clone(), why, now).await? {
            return Ok(false);
        }
        give_back(store, &id, moment).await?;
        let whom = id.clone();
        let erased = store
            .write(move |tx| {
                let erasure_id = random_id();
                Box::pin(async move { tx.erase_person(&whom, &erasure_id, reason, now).await })
            })
            .await;
        n_tries += 1;
        if !matches!(erased, Err(Error::Conflict { .. })) || n_tries == N_TRIES {
            return erased;
        }
    }
}

/// Closes the ways in, unless the person was heard of, or has taken it back, since they were listed.
async fn begin(store: &Store, id: PersonId, why: Why, now: Timestamp) -> Result<bool, Error> {
    let job = async move |tx: &mut Tx| {
        let is_so = match why {
            Why::Asked => true,
            Why::Agreed => tx.is_erasure_due(&id, now).await?,
            Why::Over(periods) => tx.lock_if_over(&id, periods, now).await?,
        };
        if !is_so {
            return Ok(false);
        }
        tx.close_ways_in(&id, now).await.map(|()| true)
    };
    store.write(move |tx| Box::pin(async move { job(tx).await })).await
}

async fn give_back(store: &Store, id: &PersonId, moment: Moment) -> Result<(), Error> {
    let (now, whom) = (moment.now, id.clone());
    let read = store.read(move |tx| {
        Box::pin(async move {
            Ok::<_, Error>((tx.list_open_slots_of(&whom, now).await?, tx.list_forums_of(&whom).await?))
        })
    });
    let (slots, forums) = read.await?;
    for slot in slots {
        let whom = id.clone();
        store.write(move |tx| Box::pin(async move { tx.vacate_slot(&slot, &whom, moment).await })).await?;
    }
    for forum in forums {
        let whom = id.clone();
        let given: Result<_, Error> = store
            .write(move |tx| Box::pin(async move { tx.give_ticket_back(&forum, &whom, now).await }))
            .await;
        given?;
    }
    Ok(())
}
