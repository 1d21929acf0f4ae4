//! Conditions and constraints as expressions that ODK and Kobo understand in the same way as the portal.

use super::constraint::Constraint;

/// A condition, with its question as expressions name it.
#[derive(Debug, Clone)]
pub(crate) struct Named<'a> {
    pub question: &'a str,
    pub is_one: bool,
    pub is_any: bool,
    pub options: Vec<&'a str>,
}

/// All of them must hold.
pub(crate) fn write_conditions(conditions: &[Named<'_>]) -> String {
    let is_only = conditions.len() == 1;
    let parts: Vec<String> = conditions.iter().map(|condition| write_condition(condition, is_only)).collect();
    parts.join(" and ")
}

fn write_condition(condition: &Named<'_>, is_only: bool) -> String {
    let question = condition.question;
    let test = |option: &&str| match condition.is_one {
        true => format!("${{{question}}} = '{option}'"),
        false => format!("selected(${{{question}}}, '{option}')"),
    };
    let any = condition.options.iter().map(test).collect::<Vec<_>>().join(" or ");
    match condition.is_any {
        true if is_only || condition.options.len() == 1 => any,
        true => format!("({any})"),
        // Where it was not asked, `not(…)` alone would hold there, and does not here.
        false => format!("${{{question}}} != '' and not({any})"),
    }
}

/// Empty when nothing is constrained.
pub(crate) fn write_constraint(constraint: &Constraint) -> String {
    let mut parts = Vec::new();
    parts.extend(constraint.max_chars.iter().map(|max| format!("string-length(.) <= {max}")));
    parts.extend(constraint.max.iter().map(|max| format!("count-selected(.) <= {max}")));
    if !constraint.alone.is_empty() {
        let any: Vec<String> =
            constraint.alone.iter().map(|option| format!("selected(., '{option}')")).collect();
        let any = match any.as_slice() {
            [one] => one.clone(),
            _ => format!("({})", any.join(" or ")),
        };
        parts.push(format!("not({any} and count-selected(.) > 1)"));
    }
    parts.join(" and ")
}
