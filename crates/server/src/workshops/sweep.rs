//! The promise that no free place stays beside someone who waits (T1): every few seconds, what is due is done.

use super::person::moment;
use crate::state::AppState;
use domain::ids::SlotId;
use std::time::Duration;

/// Well under the 30 seconds that are promised.
const EVERY: Duration = Duration::from_secs(10);

/// Slots looked at in one round; what is left waits for the next read, at once.
const AT_ONCE: u32 = 200;

/// For ever. Any number of instances may do this.
pub async fn run(state: AppState) {
    loop {
        if let Err(error) = sweep(&state).await {
            tracing::warn!(%error, "the waiting lists could not be looked after");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Ends the offers that have expired and makes those that are due; answers how many were made.
///
/// # Errors
/// When the store fails; what was done stays done.
pub async fn sweep(state: &AppState) -> Result<u64, store::Error> {
    let mut n_offered = 0;
    loop {
        let now = state.clock.now();
        let due = state.store.read(move |tx| Box::pin(tx.list_unsettled_slots(now, AT_ONCE)));
        let due: Vec<SlotId> = due.await?;
        let is_last = due.len() < AT_ONCE as usize;
        for id in due {
            let moment = moment(state);
            n_offered += state
                .store
                .write(move |tx| Box::pin(async move { tx.settle_slot(&id, moment).await }))
                .await?;
        }
        if is_last {
            return Ok(n_offered);
        }
    }
}
