use super::{DocumentState, Paper, ReplaceRefusal, Scan, VersionLink, papers, replace_refusal, takes_over};
use crate::ids::DocumentId;
use proptest::prelude::*;

/// What can happen to someone's files.
#[derive(Debug, Clone, Copy)]
enum Act {
    HandIn,
    /// The files by their place in the list, whatever they are.
    Replace(usize),
    TakeOver(usize),
    Remove(usize),
    Refuse(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::HandIn),
        (0..6_usize).prop_map(Act::Replace),
        (0..6_usize).prop_map(Act::TakeOver),
        (0..6_usize).prop_map(Act::Remove),
        (0..6_usize).prop_map(Act::Refuse),
    ]
}

fn paper_of<'p>(papers: &'p [Paper], id: &DocumentId) -> Option<&'p Paper> {
    papers.iter().find(|paper| paper.current == *id)
}

/// What the store does with the links.
fn after(mut links: Vec<VersionLink>, act: Act, n: usize) -> Vec<VersionLink> {
    let new = |replaces| VersionLink {
        id: DocumentId::new(["f", &n.to_string()].concat()).unwrap(),
        replaces,
        has_taken_over: false,
    };
    match act {
        Act::HandIn => links.insert(0, new(None)),
        Act::Replace(at) => {
            let Some(old) = links.get(at).map(|link| link.id.clone()) else { return links };
            let all = papers(&links);
            if replace_refusal(paper_of(&all, &old), DocumentState::Kept).is_ok() {
                links.insert(0, new(Some(old)));
            }
        }
        Act::TakeOver(at) => {
            if let Some(link) = links.get_mut(at).filter(|link| link.replaces.is_some()) {
                link.has_taken_over = true;
            }
        }
        Act::Remove(at) if at < links.len() => {
            let gone = links.remove(at);
            for link in links.iter_mut().filter(|link| link.replaces.as_ref() == Some(&gone.id)) {
                link.replaces.clone_from(&gone.replaces);
            }
        }
        Act::Refuse(at) => {
            if let Some(link) = links.get_mut(at) {
                (link.replaces, link.has_taken_over) = (None, false);
            }
        }
        Act::Remove(_) => {}
    }
    links
}

proptest! {
    /// Each file is one version of one paper, whatever was done in whatever order.
    #[test]
    fn nothing_is_lost_among_versions(acts in proptest::collection::vec(act(), 0..40)) {
        let mut links = Vec::new();
        for (n, act) in acts.into_iter().enumerate() {
            let n_before = papers(&links).len();
            links = after(links, act, n);
            let all = papers(&links);
            let mut named: Vec<DocumentId> = Vec::new();
            for paper in &all {
                named.push(paper.current.clone());
                named.extend(paper.coming.clone());
                named.extend(paper.earlier.clone());
            }
            let mut ids: Vec<DocumentId> = links.iter().map(|link| link.id.clone()).collect();
            named.sort();
            ids.sort();
            prop_assert_eq!(&named, &ids, "{:?}", links);
            if matches!(act, Act::Replace(_) | Act::TakeOver(_)) {
                prop_assert_eq!(all.len(), n_before, "it is the same paper");
            }
            for link in &links {
                let paper = paper_of(&all, &link.id);
                let may = replace_refusal(paper, DocumentState::Kept).is_ok();
                let is_replaced = links.iter().any(|other| other.replaces.as_ref() == Some(&link.id));
                prop_assert!(!(may && is_replaced), "once at a time");
            }
        }
    }
}

fn id(text: &str) -> DocumentId {
    DocumentId::new(text).unwrap()
}

fn link(name: &str, replaces: Option<&str>, has_taken_over: bool) -> VersionLink {
    VersionLink { id: id(name), replaces: replaces.map(id), has_taken_over }
}

#[test]
fn a_newer_version_comes_and_then_counts() {
    let old = link("old", None, false);
    let coming = papers(&[link("new", Some("old"), false), old.clone()]);
    let paper = Paper { current: id("old"), coming: Some(id("new")), earlier: vec![] };
    assert_eq!(coming.as_slice(), std::slice::from_ref(&paper));
    assert_eq!(replace_refusal(Some(&paper), DocumentState::Kept), Err(ReplaceRefusal::Replaced));
    assert_eq!(
        replace_refusal(None, DocumentState::Kept),
        Err(ReplaceRefusal::Replaced),
        "a version that counts no more"
    );
    let third = link("third", Some("new"), true);
    let all = papers(&[third, link("new", Some("old"), true), old]);
    assert_eq!(all, [Paper { current: id("third"), coming: None, earlier: vec![id("new"), id("old")] }]);
    assert_eq!(replace_refusal(all.first(), DocumentState::Kept), Ok(()));
    for state in [DocumentState::Receiving, DocumentState::Checking, DocumentState::Refused] {
        assert_eq!(replace_refusal(all.first(), state), Err(ReplaceRefusal::NotReady));
    }
    let alone = papers(&[link("new", Some("gone"), false)]);
    assert_eq!(alone, [Paper { current: id("new"), coming: None, earlier: vec![] }]);
}

#[test]
fn a_place_is_taken_when_others_may_open_what_takes_it() {
    use DocumentState as State;
    for state in [State::Receiving, State::Checking, State::Kept, State::Refused] {
        for scan in [None, Some(Scan::Waiting), Some(Scan::Clean)] {
            let is_kept = state == State::Kept;
            assert_eq!(takes_over(state, scan, true), is_kept && scan == Some(Scan::Clean));
            assert_eq!(takes_over(state, scan, false), is_kept);
        }
    }
}
