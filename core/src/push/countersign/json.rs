//! Members of JSON objects, read within the bounds of the specification: what is missing, of the wrong type or outside
//! its range is an error that names the member.

use crate::jose::{Encoded, Jwk};
use crate::push::{Fault, PushError};
use crate::strict_json::{JsonError, parse};
use crate::time::UnixTime;
use core::ops::RangeInclusive;
use serde::Serialize;
use serde_json::{Map, Value};

/// The most arrays and objects inside each other.
const DEPTH_LIMIT: usize = 8;
/// The longest text, in bytes, where no other length is given.
pub(super) const TEXT_LIMIT: usize = 256;
/// The last moment, in seconds, and the highest counter: 2^53 − 1.
pub(super) const NUMBER_LIMIT: u64 = (1 << 53) - 1;

/// An object, and the place it is spoken of by: a `typ`, or `response`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members<'a> {
    place: &'static str,
    map: &'a Map<String, Value>,
}

/// Reads a text that is one object.
pub(super) fn object(place: &'static str, bytes: &[u8]) -> Result<Map<String, Value>, PushError> {
    let wrong = |error| PushError::misbehaved(place, Fault::Json(error));
    let value = parse(bytes).map_err(wrong)?;
    if is_deeper(&value, DEPTH_LIMIT) {
        return Err(wrong(JsonError::TooDeep));
    }
    match value {
        Value::Object(map) => Ok(map),
        _ => Err(wrong(JsonError::WrongShape)),
    }
}

/// The bytes of an object, its members in the order of the specification.
pub(super) fn write(object: &impl Serialize) -> Result<Vec<u8>, PushError> {
    // Texts, numbers and lists cannot fail to be written.
    serde_json::to_vec(object).map_err(|_| PushError::Misused)
}

/// Whether more than `left` arrays and objects are inside each other.
fn is_deeper(value: &Value, left: usize) -> bool {
    let inside = left.checked_sub(1);
    match (value, inside) {
        (Value::Array(_) | Value::Object(_), None) => true,
        (Value::Array(elements), Some(left)) => elements.iter().any(|value| is_deeper(value, left)),
        (Value::Object(members), Some(left)) => members.values().any(|value| is_deeper(value, left)),
        _ => false,
    }
}

impl<'a> Members<'a> {
    pub(super) const fn of(place: &'static str, map: &'a Map<String, Value>) -> Self {
        Self { place, map }
    }

    /// The error that blames a member.
    pub(super) const fn wrong(&self, name: &'static str) -> PushError {
        PushError::misbehaved(self.place, Fault::Member(name))
    }

    /// Whether there is such a member, whatever its value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// A text of so many bytes.
    pub(super) fn text(
        &self,
        name: &'static str,
        length: RangeInclusive<usize>,
    ) -> Result<&'a str, PushError> {
        let text = self.map.get(name).and_then(Value::as_str);
        text.filter(|text| length.contains(&text.len())).ok_or_else(|| self.wrong(name))
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&self, name: &'static str) -> Result<Option<&'a str>, PushError> {
        self.has(name).then(|| self.text(name, 0..=TEXT_LIMIT)).transpose()
    }

    /// Bytes as base64url.
    pub(super) fn bytes<const N: usize>(&self, name: &'static str) -> Result<Encoded<N>, PushError> {
        let text = self.map.get(name).and_then(Value::as_str);
        text.and_then(|text| text.parse().ok()).ok_or_else(|| self.wrong(name))
    }

    /// A whole number in a range.
    pub(super) fn number(&self, name: &'static str, range: RangeInclusive<u64>) -> Result<u64, PushError> {
        let number = self.map.get(name).and_then(Value::as_u64);
        number.filter(|number| range.contains(number)).ok_or_else(|| self.wrong(name))
    }

    /// A moment.
    pub(super) fn time(&self, name: &'static str) -> Result<UnixTime, PushError> {
        self.number(name, 0..=NUMBER_LIMIT).map(UnixTime::from_seconds)
    }

    /// Yes or no.
    pub(super) fn boolean(&self, name: &'static str) -> Result<bool, PushError> {
        self.map.get(name).and_then(Value::as_bool).ok_or_else(|| self.wrong(name))
    }

    /// An object.
    pub(super) fn object(&self, name: &'static str) -> Result<Members<'a>, PushError> {
        let map = self.map.get(name).and_then(Value::as_object).ok_or_else(|| self.wrong(name))?;
        Ok(Self { place: self.place, map })
    }

    /// An object that may be `null`.
    pub(super) fn nullable(&self, name: &'static str) -> Result<Option<Members<'a>>, PushError> {
        match self.map.get(name) {
            Some(Value::Null) => Ok(None),
            _ => self.object(name).map(Some),
        }
    }

    /// A list of at most so many elements.
    pub(super) fn list(&self, name: &'static str, most: usize) -> Result<&'a [Value], PushError> {
        let list = self.map.get(name).and_then(Value::as_array);
        list.filter(|list| list.len() <= most).map(Vec::as_slice).ok_or_else(|| self.wrong(name))
    }

    /// One element of a list, as an object.
    pub(super) fn element(&self, name: &'static str, element: &'a Value) -> Result<Members<'a>, PushError> {
        let map = element.as_object().ok_or_else(|| self.wrong(name))?;
        Ok(Self { place: self.place, map })
    }

    /// A public key.
    pub(super) fn key(&self, name: &'static str) -> Result<Jwk, PushError> {
        let map = self.object(name)?.map.clone();
        serde_json::from_value(Value::Object(map)).map_err(|_| self.wrong(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(error: PushError) -> Fault {
        match error {
            PushError::ServerMisbehaved(misbehaviour) => misbehaviour.fault,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_out_of_bounds_names_its_member() {
        let map =
            object("response", br#"{"a":"xyz","n":7,"f":7.0,"o":{"k":[]},"z":null,"l":[1,2]}"#).unwrap();
        let members = Members::of("response", &map);
        assert_eq!(members.text("a", 1..=3), Ok("xyz"));
        assert_eq!(members.number("n", 0..=7), Ok(7));
        for wrong in [
            members.text("a", 4..=9).err(),
            members.text("n", 0..=9).err(),
            members.number("n", 8..=9).err(),
            members.number("f", 0..=9).err(),
            members.boolean("a").err(),
            members.object("a").err(),
            members.object("z").err(),
            members.nullable("missing").err(),
            members.optional_text("z").err(),
            members.list("l", 1).err(),
            members.bytes::<16>("a").err(),
            members.key("o").err(),
        ] {
            assert!(matches!(wrong.map(fault), Some(Fault::Member(_))), "{wrong:?}");
        }
        assert!(members.nullable("z").unwrap().is_none());
        assert_eq!(members.optional_text("missing"), Ok(None));
    }

    #[test]
    fn eight_levels_are_read() {
        let nested = |depth: usize| ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat();
        assert!(object("response", nested(DEPTH_LIMIT).as_bytes()).is_ok());
        let error = object("response", nested(DEPTH_LIMIT + 1).as_bytes()).unwrap_err();
        assert_eq!(fault(error), Fault::Json(JsonError::TooDeep));
        for text in ["[]", "1", "\"a\"", "null"] {
            let error = object("response", text.as_bytes()).unwrap_err();
            assert_eq!(fault(error), Fault::Json(JsonError::WrongShape));
        }
    }
}
