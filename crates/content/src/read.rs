//! From a tree of values to records, keeping on after a problem: what cannot be read is reported and stands as an
//! empty value, so that the rest of the file is looked at too.

use crate::node::{Key, Node, Plain, Value, plain_kind};
use crate::problem::{At, Pos, Report, quote_all, suggest};

/// A value of a content file. `#[cfg(test)]` derives of `JsonSchema` beside it describe the same shape to editors.
pub(crate) trait Read: Sized {
    /// Whether the key may be left out.
    const IS_OPTIONAL: bool = false;

    /// Whether other places refer to what this holds: when it cannot be read, a name that seems unknown may be in it.
    const HOLDS_NAMES: bool = false;

    fn read(node: &Node, report: &mut Report) -> Self;

    /// What stands for a value that is not there; the absence itself is reported by the caller.
    fn absent(pos: Pos) -> Self;
}

/// Declares a record: a mapping with these keys and no others. A field of type `Option` may be left out. The doc
/// comments are the descriptions in the published schema.
macro_rules! record {
    ($($(#[$meta:meta])* struct $name:ident {
        $($(#[$field_meta:meta])* $field:ident: $type:ty),+ $(,)?
    })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
        pub(crate) struct $name {
            $($(#[$field_meta])* pub $field: $type),+
        }

        impl crate::read::Read for $name {
            const HOLDS_NAMES: bool = false $(|| <$type as crate::read::Read>::HOLDS_NAMES)+;

            fn read(node: &crate::node::Node, report: &mut crate::problem::Report) -> Self {
                let keys = [$(stringify!($field)),+];
                report.is_blind |= Self::HOLDS_NAMES && !crate::read::is_map(node);
                let fields = crate::read::Fields::new(node, &keys, report);
                Self { $($field: fields.take(stringify!($field), report)),+ }
            }

            fn absent(pos: crate::problem::Pos) -> Self {
                Self { $($field: crate::read::Read::absent(pos)),+ }
            }
        }
    )+};
}
pub(crate) use record;

/// The entries of one mapping while a record is read from it.
pub(crate) struct Fields<'a> {
    pos: Pos,
    /// `None` when the value is no mapping, which is already reported.
    entries: Option<&'a [(Key, Node)]>,
}

impl<'a> Fields<'a> {
    /// Reports every key that is not among `keys`.
    pub fn new(node: &'a Node, keys: &[&str], report: &mut Report) -> Self {
        let Value::Map(entries) = &node.value else {
            let message =
                format!("Keys are expected here ({}). {}", quote_all(keys.iter().copied()), found(node));
            report.add(node.pos, message);
            return Self { pos: node.pos, entries: None };
        };
        for (key, _) in entries {
            if !keys.contains(&key.name.as_str()) {
                let hint = suggest(&key.name, keys.iter().copied());
                report.add(key.pos, format!("There is no key `{}` here. {hint}", key.name));
            }
        }
        Self { pos: node.pos, entries: Some(entries) }
    }

    pub fn take<T: Read>(&self, name: &str, report: &mut Report) -> T {
        let Some(entries) = self.entries else { return T::absent(self.pos) };
        match entries.iter().find(|(key, _)| key.name == name) {
            Some((_, node)) if !node.is_null() => T::read(node, report),
            _ if T::IS_OPTIONAL => T::absent(self.pos),
            Some((key, _)) => {
                report.is_blind |= T::HOLDS_NAMES;
                report.add(key.pos, format!("Nothing is written after `{name}`. Write its value."));
                T::absent(key.pos)
            }
            None => {
                report.is_blind |= T::HOLDS_NAMES;
                report.add(self.pos, format!("The key `{name}` is missing here. Add it."));
                T::absent(self.pos)
            }
        }
    }
}

pub(crate) const fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

/// Says what stands in the place of what was expected.
pub(crate) fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::List(_) => "A list was found: check the dashes and the indentation.",
        Value::Map(_) => "Keys were found: check the colons and the indentation.",
        Value::Scalar { .. } if node.is_null() => "Nothing was found: write the value.",
        Value::Scalar { .. } => "A single value was found: check the dashes, the colons and the indentation.",
    }
}

/// The text of a scalar, or `None` after reporting why it is none. A number, `true` or nothing is no text.
pub(crate) fn read_text<'a>(node: &'a Node, report: &mut Report) -> Option<&'a str> {
    let Value::Scalar { text, is_plain } = &node.value else {
        report.add(node.pos, format!("A text is expected here. {}", found(node)));
        return None;
    };
    match plain_kind(text) {
        Plain::Number | Plain::Bool if *is_plain => {
            report.add(node.pos, format!("A text is expected here. Write it between quotes: \"{text}\"."));
            None
        }
        _ if text.trim().is_empty() || node.is_null() => {
            report.add(node.pos, "This text is empty. Write it.");
            None
        }
        _ => Some(text),
    }
}

impl<T: Read> Read for Option<T> {
    const IS_OPTIONAL: bool = true;
    const HOLDS_NAMES: bool = T::HOLDS_NAMES;

    fn read(node: &Node, report: &mut Report) -> Self {
        if node.is_null() { None } else { Some(T::read(node, report)) }
    }

    fn absent(_: Pos) -> Self {
        None
    }
}

impl<T: Read> Read for Vec<T> {
    const HOLDS_NAMES: bool = T::HOLDS_NAMES;

    fn read(node: &Node, report: &mut Report) -> Self {
        let Value::List(items) = &node.value else {
            report.is_blind |= T::HOLDS_NAMES;
            report.add(node.pos, format!("A list is expected here. {}", found(node)));
            return Vec::new();
        };
        items.iter().map(|item| T::read(item, report)).collect()
    }

    fn absent(_: Pos) -> Self {
        Vec::new()
    }
}

impl<T: Read> Read for At<T> {
    const HOLDS_NAMES: bool = T::HOLDS_NAMES;

    fn read(node: &Node, report: &mut Report) -> Self {
        Self { pos: node.pos, value: T::read(node, report) }
    }

    fn absent(pos: Pos) -> Self {
        Self { pos, value: T::absent(pos) }
    }
}

impl Read for bool {
    fn read(node: &Node, report: &mut Report) -> Self {
        if let Value::Scalar { text, is_plain: true } = &node.value
            && plain_kind(text) == Plain::Bool
        {
            return text.eq_ignore_ascii_case("true");
        }
        report.add(node.pos, "`true` or `false` is expected here. Write one of them, without quotes.");
        false
    }

    fn absent(_: Pos) -> Self {
        false
    }
}

/// A whole number between two bounds, both allowed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<const MIN: u16, const MAX: u16>(pub u16);

impl<const MIN: u16, const MAX: u16> Read for Number<MIN, MAX> {
    fn read(node: &Node, report: &mut Report) -> Self {
        if let Value::Scalar { text, is_plain: true } = &node.value
            && let Ok(number) = text.parse()
            && (MIN..=MAX).contains(&number)
        {
            return Self(number);
        }
        let message =
            format!("A whole number from {MIN} to {MAX} is expected here. Write it without quotes or unit.");
        report.add(node.pos, message);
        Self(MIN)
    }

    fn absent(_: Pos) -> Self {
        Self(MIN)
    }
}
