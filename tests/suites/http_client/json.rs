//! Servers that answer in time and in form, with JSON that can be understood in two ways.

use super::rig::{Cases, Rig};
use super::server::{Server, answer};
use countersign::strict_json::JsonError::{self, Malformed, RepeatedName, TooDeep, WrongShape};
use countersign::strict_json::{parse, parse_as};
use std::collections::BTreeMap;

#[test]
fn json_that_can_be_understood_in_two_ways() {
    let rig = Rig::new();
    let ask = |body: Vec<u8>| {
        let server = Server::http(rig.good(), move |_, wire| wire.write_all(&answer("200 OK", "", &body)));
        rig.ask(&server).expect("an answer")
    };
    assert!(parse(ask(br#"{"decision":"deny"}"#.to_vec()).body()).is_ok(), "the good answer");

    let mut cases = Cases::about("JSON");
    let table: Vec<(&str, Vec<u8>, JsonError)> = vec![
        ("a repeated name", br#"{"decision":"deny","decision":"approve"}"#.to_vec(), RepeatedName),
        (
            "a repeated name, escaped",
            br#"{"decision":"deny","\u0064ecision":"approve"}"#.to_vec(),
            RepeatedName,
        ),
        ("a repeated name, deep", br#"{"a":[{"b":1,"b":1}]}"#.to_vec(), RepeatedName),
        ("17 arrays", [[b'['; 17], [b']'; 17]].concat(), TooDeep),
        ("17 objects", ["{\"a\":".repeat(17), "1".to_owned(), "}".repeat(17)].concat().into_bytes(), TooDeep),
        ("64 KiB of arrays", vec![b'['; 65_536], TooDeep),
        ("64 KiB of objects", b"{\"a\":".repeat(13_000), TooDeep),
        ("two texts", b"{}{}".to_vec(), Malformed),
        ("bytes behind", b"{} x".to_vec(), Malformed),
        ("a zero byte behind", b"{}\0".to_vec(), Malformed),
        ("half a text", b"{\"a\":".to_vec(), Malformed),
        ("nothing", Vec::new(), Malformed),
        ("a byte order mark", b"\xef\xbb\xbf{}".to_vec(), Malformed),
        ("UTF-16", b"{\0}\0".to_vec(), Malformed),
        ("no UTF-8", b"\"\xff\"".to_vec(), Malformed),
        ("half a surrogate pair", br#""\ud800""#.to_vec(), Malformed),
        ("a comment", b"{}//".to_vec(), Malformed),
        ("no number", b"[NaN]".to_vec(), Malformed),
        ("a number beyond all", b"[1e999]".to_vec(), Malformed),
        ("a compressed text", vec![0x1f, 0x8b, 8, 0], Malformed),
        ("a page", b"<html></html>".to_vec(), Malformed),
    ];
    for (case, body, expected) in table {
        cases.refused(case, parse(ask(body).body()), Err(expected));
    }
    for (case, body) in [
        ("a fraction for a number", r#"{"a":1.0}"#),
        ("a power for a number", r#"{"a":1e3}"#),
        ("a text for a number", r#"{"a":"1"}"#),
        ("a number below zero", r#"{"a":-1}"#),
        ("a number beyond 64 bits", r#"{"a":18446744073709551616}"#),
    ] {
        let numbers = parse_as::<BTreeMap<String, u64>>(ask(body.into()).body());
        cases.refused(case, numbers, Err(WrongShape));
    }
    cases.done(26);
}
