//! JSON from a server, read so that there is one way to understand it.
//!
//! RFC 8259 leaves open what a repeated name means, and programs differ: one checks the first, another uses the last.
//! Such a text is refused here, and so is one that is large, deep, or goes on after its value (RFC 7493, I-JSON).

use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number, Value};

/// The most bytes that a text has.
pub const SIZE_LIMIT: usize = 64 * 1024;
/// The most arrays and objects inside each other.
pub const DEPTH_LIMIT: usize = 16;

/// Why a text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// More than [`SIZE_LIMIT`] bytes.
    #[error("the JSON text is too large")]
    TooLarge,
    /// More than [`DEPTH_LIMIT`] arrays and objects inside each other.
    #[error("the JSON text is nested too deeply")]
    TooDeep,
    /// An object has a name twice.
    #[error("a name is repeated in a JSON object")]
    RepeatedName,
    /// It is no JSON in UTF-8, or something follows it.
    #[error("not a JSON text")]
    Malformed,
    /// It is JSON, but not of the expected shape.
    #[error("the JSON value has another shape")]
    WrongShape,
}

/// Reads any value. A number keeps its kind: `as_u64` and `as_i64` give whole numbers that were written as such, and
/// nothing for `1.0`, `1e3` or what is beyond 64 bits.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(JsonError::TooLarge);
    }
    let problem = Cell::new(JsonError::Malformed);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let seed = Strict { depth: 0, problem: &problem };
    let value = seed.deserialize(&mut reader).map_err(|_| problem.get())?;
    reader.end().map_err(|_| JsonError::Malformed)?;
    Ok(value)
}

/// Reads a value of one shape.
pub fn parse_as<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    serde_json::from_value(parse(bytes)?).map_err(|_| JsonError::WrongShape)
}

/// Reads an object of one shape, where serde's own readers also take a list of its values. For `deserialize_with`.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

/// A reader inside `depth` arrays and objects, which says through `problem` what its library has no error for.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    problem: &'a Cell<JsonError>,
}

impl Strict<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH_LIMIT {
            return self.refuse(JsonError::TooDeep);
        }
        Ok(Self { depth: self.depth.saturating_add(1), ..self })
    }

    fn refuse<T, E: Error>(self, problem: JsonError) -> Result<T, E> {
        self.problem.set(problem);
        Err(E::custom(""))
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).map_or_else(|| self.refuse(JsonError::Malformed), Ok)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inside)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return self.refuse(JsonError::RepeatedName);
            }
            let value = members.next_value_seed(inside)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::json;

    #[test]
    fn values_are_read_as_they_are() {
        let text = br#" {"a":[1,-2,1.5,true,null,"\u00e4\n"],"b":{},"":18446744073709551615} "#;
        let value = parse(text).unwrap();
        assert_eq!(value, json!({"a": [1, -2, 1.5, true, null, "ä\n"], "b": {}, "": u64::MAX}));
    }

    #[test]
    fn what_can_be_understood_in_two_ways_is_refused() {
        let deep = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        let objects =
            |depth: usize| ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat().into_bytes();
        let long = |length: usize| [vec![b'"'], vec![b'a'; length - 2], vec![b'"']].concat();
        assert!(
            [deep(DEPTH_LIMIT), objects(DEPTH_LIMIT), long(SIZE_LIMIT)]
                .iter()
                .all(|text| parse(text).is_ok())
        );
        for (text, error) in [
            (deep(DEPTH_LIMIT + 1), JsonError::TooDeep),
            (objects(DEPTH_LIMIT + 1), JsonError::TooDeep),
            (deep(SIZE_LIMIT / 2), JsonError::TooDeep),
            (vec![b'['; SIZE_LIMIT], JsonError::TooDeep),
            (long(SIZE_LIMIT + 1), JsonError::TooLarge),
            (br#"{"a":1,"a":1}"#.to_vec(), JsonError::RepeatedName),
            (br#"{"a":1,"\u0061":2}"#.to_vec(), JsonError::RepeatedName),
            (br#"[{"b":{"a":1,"c":[],"a":2}}]"#.to_vec(), JsonError::RepeatedName),
        ] {
            assert_eq!(parse(&text), Err(error), "{}", String::from_utf8_lossy(&text[..text.len().min(40)]));
        }
        for text in [
            "",
            " ",
            "{",
            "{}x",
            "{} {}",
            "1 2",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "'a'",
            "nul",
            "NaN",
            "Infinity",
            "01",
            "+1",
            "1.",
            ".5",
            "1e400",
            "0x10",
            "\"\\ud800\"",
            "\"\t\"",
            "\"\\x41\"",
            "// c\n1",
            "\u{feff}1",
            "\u{0}",
            "{1:2}",
        ] {
            assert_eq!(parse(text.as_bytes()), Err(JsonError::Malformed), "{text:?}");
        }
        assert_eq!(parse(b"\"\xff\""), Err(JsonError::Malformed));
        assert_eq!(parse(b"\"\xc0\x80\""), Err(JsonError::Malformed));
    }

    #[test]
    fn whole_numbers_are_those_written_as_such() {
        let read = |text: &str| parse(text.as_bytes()).map(|value| value.as_u64());
        assert_eq!(read("18446744073709551615"), Ok(Some(u64::MAX)));
        for text in ["18446744073709551616", "1.0", "1e3", "-1", "-0"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_shape_is_kept_to() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Point {
            x: u64,
        }
        assert_eq!(parse_as(br#"{"x":3}"#), Ok(Point { x: 3 }));
        for text in ["{}", r#"{"x":"3"}"#, r#"{"x":-3}"#, r#"{"x":3.0}"#, r#"{"x":3,"y":1}"#, "[]"] {
            assert_eq!(parse_as::<Point>(text.as_bytes()), Err(JsonError::WrongShape), "{text}");
        }
        assert_eq!(parse_as::<Point>(br#"{"x":3,"x":3}"#), Err(JsonError::RepeatedName));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(8, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| map.into_iter().collect::<Map<_, _>>().into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in any_value()) {
            prop_assert_eq!(parse(value.to_string().as_bytes()), Ok(value));
        }

        #[test]
        fn what_is_accepted_the_library_accepts_alike(text in r#"[\[\]{},:" a1.eE\\-]{0,40}"#) {
            if let Ok(value) = parse(text.as_bytes()) {
                prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
            }
        }

        #[test]
        fn a_repeated_name_is_found_wherever_it_is(value in any_value(), name in any::<String>()) {
            let name = json!(name);
            let text = format!("[{value},{{{name}:{value},\"other than {0}\":1,{name}:0}}]", "any");
            let repeated = parse(text.as_bytes());
            prop_assert_eq!(repeated, Err(JsonError::RepeatedName));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
