//! What a CV lacks: to be made at all, and to be of more use.

use super::{Cv, PartKey};

/// Without this nobody knows whose CV it is, or how to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    Name,
    /// A phone number or an e-mail address.
    Reach,
}

/// What is needed before the paper is made. Nothing else is.
pub fn lacks(cv: &Cv) -> Vec<Lack> {
    let lacks_reach = cv.contact.phone.is_empty() && cv.contact.email.is_empty();
    let lacks_name = cv.contact.name.is_empty();
    [lacks_name.then_some(Lack::Name), lacks_reach.then_some(Lack::Reach)].into_iter().flatten().collect()
}

/// The part whose filling would help most, if one would. Someone who never had a job is not asked for one: what they do
/// elsewhere, or a skill, does.
pub fn suggest_next(cv: &Cv) -> Option<PartKey> {
    let has_done = !(cv.jobs.is_empty() && cv.doings.is_empty() && cv.training.is_empty());
    match () {
        () if !lacks(cv).is_empty() => Some(PartKey::Contact),
        () if cv.skills.is_empty() => Some(PartKey::Skills),
        () if !has_done => Some(PartKey::Doings),
        () => None,
    }
}
