//! An operation of the API: an endpoint of the contract with its handler and what the document says about it.
//!
//! Routes are built from nothing else, so the router, [`contract::ENDPOINTS`] and the document cannot drift apart.

use crate::state::AppState;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, map_response};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use contract::{Endpoint, ErrorCode, Method};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, schema};

/// The schema of a body and of everything in it.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    pub name: fn() -> String,
    pub collect: fn(&mut Vec<(String, RefOr<schema::Schema>)>),
}

impl Schema {
    pub fn of<T: ToSchema>() -> Self {
        Self {
            name: || T::name().into_owned(),
            collect: |all| {
                all.push((T::name().into_owned(), T::schema()));
                T::schemas(all);
            },
        }
    }
}

/// A query parameter, always optional.
#[derive(Debug, Clone, Copy)]
pub struct QueryParam {
    pub name: &'static str,
    pub description: &'static str,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub endpoint: &'static Endpoint,
    pub success: StatusCode,
    pub body: Option<Schema>,
    pub answer: Option<Schema>,
    /// The body is bytes, with their digest in a header, in place of `body`.
    pub has_bytes: bool,
    /// Media type of an answer that is a file to keep, in place of `answer`.
    pub file: Option<&'static str>,
    /// A JSON array of `answer`.
    pub is_list: bool,
    /// Answers 304 to whoever has it already.
    pub has_etag: bool,
    pub query: &'static [QueryParam],
    /// What it refuses for reasons of its own; what all operations share is added by [`Self::all_errors`].
    pub errors: &'static [ErrorCode],
    route: MethodRouter<AppState>,
}

/// The `operationId` of an answer, for logs and figures.
#[derive(Debug, Clone, Copy)]
pub struct OperationId(pub &'static str);

impl Operation {
    pub fn new<H, T>(endpoint: &'static Endpoint, success: StatusCode, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let filter = match endpoint.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
            Method::Patch => MethodFilter::PATCH,
            Method::Delete => MethodFilter::DELETE,
        };
        let id = OperationId(endpoint.operation_id);
        let name_it = move |mut response: Response| async move {
            response.extensions_mut().insert(id);
            response
        };
        let admit = move |request: Request, next: Next| crate::inside::admit(endpoint, request, next);
        let route = on(filter, handler).layer(from_fn(admit)).layer(map_response(name_it));
        Self {
            endpoint,
            success,
            body: None,
            answer: None,
            has_bytes: false,
            file: None,
            is_list: false,
            has_etag: false,
            query: &[],
            errors: &[],
            route,
        }
    }

    #[must_use]
    pub fn takes<T: ToSchema>(mut self) -> Self {
        self.body = Some(Schema::of::<T>());
        self
    }

    /// Bytes, with their `Content-Digest`.
    #[must_use]
    pub fn takes_bytes(mut self) -> Self {
        self.has_bytes = true;
        self
    }

    #[must_use]
    pub fn gives<T: ToSchema>(mut self) -> Self {
        self.answer = Some(Schema::of::<T>());
        self
    }

    /// A file to keep.
    #[must_use]
    pub fn gives_file(mut self, media_type: &'static str) -> Self {
        self.file = Some(media_type);
        self
    }

    /// A JSON array.
    #[must_use]
    pub fn gives_list<T: ToSchema>(mut self) -> Self {
        self.is_list = true;
        self.gives::<T>()
    }

    /// Answers 304 when `If-None-Match` names what would be sent.
    #[must_use]
    pub fn or_not_modified(mut self) -> Self {
        self.has_etag = true;
        self
    }

    #[must_use]
    pub fn query(mut self, query: &'static [QueryParam]) -> Self {
        self.query = query;
        self
    }

    #[must_use]
    pub fn may_refuse(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }

    /// Every code that this operation can answer with, in the order of [`ErrorCode::ALL`].
    pub fn all_errors(&self) -> Vec<ErrorCode> {
        use ErrorCode as Code;
        let mut errors = vec![Code::ServiceUnavailable, Code::ServiceInternal];
        errors.extend(self.errors);
        if self.endpoint.method != Method::Get {
            errors.extend([
                Code::RequestForeign,
                Code::RequestTooLarge,
                Code::RequestTimeout,
                Code::RequestMalformed,
            ]);
        }
        if self.endpoint.effect == contract::Effect::Write {
            errors.extend([
                Code::IdempotencyKeyMissing,
                Code::IdempotencyKeyReused,
                Code::IdempotencyInProgress,
                Code::ServiceDiskFull,
                Code::PreviewReadOnly,
            ]);
        }
        if errors.contains(&Code::PreviewReadOnly) {
            errors.push(Code::SittingElsewhere);
        }
        if self.body.is_some() {
            errors.push(Code::RequestMediaType);
        }
        if !self.query.is_empty() {
            errors.push(Code::RequestMalformed);
        }
        if self.endpoint.needs_if_match {
            errors.push(Code::VersionMissing);
        }
        if self.endpoint.path.contains('{') {
            errors.push(Code::NotFound);
        }
        if !self.endpoint.roles.contains(&contract::Role::Public) {
            errors.push(Code::SessionNeeded);
        }
        errors.sort_unstable_by_key(|code| *code as usize);
        errors.dedup();
        errors
    }
}

/// Every operation, in the order of the document.
pub fn operations() -> Vec<Operation> {
    let mut all = crate::session::operations();
    all.extend(crate::code::operations());
    all.extend(crate::handover::operations());
    all.extend(crate::kiosk::operations());
    all.extend(crate::health_data::operations());
    all.extend(crate::rights::operations());
    all.extend(crate::accounts::operations());
    all.extend(crate::questionnaire::operations());
    all.extend(crate::sharing::operations());
    all.extend(crate::talk::operations());
    all.extend(crate::access::operations());
    all.extend(crate::export::operations());
    all.extend(crate::pathway::operations());
    all.extend(crate::meetings::operations());
    all.extend(crate::workshops::operations());
    all.extend(crate::documents::operations());
    all.extend(crate::cv::operations());
    all.extend(crate::messages::operations());
    all.extend(crate::forum::operations());
    all.extend(crate::programme::operations());
    all.extend(crate::staff::operations());
    all.extend(crate::provider::operations());
    all.extend(crate::provider::person::operations());
    all.extend(crate::client::operations());
    all.extend(crate::preview::operations());
    all.extend(crate::sitting::operations());
    all.extend(crate::kiosk::staff_operations());
    all.extend(crate::rights::staff_operations());
    all.extend(crate::accounts::staff_operations());
    all.extend(crate::assign::operations());
    all.extend(crate::access_search::operations());
    all.extend(crate::cards::operations());
    all.extend(crate::import::operations());
    all.extend(crate::pathway::staff_operations());
    all.extend(crate::meetings::staff_operations());
    all.extend(crate::workshops::staff_operations());
    all.extend(crate::documents::staff_operations());
    all.extend(crate::messages::staff_operations());
    all.extend(crate::forum::staff_operations());
    all.extend(crate::programme::staff_operations());
    all
}

/// The routes of these operations.
pub fn routes(operations: Vec<Operation>) -> Router<AppState> {
    operations
        .into_iter()
        .fold(Router::new(), |router, operation| router.route(operation.endpoint.path, operation.route))
}
