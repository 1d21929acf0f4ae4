//! The month (W10 to W13): what people and staff do with it. Its days and talks are slots, which `workshops` books.
//!
//! `make` turns what staff write into slots; `view` and `desk` say what a month is in one language; `person` and `staff` are the
//! operations.

mod desk;
mod make;
mod person;
mod staff;
mod view;

pub(crate) use make::{NewMonth, make_talks};

use crate::operation::Operation;
use crate::papers::OWN_LANGUAGE;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::programme::staff::{
    ADD_COMPANY, CANCEL_MONTH, CREATE_MONTH, CancelMonth, GET_STAFF_MONTH, LIST_STAFF_MONTHS, PROPOSE_MONTH,
    PUBLISH_MONTH, ProposeMonth, Proposed, REMOVE_COMPANY, StaffMonthDetail, StaffMonthList, UPDATE_MONTH,
    WITHDRAW_COMPANY, WithdrawCompany, WriteMonth,
};
use contract::programme::{
    ASK_FOR_MONTH, CompanyDetail, DECLINE_MONTH, GET_COMPANY, LIST_MONTHS, MonthList, MonthView,
};
use domain::programme::CompanySheet;

pub fn operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    let month = |operation: Operation| spoken(operation).gives::<MonthView>();
    vec![
        spoken(Operation::new(&LIST_MONTHS, StatusCode::OK, person::list)).gives::<MonthList>(),
        spoken(Operation::new(&GET_COMPANY, StatusCode::OK, person::get_company)).gives::<CompanyDetail>(),
        month(Operation::new(&ASK_FOR_MONTH, StatusCode::OK, person::ask)).may_refuse(&[Code::MonthClosed]),
        month(Operation::new(&DECLINE_MONTH, StatusCode::OK, person::decline))
            .may_refuse(&[Code::MonthClosed, Code::MonthPlaceHeld]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    let month = |operation: Operation| spoken(operation).gives::<StaffMonthDetail>();
    vec![
        spoken(Operation::new(&LIST_STAFF_MONTHS, StatusCode::OK, staff::list)).gives::<StaffMonthList>(),
        month(Operation::new(&GET_STAFF_MONTH, StatusCode::OK, staff::get)),
        month(Operation::new(&CREATE_MONTH, StatusCode::CREATED, staff::create))
            .takes::<WriteMonth>()
            .may_refuse(&[Code::NotFound, Code::MonthRefused]),
        month(Operation::new(&UPDATE_MONTH, StatusCode::OK, staff::update)).takes::<WriteMonth>().may_refuse(
            &[
                Code::MonthRefused,
                Code::MonthFixed,
                Code::SlotBelowTaken,
                Code::MonthBegun,
                Code::MonthChangedElsewhere,
            ],
        ),
        month(Operation::new(&PUBLISH_MONTH, StatusCode::OK, staff::publish))
            .may_refuse(&[Code::MonthFixed, Code::MonthBegun]),
        month(Operation::new(&CANCEL_MONTH, StatusCode::OK, staff::cancel))
            .takes::<CancelMonth>()
            .may_refuse(&[Code::SlotMessageRefused, Code::MonthBegun]),
        month(Operation::new(&ADD_COMPANY, StatusCode::CREATED, staff::add_company))
            .takes::<CompanySheet>()
            .may_refuse(&[Code::CompanyRefused, Code::CompanyTooMany, Code::MonthFixed, Code::MonthBegun]),
        month(Operation::new(&REMOVE_COMPANY, StatusCode::OK, staff::remove_company))
            .may_refuse(&[Code::MonthFixed]),
        month(Operation::new(&WITHDRAW_COMPANY, StatusCode::OK, staff::withdraw_company))
            .takes::<WithdrawCompany>()
            .may_refuse(&[Code::SlotMessageRefused, Code::MonthFixed, Code::MonthBegun]),
        Operation::new(&PROPOSE_MONTH, StatusCode::OK, staff::propose)
            .takes::<ProposeMonth>()
            .gives::<Proposed>()
            .may_refuse(&[Code::MonthClosed]),
    ]
}
