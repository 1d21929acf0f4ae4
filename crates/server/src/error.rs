//! Errors on the way out: one table from code to status, one shape of body.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::questionnaire::SavedAnswer;
use contract::{ErrorCode, Problem};
use domain::questionnaire::{AnswerProblem, StepKey};
use store::Constraint;

/// Seconds after which a client may try again when a neighbour is away.
const RETRY_AFTER_S: u32 = 5;

/// A refusal on its way to the client: a problem document, and cookies to clear.
#[derive(Debug, Clone)]
pub struct ApiError {
    problem: Box<Problem>,
    set_cookies: Vec<String>,
}

/// The result of a handler.
pub type Answer<T = Response> = Result<T, ApiError>;

impl ApiError {
    pub fn new(code: ErrorCode) -> Self {
        let (status, title) = describe(code);
        let problem = Problem {
            kind: format!("/api/docs#error-{}", code.as_str()),
            title: title.to_owned(),
            status: status.as_u16(),
            code,
            problems: Vec::new(),
            current: None,
            missing: Vec::new(),
            retry_after_s: None,
        };
        Self { problem: Box::new(problem), set_cookies: Vec::new() }
    }

    pub fn unavailable() -> Self {
        Self::new(ErrorCode::ServiceUnavailable).retry_after_s(RETRY_AFTER_S)
    }

    pub fn code(&self) -> ErrorCode {
        self.problem.code
    }

    #[must_use]
    pub fn retry_after_s(mut self, seconds: u32) -> Self {
        self.problem.retry_after_s = Some(seconds);
        self
    }

    #[must_use]
    pub fn problems(mut self, problems: Vec<AnswerProblem>) -> Self {
        self.problem.problems = problems;
        self
    }

    #[must_use]
    pub fn current(mut self, current: SavedAnswer) -> Self {
        self.problem.current = Some(Box::new(current));
        self
    }

    #[must_use]
    pub fn missing(mut self, missing: Vec<StepKey>) -> Self {
        self.problem.missing = missing;
        self
    }

    /// Sends these `Set-Cookie` values with the refusal.
    #[must_use]
    pub fn set_cookies(mut self, cookies: Vec<String>) -> Self {
        self.set_cookies = cookies;
        self
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<store::Error> for ApiError {
    /// The cause is logged here, once; the client gets a code.
    fn from(error: store::Error) -> Self {
        if error.is_disk_full() {
            tracing::error!(%error, "the disk is full");
            return Self::new(ErrorCode::ServiceDiskFull).retry_after_s(60);
        }
        match error {
            store::Error::Unavailable(_) => {
                tracing::warn!(%error, "the store is unavailable");
                Self::unavailable()
            }
            store::Error::Conflict { constraint: Constraint::Race } => {
                tracing::info!("two writes were in each other's way");
                Self::new(ErrorCode::ServiceUnavailable).retry_after_s(1)
            }
            store::Error::Conflict { .. } | store::Error::Inconsistent { .. } => {
                tracing::error!(%error, "the store refused what should have been right");
                Self::new(ErrorCode::ServiceInternal)
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.problem).expect("BUG: a problem document is JSON");
        let mut response = (status, [(CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = self.problem.retry_after_s {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110, 11.6.1 wants a challenge with each 401; browsers do nothing with this scheme.
            let challenge = HeaderValue::from_static("MainTendue realm=\"session\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self.problem.code);
        (AppendHeaders(crate::cookies::set_cookie_headers(&self.set_cookies)), response).into_response()
    }
}

/// The one table: what each code is on the wire, and its short English title.
pub fn describe(code: ErrorCode) -> (StatusCode, &'static str) {
    use ErrorCode as Code;
    match code {
        Code::RequestMalformed => (StatusCode::BAD_REQUEST, "The request cannot be read"),
        Code::RequestTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than it can be"),
        Code::RequestMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be application/json"),
        Code::RequestMethod => (StatusCode::METHOD_NOT_ALLOWED, "This address has no such method"),
        Code::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "The request took too long to arrive"),
        Code::RequestForeign => {
            (StatusCode::FORBIDDEN, "X-Main-Tendue is missing, or the request comes from another site")
        }
        Code::NotFound => (StatusCode::NOT_FOUND, "Not found"),
        Code::IdempotencyKeyMissing => (
            StatusCode::BAD_REQUEST,
            "Idempotency-Key is missing, or is not 1 to 64 visible ASCII characters",
        ),
        Code::IdempotencyKeyReused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "This Idempotency-Key named another request")
        }
        Code::IdempotencyInProgress => (StatusCode::CONFLICT, "The same write is still running"),
        Code::VersionMissing => (StatusCode::PRECONDITION_REQUIRED, "If-Match is missing"),
        Code::SessionNeeded => (StatusCode::UNAUTHORIZED, "Sign in first"),
        Code::SessionRefused => (StatusCode::UNAUTHORIZED, "The card and the date do not go together"),
        Code::SessionCardUnreadable => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A card has ten characters and goes with a date of birth")
        }
        Code::SessionSlowDown => (StatusCode::TOO_MANY_REQUESTS, "Too many wrong tries"),
        Code::CodeAddressRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A code goes to a mobile number or an e-mail address")
        }
        Code::CodeRefused => (StatusCode::UNAUTHORIZED, "This is not the code"),
        Code::CodeOver => (StatusCode::UNAUTHORIZED, "The code works no more"),
        Code::CodeTooMany => (StatusCode::TOO_MANY_REQUESTS, "Too many codes were asked for"),
        Code::StaffRefused => (StatusCode::UNAUTHORIZED, "Login, password and code do not go together"),
        Code::StaffCodeRefused => (StatusCode::UNPROCESSABLE_ENTITY, "Login and code do not go together"),
        Code::StaffPasswordRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A password is 12 to 128 characters, none of the common ones")
        }
        Code::StaffProofRefused => (StatusCode::UNPROCESSABLE_ENTITY, "Not the code that the app shows"),
        Code::StaffAccountRefused => (StatusCode::UNPROCESSABLE_ENTITY, "An account cannot be so"),
        Code::StaffLoginTaken => (StatusCode::CONFLICT, "Somebody has this login"),
        Code::StaffOwnAccount => (StatusCode::CONFLICT, "Another coordinator resets this account"),
        Code::StaffLastCoordinator => (StatusCode::CONFLICT, "The last coordinator stays one"),
        Code::AssignMoved => (StatusCode::CONFLICT, "Somebody else has decided meanwhile who follows them"),
        Code::AssignColleagueRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "People are given to another caseworker with an open account")
        }
        Code::ProviderAway => (StatusCode::SERVICE_UNAVAILABLE, "The provider does not answer"),
        Code::ProviderRefused => (StatusCode::UNAUTHORIZED, "This begins no session: begin anew"),
        Code::ProviderTooWeak => {
            (StatusCode::FORBIDDEN, "Signed in at the provider, but not strongly enough")
        }
        Code::ProviderUnknown => (StatusCode::FORBIDDEN, "Nobody here is linked with this account"),
        Code::IdentityTaken => (StatusCode::CONFLICT, "Somebody else has linked this with their space"),
        Code::KioskCodeRefused => (StatusCode::UNPROCESSABLE_ENTITY, "No such code, or it works no more"),
        Code::HandoverRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "No visit at a kiosk goes on with this code")
        }
        Code::LettersNone => (StatusCode::CONFLICT, "Nobody waits for a first card"),
        Code::ImportUnreadable => (StatusCode::UNPROCESSABLE_ENTITY, "This is no text"),
        Code::ImportColumns => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A column that is needed is missing, or one is there twice")
        }
        Code::ImportEmpty => (StatusCode::UNPROCESSABLE_ENTITY, "Nobody stands in this list"),
        Code::ImportTooMany => {
            (StatusCode::UNPROCESSABLE_ENTITY, "More people than one list can have: 120,000")
        }
        Code::ImportFaulty => (StatusCode::CONFLICT, "Some lines have faults"),
        Code::KioskNameRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "The name of a kiosk is 1 to 80 characters on one line")
        }
        Code::PreviewReadOnly => {
            (StatusCode::FORBIDDEN, "A preview changes nothing and gives no file to keep")
        }
        Code::SittingElsewhere => {
            (StatusCode::FORBIDDEN, "This is done in the person's own space, not while filling in together")
        }
        Code::QuestionnaireUnknown => (StatusCode::NOT_FOUND, "No such version of the questions"),
        Code::AnswerRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "This answer is not right for this question")
        }
        Code::AnswerChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The answer was changed elsewhere"),
        Code::DraftIncomplete => (StatusCode::CONFLICT, "Some questions have no answer yet"),
        Code::DraftGone => (StatusCode::PRECONDITION_FAILED, "This draft was sent from another device"),
        Code::DraftOtherVersion => (StatusCode::CONFLICT, "The draft is on another version of the questions"),
        Code::DraftChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The draft was changed elsewhere"),
        Code::PathwayUnknownSheet => (StatusCode::UNPROCESSABLE_ENTITY, "No such action sheet"),
        Code::PathwayActionOpen => (StatusCode::CONFLICT, "This action is already open"),
        Code::PathwayStatusRefused => (StatusCode::CONFLICT, "The action cannot go to this status"),
        Code::PathwayChangedElsewhere => {
            (StatusCode::PRECONDITION_FAILED, "The action was changed elsewhere")
        }
        Code::PathwayTitleRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A title is 1 to 80 characters on one line")
        }
        Code::PathwayTooMany => (StatusCode::CONFLICT, "Too many actions of one's own are open"),
        Code::PathwayReasonRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "The reason is not in the list, or does not go with this")
        }
        Code::PathwayDatesRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "These dates change nothing, or cannot be")
        }
        Code::PathwayNothingToUndo => (StatusCode::CONFLICT, "The last change is not the person's own"),
        Code::DisputeOpen => (StatusCode::CONFLICT, "This is under discussion already"),
        Code::DisputeNotPossible => (StatusCode::CONFLICT, "Only what a caseworker brought can be discussed"),
        Code::DisputeClosed => (StatusCode::CONFLICT, "It has a reply already, or was taken back"),
        Code::DisputeReplyRefused => (StatusCode::UNPROCESSABLE_ENTITY, "A reply is 1 to 600 characters"),
        Code::HoursRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "More than a week holds, or fewer than usual without a reason")
        }
        Code::MeetingPast => (StatusCode::UNPROCESSABLE_ENTITY, "A meeting is fixed ahead"),
        Code::MeetingRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A meeting needs a day within a year, a length and a place")
        }
        Code::MeetingOver => (StatusCode::CONFLICT, "The meeting has begun, or was called off"),
        Code::MeetingOthers => (StatusCode::CONFLICT, "The meeting is with somebody else"),
        Code::MeetingChangedElsewhere => {
            (StatusCode::PRECONDITION_FAILED, "The meeting was changed elsewhere")
        }
        Code::HoursChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "Hours were agreed on since"),
        Code::BookingFull => (StatusCode::CONFLICT, "No place is free"),
        Code::BookingClash => (StatusCode::CONFLICT, "The person is expected elsewhere at that time"),
        Code::BookingBegun => (StatusCode::CONFLICT, "The workshop has begun"),
        Code::BookingCancelled => (StatusCode::CONFLICT, "The workshop was cancelled"),
        Code::BookingNoOffer => (StatusCode::CONFLICT, "No place is offered, or no longer"),
        Code::BookingPlaceFree => (StatusCode::CONFLICT, "A place is free: nobody needs to wait"),
        Code::BookingReasonRefused => (StatusCode::UNPROCESSABLE_ENTITY, "The reason is not in the list"),
        Code::BookingNotInvited => {
            (StatusCode::CONFLICT, "A preparation day is for whom the month is proposed to")
        }
        Code::BookingOtherDay => (StatusCode::CONFLICT, "One preparation day a month"),
        Code::BookingNotYet => (StatusCode::CONFLICT, "Participants of the month choose first"),
        Code::BookingEnoughTalks => (StatusCode::CONFLICT, "As many talks as one may have"),
        Code::SlotRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "Workshop, venue, start, length or capacity cannot be so")
        }
        Code::SlotFixed => {
            (StatusCode::CONFLICT, "People count on it: only capacity and childcare can change")
        }
        Code::SlotChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The slot was changed elsewhere"),
        Code::SlotBelowTaken => (StatusCode::CONFLICT, "More places are taken than there would be"),
        Code::SlotBegun => (StatusCode::CONFLICT, "The slot has begun"),
        Code::SlotMessageRefused => (StatusCode::UNPROCESSABLE_ENTITY, "A message is 1 to 300 characters"),
        Code::MonthRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "Theme, venue, dates or places cannot be so")
        }
        Code::MonthFixed => {
            (StatusCode::CONFLICT, "People count on it: only its theme and places can change")
        }
        Code::MonthChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The month was changed elsewhere"),
        Code::MonthBegun => (StatusCode::CONFLICT, "The month has begun"),
        Code::MonthPlaceHeld => (StatusCode::CONFLICT, "Give the preparation day back instead"),
        Code::MonthClosed => (StatusCode::CONFLICT, "The month is cancelled or over"),
        Code::CompanyRefused => (StatusCode::UNPROCESSABLE_ENTITY, "The sheet of the company cannot be so"),
        Code::CompanyTooMany => (StatusCode::CONFLICT, "The month has as many companies as it can"),
        Code::AttendanceEarly => (StatusCode::CONFLICT, "Who came is noted once it has begun"),
        Code::UploadRefused => (StatusCode::UNPROCESSABLE_ENTITY, "A file has a size and a SHA-256"),
        Code::UploadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "A file is at most 8 MiB"),
        Code::UploadTooMany => (StatusCode::CONFLICT, "Five files are there already"),
        Code::UploadNoRoom => (StatusCode::CONFLICT, "All files together are at most 30 MiB"),
        Code::UploadGap => (StatusCode::CONFLICT, "Bytes before these are missing"),
        Code::UploadDiffers => (StatusCode::CONFLICT, "Other bytes were received there"),
        Code::UploadDamaged => {
            (StatusCode::UNPROCESSABLE_ENTITY, "The bytes are not what Content-Digest says")
        }
        Code::UploadIncomplete => (StatusCode::CONFLICT, "Not all of the file is here"),
        Code::UploadEnded => (StatusCode::CONFLICT, "The file has arrived already"),
        Code::DocumentNotReady => (StatusCode::CONFLICT, "The file cannot be opened, or not yet"),
        Code::DocumentReplaced => (StatusCode::CONFLICT, "There is another version of the file"),
        Code::DocumentNameRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "A name is 1 to 80 characters on one line")
        }
        Code::CvRefused => (StatusCode::UNPROCESSABLE_ENTITY, "This part of a CV cannot be so"),
        Code::CvPhotoRefused => (StatusCode::UNPROCESSABLE_ENTITY, "This cannot be the photo of a CV"),
        Code::CvChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The part was changed elsewhere"),
        Code::CvIncomplete => (StatusCode::CONFLICT, "A CV needs a name and a way to be reached"),
        Code::ReachRefused => {
            (StatusCode::UNPROCESSABLE_ENTITY, "The number or the address cannot be read, or is missing")
        }
        Code::RightsOpen => (StatusCode::CONFLICT, "One of this kind is open"),
        Code::RightsClosed => (StatusCode::CONFLICT, "It has an answer already, or was taken back"),
        Code::RightsWordsRefused => (StatusCode::UNPROCESSABLE_ENTITY, "Words are 1 to 1,000 characters"),
        Code::ForumFull => (StatusCode::CONFLICT, "Every place of this half-hour is taken or kept"),
        Code::ForumPast => (StatusCode::CONFLICT, "The half-hour is over"),
        Code::ForumCancelled => (StatusCode::CONFLICT, "The forum was cancelled"),
        Code::ForumTicketUsed => (StatusCode::CONFLICT, "The person has come in with this ticket"),
        Code::ForumRefused => (StatusCode::UNPROCESSABLE_ENTITY, "Name, venue, hours or places cannot be so"),
        Code::ForumFixed => (StatusCode::CONFLICT, "People count on it: only its name and places can change"),
        Code::ForumBelowTaken => (StatusCode::CONFLICT, "More tickets are held than there would be"),
        Code::ForumChangedElsewhere => (StatusCode::PRECONDITION_FAILED, "The forum was changed elsewhere"),
        Code::ForumBegun => (StatusCode::CONFLICT, "The forum has begun"),
        Code::ServiceUnavailable => (StatusCode::SERVICE_UNAVAILABLE, "The service is briefly unavailable"),
        Code::ServiceDiskFull => (StatusCode::INSUFFICIENT_STORAGE, "Nothing can be saved at the moment"),
        Code::ServiceInternal => (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    }
}

#[cfg(test)]
mod tests;
