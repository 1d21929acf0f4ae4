//! The person's files, one errand at a time, and at most one file on its way. Pure.

use crate::api::ApiError;
use contract::documents::{DocumentList, DocumentView};
use domain::documents::{DocumentState, Paper, Scan, UploadRefusal, papers};
use domain::ids::{CompanyId, DocumentId};
use std::rc::Rc;

/// An errand to the server about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Share(DocumentId),
    Unshare(DocumentId),
    ShareWith(DocumentId, CompanyId),
    UnshareWith(DocumentId, CompanyId),
    Rename(DocumentId, String),
    Remove(DocumentId),
}

impl Errand {
    pub const fn about(&self) -> &DocumentId {
        match self {
            Self::Share(id)
            | Self::Unshare(id)
            | Self::ShareWith(id, _)
            | Self::UnshareWith(id, _)
            | Self::Rename(id, _)
            | Self::Remove(id) => id,
        }
    }

    /// Whether the files are as the errand wanted them.
    fn is_done(&self, list: &DocumentList) -> bool {
        let found = list.documents.iter().find(|document| document.id == *self.about());
        match self {
            Self::Share(_) => found.is_some_and(|document| document.shared_at.is_some()),
            Self::Unshare(_) => found.is_some_and(|document| document.shared_at.is_none()),
            Self::ShareWith(_, company) => found.is_some_and(|document| document.companies.contains(company)),
            Self::UnshareWith(_, company) => {
                found.is_some_and(|document| !document.companies.contains(company))
            }
            Self::Rename(_, name) => found.is_some_and(|document| document.name == *name),
            Self::Remove(_) => found.is_none(),
        }
    }

    /// Key of the words that say it is done.
    pub const fn done_key(&self) -> &'static str {
        match self {
            Self::Share(_) => "documents.done.shared",
            Self::Unshare(_) => "documents.done.unshared",
            Self::ShareWith(..) => "documents.done.shared-company",
            Self::UnshareWith(..) => "documents.done.unshared-company",
            Self::Rename(..) => "documents.done.renamed",
            Self::Remove(_) => "documents.done.removed",
        }
    }
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// As the device calls it.
    pub name: String,
    /// Once it is announced.
    pub id: Option<DocumentId>,
    pub size_bytes: u64,
    pub received_bytes: u64,
    /// The network is away; it goes on by itself.
    pub is_waiting: bool,
}

impl Sending {
    /// 0 to 100; 100 only when all of it is there.
    pub fn percent(&self) -> u8 {
        let percent = self.received_bytes.saturating_mul(100) / self.size_bytes.max(1);
        u8::try_from(percent.min(100)).unwrap_or(100)
    }
}

/// Why a file is not on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The browser cannot read it.
    Unreadable,
    /// It is not the file that was begun.
    OtherFile,
    Refused(UploadRefusal),
    Failed(ApiError),
}

impl Trouble {
    /// Key of the words for people.
    pub fn text_key(&self) -> String {
        match self {
            Self::Unreadable => "documents.trouble.unreadable".to_owned(),
            Self::OtherFile => "documents.trouble.other-file".to_owned(),
            Self::Refused(UploadRefusal::Empty) => "documents.trouble.empty".to_owned(),
            Self::Refused(UploadRefusal::TooLarge) => "error.upload.too-large".to_owned(),
            Self::Refused(UploadRefusal::TooMany) => "error.upload.too-many".to_owned(),
            Self::Refused(UploadRefusal::NoRoom) => "error.upload.no-room".to_owned(),
            Self::Failed(error) => error.text_key(),
        }
    }
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub list: Option<Rc<DocumentList>>,
    pub sending: Option<Sending>,
    pub trouble: Option<Trouble>,
    /// The last file has arrived whole.
    pub has_arrived: bool,
    pub errand: Option<Errand>,
    pub n_errands: u32,
    /// Grows with every end of an errand or of a sending, good or bad.
    pub n_ends: u32,
    pub done: Option<Errand>,
    pub failed: Option<(Errand, ApiError)>,
    /// The file that the person is asked about before it is removed.
    pub asking: Option<DocumentId>,
}

/// A paper in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The version that counts.
    pub document: DocumentView,
    /// The one that will take its place.
    pub coming: Option<DocumentView>,
    /// Those before, latest first.
    pub earlier: Vec<DocumentView>,
}

impl Shown {
    /// Whether an errand is about one of its versions.
    pub fn has(&self, id: &DocumentId) -> bool {
        let others = self.coming.iter().chain(&self.earlier);
        core::iter::once(&self.document).chain(others).any(|version| version.id == *id)
    }
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<DocumentList>),
    Began(Sending),
    /// Announced, or more of it is there.
    Received(DocumentId, u64),
    Waiting,
    Arrived,
    Stopped,
    Troubled(Trouble),
    Asking(Option<DocumentId>),
    Asked(Errand),
    Answered,
    Failed(ApiError),
}

impl State {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(list) => next.read(list),
            Event::Began(sending) => {
                next.sending = Some(sending);
                next.trouble = None;
                next.has_arrived = false;
                next.done = None;
            }
            Event::Received(id, received_bytes) => {
                if let Some(sending) = &mut next.sending {
                    sending.id = Some(id);
                    sending.received_bytes = received_bytes;
                    sending.is_waiting = false;
                }
            }
            Event::Waiting => {
                if let Some(sending) = &mut next.sending {
                    sending.is_waiting = true;
                }
            }
            Event::Arrived => next.end_sending(None, true),
            Event::Stopped => next.end_sending(None, false),
            Event::Troubled(trouble) => next.end_sending(Some(trouble), false),
            Event::Asking(asking) => next.asking = asking,
            Event::Asked(errand) => next.begin(errand),
            Event::Answered => {
                next.done = next.errand.take();
                next.n_ends += 1;
            }
            Event::Failed(error) => {
                next.failed = next.errand.take().map(|errand| (errand, error));
                next.n_ends += 1;
            }
        }
        next
    }

    fn end_sending(&mut self, trouble: Option<Trouble>, has_arrived: bool) {
        self.sending = None;
        self.trouble = trouble;
        self.has_arrived = has_arrived;
        self.n_ends += 1;
    }

    fn begin(&mut self, errand: Errand) {
        self.asking = None;
        // One at a time: a second press while the first is on its way would be about something already gone.
        if self.errand.is_none() {
            self.errand = Some(errand);
            self.n_errands += 1;
            self.done = None;
            self.failed = None;
            self.has_arrived = false;
        }
    }

    fn read(&mut self, list: Rc<DocumentList>) {
        // An answer can be lost after the server has acted: what is read then tells.
        if let Some((errand, _)) =
            self.failed.take_if(|(errand, error)| error.code().is_none() && errand.is_done(&list))
        {
            self.done = Some(errand);
        }
        // "Arrived" beside "not kept" would be said of the same file.
        self.has_arrived &= list.documents.first().is_none_or(|last| last.state != DocumentState::Refused);
        self.list = Some(list);
    }

    /// Whether something is going on behind that will change what is shown.
    pub fn is_changing(&self) -> bool {
        let Some(list) = &self.list else { return false };
        let changes = |document: &DocumentView| match document.state {
            DocumentState::Checking => true,
            DocumentState::Kept => list.has_scanner && document.scan == Some(Scan::Waiting),
            DocumentState::Receiving | DocumentState::Refused => false,
        };
        list.documents.iter().any(changes)
    }

    /// The upload that was begun and is to be gone on with, when nothing is on its way.
    pub fn begun(&self) -> Option<&DocumentView> {
        let is_begun = |document: &&DocumentView| document.state == DocumentState::Receiving;
        self.documents().iter().find(is_begun).filter(|_| self.sending.is_none())
    }

    /// Whether another file can be begun.
    pub fn may_begin(&self) -> bool {
        let has_room = self.list.as_ref().is_some_and(|list| list.n_left > 0);
        has_room && self.sending.is_none() && self.begun().is_none()
    }

    /// What stands in the list, each paper with its versions: all but what is on its way from here, or is to be gone on with.
    pub fn shown(&self) -> Vec<Shown> {
        let on_its_way = self.sending.as_ref().and_then(|sending| sending.id.as_ref());
        let above = on_its_way.or(self.begun().map(|begun| &begun.id));
        let find = |id: &DocumentId| {
            let found = self.documents().iter().find(|document| document.id == *id);
            found.filter(|_| Some(id) != above).cloned()
        };
        let links: Vec<_> = self.documents().iter().map(DocumentView::link).collect();
        let shown = |paper: Paper| {
            Some(Shown {
                document: find(&paper.current)?,
                coming: paper.coming.as_ref().and_then(find),
                earlier: paper.earlier.iter().filter_map(find).collect(),
            })
        };
        papers(&links).into_iter().filter_map(shown).collect()
    }

    /// What a file of the list is called.
    pub fn name_of(&self, id: &DocumentId) -> Option<&str> {
        self.documents().iter().find(|document| document.id == *id).map(|document| document.name.as_str())
    }

    fn documents(&self) -> &[DocumentView] {
        self.list.as_deref().map(|list| list.documents.as_slice()).unwrap_or_default()
    }
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
