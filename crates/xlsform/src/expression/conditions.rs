//! From an expression to conditions of the content, all of which must hold.

use super::{Expression, Kind, Operator, Refused};

/// A question as an expression names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// What tells it from every other question.
    pub key: (String, String),
    /// Exactly one answer, so that `=` and `selected` say the same.
    pub is_one: bool,
    /// Whoever comes to the condition has been asked this question.
    pub is_always_asked: bool,
}

/// A condition as content has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub on: (String, String),
    /// One of the options must be chosen; otherwise, the question is answered with none of them.
    pub is_any: bool,
    pub options: Vec<String>,
}

const NO_SUCH_CONDITION: &str = "The portal has no such condition. Use `${question} = 'answer'`, \
    `selected(${question}, 'answer')`, `and`, `or`, `not(…)`.";

/// What one part says of one question.
struct Claim {
    at: usize,
    target: Target,
    says: Says,
}

enum Says {
    Any(Vec<String>),
    None(Vec<String>),
    Answered,
}

/// # Errors
/// Everything that no condition of the portal says.
pub(crate) fn conditions(
    expression: &Expression,
    find: &dyn Fn(&str) -> Result<Target, String>,
) -> Result<Vec<Condition>, Vec<Refused>> {
    let (mut claims, mut refused) = (Vec::new(), Vec::new());
    for part in expression.all() {
        match claim(part, find) {
            Ok(claim) => claims.push(claim),
            Err(one) => refused.push(one),
        }
    }
    let mut conditions = Vec::new();
    for Claim { at, target, says } in &claims {
        let others = || claims.iter().filter(|other| other.target.key == target.key);
        let (is_any, options) = match says {
            Says::Any(options) => (true, options),
            Says::None(options) => {
                let is_answered =
                    target.is_always_asked || others().any(|other| !matches!(other.says, Says::None(_)));
                if !is_answered {
                    let message = "This also holds for people who were not asked that question, and a condition of the \
                                   portal needs an answer. Write `${question} != '' and ` before it.";
                    refused.push(Refused::new(*at, message));
                }
                (false, options)
            }
            Says::Answered => {
                if others().all(|other| matches!(other.says, Says::Answered)) {
                    let message = "The portal has no condition that any answer fulfils. Name the answers.";
                    refused.push(Refused::new(*at, message));
                }
                continue;
            }
        };
        conditions.push(Condition { on: target.key.clone(), is_any, options: options.clone() });
    }
    if refused.is_empty() { Ok(conditions) } else { Err(refused) }
}

fn claim(part: &Expression, find: &dyn Fn(&str) -> Result<Target, String>) -> Result<Claim, Refused> {
    if let Some([inner]) = part.arguments("not") {
        let (target, options) = choice_of(inner, find)?;
        return Ok(Claim { at: part.at, target, says: Says::None(options) });
    }
    if let Some((left, right)) = part.sides(Operator::Unequal) {
        let (target, option) = compared(part.at, left, right, find)?;
        if option.is_empty() {
            return Ok(Claim { at: part.at, target, says: Says::Answered });
        }
        must_be_one(&target, part.at)?;
        return Ok(Claim { at: part.at, target, says: Says::None(vec![option]) });
    }
    let (target, options) = choice_of(part, find)?;
    Ok(Claim { at: part.at, target, says: Says::Any(options) })
}

/// One question, and the options of which one is chosen.
fn choice_of(
    expression: &Expression,
    find: &dyn Fn(&str) -> Result<Target, String>,
) -> Result<(Target, Vec<String>), Refused> {
    let mut found: Option<(Target, Vec<String>)> = None;
    for part in expression.any() {
        let (target, option) = if let Some([question, option]) = part.arguments("selected") {
            compared(part.at, question, option, find)?
        } else if let Some((left, right)) = part.sides(Operator::Equal) {
            let (target, option) = compared(part.at, left, right, find)?;
            must_be_one(&target, part.at)?;
            (target, option)
        } else {
            return Err(Refused::new(part.at, NO_SUCH_CONDITION));
        };
        if option.is_empty() {
            let message =
                "A condition of the portal needs an answer. Name the answers with which this is shown.";
            return Err(Refused::new(part.at, message));
        }
        match &mut found {
            None => found = Some((target, vec![option])),
            Some((first, options)) if first.key == target.key => options.push(option),
            Some(_) => {
                let message = "`or` between two questions is no condition of the portal. Ask the question twice, once \
                               for each, or leave one of them out.";
                return Err(Refused::new(part.at, message));
            }
        }
    }
    found.ok_or_else(|| Refused::new(expression.at, NO_SUCH_CONDITION))
}

/// The question and the option of a comparison, whichever stands first.
fn compared(
    at: usize,
    left: &Expression,
    right: &Expression,
    find: &dyn Fn(&str) -> Result<Target, String>,
) -> Result<(Target, String), Refused> {
    let (name, name_at, option) = match (&left.kind, &right.kind) {
        (Kind::Answer(name), Kind::Literal(option)) => (name, left.at, option),
        (Kind::Literal(option), Kind::Answer(name)) => (name, right.at, option),
        _ => return Err(Refused::new(at, NO_SUCH_CONDITION)),
    };
    let target = find(name).map_err(|message| Refused::new(name_at, message))?;
    Ok((target, option.clone()))
}

fn must_be_one(target: &Target, at: usize) -> Result<(), Refused> {
    if target.is_one {
        return Ok(());
    }
    let message = "With several answers, `=` holds only when this is the only one. Use `selected(${question}, 'answer')`.";
    Err(Refused::new(at, message))
}
