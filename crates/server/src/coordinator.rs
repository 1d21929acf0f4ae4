//! What only a coordinator does: makes something, changes it, publishes it, cancels it. Each is one change in one transaction,
//! refused with a reason of its own or answered with the thing as it is then.

use crate::error::{Answer, ApiError};
use crate::extract::StaffSession;
use crate::idempotency::{Attempt, once, staff_owner};
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use axum::Json;
use axum::http::StatusCode;
use contract::ErrorCode;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{BoxFuture, Staff, StaffRole, Tx};

pub fn is_coordinator(staff: &Staff) -> bool {
    staff.role == StaffRole::Coordinator
}

/// The coordinator who calls.
///
/// # Errors
/// Not found for everyone else: it looks the same as nothing there.
pub async fn require_coordinator(state: &AppState, caller: StaffSession) -> Result<Staff, ApiError> {
    let staff = find_caller(state, caller.staff_id).await?;
    if is_coordinator(&staff) { Ok(staff) } else { Err(ErrorCode::NotFound.into()) }
}

/// What became of a change.
pub trait Changed: Send + 'static {
    /// Why it was not made; `None` when it was.
    fn refusal(&self) -> Option<ErrorCode>;
}

/// A change on its way into one transaction. Only a coordinator has one.
#[derive(Debug, Clone)]
pub struct Work {
    pub state: AppState,
    pub staff: Staff,
    /// Asked for by the caller.
    pub language: Option<String>,
}

impl Work {
    /// # Errors
    /// As [`require_coordinator`].
    pub async fn new(state: &AppState, caller: StaffSession, spoken: Spoken) -> Result<Self, ApiError> {
        let staff = require_coordinator(state, caller).await?;
        Ok(Self { state: state.clone(), staff, language: spoken.language })
    }

    /// Makes the change once for this attempt and answers with what `show` finds afterwards.
    ///
    /// # Errors
    /// What the change refuses, and what [`once`] does; then nothing is written.
    pub async fn once<C, V, F, G>(
        self,
        attempt: Attempt,
        status: StatusCode,
        change: F,
        show: G,
    ) -> Answer<(StatusCode, Json<V>)>
    where
        C: Changed,
        V: Serialize + DeserializeOwned + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Staff, Timestamp) -> BoxFuture<'t, Result<C, store::Error>>
            + Send
            + 'static,
        G: for<'t> FnOnce(&'t mut Tx, Self) -> BoxFuture<'t, Result<V, ApiError>> + Send + 'static,
    {
        let (state, owner, now) = (self.state.clone(), staff_owner(&self.staff.id), self.state.clock.now());
        let work = async move |tx: &mut Tx| {
            let changed = change(tx, self.staff.clone(), now).await?;
            match changed.refusal() {
                Some(code) => Err(code.into()),
                None => show(tx, self).await,
            }
        };
        let done =
            once(&state, owner, attempt, status, move |tx| Box::pin(async move { work(tx).await })).await;
        done.map(|(status, view)| (status, Json(view)))
    }
}
