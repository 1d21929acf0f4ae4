//! The OpenAPI 3.1 document, made from the same operations as the routes.

use crate::error::describe;
use crate::operation::{Operation, Schema, operations};
use crate::state::AppState;
use crate::{cookies, docs_page};
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::{MethodRouter, get};
use contract::{CLIENT_HEADER, Effect, Endpoint, ErrorCode, IDEMPOTENCY_HEADER, Method, Problem, Role};
use domain::cv::PartKey;
use domain::ids::SubjectId;
use domain::questionnaire::StepKey;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const CACHE: &str = "public, max-age=300";

/// Made when somebody first asks: a server that starts has no need of them.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| document(&operations()).to_string());
static PAGE: LazyLock<String> = LazyLock::new(|| docs_page::render(&operations()));

/// `/api/openapi.json`, `/api/docs` and its style sheet.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/openapi.json", send("application/json", || &DOCUMENT))
        .route("/api/docs", send("text/html; charset=utf-8", || &PAGE))
        .route("/api/docs.css", send("text/css; charset=utf-8", || docs_page::STYLE))
}

fn send(kind: &'static str, body: fn() -> &'static str) -> MethodRouter<AppState> {
    get(async move || ([(CONTENT_TYPE, kind), (CACHE_CONTROL, CACHE)], body()))
}

/// The document as a JSON value.
pub fn document(operations: &[Operation]) -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in operations {
        let method = operation.endpoint.method.as_str().to_lowercase();
        paths.entry(operation.endpoint.path).or_default().insert(method, describe_operation(operation));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Main Tendue",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The portal's own interface: taking stock, the pathway, the desk.",
            "description": "Errors are RFC 9457 problem documents with a stable `code`. Every write is sent with an \
                `Idempotency-Key`: the same key has one effect for 24 hours, whoever repeats it gets the same answer. Below \
                `/preview/<id>` (see startPreview) a person's reads answer to the member of staff who looks, without what the \
                person keeps for themselves, and every write is refused.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas(operations),
            "securitySchemes": {
                "person": cookie_scheme(cookies::PERSON, "Set by startSession."),
                "staff": cookie_scheme(cookies::STAFF, "Set by startStaffSession."),
            },
        },
    })
}

fn cookie_scheme(name: &str, description: &str) -> Value {
    json!({ "type": "apiKey", "in": "cookie", "name": name, "description": description })
}

fn schemas(operations: &[Operation]) -> BTreeMap<String, Value> {
    let mut found = Vec::new();
    let bodies = operations.iter().flat_map(|operation| [operation.body, operation.answer]).flatten();
    let in_paths = path_schemas().map(|(_, schema)| schema);
    for schema in bodies.chain(in_paths).chain([Schema::of::<Problem>()]) {
        (schema.collect)(&mut found);
    }
    let as_value = |schema| serde_json::to_value(schema).expect("BUG: a schema is JSON");
    found.into_iter().map(|(name, schema)| (name, as_value(schema))).collect()
}

fn describe_operation(operation: &Operation) -> Value {
    let endpoint = operation.endpoint;
    let mut described = json!({
        "operationId": endpoint.operation_id,
        "summary": endpoint.summary,
        "tags": [tag(endpoint)],
        "parameters": parameters(operation),
        "responses": responses(operation),
        "security": security(endpoint),
        "x-roles": endpoint.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>(),
        "x-effect": endpoint.effect.as_str(),
        "x-owner": endpoint.owner,
    });
    if let Some(body) = operation.body {
        let content = json!({ "application/json": { "schema": reference(body) } });
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    if operation.has_bytes {
        described["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {} } });
    }
    described
}

/// The feature an operation belongs to: the first part of its path.
pub fn tag(endpoint: &Endpoint) -> &'static str {
    endpoint.path.split('/').nth(2).unwrap_or("api")
}

fn reference(schema: Schema) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", (schema.name)()) })
}

fn security(endpoint: &Endpoint) -> Value {
    match endpoint.roles.first() {
        None | Some(Role::Public) => json!([]),
        Some(Role::Person) => json!([{ "person": [] }]),
        Some(Role::Referent | Role::Coordinator) => json!([{ "staff": [] }]),
    }
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let endpoint = operation.endpoint;
    let mut parameters = Vec::new();
    for name in path_parameters(endpoint.path) {
        parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": path_schema(name) }));
    }
    for query in operation.query {
        parameters.push(json!({
            "name": query.name, "in": "query", "required": false, "description": query.description,
            "schema": { "type": "string" },
        }));
    }
    if endpoint.effect == Effect::Write {
        parameters.push(header(
            IDEMPOTENCY_HEADER,
            "Names this attempt; the same value has one effect for 24 hours.",
            json!({ "type": "string", "pattern": "^[!-~]{1,64}$" }),
        ));
    }
    if endpoint.method != Method::Get {
        let described = "Any value. No HTML form can send it.";
        parameters.push(header(CLIENT_HEADER, described, json!({ "type": "string" })));
    }
    if operation.has_bytes {
        parameters.push(header(
            "content-digest",
            "SHA-256 of the body (RFC 9530).",
            json!({ "type": "string", "pattern": "^sha-256=:[A-Za-z0-9+/]{43}=:$" }),
        ));
    }
    if endpoint.needs_if_match {
        parameters.push(header(
            "if-match",
            "The version to change, quoted; of a draft or an answer in it, \"<draft>.<version>\", as its `ETag` says.",
            json!({ "type": "string", "pattern": "^\"([a-z0-9_-]+\\.)?[0-9]+\"$" }),
        ));
    }
    parameters
}

/// What a parameter of a path is like. An identifier is what the server has made it: it names something, or nothing.
fn path_schema(name: &str) -> Value {
    let known = path_schemas().into_iter().find(|(known, _)| *known == name);
    known.map_or_else(|| json!({ "type": "string", "maxLength": 256 }), |(_, schema)| reference(schema))
}

/// The parameters of paths that are more than identifiers.
fn path_schemas() -> [(&'static str, Schema); 3] {
    [
        ("part", Schema::of::<PartKey>()),
        ("step", Schema::of::<StepKey>()),
        ("subject", Schema::of::<SubjectId>()),
    ]
}

/// The names between braces.
pub fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn header(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "header", "required": true, "description": description, "schema": schema })
}

fn responses(operation: &Operation) -> BTreeMap<String, Value> {
    let mut responses = BTreeMap::new();
    let mut success = json!({ "description": "Done." });
    if let Some(answer) = operation.answer {
        let one = reference(answer);
        let schema = if operation.is_list { json!({ "type": "array", "items": one }) } else { one };
        success["content"] = json!({ "application/json": { "schema": schema } });
    }
    if let Some(media_type) = operation.file {
        // OpenAPI 3.1 says bytes by saying nothing about their shape.
        success["content"] = json!({ media_type: {} });
        success["headers"] = json!({ "content-disposition": {
            "description": "`attachment`, with a file name (RFC 6266).",
            "schema": { "type": "string" },
        } });
    }
    responses.insert(operation.success.as_str().to_owned(), success);
    if operation.has_etag {
        let not_modified = json!({ "description": "The client has it already (`If-None-Match`)." });
        responses.insert(StatusCode::NOT_MODIFIED.as_str().to_owned(), not_modified);
    }
    let mut by_status: BTreeMap<StatusCode, Vec<ErrorCode>> = BTreeMap::new();
    for code in operation.all_errors() {
        by_status.entry(describe(code).0).or_default().push(code);
    }
    for (status, codes) in by_status {
        responses.insert(status.as_str().to_owned(), refusal(&codes));
    }
    responses
}

fn refusal(codes: &[ErrorCode]) -> Value {
    let texts: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let titles: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), describe(*code).1)).collect();
    let schema = json!({ "allOf": [
        { "$ref": "#/components/schemas/Problem" },
        { "type": "object", "properties": { "code": { "enum": texts } } },
    ] });
    json!({ "description": titles.join(" "), "content": { "application/problem+json": { "schema": schema } } })
}
