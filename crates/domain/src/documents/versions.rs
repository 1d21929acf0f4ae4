//! Versions of a paper: a file that is handed in in the place of another has its name from the beginning, and its shares from
//! the moment at which others may open it (decision 44).

use crate::documents::{DocumentState, Scan};
use crate::ids::DocumentId;

/// What ties a file to the one in whose place it was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLink {
    pub id: DocumentId,
    /// The file that it is a newer version of. What is not there any more is no version.
    pub replaces: Option<DocumentId>,
    /// It has the other's place.
    pub has_taken_over: bool,
}

/// The versions of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The one that counts: only it can be shared.
    pub current: DocumentId,
    /// What will take its place.
    pub coming: Option<DocumentId>,
    /// What had its place before, latest first. For nobody but its owner.
    pub earlier: Vec<DocumentId>,
}

/// Why a file cannot be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplaceRefusal {
    /// It is not kept (yet): there is nothing whose place could be taken.
    NotReady,
    /// Another version is there already, or on its way.
    Replaced,
}

/// The papers of a person, in the order in which `links` names what counts of each.
pub fn papers(links: &[VersionLink]) -> Vec<Paper> {
    let find = |id: &DocumentId| links.iter().find(|link| link.id == *id);
    let newer = |id: &DocumentId| links.iter().find(|link| link.replaces.as_ref() == Some(id));
    let is_earlier = |link: &VersionLink| newer(&link.id).is_some_and(|newer| newer.has_taken_over);
    let is_coming =
        |link: &VersionLink| !link.has_taken_over && link.replaces.as_ref().and_then(find).is_some();
    let earlier_of = |current: &VersionLink| {
        let mut earlier = Vec::new();
        let mut last = current;
        // As many steps as there are files, whatever the links say.
        while let Some(before) = last.replaces.as_ref().and_then(find).filter(|_| earlier.len() < links.len())
        {
            earlier.push(before.id.clone());
            last = before;
        }
        earlier
    };
    let current = links.iter().filter(|link| !is_earlier(link) && !is_coming(link));
    let paper = |link: &VersionLink| Paper {
        current: link.id.clone(),
        coming: newer(&link.id).map(|newer| newer.id.clone()),
        earlier: earlier_of(link),
    };
    current.map(paper).collect()
}

/// Whether a file may be replaced, by the paper of which it is what counts; `None`: it is another version of one.
///
/// # Errors
/// Why not.
pub fn replace_refusal(paper: Option<&Paper>, state: DocumentState) -> Result<(), ReplaceRefusal> {
    match paper {
        None => Err(ReplaceRefusal::Replaced),
        Some(paper) if paper.coming.is_some() => Err(ReplaceRefusal::Replaced),
        Some(_) if state != DocumentState::Kept => Err(ReplaceRefusal::NotReady),
        Some(_) => Ok(()),
    }
}

/// Whether a newer version takes the place of the older one: once others may open it, so that nobody who could open the older
/// one stands before a closed door. Where there is no antivirus nobody else opens either, and nothing is waited for.
pub fn takes_over(state: DocumentState, scan: Option<Scan>, has_scanner: bool) -> bool {
    state == DocumentState::Kept && (scan == Some(Scan::Clean) || !has_scanner)
}
