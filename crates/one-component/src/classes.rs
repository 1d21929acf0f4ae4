use original::{html::IntoPropValue, virtual_dom::AttrValue};

/// The value of a `class`: names with a space between them, as they were given.
///
/// Yew's own type of this name takes every text apart into a set of names, each time it is drawn, to put it together again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Classes(AttrValue);

impl Classes {
    /// No name yet; `classes!` begins so.
    pub fn with_capacity(_: usize) -> Self {
        Self::default()
    }

    /// Adds one or more names.
    pub fn push(&mut self, names: impl Into<Self>) {
        let Self(names) = names.into();
        if self.0.is_empty() {
            self.0 = names;
        } else if !names.is_empty() {
            self.0 = [self.0.as_str(), " ", &names].concat().into();
        }
    }

    /// Adds names that stand as they are in a `classes!`.
    pub fn unchecked_push(&mut self, names: &'static str) {
        self.push(names);
    }
}

impl From<&'static str> for Classes {
    fn from(names: &'static str) -> Self {
        Self(AttrValue::Static(names))
    }
}

impl From<String> for Classes {
    fn from(names: String) -> Self {
        Self(names.into())
    }
}

impl From<AttrValue> for Classes {
    fn from(names: AttrValue) -> Self {
        Self(names)
    }
}

impl<T: Into<Self>> From<Option<T>> for Classes {
    fn from(names: Option<T>) -> Self {
        names.map_or_else(Self::default, Into::into)
    }
}

impl IntoPropValue<Option<AttrValue>> for Classes {
    fn into_prop_value(self) -> Option<AttrValue> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Classes;
    use original::{html::IntoPropValue, virtual_dom::AttrValue};

    fn written(classes: Classes) -> Option<AttrValue> {
        classes.into_prop_value()
    }

    #[test]
    fn names_stand_one_after_the_other_and_nothing_leaves_no_gap() {
        let mut classes = Classes::with_capacity(3);
        assert_eq!(written(classes.clone()), None);
        classes.push(None::<&'static str>);
        classes.unchecked_push("card");
        classes.push(Some("card--warm"));
        classes.push("");
        classes.push(String::from("wide low"));
        assert_eq!(written(classes), Some(AttrValue::Static("card card--warm wide low")));
        assert_eq!(written(AttrValue::from("a").into()), Some(AttrValue::Static("a")));
    }
}
