//! What the person's own pages show of sent answers when someone else looks at them (R1): what staff may read, and no more.

use crate::questionnaire::{
    Answer, Answers, Questionnaire, Reader, Role, Sharing, Sharings, StepKey, sharing_of, visible_answers,
};

/// [`visible_answers`], with what the person's pages also tell of a subject that is shared: who could read it when it was
/// sent, unless that was nobody.
///
/// `has_wish`: a wish for a private meeting stands, and `reader` may know it. A wish that was taken back looks like one
/// that was never made, here as everywhere at the desk.
#[must_use]
pub fn preview_answers(
    definition: &Questionnaire,
    sent: &Answers,
    sharings: &Sharings,
    reader: Reader,
    has_wish: bool,
) -> Answers {
    let mut shown = visible_answers(definition, sent, sharings, reader);
    for subject in &definition.subjects {
        let was_shared = sent.sharing(&subject.id).filter(|sharing| sharing.lets(reader));
        if let Some(sharing) = was_shared.filter(|_| shown.level(&subject.id).is_some()) {
            shown.0.insert(StepKey::Sharing(subject.id.clone()), Answer::Sharing(sharing));
        }
    }
    if reader == Reader::Referent {
        let said = sent.get(&StepKey::PrivateTalk);
        let told = said.and_then(|said| private_talk(definition, said, has_wish));
        shown.0.extend(told.map(|told| (StepKey::PrivateTalk, told)));
    }
    shown
}

fn private_talk(definition: &Questionnaire, said: &Answer, has_wish: bool) -> Option<Answer> {
    let options = &definition.private_talk.options;
    let asks = options.iter().any(|option| option.role == Role::Talk && said.choices().contains(&option.id));
    if has_wish || !asks {
        return Some(said.clone());
    }
    let other = options.iter().find(|option| option.role != Role::Talk)?;
    Some(Answer::Choices(vec![other.id.clone()]))
}

/// Who may read answers that newer ones have replaced: whoever may read the subject now and could when they were sent.
/// What was kept then stays kept, also when the subject is shared since.
#[must_use]
pub fn shared_then_and_now(definition: &Questionnaire, sent: &Answers, now: &Sharings) -> Sharings {
    let each = definition.subjects.iter().map(|subject| {
        let sharing = match (sharing_of(subject, sent), now.of(subject, sent)) {
            (Sharing::Me, _) | (_, Sharing::Me) => Sharing::Me,
            (Sharing::Referent, _) | (_, Sharing::Referent) => Sharing::Referent,
            (Sharing::Team, Sharing::Team) => Sharing::Team,
        };
        (subject.id.clone(), sharing)
    });
    Sharings { said: each.collect(), ..Sharings::default() }
}
