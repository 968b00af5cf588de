//! Any text becomes an offer or an answer that helps; nothing of it is a crash.

use countersign::crypto::Secret;
use countersign::enroll::{
    EnrollError, Existing, FingerprintKey, ForeignKind, Manual, ManualError, Offer, Reading, Similarity, read,
};
use countersign::http::DevelopmentHttp;
use countersign::otp::{CodeParameters, SharedSecret, Warning};
use countersign::ports::Random as _;
use countersign::testing::SeededRandom;
use countersign_tests::counted;

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const URI: &str = "otpauth://totp/Shop:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop";

fn key() -> FingerprintKey {
    FingerprintKey::new(&Secret::taken_from(&mut [9; 32]))
}

fn alone(text: &str) -> Result<Reading<u32>, EnrollError> {
    read(text, DevelopmentHttp::Off, std::iter::empty(), &key())
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
    let Ok(Reading::Offer(offer)) = read(URI, DevelopmentHttp::Off, existing.into_iter(), &key()) else {
        panic!()
    };
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
fn a_mistake_is_found_in_the_text_as_it_was_given() {
    let text = " \n\totpauth://totp/é:b?secret=GEZDGNBVGY3TQOJQ&digits=five  ";
    let Err(EnrollError::KeyUri(error)) = alone(text) else { panic!() };
    assert_eq!(text.get(error.position), Some("five"));
}

#[test]
fn what_deceives_is_marked_before_it_is_added() {
    let warnings = |label: &str| match alone(&format!("otpauth://totp/{label}?secret={SECRET}")) {
        Ok(Reading::Offer(offer)) => offer.warnings,
        other => panic!("{other:?}"),
    };
    assert_eq!(warnings("PayPal:a"), []);
    assert_eq!(warnings("P%D0%B0yPal:a"), [Warning::MixedScripts]);
    assert_eq!(warnings("Bank%E2%80%AE:a"), [Warning::LabelCleaned]);
    let server = |text: &str| match alone(text) {
        Err(EnrollError::Foreign(foreign)) => foreign.host.unwrap(),
        other => panic!("{other:?}"),
    };
    let honest = server("https://login.example.org:8443/x");
    assert_eq!((honest.name.as_str(), honest.deceptive), ("login.example.org", false));
    assert!(server("https://xn--pypal-4ve.com/").deceptive);
    assert!(server("https://p\u{430}ypal.com/").deceptive);
    assert_eq!(server("https://good.example@evil.example/").name, "evil.example");
}

#[test]
fn an_account_typed_by_hand_is_an_offer() {
    fn manual(issuer: &str, account: &str, secret: &str) -> Result<Offer<u32>, ManualError> {
        Manual { issuer, account, secret, parameters: CodeParameters::USUAL }
            .offer(std::iter::empty(), &key())
    }
    let offer = manual(" Shop ", "alice", "gezd gnbv-gy3t qojq gezd gnbv gy3t qojq==").unwrap();
    assert_eq!((offer.issuer().as_str(), offer.account().as_str()), ("Shop", "alice"));
    assert_eq!(offer.warnings, []);
    assert_eq!(offer.into_contents().1, key().of(&secret(b"12345678901234567890")));
    assert_eq!(manual("", "a", "GEZDGNBVGY3TQOJQ").unwrap().warnings, [Warning::ShortSecret]);
    let refused = |issuer: &str, secret: &str| manual(issuer, "", secret).map(drop).unwrap_err();
    assert_eq!(refused(" \u{200b}", SECRET), ManualError::NoName);
    assert_eq!(refused("a", "GEZD1"), ManualError::SecretCharacter(4));
    assert_eq!(refused("a", &SECRET[..25]), ManualError::SecretIncomplete);
    assert_eq!(refused("a", "GEZDGNBVGY3TQ"), ManualError::SecretTooShort);
    assert_eq!(refused("a", ""), ManualError::SecretTooShort);
    assert_eq!(refused("a", &"A".repeat(1648)), ManualError::SecretTooLong);
    assert_eq!(refused("a", &"A".repeat(1_000_000)), ManualError::SecretTooLong);
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
        if let Err(EnrollError::KeyUri(error)) = alone(&text) {
            assert!(text.get(error.position.clone()).is_some(), "{text:?}: {error}");
        }
    }
    counted(&format!("texts made of the formats' own pieces answered: {texts}"));
}
