//! Any text becomes an offer or an answer that helps; nothing of it is a crash.

use countersign::crypto::Secret;
use countersign::enroll::{EnrollError, Existing, FingerprintKey, ForeignKind, Reading, Similarity, read};
use countersign::otp::SharedSecret;
use countersign::ports::Random as _;
use countersign::testing::SeededRandom;

const URI: &str = "otpauth://totp/Shop:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop";

fn key() -> FingerprintKey {
    FingerprintKey::new(&Secret::taken_from(&mut [9; 32]))
}

fn alone(text: &str) -> Result<Reading<u32>, EnrollError> {
    read(text, std::iter::empty(), &key())
}

#[test]
fn a_key_uri_is_one_offer() {
    let Ok(Reading::Offer(offer)) = alone(&format!("  {URI}\n")) else { panic!() };
    assert_eq!((offer.issuer().as_str(), offer.account().as_str()), ("Shop", "alice"));
    assert!(offer.similar.is_empty() && offer.warnings.is_empty() && offer.server.is_none());
    assert!(!format!("{offer:?}").contains("GEZDG"));
}

#[test]
fn an_export_is_several() {
    let text = "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC";
    let Ok(Reading::Export(export)) = alone(text) else { panic!() };
    assert_eq!(export.offers.len(), 1);
    assert_eq!(export.offers[0].as_ref().unwrap().account().as_str(), "alice@google.com");
}

#[test]
fn what_exists_is_compared_by_name_and_by_fingerprint() {
    let same = key().of(&secret(b"12345678901234567890"));
    let other = key().of(&secret(b"12345678901234567891"));
    let existing = [
        Existing { id: 1, issuer: "SHOP", account: "Alice", fingerprint: Some(&other) },
        Existing { id: 2, issuer: "Elsewhere", account: "bob", fingerprint: Some(&same) },
        Existing { id: 3, issuer: "Shop", account: "bob", fingerprint: None },
    ];
    let Ok(Reading::Offer(offer)) = read(URI, existing.into_iter(), &key()) else { panic!() };
    let found: Vec<_> = offer.similar.iter().map(|similar| (similar.id, similar.similarity)).collect();
    assert_eq!(found, [(2, Similarity::SameSecret), (1, Similarity::SameLabel)]);
    assert_eq!(offer.same_secret(), Some(2));
}

fn secret(bytes: &[u8]) -> SharedSecret {
    SharedSecret::new(countersign::crypto::SecretBytes::from(bytes)).unwrap()
}

#[test]
fn other_texts_are_called_by_name_or_unknown() {
    let foreign = |text: &str| match alone(text) {
        Err(EnrollError::Foreign(foreign)) => foreign.kind,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(foreign("otpauth://pipush/x?url=https%3A//h"), ForeignKind::PrivacyIdea);
    assert_eq!(foreign("FIDO:/123"), ForeignKind::Passkey);
    assert_eq!(foreign("JBSWY3DPEHPK3PXP"), ForeignKind::BareSecret);
    assert!(matches!(alone(""), Err(EnrollError::Empty)));
    assert!(matches!(alone("hello"), Err(EnrollError::Unknown)));
    assert!(matches!(alone(&"x".repeat(20_000)), Err(EnrollError::TooLong)));
    assert!(matches!(alone("otpauth://totp/a?secret=1"), Err(EnrollError::KeyUri(_))));
    assert!(matches!(alone("otpauth-migration://offline?data=?"), Err(EnrollError::Migration(_))));
}

#[test]
fn no_text_is_a_crash() {
    let random = SeededRandom::new(21);
    let pieces = [
        "otpauth://",
        "totp/",
        "hotp/",
        "otpauth-migration://offline?data=",
        "?secret=",
        "&",
        "=",
        "%",
        "%41",
        ":",
        "/",
        "#",
        "GEZDGNBVGY3TQOJQ",
        "digits=",
        "period=",
        "\u{202e}",
        "é",
        "日",
        "://",
        "@",
        "-",
        "\n",
        "xn--",
        "duo://",
        "0",
    ];
    let texts = 20_000;
    for _ in 0..texts {
        let mut choice = [0; 12];
        random.fill(&mut choice).unwrap();
        let text: String = choice.iter().map(|byte| pieces[usize::from(*byte) % pieces.len()]).collect();
        let _ = alone(&text);
    }
    println!("{texts} texts made of the format's own pieces answered");
}
