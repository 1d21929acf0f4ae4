use super::*;
use domain::questionnaire::{Answer, Level};
use std::collections::BTreeSet;

#[test]
fn operations_and_routes_are_unique() {
    let ids: BTreeSet<_> = ENDPOINTS.iter().map(|endpoint| endpoint.operation_id).collect();
    let routes: BTreeSet<_> =
        ENDPOINTS.iter().map(|endpoint| (endpoint.method.as_str(), endpoint.path)).collect();
    assert_eq!((ids.len(), routes.len()), (ENDPOINTS.len(), ENDPOINTS.len()));
}

#[test]
fn only_a_get_a_search_a_view_or_the_way_to_a_provider_reads() {
    for endpoint in ENDPOINTS {
        let by_post =
            ["search", "view", "beginProvider"].iter().any(|begin| endpoint.operation_id.starts_with(begin));
        let is_read = endpoint.method == Method::Get || by_post;
        assert_eq!(endpoint.effect == Effect::Read, is_read, "{}", endpoint.operation_id);
    }
}

#[test]
fn a_path_takes_its_values() {
    let path = questionnaire::SAVE_ANSWER.path_with(&["answer.mobilite.permis"]);
    assert_eq!(path, "/api/draft/answers/answer.mobilite.permis");
    assert_eq!(session::GET_ME.path_with(&[]), "/api/session");
}

#[test]
fn a_saved_answer_reads_as_documented() {
    let text = r#"{"step":"triage.mobilite","answer":{"level":"blocked"},"draft":"d1","version":1,"revision":4,"saved_at":12}"#;
    let saved: questionnaire::SavedAnswer = serde_json::from_str(text).unwrap();
    assert_eq!(saved.answer, Some(Answer::Level(Level::Blocked)));
    assert_eq!(serde_json::to_string(&saved).unwrap(), text);
}

#[test]
fn every_code_is_its_own_text() {
    for code in ErrorCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}
