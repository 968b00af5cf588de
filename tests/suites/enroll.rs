//! Any text becomes an offer or an answer that helps; nothing of it is a crash.

use countersign::crypto::Secret;
use countersign::enroll::{
    EnrollError, Existing, FingerprintKey, ForeignKind, Manual, ManualError, Offer, PushOffer, PushWarning,
    Reading, Similarity, read,
};
use countersign::http::DevelopmentHttp;
use countersign::otp::{CodeParameters, SharedSecret, Warning};
use countersign::ports::Random as _;
use countersign::push::LinkProblem;
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

const INVITATION: &str = "https://login.example.com/cs/enroll#v=1&t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
                          &k=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&i=Shop&a=alice&p=pin6,bio";

fn push_offer(text: &str, development: DevelopmentHttp) -> PushOffer<u32> {
    match read(text, development, std::iter::empty(), &key()) {
        Ok(Reading::Push(offer)) => *offer,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_link_of_a_push_protocol_is_an_offer_that_the_user_can_judge() {
    let existing = [
        Existing { id: 1, issuer: "SHOP", account: "Alice", fingerprint: None },
        Existing { id: 2, issuer: "Elsewhere", account: "alice", fingerprint: None },
    ];
    let Ok(Reading::Push(offer)) = read(INVITATION, DevelopmentHttp::Off, existing.into_iter(), &key())
    else {
        panic!()
    };
    assert_eq!((offer.issuer().as_str(), offer.account().as_str()), ("Shop", "alice"));
    assert_eq!((offer.server.name.as_str(), offer.server.deceptive), ("login.example.com", false));
    assert_eq!((offer.policy().pin_minimum(), offer.policy().biometrics()), (6, true));
    assert_eq!(offer.similar.iter().map(|similar| similar.id).collect::<Vec<_>>(), [1]);
    assert!(offer.warnings.is_empty() && !offer.needs_private_consent());
    assert!(!format!("{offer:?}").contains("AAAAAAAA"), "the token");
}

#[test]
fn a_server_that_deserves_doubt_is_marked() {
    for (host, warning, consent) in [
        ("xn--pypal-4ve.com", PushWarning::MixedScriptHost, false),
        ("xn--80ak6aa92e.com", PushWarning::ForeignScriptHost, false),
        ("192.168.1.7", PushWarning::PrivateHost, true),
        ("[fd00::1]:8443", PushWarning::PrivateHost, true),
        ("127.0.0.1:8443", PushWarning::ThisDevice, true),
        ("localhost", PushWarning::ThisDevice, true),
        ("169.254.169.254", PushWarning::NoServersAddress, false),
    ] {
        let offer = push_offer(&INVITATION.replace("login.example.com", host), DevelopmentHttp::Off);
        assert_eq!(
            (offer.warnings.as_slice(), offer.needs_private_consent()),
            (&[warning][..], consent),
            "{host}"
        );
    }
    let plain = INVITATION.replace("https://login.example.com", "http://127.0.0.1:8080");
    let offer = push_offer(&plain, DevelopmentHttp::Loopback);
    assert_eq!(offer.warnings, [PushWarning::ThisDevice, PushWarning::Unprotected]);
    assert!(matches!(alone(&plain), Err(EnrollError::Link(_))));
    let named = push_offer(&INVITATION.replace("i=Shop", "i=p%D0%B0ypal%E2%80%AE"), DevelopmentHttp::Off);
    assert_eq!(named.warnings, [PushWarning::NamesCleaned, PushWarning::MixedScriptNames]);
}

#[test]
fn a_damaged_link_and_the_code_of_a_login_page_are_called_what_they_are() {
    let Err(EnrollError::Link(error)) = alone(&INVITATION.replace("v=1", "v=2")) else { panic!() };
    assert_eq!(error.problem, LinkProblem::Version);
    assert!(matches!(alone("countersign:scan?r=a&s=b"), Err(EnrollError::LoginCode)));
    assert!(matches!(alone("https://login.example.com/cs/enroll"), Err(EnrollError::Foreign(_))));
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
