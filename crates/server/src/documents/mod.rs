//! Files that people hand in (C1, C3 to C6): chunks that arrive, what is kept of them, who may open it.
//!
//! `person` and `staff` are the operations; `work` goes behind them: it has each file looked at by a process of its own
//! (`check`), keeps it in the object store (`objects`) with pictures of its pages (`pictures`), and has it scanned (`clamd`). A
//! crash at any point leaves work that is due.

pub mod check;
pub mod clamd;
mod company;
pub mod objects;
pub mod person;
mod pictures;
mod staff;
mod upload;
pub mod work;

pub use pictures::{draw_portrait, write_picture};
pub use upload::require_digest;

use crate::operation::{Operation, QueryParam};
use crate::papers::JPEG;
use axum::http::StatusCode;
use clamd::Clamd;
use contract::ErrorCode as Code;
use contract::documents::company::{
    CompanyDocuments, DOWNLOAD_COMPANY_DOCUMENT, LIST_COMPANY_DOCUMENTS, SHARE_WITH_COMPANY,
    UNSHARE_WITH_COMPANY,
};
use contract::documents::staff::{
    ClientDocuments, DOWNLOAD_CLIENT_DOCUMENT, LIST_CLIENT_DOCUMENTS, REPORT_UNREADABLE, SharedDocument,
};
use contract::documents::{
    CREATE_UPLOAD, CreateUpload, DOWNLOAD_DOCUMENT, DocumentList, FINISH_UPLOAD, GET_DOCUMENT_PICTURE,
    GET_UPLOAD, LIST_DOCUMENTS, REMOVE_DOCUMENT, RENAME_DOCUMENT, RenameDocument, SEND_CHUNK, SHARE_DOCUMENT,
    UNSHARE_DOCUMENT, Upload,
};
use objects::Objects;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Notify;

/// What a browser must never show by itself.
pub const BYTES: &str = "application/octet-stream";

/// What files need beside the database.
#[derive(Debug, Clone)]
pub struct Means {
    /// Where they are kept, each under its id.
    pub objects: Objects,
    /// Without one nobody but its owner opens a file.
    pub scanner: Option<Clamd>,
    /// The program that `check-file` is asked of: this one.
    pub checker: PathBuf,
    /// Told when there is something to do at once.
    pub due: Arc<Notify>,
}

impl Default for Means {
    /// In memory, without a scanner.
    fn default() -> Self {
        Self {
            objects: Objects::in_memory(),
            scanner: None,
            checker: std::env::current_exe().unwrap_or_default(),
            due: Arc::default(),
        }
    }
}

pub fn operations() -> Vec<Operation> {
    const OFFSET: &[QueryParam] =
        &[QueryParam { name: "offset", description: "Needed: where the bytes belong, from 0." }];
    let list = |operation: Operation| operation.gives::<DocumentList>();
    vec![
        list(Operation::new(&LIST_DOCUMENTS, StatusCode::OK, person::list)),
        Operation::new(&CREATE_UPLOAD, StatusCode::CREATED, upload::create)
            .takes::<CreateUpload>()
            .gives::<Upload>()
            .may_refuse(&[
                Code::UploadRefused,
                Code::UploadTooLarge,
                Code::UploadTooMany,
                Code::UploadNoRoom,
                Code::NotFound,
                Code::DocumentNotReady,
                Code::DocumentReplaced,
            ]),
        Operation::new(&GET_UPLOAD, StatusCode::OK, upload::get)
            .gives::<Upload>()
            .may_refuse(&[Code::PreviewReadOnly]),
        Operation::new(&SEND_CHUNK, StatusCode::OK, upload::send)
            .takes_bytes()
            .gives::<Upload>()
            .query(OFFSET)
            .may_refuse(&[Code::UploadGap, Code::UploadDiffers, Code::UploadDamaged, Code::UploadEnded]),
        list(Operation::new(&FINISH_UPLOAD, StatusCode::OK, upload::finish))
            .may_refuse(&[Code::UploadIncomplete]),
        Operation::new(&DOWNLOAD_DOCUMENT, StatusCode::OK, person::download)
            .gives_file(BYTES)
            .may_refuse(&[Code::DocumentNotReady, Code::PreviewReadOnly]),
        Operation::new(&GET_DOCUMENT_PICTURE, StatusCode::OK, pictures::get)
            .gives_file(JPEG)
            .may_refuse(&[Code::DocumentNotReady, Code::PreviewReadOnly]),
        list(Operation::new(&RENAME_DOCUMENT, StatusCode::OK, person::rename))
            .takes::<RenameDocument>()
            .may_refuse(&[Code::DocumentNameRefused]),
        list(Operation::new(&REMOVE_DOCUMENT, StatusCode::OK, person::remove)),
        list(Operation::new(&SHARE_DOCUMENT, StatusCode::OK, person::share))
            .may_refuse(&[Code::DocumentReplaced]),
        list(Operation::new(&UNSHARE_DOCUMENT, StatusCode::OK, person::unshare)),
        list(Operation::new(&SHARE_WITH_COMPANY, StatusCode::OK, company::share))
            .may_refuse(&[Code::DocumentNotReady, Code::DocumentReplaced]),
        list(Operation::new(&UNSHARE_WITH_COMPANY, StatusCode::OK, company::unshare)),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_CLIENT_DOCUMENTS, StatusCode::OK, staff::list)
            .gives::<ClientDocuments>()
            .may_refuse(&[Code::ServiceDiskFull]),
        Operation::new(&DOWNLOAD_CLIENT_DOCUMENT, StatusCode::OK, staff::download)
            .gives_file(BYTES)
            .may_refuse(&[Code::DocumentNotReady, Code::ServiceDiskFull]),
        Operation::new(&LIST_COMPANY_DOCUMENTS, StatusCode::OK, company::list).gives::<CompanyDocuments>(),
        Operation::new(&DOWNLOAD_COMPANY_DOCUMENT, StatusCode::OK, company::download)
            .gives_file(BYTES)
            .may_refuse(&[Code::DocumentNotReady, Code::ServiceDiskFull]),
        Operation::new(&REPORT_UNREADABLE, StatusCode::OK, staff::report)
            .gives::<SharedDocument>()
            .may_refuse(&[Code::DocumentNotReady]),
    ]
}
