//! Meetings: fixed, moved and called off at the desk; the person says whether they can come.

use crate::access::{find_followed, require_followed};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, Param, PersonSession, StaffSession, Write};
use crate::idempotency::{once, once_about, person_owner, staff_owner};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::questionnaire::version_tag;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::venue;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::meetings::{
    ANSWER_MEETING, AnswerMeeting, CALL_MEETING_OFF, CallMeetingOff, CalledOffView, ClientMeeting,
    FIX_MEETING, MOVE_MEETING, MeetingView, PlanMeeting,
};
use contract::pathway::AppointmentAt;
use contract::session::Contact;
use domain::ids::{MeetingId, PersonId};
use domain::meetings::{MeetingPlan, MeetingProblem, is_told, may_change, read_optional_line};
use domain::questionnaire::Reader;
use domain::time::Timestamp;
use store::{Meeting, Staff, Tx};

pub fn operations() -> Vec<Operation> {
    use ErrorCode as Code;
    vec![
        Operation::new(&ANSWER_MEETING, StatusCode::OK, answer)
            .takes::<AnswerMeeting>()
            .gives::<MeetingView>()
            .may_refuse(&[Code::MeetingOver, Code::MeetingChangedElsewhere]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    use ErrorCode as Code;
    vec![
        Operation::new(&FIX_MEETING, StatusCode::CREATED, fix)
            .takes::<PlanMeeting>()
            .gives::<ClientMeeting>()
            .may_refuse(&[Code::MeetingPast, Code::MeetingRefused]),
        Operation::new(&MOVE_MEETING, StatusCode::OK, move_it)
            .takes::<PlanMeeting>()
            .gives::<ClientMeeting>()
            .may_refuse(&[
                Code::MeetingPast,
                Code::MeetingRefused,
                Code::MeetingOver,
                Code::MeetingOthers,
                Code::MeetingChangedElsewhere,
            ]),
        Operation::new(&CALL_MEETING_OFF, StatusCode::OK, call_off)
            .takes::<CallMeetingOff>()
            .gives::<ClientMeeting>()
            .may_refuse(&[
                Code::MeetingRefused,
                Code::MeetingOver,
                Code::MeetingOthers,
                Code::MeetingChangedElsewhere,
            ]),
    ]
}

/// The meetings of a person that are still shown, as they see them, by start.
///
/// # Errors
/// When the store fails.
pub async fn list_shown(
    tx: &mut Tx,
    person_id: &PersonId,
    now: Timestamp,
) -> Result<Vec<MeetingView>, ApiError> {
    let mut all = Vec::new();
    for meeting in tx.list_meetings(person_id, now).await? {
        all.extend(view(tx, meeting, now).await?);
    }
    Ok(all)
}

/// Takes out what somebody of the team, who looks at the person's pages, may not know.
pub fn limit_to(meetings: &mut [MeetingView], reader: Reader) {
    for meeting in meetings.iter_mut().filter(|_| !is_told(reader, false)) {
        hide(meeting);
    }
}

fn hide(meeting: &mut MeetingView) {
    (meeting.place, meeting.about) = (None, None);
    if let Some(called_off) = &mut meeting.called_off {
        called_off.words = None;
    }
}

/// The meetings of a person that are still shown, as `reader`, who is `staff`, may know them.
///
/// # Errors
/// When the store fails.
pub async fn list_for_staff(
    tx: &mut Tx,
    person_id: &PersonId,
    staff: &domain::ids::StaffId,
    reader: Reader,
    now: Timestamp,
) -> Result<Vec<ClientMeeting>, ApiError> {
    let mut all = Vec::new();
    for meeting in tx.list_meetings(person_id, now).await? {
        let is_own = meeting.staff_id == *staff;
        let may = meeting.standing().is_movable(now)
            && may_change(reader, is_own, still_follows(tx, &meeting).await?);
        let Some(mut view) = view(tx, meeting, now).await? else { continue };
        if !is_told(reader, is_own) {
            hide(&mut view);
        }
        all.push(ClientMeeting { meeting: view, may_change: may });
    }
    Ok(all)
}

async fn still_follows(tx: &mut Tx, meeting: &Meeting) -> Result<bool, store::Error> {
    Ok(find_followed(tx, &meeting.staff_id, &meeting.person_id).await?.is_some())
}

/// `None` outside the years of [`domain::time::Date`].
async fn view(tx: &mut Tx, meeting: Meeting, now: Timestamp) -> Result<Option<MeetingView>, ApiError> {
    let staff = tx.find_staff(&meeting.staff_id).await?.ok_or(ErrorCode::ServiceInternal)?;
    Ok(view_with(staff, meeting, now))
}

fn view_with(staff: Staff, meeting: Meeting, now: Timestamp) -> Option<MeetingView> {
    let standing = meeting.standing();
    let Meeting { id, version, plan, cannot_come_at, called_off, .. } = meeting;
    Some(MeetingView {
        id,
        version,
        with: Contact { name: staff.display_name, phone: staff.phone, place: staff.place },
        from: venue::appointment(plan.starts_at)?,
        to: venue::appointment(plan.ends_at())?.time,
        length_min: plan.length_min,
        place: Some(plan.place),
        about: plan.about,
        cannot_come_at,
        called_off: called_off.map(|off| CalledOffView { at: off.at, words: off.words }),
        may_answer: standing.may_answer(now),
    })
}

fn read_plan(body: PlanMeeting, now: Timestamp) -> Result<MeetingPlan, ApiError> {
    let PlanMeeting { day, time, length_min, place, about } = body;
    let starts_at = venue::instant(AppointmentAt { day, time }).ok_or(ErrorCode::MeetingRefused)?;
    MeetingPlan { starts_at, length_min, place, about }
        .checked(now)
        .map_err(|problem| refusal(problem).into())
}

const fn refusal(problem: MeetingProblem) -> ErrorCode {
    match problem {
        MeetingProblem::Past => ErrorCode::MeetingPast,
        MeetingProblem::Impossible | MeetingProblem::Words => ErrorCode::MeetingRefused,
    }
}

async fn fix(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    write: Write<PlanMeeting>,
) -> Answer {
    let now = state.clock.now();
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, body) = (staff_owner(&staff.id), write.body);
    let work = async move |tx: &mut Tx| {
        require_followed(tx, &staff.id, &person_id).await?;
        let meeting = Meeting {
            id: MeetingId::new(random_id()).expect("BUG: a random id is an identifier"),
            person_id: person_id.clone(),
            staff_id: staff.id.clone(),
            plan: read_plan(body, now)?,
            version: 1,
            fixed_at: now,
            changed_at: now,
            cannot_come_at: None,
            called_off: None,
        };
        tx.fix_meeting(&meeting).await?;
        let meeting = view_with(staff, meeting, now).ok_or(ErrorCode::MeetingRefused)?;
        Ok::<_, ApiError>((person_id, ClientMeeting { meeting, may_change: true }))
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, fixed) = done.await?;
    Ok((status, version_tag(fixed.meeting.version), Json(fixed)).into_response())
}

/// The meeting, when `staff` can change it and means it as it is.
async fn find_movable(
    tx: &mut Tx,
    staff: &Staff,
    id: &MeetingId,
    version: u64,
    now: Timestamp,
) -> Result<Meeting, ApiError> {
    let meeting = tx.find_meeting(id).await?.ok_or(ErrorCode::NotFound)?;
    let reader = require_followed(tx, &staff.id, &meeting.person_id).await?;
    let is_own = meeting.staff_id == staff.id;
    if !may_change(reader, is_own, still_follows(tx, &meeting).await?) {
        return Err(ErrorCode::MeetingOthers.into());
    }
    if meeting.version != version {
        return Err(ErrorCode::MeetingChangedElsewhere.into());
    }
    if !meeting.standing().is_movable(now) {
        return Err(ErrorCode::MeetingOver.into());
    }
    Ok(meeting)
}

async fn move_it(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MeetingId>,
    IfMatch(version): IfMatch,
    write: Write<PlanMeeting>,
) -> Answer {
    let now = state.clock.now();
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, body) = (staff_owner(&staff.id), write.body);
    let work = async move |tx: &mut Tx| {
        let meeting = find_movable(tx, &staff, &id, version, now).await?;
        let plan = read_plan(body, now)?;
        if !tx.move_meeting(&meeting, &staff.id, &plan, now).await? {
            return Err(ErrorCode::MeetingChangedElsewhere.into());
        }
        answer_with(tx, staff, meeting.id, now).await
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, moved) = done.await?;
    Ok((status, version_tag(moved.meeting.version), Json(moved)).into_response())
}

async fn call_off(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MeetingId>,
    IfMatch(version): IfMatch,
    write: Write<CallMeetingOff>,
) -> Answer {
    let now = state.clock.now();
    let staff = find_caller(&state, caller.staff_id).await?;
    let owner = staff_owner(&staff.id);
    let words = read_optional_line(write.body.words.as_deref()).map_err(refusal)?;
    let work = async move |tx: &mut Tx| {
        let meeting = find_movable(tx, &staff, &id, version, now).await?;
        if !tx.call_meeting_off(&meeting, words.as_deref(), now).await? {
            return Err(ErrorCode::MeetingChangedElsewhere.into());
        }
        let with = tx.find_staff(&meeting.staff_id).await?.ok_or(ErrorCode::ServiceInternal)?;
        answer_with(tx, with, meeting.id, now).await
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, off) = done.await?;
    Ok((status, version_tag(off.meeting.version), Json(off)).into_response())
}

/// A meeting that was just changed, with `staff`.
async fn answer_with(
    tx: &mut Tx,
    staff: Staff,
    id: MeetingId,
    now: Timestamp,
) -> Result<(PersonId, ClientMeeting), ApiError> {
    let meeting = tx.find_meeting(&id).await?.ok_or(ErrorCode::ServiceInternal)?;
    let (person_id, may_change) = (meeting.person_id.clone(), meeting.standing().is_movable(now));
    let meeting = view_with(staff, meeting, now).ok_or(ErrorCode::MeetingRefused)?;
    Ok((person_id, ClientMeeting { meeting, may_change }))
}

async fn answer(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<MeetingId>,
    IfMatch(version): IfMatch,
    write: Write<AnswerMeeting>,
) -> Answer {
    let (person_id, now, can_come) = (caller.person_id, state.clock.now(), write.body.can_come);
    let owner = person_owner(&person_id);
    let work = async move |tx: &mut Tx| {
        let found = tx.find_meeting(&id).await?.filter(|meeting| meeting.person_id == person_id);
        let meeting = found.ok_or(ErrorCode::NotFound)?;
        if meeting.version != version {
            return Err(ErrorCode::MeetingChangedElsewhere.into());
        }
        if !meeting.standing().may_answer(now) {
            return Err(ErrorCode::MeetingOver.into());
        }
        if !tx.answer_meeting(&meeting, can_come, now).await? {
            return Err(ErrorCode::MeetingChangedElsewhere.into());
        }
        let meeting = tx.find_meeting(&id).await?.ok_or(ErrorCode::NotFound)?;
        view(tx, meeting, now).await?.ok_or_else(|| ApiError::from(ErrorCode::NotFound))
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    let (status, view) = done.await?;
    Ok((status, version_tag(view.version), Json(view)).into_response())
}
