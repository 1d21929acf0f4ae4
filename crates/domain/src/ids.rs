//! Identifiers: one type each, so that a subject can never be passed for a question.

use core::fmt;
use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an identifier is 1 to 64 of a-z 0-9 - _")
    }
}

impl core::error::Error for NotAnId {}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

/// One piece after the other, as `write!` would. Its machinery weighs more on a phone than all addresses and steps.
///
/// # Errors
/// The formatter's.
pub fn write_pieces(f: &mut fmt::Formatter<'_>, pieces: &[&str]) -> fmt::Result {
    pieces.iter().try_for_each(|piece| f.write_str(piece))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        ///
        /// 1 to 64 of `a-z 0-9 - _`; the same text on the wire and in content files.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::openapi::text_schema!($name, "1 to 64 of a-z 0-9 - _", r"^[a-z0-9_-]{1,64}$");

        impl $name {
            /// # Errors
            /// [`NotAnId`] when the text has another shape.
            pub fn new(text: impl Into<String>) -> Result<Self, NotAnId> {
                let text = text.into();
                if is_id(&text) { Ok(Self(text)) } else { Err(NotAnId) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                Self::new(text)
            }
        }

        impl core::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A subject of the questionnaire ("mobilite").
    SubjectId,
    /// A question inside its subject ("permis").
    QuestionId,
    /// An option of a question ("oui").
    OptionId,
    /// An action sheet of the content ("aide-transport").
    SheetId,
    /// One of the four phases of a pathway.
    PhaseId,
    /// A step of a phase.
    PhaseStepId,
    /// A workshop of the content.
    WorkshopId,
    /// A person of the programme (opaque).
    PersonId,
    /// A member of staff (opaque).
    StaffId,
    /// One sent questionnaire (opaque).
    SubmissionId,
    /// An action of a person's pathway (opaque).
    ActionId,
    /// A meeting that somebody who follows a person has fixed with them (opaque).
    MeetingId,
    /// A wish to talk (opaque).
    TalkRequestId,
    /// One line of the record of who read what (opaque).
    AccessId,
    /// A reason of a closed list of the content ("trop-loin").
    ReasonId,
    /// Something a person wants to discuss (opaque).
    DisputeId,
    /// Hours that were proposed to a person (opaque).
    ProposalId,
    /// A place where workshops are held, of the content.
    VenueId,
    /// One workshop at one venue at one time (opaque).
    SlotId,
    /// What one person has to do with one slot (opaque).
    BookingId,
    /// One preview of a person's pages; stands in its addresses and opens nothing by itself (opaque).
    PreviewId,
    /// One time of filling in together; stands in the addresses of its pages and opens nothing by itself (opaque).
    SittingId,
    /// A file that a person hands in (opaque).
    DocumentId,
    /// What a message is about: the id of a booking, say (opaque).
    ReferenceId,
    /// A forum (opaque).
    ForumId,
    /// A ticket of a forum (opaque). Not its code, which is what one shows.
    TicketId,
    /// A device that stands at an entrance of a forum (opaque). It names nobody.
    DoorId,
    /// One person without a ticket, counted at a door (opaque). It names nobody.
    WalkInId,
    /// A month of the programme (opaque).
    MonthId,
    /// A company of a month (opaque).
    CompanyId,
    /// A public device in an office (opaque).
    KioskId,
    /// What a person asks about what is kept of them (opaque).
    RightsRequestId,
    /// A list of people that a coordinator has handed in (opaque).
    ImportId,
}
