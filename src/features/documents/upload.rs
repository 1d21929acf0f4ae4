//! Sends one file: announced, in chunks from where the server is, again and again while the network is away.

use super::sender::Goal;
use super::state::{Event, Sending, State, Trouble};
use crate::api::bytes::{Bytes, Chosen};
use crate::api::{ApiError, Call, policy, send, sleep_ms};
use contract::ErrorCode;
use contract::documents::{
    CREATE_UPLOAD, CreateUpload, DocumentList, DocumentView, FINISH_UPLOAD, GET_UPLOAD, SEND_CHUNK, Upload,
};
use core::cell::Cell;
use domain::documents::{DocumentState, Held, MAX_DOCUMENTS, MAX_PERSON_BYTES, part_bytes, upload_refusal};
use domain::ids::DocumentId;
use std::rc::Rc;
use yew::{Callback, UseReducerDispatcher};

/// The longest wait between two tries while the network is away.
const LONGEST_WAIT_MS: u32 = 4_000;

/// A file to send.
pub(super) struct Job {
    pub file: Chosen,
    pub goal: Goal,
    /// What the person has left.
    pub list: Rc<DocumentList>,
    /// Becomes true when the person stops it.
    pub stop: Rc<Cell<bool>>,
    pub dispatch: UseReducerDispatcher<State>,
    /// Called when it has arrived whole.
    pub on_arrived: Callback<()>,
}

/// Why the work ends before the end.
enum End {
    Stopped,
    Trouble(Trouble),
}

impl From<ApiError> for End {
    fn from(error: ApiError) -> Self {
        Self::Trouble(Trouble::Failed(error))
    }
}

impl Job {
    pub async fn run(self) {
        let size_bytes = self.file.size_bytes();
        let received_bytes = self.begun().map_or(0, |begun| begun.received_bytes);
        let id = self.begun().map(|begun| begun.id.clone());
        let name = self.file.name();
        self.tell(Event::Began(Sending { name, id, size_bytes, received_bytes, is_waiting: false }));
        let end = self.go(size_bytes).await;
        if end.is_ok() {
            self.on_arrived.emit(());
        }
        self.tell(match end {
            Ok(()) => Event::Arrived,
            Err(End::Stopped) => Event::Stopped,
            Err(End::Trouble(trouble)) => Event::Troubled(trouble),
        });
    }

    async fn go(&self, size_bytes: u64) -> Result<(), End> {
        if self.begun().is_none() {
            let held = Held {
                n_documents: MAX_DOCUMENTS.saturating_sub(self.list.n_left),
                size_bytes: MAX_PERSON_BYTES.saturating_sub(self.list.left_bytes),
            };
            upload_refusal(held, size_bytes).map_err(|why| End::Trouble(Trouble::Refused(why)))?;
        }
        let unreadable = || End::Trouble(Trouble::Unreadable);
        let bytes = self.file.read().await.ok_or_else(unreadable)?;
        let mut upload = self.announce(&bytes).await?;
        let (mut n_damaged, mut n_failures, mut since_cut) = (0, 0, None);
        while upload.state == DocumentState::Receiving && upload.received_bytes < upload.size_bytes {
            self.tell(Event::Received(upload.id.clone(), upload.received_bytes));
            let length = part_bytes(since_cut, upload.chunk_bytes);
            let part = bytes.part(upload.received_bytes, length).await.ok_or_else(unreadable)?;
            let before = upload.received_bytes;
            let offset = upload.received_bytes.to_string();
            let call = Call::new(&SEND_CHUNK)
                .path(&[upload.id.as_str()])
                .query("offset", &offset)
                .bytes(part)
                .once();
            upload = match self.attempt::<Upload>(&call, &mut n_failures).await {
                Ok(Some(upload)) => {
                    n_failures = 0;
                    since_cut =
                        since_cut.map(|through| through + upload.received_bytes.saturating_sub(before));
                    upload
                }
                // Perhaps only the answer was lost: what has arrived is not sent again.
                Ok(None) => {
                    since_cut = Some(0);
                    self.ask(&upload.id).await?
                }
                // Another device went on with it: the server knows how far.
                Err(End::Trouble(Trouble::Failed(error)))
                    if matches!(error.code(), Some(ErrorCode::UploadGap | ErrorCode::UploadEnded)) =>
                {
                    self.ask(&upload.id).await?
                }
                Err(End::Trouble(Trouble::Failed(error)))
                    if error.code() == Some(ErrorCode::UploadDamaged) && n_damaged < 3 =>
                {
                    n_damaged += 1;
                    upload
                }
                Err(end) => return Err(end),
            };
        }
        self.tell(Event::Received(upload.id.clone(), upload.received_bytes));
        let finish = Call::new(&FINISH_UPLOAD).path(&[upload.id.as_str()]);
        self.persist::<DocumentList>(&finish).await.map(|_| ())
    }

    /// Begins an upload, or finds the one that it goes on with.
    async fn announce(&self, bytes: &Bytes) -> Result<Upload, End> {
        let digest = bytes.hex_digest();
        let replaces = match &self.goal {
            Goal::GoOn(begun) if begun.digest != digest => return Err(End::Trouble(Trouble::OtherFile)),
            Goal::GoOn(begun) => return self.ask(&begun.id).await,
            Goal::New => None,
            Goal::Replace(old) => Some(old.clone()),
        };
        let body = CreateUpload { name: self.file.name(), size_bytes: bytes.size_bytes(), digest, replaces };
        self.persist(&Call::new(&CREATE_UPLOAD).body(&body)).await
    }

    /// The upload that it goes on with.
    fn begun(&self) -> Option<&DocumentView> {
        match &self.goal {
            Goal::GoOn(begun) => Some(begun.as_ref()),
            Goal::New | Goal::Replace(_) => None,
        }
    }

    async fn ask(&self, id: &DocumentId) -> Result<Upload, End> {
        self.persist(&Call::new(&GET_UPLOAD).path(&[id.as_str()])).await
    }

    /// Sends until there is an answer; while the network or the service is away, it waits and tries again.
    async fn persist<T: serde::de::DeserializeOwned>(&self, call: &Call) -> Result<T, End> {
        let call = call.clone().once();
        let mut n_failures = 0;
        loop {
            if let Some(answer) = self.attempt(&call, &mut n_failures).await? {
                return Ok(answer);
            }
        }
    }

    /// One try. Without network or service it has waited a little, the longer the more often it failed.
    async fn attempt<T: serde::de::DeserializeOwned>(
        &self,
        call: &Call,
        n_failures: &mut u32,
    ) -> Result<Option<T>, End> {
        if self.stop.get() {
            return Err(End::Stopped);
        }
        match send::<T>(call).await {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if error == ApiError::Offline || policy::is_passing(&error) => {
                *n_failures += 1;
                if *n_failures > 1 {
                    self.tell(Event::Waiting);
                }
                sleep_ms(policy::backoff_ms(*n_failures, LONGEST_WAIT_MS, 500)).await;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn tell(&self, event: Event) {
        self.dispatch.dispatch(event);
    }
}
