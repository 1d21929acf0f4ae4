//! The document, the routes and the contract say the same.

use crate::harness::World;
use contract::{ENDPOINTS, Effect, ErrorCode, Method};
use domain::cv::PartKey;
use domain::messages::MessageKind;
use domain::pathway::Milestone;
use domain::workshops::Zone;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

async fn document() -> Value {
    World::new().await.browser().fetch("/api/openapi.json").await.is(200).json()
}

/// Every (method, path, operation) of the document.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap();
        methods
            .iter()
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    each.collect()
}

#[tokio::test]
async fn the_document_holds_every_endpoint_and_no_other() {
    let document = document().await;
    let found: BTreeSet<(String, String, String)> = operations(&document)
        .into_iter()
        .map(|(method, path, operation)| {
            (method, path, operation["operationId"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected: BTreeSet<(String, String, String)> = ENDPOINTS
        .iter()
        .map(|e| (e.method.as_str().to_owned(), e.path.to_owned(), e.operation_id.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn every_endpoint_has_a_route_and_every_other_method_has_none() {
    // Without a provider the ways to it are not there.
    let world = crate::provider::with_provider().await;
    let methods = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
    let paths: BTreeSet<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
    let headers = BTreeMap::from([("x-main-tendue".to_owned(), "1".to_owned())]);
    for path in paths {
        for method in methods {
            let concrete =
                path.replace("{step}", "private-talk").replace("{id}", "x").replace("{subject}", "x");
            let reply = world.browser().send(method, &concrete, headers.clone(), None).await;
            let is_known = ENDPOINTS.iter().any(|e| e.path == path && e.method == method);
            let is_routed = reply.status != 405 && !(reply.status == 404 && reply.code() == "not-found");
            assert_eq!(is_routed, is_known, "{} {path}: {}", method.as_str(), reply.text);
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = document().await;
    let mut references = BTreeSet::new();
    collect_references(&document, &mut references);
    assert!(references.len() > 15, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect_references(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(target) if name == "$ref" => drop(into.insert(target.clone())),
                    field => collect_references(field, into),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, into)),
        _ => {}
    }
}

#[test]
fn a_name_in_the_document_stands_for_one_schema() {
    let mut by_name: BTreeMap<String, Value> = BTreeMap::new();
    for operation in server::operation::operations() {
        for schema in [operation.body, operation.answer].into_iter().flatten() {
            let mut found = Vec::new();
            (schema.collect)(&mut found);
            for (name, schema) in found {
                let schema = serde_json::to_value(schema).unwrap();
                let first = by_name.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "two types are called {name}");
            }
        }
    }
    assert!(by_name.len() > 100, "{}", by_name.len());
}

#[tokio::test]
async fn words_stand_in_the_document_as_they_travel() {
    let document = document().await;
    let words = |name: &str| {
        let listed = &document["components"]["schemas"][name]["enum"];
        listed.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words("Zone"), Zone::ALL.iter().map(|zone| zone.as_str()).collect::<Vec<_>>());
    assert_eq!(words("MessageKind"), MessageKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
    assert_eq!(words("PartKey"), PartKey::ALL.iter().map(|key| key.as_str()).collect::<Vec<_>>());
    assert_eq!(words("Milestone"), Milestone::ALL.iter().map(|step| step.as_str()).collect::<Vec<_>>());
}

#[tokio::test]
async fn every_operation_is_fully_described() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    for (method, path, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation_id == name).unwrap();
        assert_eq!(operation["x-effect"], endpoint.effect.as_str());
        assert_eq!(operation["x-owner"], endpoint.owner);
        let roles: Vec<&str> = endpoint.roles.iter().map(|role| role.as_str()).collect();
        assert_eq!(operation["x-roles"], serde_json::json!(roles));
        let parameters = operation["parameters"].as_array().unwrap();
        let has = |place: &str, wanted: &str| {
            parameters.iter().any(|p| p["in"] == place && p["name"] == wanted && p["schema"].is_object())
        };
        for part in path.split('/').filter(|part| part.starts_with('{')) {
            assert!(has("path", part.trim_matches(['{', '}'])), "{name}: {part}");
        }
        assert_eq!(has("header", "idempotency-key"), endpoint.effect == Effect::Write, "{name}");
        assert_eq!(has("header", "x-main-tendue"), method != "GET", "{name}");
        assert_eq!(has("header", "if-match"), endpoint.needs_if_match, "{name}");
        assert_eq!(operation["security"] == serde_json::json!([]), roles == ["public"], "{name}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
        assert!(responses.contains_key("503"), "{name}");
        for (status, response) in responses {
            assert_ne!(response["description"], "", "{name} {status}");
            let is_refusal = status.starts_with(['4', '5']);
            assert_eq!(
                response["content"]["application/problem+json"].is_object(),
                is_refusal,
                "{name} {status}"
            );
        }
    }
}

#[tokio::test]
async fn every_code_is_explained_on_the_page_and_in_the_document() {
    let world = World::new().await;
    let mut browser = world.browser();
    let page = browser.fetch("/api/docs").await;
    assert_eq!(page.is(200).header("content-type"), "text/html; charset=utf-8");
    let codes = &document().await["components"]["schemas"]["ErrorCode"]["enum"];
    let codes: BTreeSet<String> = serde_json::from_value(codes.clone()).unwrap();
    for code in ErrorCode::ALL {
        assert!(codes.contains(code.as_str()), "{} in {codes:?}", code.as_str());
        assert!(
            page.text.contains(&format!("id=\"error-{}\"", code.as_str())),
            "{} on the page",
            code.as_str()
        );
    }
    for endpoint in ENDPOINTS {
        assert!(page.text.contains(&format!("id=\"{}\"", endpoint.operation_id)));
    }
    assert!(!page.text.contains("<script") && !page.text.contains("style=\""), "the policy allows neither");
    let style = browser.fetch("/api/docs.css").await;
    assert_eq!(style.is(200).header("content-type"), "text/css; charset=utf-8");
}
