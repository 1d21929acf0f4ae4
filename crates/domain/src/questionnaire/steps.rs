//! A value for each of some steps, as it travels.
//!
//! [`litemap`] writes an empty map as an empty list, and reads by guessing; the wire says an object, always.

use crate::questionnaire::StepKey;
use core::fmt;
use core::marker::PhantomData;
use litemap::LiteMap;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value for each of some steps, in the order of the steps.
pub type StepMap<V> = LiteMap<StepKey, V>;

/// A value for each of these steps, the later one where a step is named twice. One by one: the sorting behind `collect` is a
/// kilobyte of a phone's download, and the steps come in order nearly always.
pub fn step_map<V>(entries: impl IntoIterator<Item = (StepKey, V)>) -> StepMap<V> {
    let mut steps = StepMap::new();
    for (step, value) in entries {
        steps.insert(step, value);
    }
    steps
}

/// For `#[serde(with = "…")]` on a [`StepMap`].
///
/// # Errors
/// The serializer's.
pub fn serialize<V: Serialize, S: Serializer>(steps: &StepMap<V>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(steps.iter())
}

/// For `#[serde(with = "…")]` on a [`StepMap`].
///
/// # Errors
/// When it is no object, or a key is no step.
pub fn deserialize<'de, V: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<StepMap<V>, D::Error> {
    from.deserialize_map(Steps(PhantomData))
}

struct Steps<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Steps<V> {
    type Value = StepMap<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of steps")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut entries: M) -> Result<Self::Value, M::Error> {
        let mut steps = StepMap::new();
        while let Some((step, value)) = entries.next_entry()? {
            steps.insert(step, value);
        }
        Ok(steps)
    }
}
