//! Errors on the wire: RFC 9457 problem documents with a stable code.

use crate::questionnaire::SavedAnswer;
use domain::questionnaire::{AnswerProblem, StepKey};
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Every reason for which the server refuses. Each has a text in every language (`error.<code>`), which says
        /// what to do next, and a status in one table of the server.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $text)] $name),+ }

        impl ErrorCode {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The text on the wire ("session.refused").
            pub const fn as_str(self) -> &'static str {
                // The very list that serde's reader has: one copy for both.
                const NAMES: &[&str] = &[$($text),+];
                NAMES[self as usize]
            }
        }
    };
}

codes! {
    /// The body or a parameter cannot be read.
    RequestMalformed = "request.malformed",
    RequestTooLarge = "request.too-large",
    RequestMediaType = "request.media-type",
    RequestMethod = "request.method",
    /// The client took too long to send.
    RequestTimeout = "request.timeout",
    /// `X-Main-Tendue` is missing or the origin is another site's.
    RequestForeign = "request.foreign",
    /// Does not exist, or is not yours: the two look alike.
    NotFound = "not-found",
    IdempotencyKeyMissing = "idempotency.key-missing",
    /// The key was used for another request.
    IdempotencyKeyReused = "idempotency.key-reused",
    /// The same write is still running.
    IdempotencyInProgress = "idempotency.in-progress",
    /// `If-Match` is missing.
    VersionMissing = "version.missing",
    /// No session, or it has ended.
    SessionNeeded = "session.needed",
    /// The card and the date do not go together, or no such card: the two look alike.
    SessionRefused = "session.refused",
    /// Ten characters of the card's alphabet and a date of birth are needed.
    SessionCardUnreadable = "session.card-unreadable",
    /// Too many wrong tries; `Retry-After` says when.
    SessionSlowDown = "session.slow-down",
    /// A one-time code goes to a number that gets text messages, or to an e-mail address.
    CodeAddressRefused = "code.address-refused",
    /// This is not the code that was sent, if one was.
    CodeRefused = "code.refused",
    /// The code works no more: its time or its tries are over, or it was asked for in another browser.
    CodeOver = "code.over",
    /// So many codes were asked for that the next has to wait; `Retry-After` says until when.
    CodeTooMany = "code.too-many",
    /// Login, password and code do not go together.
    StaffRefused = "staff.refused",
    /// Login and code do not go together, or the code works no more.
    StaffCodeRefused = "staff.code-refused",
    /// A password is 12 to 128 characters and none of the common ones.
    StaffPasswordRefused = "staff.password-refused",
    /// The code is not what the authenticator app shows.
    StaffProofRefused = "staff.proof-refused",
    /// A name, a login, a number or a place that cannot be.
    StaffAccountRefused = "staff.account-refused",
    /// Somebody has this login.
    StaffLoginTaken = "staff.login-taken",
    /// One's own way in is not taken away by oneself.
    StaffOwnAccount = "staff.own-account",
    /// Nobody could look after the accounts any more.
    StaffLastCoordinator = "staff.last-coordinator",
    /// Somebody else has decided meanwhile who follows them.
    AssignMoved = "assign.moved",
    /// People are given to another référent with an open account, to nobody else.
    AssignColleagueRefused = "assign.colleague-refused",
    /// The provider does not answer, or not as one.
    ProviderAway = "provider.away",
    /// What the browser came back with begins no session: forged, used before, too old.
    ProviderRefused = "provider.refused",
    /// Signed in at the provider, but not as strongly as is wanted here.
    ProviderTooWeak = "provider.too-weak",
    /// The provider knows them; no account at this desk is theirs, or nobody has linked this with their space.
    ProviderUnknown = "provider.unknown",
    /// Somebody else has linked this with their space.
    IdentityTaken = "identity.taken",
    /// No code that still works is written like this.
    KioskCodeRefused = "kiosk.code-refused",
    /// No visit at a kiosk that goes on has this code; or what asks for one is no kiosk.
    HandoverRefused = "handover.refused",
    /// A name is 1 to 80 characters on one line.
    KioskNameRefused = "kiosk.name-refused",
    /// Everyone has, or has had, an access card.
    LettersNone = "letters.none",
    /// This is no text: a workbook that was not saved as CSV, most likely.
    ImportUnreadable = "import.unreadable",
    /// A column that is needed is not there, or one is there twice.
    ImportColumns = "import.columns",
    /// Headings and nobody under them.
    ImportEmpty = "import.empty",
    /// More people than one list can have.
    ImportTooMany = "import.too-many",
    /// Some lines have faults, and nobody has said that they are to be left out.
    ImportFaulty = "import.faulty",
    /// A preview changes nothing, and gives no file to keep.
    PreviewReadOnly = "preview-read-only",
    /// Filling in together is taking stock; this is done in the person's own space.
    SittingElsewhere = "sitting-elsewhere",
    QuestionnaireUnknown = "questionnaire.unknown",
    /// `problems` says why.
    AnswerRefused = "answer.refused",
    /// Another device answered since; `current` is what it says.
    AnswerChangedElsewhere = "answer.changed-elsewhere",
    /// `missing` names what has no answer yet.
    DraftIncomplete = "draft.incomplete",
    /// The draft that this change is for is no longer open: it was sent from another device.
    DraftGone = "draft.gone",
    /// The draft is on another version of the questions than the screen: it was moved, or begun, on another device.
    DraftOtherVersion = "draft.other-version",
    /// An answer was given on another device since the draft was read.
    DraftChangedElsewhere = "draft.changed-elsewhere",
    PathwayUnknownSheet = "pathway.unknown-sheet",
    /// The same action is already open.
    PathwayActionOpen = "pathway.action-open",
    /// An action cannot go from its status to that one.
    PathwayStatusRefused = "pathway.status-refused",
    PathwayChangedElsewhere = "pathway.changed-elsewhere",
    /// An own action's title is 1 to 80 characters on one line.
    PathwayTitleRefused = "pathway.title-refused",
    /// Too many actions of one's own are open.
    PathwayTooMany = "pathway.too-many",
    /// The reason is not in the list, or does not go with what is said.
    PathwayReasonRefused = "pathway.reason-refused",
    /// Dates that change nothing or cannot be, or a reminder without a date.
    PathwayDatesRefused = "pathway.dates-refused",
    /// The last change is not the person's own.
    PathwayNothingToUndo = "pathway.nothing-to-undo",
    /// It is under discussion already.
    DisputeOpen = "dispute.open",
    /// One discusses what a référent brought; what one chose oneself, one stops.
    DisputeNotPossible = "dispute.not-possible",
    /// It has a reply already, or was taken back.
    DisputeClosed = "dispute.closed",
    /// A reply is 1 to 600 characters.
    DisputeReplyRefused = "dispute.reply-refused",
    /// More than a week holds, or fewer than usual without a reason.
    HoursRefused = "hours.refused",
    HoursChangedElsewhere = "hours.changed-elsewhere",
    /// A meeting is fixed ahead.
    MeetingPast = "meeting.past",
    /// A day, a length or a place that cannot be, or words that are too long.
    MeetingRefused = "meeting.refused",
    /// It has begun, or was called off.
    MeetingOver = "meeting.over",
    /// It is with somebody else who follows the person.
    MeetingOthers = "meeting.others",
    MeetingChangedElsewhere = "meeting.changed-elsewhere",
    /// No place is free, or those who wait come first.
    BookingFull = "booking.full",
    /// The person is expected elsewhere at that time.
    BookingClash = "booking.clash",
    /// The workshop has begun.
    BookingBegun = "booking.begun",
    /// The workshop was cancelled.
    BookingCancelled = "booking.cancelled",
    /// There is no offer to accept: it has expired, or was declined.
    BookingNoOffer = "booking.no-offer",
    /// Nobody needs to wait: a place is free.
    BookingPlaceFree = "booking.place-free",
    /// The reason is not in the list.
    BookingReasonRefused = "booking.reason-refused",
    /// A preparation day is for whom the month was proposed to.
    BookingNotInvited = "booking.not-invited",
    /// The person has a preparation day of this month already.
    BookingOtherDay = "booking.other-day",
    /// Talks open to those who have a preparation day first, and then to everyone.
    BookingNotYet = "booking.not-yet",
    /// The person has as many talks as one may have.
    BookingEnoughTalks = "booking.enough-talks",
    /// No such workshop or venue, a length or capacity that cannot be, or a start in the past.
    SlotRefused = "slot.refused",
    /// Of a published slot, only capacity and childcare can change; of a cancelled one, nothing.
    SlotFixed = "slot.fixed",
    SlotChangedElsewhere = "slot.changed-elsewhere",
    /// More places are taken than there would be. Nobody loses theirs.
    SlotBelowTaken = "slot.below-taken",
    /// It has begun.
    SlotBegun = "slot.begun",
    /// A message is 1 to 300 characters.
    SlotMessageRefused = "slot.message-refused",
    /// A theme, a venue, dates in their order, or places that the groups of a day can turn with are missing.
    MonthRefused = "month.refused",
    /// Of a published month only the theme and the places of its days can change; of a cancelled one, nothing.
    MonthFixed = "month.fixed",
    MonthChangedElsewhere = "month.changed-elsewhere",
    /// One of its days, or its jobs dating, has begun.
    MonthBegun = "month.begun",
    /// Whoever has a preparation day gives that back instead.
    MonthPlaceHeld = "month.place-held",
    /// The month is cancelled or over.
    MonthClosed = "month.closed",
    /// A line is missing or too long, a job is not in the list, or a number is out of range.
    CompanyRefused = "company.refused",
    /// A month has 80 companies at most.
    CompanyTooMany = "company.too-many",
    /// Who came is noted once it has begun.
    AttendanceEarly = "attendance.early",
    /// A file needs a name, a size and a digest.
    UploadRefused = "upload.refused",
    /// Over 8 MiB.
    UploadTooLarge = "upload.too-large",
    /// Five files are there.
    UploadTooMany = "upload.too-many",
    /// All files together would be over 30 MiB.
    UploadNoRoom = "upload.no-room",
    /// Bytes before this chunk are missing; `getUpload` says from where to go on.
    UploadGap = "upload.gap",
    /// Other bytes were received there: this is another file.
    UploadDiffers = "upload.differs",
    /// The chunk is not what its digest says: it was changed on the way.
    UploadDamaged = "upload.damaged",
    /// Not all of it is here.
    UploadIncomplete = "upload.incomplete",
    /// It has arrived whole already.
    UploadEnded = "upload.ended",
    /// It is not whole, or not checked yet.
    DocumentNotReady = "document.not-ready",
    /// Another version of it has its place, or is on its way there.
    DocumentReplaced = "document.replaced",
    /// A name is 1 to 80 characters on one line.
    DocumentNameRefused = "document.name-refused",
    /// A part of the CV is longer than it may be, or cannot be read.
    CvRefused = "cv.refused",
    /// No photo: not a JPEG, too large, or it cannot be read to its end.
    CvPhotoRefused = "cv.photo-refused",
    /// The part was changed on another device since it was read.
    CvChangedElsewhere = "cv.changed-elsewhere",
    /// A name and a phone number or an address are needed.
    CvIncomplete = "cv.incomplete",
    /// A number or an address that cannot be read, or none for how the person wants to be told.
    ReachRefused = "reach.refused",
    /// One of this kind is open already.
    RightsOpen = "rights.open",
    /// It has an answer already, or was taken back.
    RightsClosed = "rights.closed",
    /// What is asked or answered in words is 1 to 1,000 characters.
    RightsWordsRefused = "rights.words-refused",
    /// Every place of the half-hour that is not kept is taken.
    ForumFull = "forum.full",
    /// The half-hour is over.
    ForumPast = "forum.past",
    /// The forum was cancelled.
    ForumCancelled = "forum.cancelled",
    /// The person has come in with their ticket: it can neither change nor be given back.
    ForumTicketUsed = "forum.ticket-used",
    /// No such venue, a name, hours or places that cannot be, or a start in the past.
    ForumRefused = "forum.refused",
    /// Of a published forum only the name and the places can change; of a cancelled one, nothing.
    ForumFixed = "forum.fixed",
    /// Of a half-hour more tickets are held than there would be. Nobody loses theirs.
    ForumBelowTaken = "forum.below-taken",
    ForumChangedElsewhere = "forum.changed-elsewhere",
    /// It has begun.
    ForumBegun = "forum.begun",
    /// The database or a neighbour is away; `Retry-After` says when to try again.
    ServiceUnavailable = "service.unavailable",
    ServiceDiskFull = "service.disk-full",
    ServiceInternal = "service.internal",
}

// The derive does not see the texts that the macro gives the variants.
#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ErrorCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("Why the server refuses"))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ErrorCode {}

/// The body of every error answer (`application/problem+json`, RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Where the code is explained: `/api/docs#error-<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English summary for developers; people read the text of `code` in their language.
    pub title: String,
    pub status: u16,
    pub code: ErrorCode,
    /// With `answer.refused`: everything that is wrong with the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<AnswerProblem>,
    /// With `answer.changed-elsewhere`: what is saved now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<SavedAnswer>>,
    /// With `draft.incomplete`: what has no answer yet, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<StepKey>,
    /// With 429 and 503: seconds to wait, the same as the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
}
