//! Workshops with dates: the catalogue, places, the waiting list, and what staff do with slots (W1 to W9).
//!
//! `board` knows what one person may see and says it in one language; `person` and `staff` are the operations; `sweep`
//! keeps the promise that no free place stays beside someone who waits.

pub(crate) mod board;
mod extra;
mod person;
pub(crate) mod staff;
pub mod sweep;

pub(crate) use person::moment;
pub(crate) use staff::is_theirs;

use crate::operation::Operation;
use crate::papers::OWN_LANGUAGE;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::workshops::staff::{
    ADD_EXTRA_SEAT, AddExtraSeat, AttendanceList, AttendeeView, BOOK_FOR_CLIENT, BookForClient, CANCEL_SLOT,
    CREATE_SLOT, CancelSlot, DELETE_SLOT, GET_ATTENDANCE, LIST_STAFF_SLOTS, PUBLISH_SLOT, RECORD_ATTENDANCE,
    RecordAttendance, StaffSlot, StaffSlotList, UPDATE_SLOT, WriteSlot,
};
use contract::workshops::{
    ACCEPT_OFFER, BOOK_SEAT, BookingList, CANCEL_BOOKING, CancelBooking, DECLINE_OFFER, GET_SLOT,
    JOIN_WAITLIST, LEAVE_WAITLIST, LIST_BOOKINGS, LIST_SLOTS, SlotDetail, SlotList, SlotView,
};

/// What is in the way of a place; the last four only of a part of a month.
const BOOK: &[Code] = &[
    Code::BookingFull,
    Code::BookingClash,
    Code::BookingBegun,
    Code::BookingCancelled,
    Code::BookingNotInvited,
    Code::BookingOtherDay,
    Code::BookingNotYet,
    Code::BookingEnoughTalks,
];

const JOIN: &[Code] = &[
    Code::BookingPlaceFree,
    Code::BookingBegun,
    Code::BookingCancelled,
    Code::BookingNotInvited,
    Code::BookingOtherDay,
    Code::BookingNotYet,
    Code::BookingEnoughTalks,
];

const ACCEPT: &[Code] = &[
    Code::BookingNoOffer,
    Code::BookingClash,
    Code::BookingBegun,
    Code::BookingCancelled,
    Code::BookingNotInvited,
    Code::BookingOtherDay,
    Code::BookingNotYet,
    Code::BookingEnoughTalks,
];

pub fn operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    let slot = |operation: Operation| spoken(operation).gives::<SlotView>();
    vec![
        spoken(Operation::new(&LIST_SLOTS, StatusCode::OK, person::list_slots)).gives::<SlotList>(),
        spoken(Operation::new(&GET_SLOT, StatusCode::OK, person::get_slot)).gives::<SlotDetail>(),
        slot(Operation::new(&BOOK_SEAT, StatusCode::OK, person::book)).may_refuse(BOOK),
        slot(Operation::new(&CANCEL_BOOKING, StatusCode::OK, person::cancel))
            .takes::<CancelBooking>()
            .may_refuse(&[Code::BookingBegun, Code::BookingReasonRefused]),
        slot(Operation::new(&JOIN_WAITLIST, StatusCode::OK, person::join)).may_refuse(JOIN),
        slot(Operation::new(&LEAVE_WAITLIST, StatusCode::OK, person::leave))
            .may_refuse(&[Code::BookingBegun]),
        slot(Operation::new(&ACCEPT_OFFER, StatusCode::OK, person::accept)).may_refuse(ACCEPT),
        slot(Operation::new(&DECLINE_OFFER, StatusCode::OK, person::decline))
            .may_refuse(&[Code::BookingBegun]),
        spoken(Operation::new(&LIST_BOOKINGS, StatusCode::OK, person::list_bookings)).gives::<BookingList>(),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    let slot = |operation: Operation| spoken(operation).gives::<StaffSlot>();
    vec![
        spoken(Operation::new(&LIST_STAFF_SLOTS, StatusCode::OK, staff::list)).gives::<StaffSlotList>(),
        slot(Operation::new(&CREATE_SLOT, StatusCode::CREATED, staff::create))
            .takes::<WriteSlot>()
            .may_refuse(&[Code::NotFound, Code::SlotRefused]),
        slot(Operation::new(&UPDATE_SLOT, StatusCode::OK, staff::update)).takes::<WriteSlot>().may_refuse(&[
            Code::SlotRefused,
            Code::SlotFixed,
            Code::SlotChangedElsewhere,
            Code::SlotBelowTaken,
            Code::SlotBegun,
        ]),
        Operation::new(&DELETE_SLOT, StatusCode::NO_CONTENT, extra::delete).may_refuse(&[Code::SlotFixed]),
        slot(Operation::new(&ADD_EXTRA_SEAT, StatusCode::CREATED, extra::add))
            .takes::<AddExtraSeat>()
            .may_refuse(&[
                Code::SlotMessageRefused,
                Code::BookingPlaceFree,
                Code::BookingClash,
                Code::BookingBegun,
                Code::BookingCancelled,
            ]),
        slot(Operation::new(&PUBLISH_SLOT, StatusCode::OK, staff::publish))
            .may_refuse(&[Code::SlotFixed, Code::SlotBegun]),
        slot(Operation::new(&CANCEL_SLOT, StatusCode::OK, staff::cancel))
            .takes::<CancelSlot>()
            .may_refuse(&[Code::SlotMessageRefused, Code::SlotBegun]),
        spoken(Operation::new(&GET_ATTENDANCE, StatusCode::OK, staff::get_attendance))
            .gives::<AttendanceList>(),
        Operation::new(&RECORD_ATTENDANCE, StatusCode::OK, staff::record_attendance)
            .takes::<RecordAttendance>()
            .gives::<AttendeeView>()
            .may_refuse(&[Code::AttendanceEarly]),
        slot(Operation::new(&BOOK_FOR_CLIENT, StatusCode::CREATED, staff::book_for))
            .takes::<BookForClient>()
            .may_refuse(BOOK),
    ]
}
