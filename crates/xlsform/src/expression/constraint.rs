//! What a constraint may say: how long a text is, how many entries one chooses, which options stand alone.

use super::{Expression, Kind, Operator, Refused};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Constraint {
    /// `string-length(.) <= 80`
    pub max_chars: Option<String>,
    /// `count-selected(.) <= 3`
    pub max: Option<String>,
    /// `not(selected(., 'none') and count-selected(.) > 1)`
    pub alone: Vec<String>,
}

const NO_SUCH_CONSTRAINT: &str = "The portal has no such constraint. It knows `string-length(.) <= 80` for a text, \
    `count-selected(.) <= 3` for a list to search in, and `not(selected(., 'none') and count-selected(.) > 1)`.";

/// # Errors
/// Everything that the portal has nothing for.
pub(crate) fn constraint(expression: &Expression) -> Result<Constraint, Vec<Refused>> {
    let mut found = Constraint::default();
    let mut refused = Vec::new();
    for part in expression.all() {
        if let Some(number) = at_most(part, "string-length") {
            found.max_chars = Some(number);
        } else if let Some(number) = at_most(part, "count-selected") {
            found.max = Some(number);
        } else if let Some(options) = alone(part) {
            found.alone.extend(options);
        } else {
            refused.push(Refused::new(part.at, NO_SUCH_CONSTRAINT));
        }
    }
    if refused.is_empty() { Ok(found) } else { Err(refused) }
}

/// The number that `name(.)` may reach.
fn at_most(part: &Expression, name: &str) -> Option<String> {
    let of_own = |side: &Expression| {
        matches!(side.arguments(name), Some([Expression { kind: Kind::Own, .. }])).then_some(())
    };
    let number = |side: &Expression| side.literal()?.parse::<u32>().ok();
    let Kind::Compare(operator, sides) = &part.kind else { return None };
    let (left, right) = (&sides.0, &sides.1);
    let limit = match operator {
        Operator::AtMost => of_own(left).and_then(|()| number(right)),
        Operator::Less => of_own(left).and_then(|()| number(right)?.checked_sub(1)),
        Operator::AtLeast => of_own(right).and_then(|()| number(left)),
        Operator::Greater => of_own(right).and_then(|()| number(left)?.checked_sub(1)),
        Operator::Equal | Operator::Unequal => None,
    };
    limit.map(|limit| limit.to_string())
}

/// The options that cannot be chosen with others: `not(selected(., 'x') and count-selected(.) > 1)`, or
/// `not(selected(., 'x')) or count-selected(.) = 1`.
fn alone(part: &Expression) -> Option<Vec<String>> {
    let is_count = |test: &Expression, operator, number: &str| {
        test.sides(operator).is_some_and(|(left, right)| {
            matches!(left.arguments("count-selected"), Some([Expression { kind: Kind::Own, .. }]))
                && right.literal() == Some(number)
        })
    };
    let is_several =
        |test: &Expression| is_count(test, Operator::Greater, "1") || is_count(test, Operator::AtLeast, "2");
    let is_single =
        |test: &Expression| is_count(test, Operator::Equal, "1") || is_count(test, Operator::AtMost, "1");
    if let Some([inner]) = part.arguments("not") {
        return match inner.all() {
            [one, other] if is_several(other) => chosen(one),
            [other, one] if is_several(other) => chosen(one),
            _ => None,
        };
    }
    match part.any() {
        [one, other] if is_single(other) => chosen(one.arguments("not")?.first()?),
        [other, one] if is_single(other) => chosen(one.arguments("not")?.first()?),
        _ => None,
    }
}

/// The options of `selected(., 'x') or selected(., 'y')`.
fn chosen(expression: &Expression) -> Option<Vec<String>> {
    let option = |part: &Expression| match part.arguments("selected")? {
        [Expression { kind: Kind::Own, .. }, option] => option.literal().map(str::to_owned),
        _ => None,
    };
    expression.any().iter().map(option).collect()
}
