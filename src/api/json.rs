//! Reads JSON with the browser's own parser.
//!
//! `serde_json` would bring a second parser, tables of powers of ten for numbers with a fraction that no contract has,
//! and the words of errors that nobody reads. Here an answer either is what the
//! contract says or is not ours, and nothing more is said about it.

use core::fmt;
use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::U64Deserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The value that `text` describes; none when it is not JSON or not a `T`.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let value = JSON::parse(text).ok()?;
    T::deserialize(Value(value)).ok()
}

/// Not what the contract says.
#[derive(Debug)]
pub struct NotThat;

impl fmt::Display for NotThat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not what the contract says")
    }
}

impl core::error::Error for NotThat {}

/// Each reason is the same: putting them into words would link the formatting of every type.
impl de::Error for NotThat {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A value that the browser has parsed.
struct Value(JsValue);

impl Value {
    fn text(&self) -> Result<String, NotThat> {
        self.0.as_string().ok_or(NotThat)
    }

    /// A whole number that a double holds exactly.
    fn whole(&self) -> Result<i64, NotThat> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let number = self.0.as_f64().filter(|n| n.abs() < EXACT).ok_or(NotThat)?;
        #[expect(clippy::cast_possible_truncation, reason = "below 2^53, and compared below")]
        let whole = number as i64;
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        if whole as f64 == number { Ok(whole) } else { Err(NotThat) }
    }

    /// `"fine"` or `{"choices": [...]}`, as its place among the `variants` that the type knows.
    fn variant(self, variants: &[&str]) -> Result<Variant, NotThat> {
        let (name, content) = if self.0.is_string() {
            (self.0, None)
        } else {
            let entries = Object::entries(&self.object()?);
            if entries.length() != 1 {
                return Err(NotThat);
            }
            let entry: Array = entries.get(0).unchecked_into();
            (entry.get(0), Some(entry.get(1)))
        };
        let name = name.as_string().ok_or(NotThat)?;
        let place = variants.iter().position(|known| *known == name).ok_or(NotThat)?;
        Ok(Variant { place: place as u64, content })
    }

    fn object(self) -> Result<Object, NotThat> {
        // An array is an object too, for the browser but not for the contract.
        if Array::is_array(&self.0) { Err(NotThat) } else { self.0.dyn_into().map_err(|_| NotThat) }
    }
}

impl<'de> de::Deserializer<'de> for Value {
    type Error = NotThat;

    // The contract says what it expects, so nothing is read by guessing; only a sorted list that is written as an object
    // asks this way.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_map(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_bool(self.0.as_bool().ok_or(NotThat)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_u64(u64::try_from(self.whole()?).map_err(|_| NotThat)?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotThat> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_seq(Elements { array: self.0.dyn_into().map_err(|_| NotThat)?, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_map(Entries { entries: Object::entries(&self.object()?), next: 0, value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotThat> {
        visitor.visit_seq(Fields { object: self.object()?, fields: fields.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotThat> {
        visitor.visit_enum(self.variant(variants)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

struct Elements {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = NotThat;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotThat> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.array.get(self.next - 1))).map(Some)
    }
}

struct Entries {
    entries: Array,
    next: u32,
    value: Option<JsValue>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = NotThat;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotThat> {
        if self.next == self.entries.length() {
            return Ok(None);
        }
        let entry: Array = self.entries.get(self.next).unchecked_into();
        self.next += 1;
        self.value = Some(entry.get(1));
        seed.deserialize(Value(entry.get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotThat> {
        seed.deserialize(Value(self.value.take().ok_or(NotThat)?))
    }
}

/// The fields that a type knows, in its order; what else the server says is left alone, so that an older app understands a
/// newer server. One that is not there is what `#[serde(default)]` says, or the value is not a `T`. Serde takes fields in
/// their order as well as by name, and then each type needs no code that tells them apart.
struct Fields {
    object: Object,
    fields: core::slice::Iter<'static, &'static str>,
}

impl Fields {
    /// What the next field holds, if it is there.
    fn advance(&mut self) -> Result<Option<JsValue>, NotThat> {
        let field = self.fields.next().ok_or(NotThat)?;
        let value = Reflect::get(&self.object, &JsValue::from_str(field)).map_err(|_| NotThat)?;
        Ok((!value.is_undefined()).then_some(value))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = NotThat;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotThat> {
        self.advance()?.map(|value| seed.deserialize(Value(value))).transpose()
    }
}

struct Variant {
    place: u64,
    content: Option<JsValue>,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = NotThat;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content), NotThat> {
        Ok((seed.deserialize(U64Deserializer::new(self.place))?, Content(self.content)))
    }
}

struct Content(Option<JsValue>);

impl<'de> VariantAccess<'de> for Content {
    type Error = NotThat;

    fn unit_variant(self) -> Result<(), NotThat> {
        if self.0.is_none() { Ok(()) } else { Err(NotThat) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotThat> {
        seed.deserialize(Value(self.0.ok_or(NotThat)?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NotThat> {
        Err(NotThat)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotThat> {
        de::Deserializer::deserialize_struct(Value(self.0.ok_or(NotThat)?), "", fields, visitor)
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
