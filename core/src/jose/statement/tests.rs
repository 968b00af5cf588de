//! What is signed verifies; nothing else does.

use super::*;
use crate::crypto::P256Key;
use crate::jose::SignWith;

fn signer() -> SignWith {
    SignWith::new(P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap()).unwrap()
}

/// A statement with any header, properly signed: only the header can be the reason to refuse it.
fn with_header(signer: &SignWith, header: &str) -> String {
    let text = format!("{}.{}", BASE64URL_NOPAD.encode(header.as_bytes()), BASE64URL_NOPAD.encode(b"{}"));
    let signature = signer.sign(text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
}

#[test]
fn what_is_signed_verifies() {
    let signer = signer();
    let key = signer.public_key();
    for with_key in [true, false] {
        let text = sign("cs-test+jwt", &signer, with_key, b"payload").unwrap();
        let statement = Unverified::read(&text).unwrap().verify("cs-test+jwt", &key).unwrap();
        assert_eq!((statement.payload(), statement.text()), (&b"payload"[..], text.as_str()));
        assert_eq!(statement.payload_segment(), "cGF5bG9hZA");
        assert_eq!(statement.hash(), hash(text.as_bytes()));
        let own = Unverified::read(&text).unwrap().verify_by_own_key("cs-test+jwt");
        assert_eq!(own.is_ok(), with_key);
    }
}

#[test]
fn another_type_key_or_byte_is_refused() {
    let (signer, other) = (signer(), signer());
    let key = signer.public_key();
    let text = sign("cs-approve+jwt", &signer, false, b"payload").unwrap();
    let read = |text: &str| Unverified::read(text).and_then(|read| read.verify("cs-approve+jwt", &key));
    assert!(read(&text).is_ok());
    assert_eq!(Unverified::read(&text).unwrap().verify("cs-deny+jwt", &key), Err(StatementError::Type));
    assert_eq!(
        Unverified::read(&text).unwrap().verify("cs-approve+jwt", &other.public_key()),
        Err(StatementError::Key)
    );
    for position in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[position] = if changed[position] == b'A' { b'B' } else { b'A' };
        assert!(read(&String::from_utf8(changed).unwrap()).is_err(), "byte {position}");
        assert!(read(text.get(..position).unwrap_or_default()).is_err(), "cut at {position}");
    }
}

#[test]
fn no_other_header_is_accepted() {
    let signer = signer();
    let kid = signer.public_key().thumbprint();
    let jwk = serde_json::to_string(&signer.public_key()).unwrap();
    let good = format!(r#"{{"typ":"t","alg":"ES256","kid":"{kid}"}}"#);
    let key = signer.public_key();
    let read = |header: &str| {
        Unverified::read(&with_header(&signer, header)).and_then(|read| read.verify("t", &key)).err()
    };
    assert_eq!(read(&good), None);
    for (header, error) in [
        (format!(r#"{{"typ":"t","alg":"none","kid":"{kid}"}}"#), StatementError::Algorithm),
        (format!(r#"{{"typ":"t","alg":"HS256","kid":"{kid}"}}"#), StatementError::Algorithm),
        (format!(r#"{{"typ":"t","alg":"es256","kid":"{kid}"}}"#), StatementError::Algorithm),
        (format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#), StatementError::Header),
        (format!(r#"{{"typ":"t","kid":"{kid}"}}"#), StatementError::Header),
        (r#"{"typ":"t","alg":"ES256"}"#.to_owned(), StatementError::Header),
        (format!(r#"{{"typ":"t","alg":"ES256","kid":"{kid}","jwk":{jwk}}}"#), StatementError::Header),
        (format!(r#"{{"typ":"t","alg":"ES256","kid":null,"jwk":{jwk}}}"#), StatementError::Header),
        (
            format!(r#"{{"typ":"t","alg":"ES256","kid":"{kid}","crit":["b64"],"b64":false}}"#),
            StatementError::Header,
        ),
        (format!(r#"{{"typ":"t","alg":"ES256","kid":"{kid}","jku":"https://x"}}"#), StatementError::Header),
        (format!(r#"{{"typ":"t","alg":"ES256","alg":"ES256","kid":"{kid}"}}"#), StatementError::Header),
        (format!(r#"{good} {{}}"#), StatementError::Header),
        (format!(r#"[{good}]"#), StatementError::Header),
        (format!(r#"["t","ES256","{kid}"]"#), StatementError::Header),
        (r#"{"typ":"t","alg":"ES256","jwk":["EC","P-256","AA","AA"]}"#.to_owned(), StatementError::Header),
    ] {
        assert_eq!(read(&header), Some(error), "{header}");
    }
}

#[test]
fn what_is_too_long_is_not_looked_at() {
    let signer = signer();
    let text = sign("t", &signer, false, &vec![b'x'; MAXIMUM_LENGTH]).unwrap();
    assert_eq!(Unverified::read(&text), Err(StatementError::Form));
}
