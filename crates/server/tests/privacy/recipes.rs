//! How to call each operation, aimed at one person's things.

use crate::harness::Ask;
use contract::ENDPOINTS;
use serde_json::{Value, json};

/// What a stranger could have learnt: the person's ids.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub person: String,
    pub card: String,
    pub submission: String,
    pub wish: String,
    pub access: String,
    /// Chosen by the person about a subject that they keep.
    pub action: String,
    /// What the person has asked about what is kept of them.
    pub rights: String,
    /// At which the person has a place.
    pub slot: String,
    /// That somebody who follows the person has fixed with them.
    pub meeting: String,
    /// A file that the person keeps for themselves.
    pub document: String,
    /// For which the person has a ticket.
    pub forum: String,
    /// Proposed to the person, and one of its companies.
    pub month: String,
    pub company: String,
    /// Of the questions.
    pub version: String,
}

/// The calls of one operation that are worth trying.
///
/// # Panics
/// When the operation has none: write one here, aimed at [`Known`].
pub fn recipe(operation_id: &str, known: &Known) -> Vec<Ask> {
    let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation_id == operation_id);
    let Some(&endpoint) = endpoint else { panic!("{operation_id} has no recipe") };
    let plain = Ask::to(endpoint);
    let body = |body: Value| Ask::to(endpoint).body(body);
    match operation_id {
        "startSession" => vec![body(json!({ "card": known.card, "birth_date": "1950-01-01" }))],
        "startStaffSession" => vec![body(json!({ "login": "claire", "password": "x", "code": "000000" }))],
        "requestCode" => {
            let typed = json!({ "by": "sms", "to": "06 12 34 56 78", "birth_date": "1950-01-01" });
            vec![body(typed)]
        }
        "confirmCode" => vec![body(json!({ "code": "123456" }))],
        "beginProviderSignIn" => vec![plain],
        "beginProviderEntry" | "getIdentity" | "beginProviderLink" | "unlinkIdentity" => vec![plain],
        "finishProviderSignIn" | "finishProviderEntry" | "linkIdentity" => {
            vec![body(json!({ "code": "x", "state": "x" }))]
        }
        "getMe" | "endSession" | "getDraft" | "getDraftMove" | "submitDraft" | "listSubmissions"
        | "listTalkRequests" | "getStaffMe" | "endStaffSession" => vec![plain],
        "getQuestionnaire" => {
            let version = format!("version={}&language=en", known.version);
            vec![plain.clone(), plain.query(&version)]
        }
        "saveAnswer" => {
            let answer = json!({ "answer": { "level": "fine" }, "questionnaire_version": known.version });
            let ask = body(answer).at(&["triage.mobilite"]);
            vec![ask.clone().if_draft("new", 0), ask.if_draft("new", 7)]
        }
        "moveDraft" => vec![plain.if_draft("new", 0)],
        "getSubmission" | "getSubmissionCopy" | "getChanges" => vec![plain.at(&[&known.submission])],
        "withdrawHealthAnswers" | "getRetention" | "listRightsRequests" | "listRightsToAnswer" => vec![plain],
        "makeRightsRequest" => vec![body(json!("erase")), body(json!({ "contest": "x" }))],
        "withdrawRightsRequest" | "getRightsToAnswer" => vec![plain.at(&[&known.rights])],
        "answerRightsRequest" => {
            vec![body(json!({ "outcome": "refused", "text": "x" })).at(&[&known.rights])]
        }
        "listSharing" | "getPathway" | "getRecap" | "getCalendar" | "exportMyData" => {
            vec![plain.clone(), plain.query("language=en")]
        }
        "setSharing" => ["mobilite", "sante"]
            .map(|subject| body(json!({ "sharing": "referent" })).at(&[subject]))
            .to_vec(),
        "withdrawTalkRequest" => vec![plain.at(&[&known.wish])],
        "listAccesses" => vec![plain.clone(), plain.query(&format!("after={}", known.access))],
        "addAction" => vec![body(json!({ "sheet": "permis" }))],
        "updateAction" => vec![body(json!({ "status": "done" })).at(&[&known.action]).if_match(1)],
        "dateAction" => vec![body(json!({ "due": "2026-12-24" })).at(&[&known.action]).if_match(1)],
        "undoActionChange" => vec![plain.at(&[&known.action]).if_match(1)],
        "putSuggestionAside" | "takeSuggestionBack" => vec![plain.at(&["zqsheet-sante"])],
        "disputeObjective" => vec![body(json!({ "about": { "action": known.action } }))],
        "withdrawDispute" => vec![plain.at(&[&known.action])],
        "answerHoursProposal" => vec![body(json!({ "answer": "confirmed" })).at(&[&known.action])],
        "listSlots" | "listBookings" => vec![plain.clone(), plain.query("language=en")],
        "getSlot" | "bookSeat" | "joinWaitlist" | "leaveWaitlist" | "acceptOffer" | "declineOffer"
        | "getAttendance" | "publishSlot" => vec![plain.at(&[&known.slot])],
        "cancelBooking" => vec![body(json!({ "reason": "garde" })).at(&[&known.slot])],
        "listStaffSlots" => vec![plain.clone(), plain.query("language=en")],
        "createSlot" => vec![body(slot())],
        "updateSlot" => vec![body(slot()).at(&[&known.slot]).if_match(1)],
        "deleteSlot" => vec![plain.at(&[&known.slot])],
        "addExtraSeat" => {
            vec![body(json!({ "person": known.person, "reason": "x" })).at(&[&known.slot])]
        }
        "cancelSlot" => vec![body(json!({ "message": "Fermé." })).at(&[&known.slot])],
        "recordAttendance" => {
            vec![body(json!({ "person": known.person, "attendance": "attended" })).at(&[&known.slot])]
        }
        "bookForClient" => vec![body(json!({ "slot": known.slot })).at(&[&known.person])],
        "viewOfferByLink" | "acceptOfferByLink" | "declineOfferByLink" => {
            vec![
                body(json!({ "token": known.person })),
                body(json!({ "token": known.slot })).query("language=en"),
            ]
        }
        "getReach" => vec![plain],
        "saveReach" => vec![body(json!({ "phone": "06 12 34 56 78", "told_by": "sms" }))],
        "listCalls" => vec![plain.clone(), plain.query("language=en")],
        "markCalled" => vec![body(json!({ "kind": "place-offered", "reference": known.slot }))],
        "listForums" | "listStaffForums" => vec![plain.clone(), plain.query("language=en")],
        "getForum" | "giveTicketBack" | "publishForum" | "getDoor" | "getDoorNews" => {
            vec![plain.at(&[&known.forum])]
        }
        "takeTicket" => vec![body(json!({ "entry": 1 })).at(&[&known.forum])],
        "createForum" => vec![body(forum())],
        "updateForum" => vec![body(forum()).at(&[&known.forum]).if_match(1)],
        "cancelForum" => vec![body(json!({ "message": "Fermé." })).at(&[&known.forum])],
        "recordScans" => vec![body(json!({ "door": "d" })).at(&[&known.forum])],
        "listMonths" | "listStaffMonths" => vec![plain.clone(), plain.query("language=en")],
        "getCompany" => vec![plain.at(&[&known.company])],
        "askForMonth" | "declineMonth" | "getStaffMonth" | "publishMonth" => vec![plain.at(&[&known.month])],
        "createMonth" => vec![body(month())],
        "updateMonth" => vec![body(month()).at(&[&known.month]).if_match(1)],
        "cancelMonth" => vec![body(json!({ "message": "Fermé." })).at(&[&known.month])],
        "addCompany" => vec![body(company()).at(&[&known.month])],
        "removeCompany" => vec![plain.at(&[&known.month, &known.company])],
        "withdrawCompany" => {
            vec![body(json!({ "message": "Fermé." })).at(&[&known.month, &known.company])]
        }
        "proposeMonth" => vec![body(json!({ "person": known.person })).at(&[&known.month])],
        "getClientPathway" => {
            let ask = plain.at(&[&known.person]);
            vec![ask.clone(), ask.query("language=en")]
        }
        "bringAction" => vec![body(json!({ "sheet": "aide-transport" })).at(&[&known.person])],
        "replyToDispute" => vec![body(json!({ "text": "x" })).at(&[&known.action])],
        "agreeHours" => vec![body(json!({ "weekly_hours": 15 })).at(&[&known.person]).if_match(0)],
        "fixMeeting" => vec![body(meeting()).at(&[&known.person])],
        "moveMeeting" => vec![body(meeting()).at(&[&known.meeting]).if_match(1)],
        "callMeetingOff" => vec![body(json!({ "words": "x" })).at(&[&known.meeting]).if_match(7)],
        "answerMeeting" => vec![body(json!({ "can_come": false })).at(&[&known.meeting]).if_match(1)],
        "listClients" => vec![plain.clone(), plain.query(&format!("after=stuck.0.{}", known.person))],
        "searchClients" => {
            vec![body(json!({ "q": "nad" })), body(json!({ "q": "exemple", "after": known.person }))]
        }
        "getClientSummary" => {
            let ask = plain.at(&[&known.person]);
            vec![ask.clone(), ask.query("language=en")]
        }
        "listStaff" => vec![plain],
        "addStaff" => vec![body(json!({ "login": "zq.neu", "card": staff_card() }))],
        "updateStaff" => vec![body(staff_card()).at(&["nothing"])],
        "renewStaffCode" | "closeStaff" | "reopenStaff" => vec![plain.at(&["nothing"])],
        "searchAccesses" => vec![
            body(json!({})),
            body(json!({ "q": "exemple" })),
            body(json!({ "person": known.person, "after": known.access })),
        ],
        "listColleagues" => vec![plain],
        "searchUnassigned" => vec![body(json!({})), body(json!({ "q": "nad", "after": known.person }))],
        "getAssignment" => vec![plain.at(&[&known.person])],
        "assignPeople" => vec![body(json!({ "people": [known.person], "to": "nothing" }))],
        "assignPeopleOf" => vec![body(json!({ "to": "nothing" })).at(&["nothing"])],
        "handPersonOver" => vec![body(json!({ "to": "nothing" })).at(&[&known.person])],
        "beginStaffSetup" => vec![body(json!({ "login": "claire", "code": known.card }))],
        "completeStaffSetup" => {
            let chosen = json!({ "login": "claire", "code": known.card, "password": "trois chevaux verts", "sealed": "", "totp": "000000" });
            vec![body(chosen)]
        }
        "offerHandover" => vec![plain],
        "takeHandover" => vec![body(json!({ "code": known.card }))],
        "enrolKiosk" => vec![body(json!({ "code": known.card }))],
        "listKiosks" => vec![plain],
        "addKiosk" => vec![body(json!({ "name": "Accueil" }))],
        "renewKioskCode" | "removeKiosk" => vec![plain.at(&["nothing"])],
        "getCard" | "renewCard" | "revokeCard" => vec![plain.at(&[&known.person])],
        "getLetters" | "printLetters" => vec![plain],
        "checkImport" => {
            let list = "Nom;Prénom;Date de naissance\nEssai;Zoé;12/03/1987\n";
            let digest = "sha-256=:9sRtnU5s9JdTQ3vFdtj07ljmksVX5d5xmxRdZ5K7UVE=:";
            vec![plain.text(list.to_owned()).header("content-digest", digest)]
        }
        "getImport" | "downloadImportProblems" => {
            let ask = plain.at(&["nothing"]);
            vec![ask.clone(), ask.query("language=en")]
        }
        "finishImport" => vec![body(json!({ "leave_faulty_out": true })).at(&["nothing"])],
        "removeImport" => vec![plain.at(&["nothing"])],
        "startPreview" => vec![plain.at(&[&known.person])],
        "endPreview" | "getSitting" | "endSitting" => vec![plain.at(&["nothing"])],
        "startSitting" => vec![plain.at(&[&known.person])],
        "agreeToSitting" => {
            vec![body(json!({ "card": "?", "birth_date": "1950-01-01", "by": "hand" })).at(&["nothing"])]
        }
        "listDocuments" | "getCv" | "getCvPhoto" | "removeCvPhoto" | "makeCv" => vec![plain],
        "setCvPhoto" => vec![body(json!({ "jpeg": "" }))],
        "saveCvPart" => {
            let wish = body(json!({ "wish": { "job": "Serveuse" } })).at(&["wish"]);
            vec![wish.clone().if_match(0), wish.if_match(7)]
        }
        "createUpload" => {
            vec![body(json!({ "name": "cv.pdf", "size_bytes": 9, "digest": "0".repeat(64) }))]
        }
        "getUpload"
        | "finishUpload"
        | "downloadDocument"
        | "removeDocument"
        | "shareDocument"
        | "unshareDocument"
        | "downloadClientDocument"
        | "reportUnreadable" => {
            vec![plain.at(&[&known.document])]
        }
        "shareWithCompany" | "unshareWithCompany" => vec![plain.at(&[&known.document, &known.company])],
        "listCompanyDocuments" => vec![plain.at(&[&known.company])],
        "downloadCompanyDocument" => vec![plain.at(&[&known.company, &known.document])],
        "sendChunk" => {
            let digest = "sha-256=:fq77hwYvkFTEZBzeHyZQdPJSmSLriwZdXKmbnut3CUA=:";
            vec![
                plain
                    .at(&[&known.document])
                    .query("offset=0")
                    .text("zq".to_owned())
                    .header("content-digest", digest),
            ]
        }
        "getDocumentPicture" => vec![plain.at(&[&known.document, "1"])],
        "renameDocument" => vec![body(json!({ "name": "x" })).at(&[&known.document])],
        "listClientDocuments" => vec![plain.at(&[&known.person])],
        "markTalkRequestRead" | "closeTalkRequest" => vec![plain.at(&[&known.wish])],
        _ => panic!("{operation_id} has no recipe"),
    }
}

fn forum() -> Value {
    json!({
        "name": "Forum", "venue": "centre-ville", "day": "2027-02-01", "from": "09:00", "to": "12:00", "slot_min": 30,
        "n_places": 440, "kept_percent": 10,
    })
}

fn meeting() -> Value {
    json!({ "day": "2027-02-01", "time": "10:00", "length_min": 30, "place": "office" })
}

fn slot() -> Value {
    json!({
        "workshop": "cv", "venue": "centre-ville", "day": "2027-02-01", "time": "10:00", "duration_min": 40,
        "capacity": 5,
    })
}

fn month() -> Value {
    json!({
        "theme": "Logistique", "days": [{ "venue": "centre-ville", "day": "2027-02-02", "places": 30 }],
        "venue": "centre-ville", "day": "2027-02-26", "from": "09:00", "to": "12:00",
    })
}

fn company() -> Value {
    json!({
        "name": "Essai", "sector_naf": "", "jobs_rome": ["G1501"], "place": "Ici", "access": "Bus 4",
        "contract": "permanent", "soft_skills": "", "licence_required": false, "beginners_welcome": true, "n_jobs": 1,
    })
}

fn staff_card() -> Value {
    json!({ "name": "Marc Fictif", "role": "referent" })
}
