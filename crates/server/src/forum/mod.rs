//! The forum: tickets for half-hours, what staff do with a forum, and its door (W14, W15).
//!
//! `view` says what one sees of a forum; `person`, `staff` and `door` are the operations.

mod door;
mod person;
mod staff;
mod view;

use crate::operation::{Operation, QueryParam};
use crate::papers::OWN_LANGUAGE;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::forum::door::{DoorList, DoorNews, GET_DOOR, GET_DOOR_NEWS, RECORD_SCANS, RecordScans};
use contract::forum::staff::{
    CANCEL_FORUM, CREATE_FORUM, CancelForum, LIST_STAFF_FORUMS, PUBLISH_FORUM, StaffForum, StaffForumList,
    UPDATE_FORUM, WriteForum,
};
use contract::forum::{
    ForumList, ForumView, GET_FORUM, GIVE_TICKET_BACK, LIST_FORUMS, TAKE_TICKET, TakeTicket,
};

const SINCE: QueryParam = QueryParam { name: "since", description: "The `now` of the last answer." };

pub fn operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    vec![
        spoken(Operation::new(&LIST_FORUMS, StatusCode::OK, person::list)).gives::<ForumList>(),
        spoken(Operation::new(&GET_FORUM, StatusCode::OK, person::get)).gives::<ForumView>(),
        spoken(Operation::new(&TAKE_TICKET, StatusCode::OK, person::take))
            .takes::<TakeTicket>()
            .gives::<ForumView>()
            .may_refuse(&[Code::ForumFull, Code::ForumPast, Code::ForumCancelled, Code::ForumTicketUsed]),
        spoken(Operation::new(&GIVE_TICKET_BACK, StatusCode::OK, person::give_back))
            .gives::<ForumView>()
            .may_refuse(&[Code::ForumTicketUsed]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    let forum = |operation: Operation| spoken(operation).gives::<StaffForum>();
    vec![
        spoken(Operation::new(&LIST_STAFF_FORUMS, StatusCode::OK, staff::list)).gives::<StaffForumList>(),
        forum(Operation::new(&CREATE_FORUM, StatusCode::CREATED, staff::create))
            .takes::<WriteForum>()
            .may_refuse(&[Code::NotFound, Code::ForumRefused]),
        forum(Operation::new(&UPDATE_FORUM, StatusCode::OK, staff::update)).takes::<WriteForum>().may_refuse(
            &[
                Code::ForumRefused,
                Code::ForumFixed,
                Code::ForumBelowTaken,
                Code::ForumBegun,
                Code::ForumChangedElsewhere,
            ],
        ),
        forum(Operation::new(&PUBLISH_FORUM, StatusCode::OK, staff::publish))
            .may_refuse(&[Code::ForumFixed, Code::ForumBegun]),
        forum(Operation::new(&CANCEL_FORUM, StatusCode::OK, staff::cancel))
            .takes::<CancelForum>()
            .may_refuse(&[Code::SlotMessageRefused, Code::ForumBegun]),
        spoken(Operation::new(&GET_DOOR, StatusCode::OK, door::get)).gives::<DoorList>(),
        Operation::new(&GET_DOOR_NEWS, StatusCode::OK, door::news).gives::<DoorNews>().query(&[SINCE]),
        Operation::new(&RECORD_SCANS, StatusCode::OK, door::record)
            .takes::<RecordScans>()
            .gives::<DoorNews>(),
    ]
}
