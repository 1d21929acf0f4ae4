//! The wire between the app and the server: one file per feature, each with its endpoints, requests and responses.
//!
//! Must never know: yew, axum, sqlx, fetch. It says what travels, not how.
//!
//! To add an endpoint: write its [`Endpoint`] beside its bodies, list it in [`ENDPOINTS`], then give it a route in the
//! server. A route that is not in [`ENDPOINTS`] fails a test, and so does an endpoint without a route.

pub mod access;
pub mod access_search;
pub mod accounts;
pub mod assign;
pub mod cards;
pub mod client;
pub mod code;
pub mod cv;
pub mod documents;
pub mod endpoint;
pub mod error;
pub mod forum;
pub mod handover;
pub mod health;
pub mod identity;
pub mod import;
pub mod kiosk;
pub mod meetings;
pub mod messages;
pub mod pathway;
pub mod preview;
pub mod programme;
pub mod provider;
pub mod questionnaire;
pub mod retention;
pub mod rights;
pub mod session;
pub mod sharing;
pub mod sitting;
pub mod staff;
pub mod talk;
pub mod versions;
pub mod workshops;

pub use endpoint::{Effect, Endpoint, Method, Role};
pub use error::{ErrorCode, Problem};

/// Header that every write carries and that no HTML form can send (trust.md, "Sign-in").
pub const CLIENT_HEADER: &str = "x-main-tendue";

/// Header that names one attempt at one write; the same value has one effect for 24 hours.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";

/// Every operation of the API, in the order of the documentation.
pub const ENDPOINTS: &[&Endpoint] = &[
    &session::START_SESSION,
    &session::GET_ME,
    &session::END_SESSION,
    &code::REQUEST_CODE,
    &code::CONFIRM_CODE,
    &identity::BEGIN_PROVIDER_ENTRY,
    &identity::FINISH_PROVIDER_ENTRY,
    &identity::GET_IDENTITY,
    &identity::BEGIN_PROVIDER_LINK,
    &identity::LINK_IDENTITY,
    &identity::UNLINK_IDENTITY,
    &handover::OFFER_HANDOVER,
    &handover::TAKE_HANDOVER,
    &kiosk::ENROL_KIOSK,
    &questionnaire::GET_QUESTIONNAIRE,
    &questionnaire::GET_DRAFT,
    &questionnaire::SAVE_ANSWER,
    &questionnaire::SUBMIT_DRAFT,
    &versions::GET_DRAFT_MOVE,
    &versions::MOVE_DRAFT,
    &questionnaire::LIST_SUBMISSIONS,
    &questionnaire::GET_SUBMISSION,
    &questionnaire::GET_SUBMISSION_COPY,
    &sharing::LIST_SHARING,
    &sharing::SET_SHARING,
    &talk::LIST_TALK_REQUESTS,
    &talk::WITHDRAW_TALK_REQUEST,
    &access::LIST_ACCESSES,
    &retention::GET_RETENTION,
    &retention::EXPORT_MY_DATA,
    &health::WITHDRAW_HEALTH_ANSWERS,
    &rights::LIST_RIGHTS_REQUESTS,
    &rights::MAKE_RIGHTS_REQUEST,
    &rights::WITHDRAW_RIGHTS_REQUEST,
    &versions::GET_CHANGES,
    &pathway::GET_PATHWAY,
    &pathway::GET_RECAP,
    &pathway::GET_CALENDAR,
    &pathway::ADD_ACTION,
    &pathway::UPDATE_ACTION,
    &pathway::DATE_ACTION,
    &pathway::UNDO_ACTION_CHANGE,
    &pathway::PUT_ASIDE,
    &pathway::TAKE_BACK,
    &pathway::DISPUTE_OBJECTIVE,
    &pathway::WITHDRAW_DISPUTE,
    &pathway::ANSWER_HOURS,
    &meetings::ANSWER_MEETING,
    &workshops::LIST_SLOTS,
    &workshops::GET_SLOT,
    &workshops::BOOK_SEAT,
    &workshops::CANCEL_BOOKING,
    &workshops::JOIN_WAITLIST,
    &workshops::LEAVE_WAITLIST,
    &workshops::ACCEPT_OFFER,
    &workshops::DECLINE_OFFER,
    &workshops::LIST_BOOKINGS,
    &documents::LIST_DOCUMENTS,
    &documents::CREATE_UPLOAD,
    &documents::GET_UPLOAD,
    &documents::SEND_CHUNK,
    &documents::FINISH_UPLOAD,
    &documents::DOWNLOAD_DOCUMENT,
    &documents::GET_DOCUMENT_PICTURE,
    &documents::RENAME_DOCUMENT,
    &documents::REMOVE_DOCUMENT,
    &documents::SHARE_DOCUMENT,
    &documents::UNSHARE_DOCUMENT,
    &documents::company::SHARE_WITH_COMPANY,
    &documents::company::UNSHARE_WITH_COMPANY,
    &documents::company::LIST_COMPANY_DOCUMENTS,
    &documents::company::DOWNLOAD_COMPANY_DOCUMENT,
    &cv::GET_CV,
    &cv::SAVE_CV_PART,
    &cv::GET_CV_PHOTO,
    &cv::SET_CV_PHOTO,
    &cv::REMOVE_CV_PHOTO,
    &cv::MAKE_CV,
    &messages::VIEW_OFFER_BY_LINK,
    &messages::ACCEPT_OFFER_BY_LINK,
    &messages::DECLINE_OFFER_BY_LINK,
    &messages::GET_REACH,
    &messages::SAVE_REACH,
    &forum::LIST_FORUMS,
    &forum::GET_FORUM,
    &forum::TAKE_TICKET,
    &forum::GIVE_TICKET_BACK,
    &programme::LIST_MONTHS,
    &programme::GET_COMPANY,
    &programme::ASK_FOR_MONTH,
    &programme::DECLINE_MONTH,
    &staff::START_STAFF_SESSION,
    &provider::BEGIN_PROVIDER_SIGN_IN,
    &provider::FINISH_PROVIDER_SIGN_IN,
    &staff::GET_STAFF_ME,
    &staff::END_STAFF_SESSION,
    &accounts::BEGIN_STAFF_SETUP,
    &accounts::COMPLETE_STAFF_SETUP,
    &staff::LIST_CLIENTS,
    &staff::SEARCH_CLIENTS,
    &client::GET_CLIENT_SUMMARY,
    &talk::MARK_TALK_REQUEST_READ,
    &talk::CLOSE_TALK_REQUEST,
    &preview::START_PREVIEW,
    &preview::END_PREVIEW,
    &sitting::START_SITTING,
    &sitting::GET_SITTING,
    &sitting::AGREE_TO_SITTING,
    &sitting::END_SITTING,
    &kiosk::LIST_KIOSKS,
    &kiosk::ADD_KIOSK,
    &kiosk::RENEW_KIOSK_CODE,
    &kiosk::REMOVE_KIOSK,
    &cards::GET_CARD,
    &cards::RENEW_CARD,
    &cards::REVOKE_CARD,
    &cards::GET_LETTERS,
    &cards::PRINT_LETTERS,
    &import::CHECK_IMPORT,
    &import::GET_IMPORT,
    &import::DOWNLOAD_IMPORT_PROBLEMS,
    &import::FINISH_IMPORT,
    &import::REMOVE_IMPORT,
    &staff::GET_CLIENT_PATHWAY,
    &staff::BRING_ACTION,
    &staff::REPLY_TO_DISPUTE,
    &staff::AGREE_HOURS,
    &meetings::FIX_MEETING,
    &meetings::MOVE_MEETING,
    &meetings::CALL_MEETING_OFF,
    &workshops::staff::LIST_STAFF_SLOTS,
    &workshops::staff::CREATE_SLOT,
    &workshops::staff::UPDATE_SLOT,
    &workshops::staff::DELETE_SLOT,
    &workshops::staff::ADD_EXTRA_SEAT,
    &workshops::staff::PUBLISH_SLOT,
    &workshops::staff::CANCEL_SLOT,
    &workshops::staff::GET_ATTENDANCE,
    &workshops::staff::RECORD_ATTENDANCE,
    &workshops::staff::BOOK_FOR_CLIENT,
    &documents::staff::LIST_CLIENT_DOCUMENTS,
    &documents::staff::DOWNLOAD_CLIENT_DOCUMENT,
    &documents::staff::REPORT_UNREADABLE,
    &messages::staff::LIST_CALLS,
    &messages::staff::MARK_CALLED,
    &rights::LIST_RIGHTS_TO_ANSWER,
    &rights::GET_RIGHTS_TO_ANSWER,
    &rights::ANSWER_RIGHTS_REQUEST,
    &accounts::LIST_STAFF,
    &accounts::ADD_STAFF,
    &accounts::UPDATE_STAFF,
    &accounts::RENEW_STAFF_CODE,
    &accounts::CLOSE_STAFF,
    &accounts::REOPEN_STAFF,
    &access_search::SEARCH_ACCESSES,
    &assign::LIST_COLLEAGUES,
    &assign::SEARCH_UNASSIGNED,
    &assign::GET_ASSIGNMENT,
    &assign::ASSIGN_PEOPLE,
    &assign::ASSIGN_PEOPLE_OF,
    &assign::HAND_PERSON_OVER,
    &forum::staff::LIST_STAFF_FORUMS,
    &forum::staff::CREATE_FORUM,
    &forum::staff::UPDATE_FORUM,
    &forum::staff::PUBLISH_FORUM,
    &forum::staff::CANCEL_FORUM,
    &forum::door::GET_DOOR,
    &forum::door::GET_DOOR_NEWS,
    &forum::door::RECORD_SCANS,
    &programme::staff::LIST_STAFF_MONTHS,
    &programme::staff::GET_STAFF_MONTH,
    &programme::staff::CREATE_MONTH,
    &programme::staff::UPDATE_MONTH,
    &programme::staff::PUBLISH_MONTH,
    &programme::staff::CANCEL_MONTH,
    &programme::staff::ADD_COMPANY,
    &programme::staff::REMOVE_COMPANY,
    &programme::staff::WITHDRAW_COMPANY,
    &programme::staff::PROPOSE_MONTH,
];

#[cfg(test)]
mod tests;
