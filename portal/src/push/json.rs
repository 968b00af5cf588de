//! Bodies and payloads as JSON (section 1): one object, at most 8 levels deep, each member once.

use super::failure::Failure;
use countersign::strict_json;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How deep a message may be; the outermost object is the first level.
const DEPTH_LIMIT: usize = 8;

/// Reads an object of one shape.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let value = strict_json::parse(bytes)?;
    // The library takes a list of the values for the object.
    if !value.is_object() || is_deeper(&value, DEPTH_LIMIT) {
        return Err(Failure::Malformed);
    }
    serde_json::from_value(value).map_err(|_| Failure::Malformed)
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    let (inner, levels): (Vec<&Value>, _) = match value {
        Value::Object(members) => (members.values().collect(), levels.checked_sub(1)),
        Value::Array(items) => (items.iter().collect(), levels.checked_sub(1)),
        _ => return false,
    };
    levels.is_none_or(|levels| inner.into_iter().any(|value| is_deeper(value, levels)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn eight_levels_and_an_object_outside() {
        let lists = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        let objects = |levels: usize| ["{\"a\":".repeat(levels), "1".to_owned(), "}".repeat(levels)].concat();
        let is_read = |text: &str| read::<BTreeMap<String, Value>>(text.as_bytes()).is_ok();
        assert!(is_read(&lists(7)) && is_read(&objects(8)));
        assert!(!is_read(&lists(8)) && !is_read(&objects(9)));
        assert!(read::<(u8, u8)>(b"[1,2]").is_err(), "a list of the values");
    }
}
