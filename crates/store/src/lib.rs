//! The memory: the only crate that knows SQL. One code for SQLite and PostgreSQL.
//!
//! Must never know: HTTP, the wire, a clock, randomness. `now` and new ids are arguments; what a session may do or how
//! long it may rest is decided elsewhere.
//!
//! **Invariant:** [`Store::write`] answers `Ok` only after the commit is on disk.
//! **Invariant:** what belongs to a person is found by the person's id *and* its own: someone else's id finds nothing.
//! **Invariant:** no error, `Debug` text or log line of this crate holds a value of a row.
//!
//! To add something to remember: a new file in `migrations/` (TEXT and BIGINT only, never edited after release, listed
//! in `migrate.rs`), methods on [`Tx`] in the file of its feature, and a paragraph of the story in `tests/engines/story.rs`,
//! which runs on both engines. SQL uses `$1` parameters; a refusal that can be foreseen is `ON CONFLICT DO NOTHING`
//! or a conditional `UPDATE`, because PostgreSQL gives up a transaction in which a statement fails.

mod access;
mod access_search;
mod accounts;
mod assign;
mod backup;
mod cards;
mod caseload;
mod clients;
mod clients_near;
mod codes;
mod connection;
mod cv;
mod documents;
mod error;
mod forum;
mod health;
mod idempotency;
mod import;
mod kiosk;
mod meetings;
mod messages;
mod migrate;
mod name_key;
mod open;
mod pathway;
mod people;
mod person_identity;
mod preview;
mod programme;
mod published;
mod purge;
mod questionnaire;
mod readers;
mod retention;
mod rights;
mod row;
mod session;
mod sharing;
mod sitting;
mod sqlite;
mod staff;
mod staff_identity;
mod statement;
mod store;
mod talk;
mod throttle;
mod tx;
mod under_way;
mod workshops;
mod writer;

pub use access::{Access, NotedAccess};
pub use access_search::{AccessFilter, FoundAccess};
pub use accounts::{AccountChanged, StaffAccount, StaffAct, StaffEvent, WayIn};
pub use assign::{Assigned, Assignment, Colleague, ReferentChange, Unassigned};
pub use backup::BackupError;
pub use cards::{Addressee, Card};
pub use clients::Client;
pub use codes::{Asked, KeptCode, NewCode};
pub use cv::{CvPart, CvSaved};
pub use documents::{
    Claim, Document, ForCompany, KeptChunk, NewChunk, NewDocument, OpenedBy, Outcome, TalkedWith,
};
pub use error::{Cause, Constraint, Error};
pub use forum::{
    DoorTicket, Entry, EntryCount, Forum, ForumChange, ForumChanged, NewTicket, Ticket, Ticketed,
};
pub use idempotency::Begun;
pub use import::{Import, NewImport};
pub use kiosk::Kiosk;
pub use meetings::{CalledOff, Meeting};
pub use messages::{About, ClaimedMessage, Matter, Message, MessageOutcome, ToCall};
pub use name_key::name_key;
pub use open::{OpenError, sqlite_url};
pub use pathway::{
    Action, ActionEvent, Actor, Added, Change, Dispute, Disputed, EventKind, HoursAgreement, HoursProposal,
    Reply, Updated,
};
pub use people::Person;
pub use person_identity::{Linked, NewIdentity};
pub use preview::Preview;
pub use programme::{Company, Invited, Known, Month, MonthChange, MonthChanged};
pub use questionnaire::{Draft, DraftAnswer, Saved, Submission, SubmissionSummary};
pub use retention::{Erasure, KEPT_OF_A_PERSON, KeptTable, Resting, Told, ToldTable};
pub use rights::{RightsAnswer, RightsRequest, RightsWaiting};
pub use session::{Owner, Session, Setting};
pub use sharing::SharingChange;
pub use sitting::Sitting;
pub use staff::{Staff, StaffRole};
pub use store::{Engine, Options, Store};
pub use talk::{KeptTalkRequest, TalkOutcome};
pub use throttle::Try;
pub use tx::Tx;
pub use workshops::{
    Attendee, Booking, LinkedOffer, Moment, NewBooking, OfMonth, OfferAnswer, Seat, Slot, SlotChange,
    SlotChanged, Waiter,
};

/// What a job of [`Store::write`] and [`Store::read`] returns: a boxed future that may borrow the transaction.
pub type BoxFuture<'t, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 't>>;

#[cfg(test)]
mod tests;
