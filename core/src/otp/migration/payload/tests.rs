//! Payloads made here field by field, one that is known from elsewhere, and damaged ones.

use super::*;
use data_encoding::BASE64;

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(value.len() as u64), value.to_vec()].concat()
}

fn account(name: &str, issuer: &str, kind: u64) -> Vec<u8> {
    [
        bytes(1, b"12345678901234567890"),
        bytes(2, name.as_bytes()),
        bytes(3, issuer.as_bytes()),
        number(4, 1),
        number(5, 1),
        number(6, kind),
        number(7, 5),
    ]
    .concat()
}

fn uri(payload: &[u8]) -> String {
    let data = BASE64.encode(payload).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("otpauth-migration://offline?data={data}")
}

fn batch(accounts: &[Vec<u8>], part: (u64, u64, u64)) -> String {
    let mut payload: Vec<u8> = accounts.iter().flat_map(|account| bytes(1, account)).collect();
    payload.extend([number(2, 1), number(3, part.1), number(4, part.0), number(5, part.2)].concat());
    uri(&payload)
}

#[test]
fn a_known_export_is_read() {
    // The example that the format's descriptions share: "Hello!" and 0xDEADBEEF as a secret of ten bytes.
    let batch = parse("otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC").unwrap();
    let entry = batch.entries[0].as_ref().unwrap();
    assert_eq!(
        (entry.account.issuer.as_str(), entry.account.account.as_str()),
        ("Example", "alice@google.com")
    );
    assert_eq!(entry.account.secret.to_base32().expose(), "JBSWY3DPEHPK3PXP");
    assert_eq!(entry.account.parameters, CodeParameters::USUAL);
    assert_eq!(entry.warnings, [Warning::ShortSecret]);
    assert_eq!((batch.part.number, batch.part.total), (1, 1));
}

#[test]
fn accounts_keep_their_order_and_one_that_is_unusable_spoils_none() {
    let mut md5 = account("b", "B", 2);
    md5.extend(number(4, 4));
    let parsed = parse(&batch(&[account("A:a", "A", 2), md5, account("c", "", 1)], (1, 3, 77))).unwrap();
    assert_eq!(parsed.part, Part { export: 77, number: 2, total: 3 });
    let names: Vec<_> = parsed
        .entries
        .iter()
        .map(|entry| {
            entry.as_ref().map(|entry| entry.account.account.as_str().to_owned()).map_err(|error| *error)
        })
        .collect();
    let unusable = EntryError { position: 1, problem: EntryProblem::Algorithm };
    assert_eq!(names, [Ok("a".to_owned()), Err(unusable), Ok("c".to_owned())]);
    assert_eq!(parsed.entries[2].as_ref().unwrap().account.parameters.counter(), Some(Counter(5)));
}

#[test]
fn every_problem_of_an_account_is_named() {
    let with = |field: u64, value: u64| {
        let mut one = account("a", "", 1);
        one.extend(number(field, value));
        parse(&batch(&[one], (0, 1, 0))).unwrap().entries.remove(0).map(drop).map_err(|error| error.problem)
    };
    assert_eq!(with(4, 3), Ok(()));
    assert_eq!(with(5, 3), Err(EntryProblem::Digits));
    assert_eq!(with(6, 3), Err(EntryProblem::Kind));
    assert_eq!(with(7, u64::MAX), Err(EntryProblem::Counter));
    let bad = |fields: Vec<u8>| {
        parse(&batch(&[fields], (0, 1, 0)))
            .unwrap()
            .entries
            .remove(0)
            .map(drop)
            .map_err(|error| error.problem)
    };
    assert_eq!(bad(bytes(2, b"a")), Err(EntryProblem::SecretTooShort));
    assert_eq!(bad(bytes(1, &[7; 1025])), Err(EntryProblem::SecretTooLong));
    assert_eq!(bad([bytes(1, &[7; 20]), bytes(2, &[0xFF])].concat()), Err(EntryProblem::NotUtf8));
}

#[test]
fn what_is_no_payload_is_told() {
    for (text, error) in [
        ("otpauth://totp/a", MigrationError::NotMigration),
        ("otpauth-migration://online?data=AA", MigrationError::NotMigration),
        ("otpauth-migration://offline?x=AA", MigrationError::NoData),
        ("otpauth-migration://offline?data=", MigrationError::NoData),
        ("otpauth-migration://offline?data=AA&data=AA", MigrationError::NoData),
        ("otpauth-migration://offline?data=A!A", MigrationError::NotBase64),
        ("otpauth-migration://offline?data=%2", MigrationError::NotBase64),
    ] {
        assert_eq!(parse(text).map(drop), Err(error), "{text}");
    }
    assert_eq!(parse(&batch(&[], (3, 3, 1))).map(drop), Err(MigrationError::BadPartNumbers));
    assert_eq!(parse(&batch(&[], (0, 1001, 1))).map(drop), Err(MigrationError::BadPartNumbers));
    assert_eq!(parse(&"x".repeat(20_000)).map(drop), Err(MigrationError::TooLong));
    for damaged in [&[0x0A][..], &[0x0A, 0x05, 0x01], &[0xFF; 12], &[0x0B], &[0x08]] {
        assert_eq!(parse(&uri(damaged)).map(drop), Err(MigrationError::Damaged), "{damaged:?}");
    }
}

#[test]
fn unknown_fields_are_passed_over() {
    let mut payload = bytes(1, &account("a", "I", 2));
    payload.extend(
        [
            number(9, 1),
            bytes(10, b"new"),
            vec![11 << 3 | 5, 0, 0, 0, 0],
            vec![12 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, 0],
        ]
        .concat(),
    );
    assert_eq!(parse(&uri(&payload)).unwrap().entries.len(), 1);
}

#[test]
fn both_alphabets_and_a_lost_plus_are_read() {
    let payload = bytes(1, &[bytes(1, &[0xFB; 24]), bytes(2, b"a")].concat());
    let base64 = BASE64.encode(&payload);
    assert!(base64.contains('+') || base64.contains('/'), "{base64}");
    let url_safe = base64.replace('+', "-").replace('/', "_").replace('=', "");
    for data in [base64.clone(), url_safe, base64.replace('+', "%20")] {
        assert_eq!(
            parse(&format!("otpauth-migration://offline?data={data}")).unwrap().entries.len(),
            1,
            "{data}"
        );
    }
}
