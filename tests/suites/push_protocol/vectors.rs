//! The vectors of `tests/vectors/push-protocol`, which another program made from the specification alone: what this
//! phone signs is the same byte for byte, what it must believe it believes, and nothing that it must refuse.

use super::cast::{Cast, Stage, statement, statements};
use countersign::crypto::Sealed;
use countersign::http::DevelopmentHttp;
use countersign::jose::{Call, Jwk, Proof, Unverified, hash};
use countersign::otp::{Digits, Period, PreparedKey};
use countersign::push::{OfflineCodes, PushError, Recognised, recognise};
use countersign_tests::{counted, hex, vectors};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct RefusedByPhone {
    name: String,
    typ: String,
    context: Value,
    statement: String,
}

#[derive(Deserialize)]
struct RefusedStatement {
    name: String,
    typ: String,
    trusted: Option<String>,
    statement: String,
}

#[test]
fn keys_have_their_thumbprints() {
    for key in vectors::<Vec<Value>>("push-protocol/keys.json") {
        let jwk: Jwk = serde_json::from_value(key["jwk"].clone()).unwrap();
        assert_eq!(jwk.thumbprint().to_string(), key["thumbprint"], "{}", key["name"]);
        assert_eq!(hash(key["canonical"].as_str().unwrap().as_bytes()), jwk.thumbprint());
    }
    let refused = vectors::<Vec<Value>>("push-protocol/refused_keys.json");
    for key in &refused {
        assert!(serde_json::from_value::<Jwk>(key["jwk"].clone()).is_err(), "{}", key["name"]);
    }
    counted(&format!("vectors: {} keys refused", refused.len()));
}

#[test]
fn every_statement_verifies() {
    let cast = Cast::read();
    let all = statements();
    for found in &all {
        assert_eq!(found.compact, format!("{}.{}", found.signing_input, found.signature), "{}", found.name);
        let read =
            Unverified::read(&found.compact).unwrap().verify(&found.typ, &cast.public(&found.key)).unwrap();
        assert_eq!(read.payload(), found.payload.as_bytes(), "{}", found.name);
        assert_eq!(read.hash().to_string(), found.hash, "{}", found.name);
    }
    counted(&format!("vectors: {} statements verified", all.len()));
}

#[test]
fn what_this_phone_signs_is_the_same_byte_for_byte() {
    let mut same = 0;
    for (name, signed) in Stage::enrolled().everything_signed() {
        let (input, signature) = signed.rsplit_once('.').unwrap();
        let expected = statement(name);
        assert_eq!(input, expected.signing_input, "{name}");
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
        let key = Cast::read().public(&expected.key);
        assert!(key.0.verify(input.as_bytes(), &signature).is_ok(), "{name}");
        same += 1;
    }
    assert_eq!(same, 14);
    counted(&format!("vectors: {same} statements signed alike"));
}

#[test]
fn what_a_server_may_say_is_believed() {
    let mut believed = 0;
    for found in statements().iter().filter(|found| ["server", "next server"].contains(&found.key.as_str())) {
        let mut stage = Stage::enrolled();
        let said = match (found.typ.as_str(), found.name.as_str()) {
            ("cs-request+jwt", _) => {
                let list = stage.list_of(&[&found.compact]);
                stage.told("cs-requests+jwt", &list)
            }
            ("cs-server-key+jwt", _) => continue,
            ("cs-account+jwt", "account after a rotation") => stage.told_after_rotation(&found.compact),
            // The scene names one answer, and this outcome is of another one.
            ("cs-outcome+jwt", "outcome denied" | "outcome await_code") => continue,
            (typ, _) => stage.told(typ, &found.compact),
        };
        assert_eq!(said, Ok(()), "{}", found.name);
        believed += 1;
    }
    counted(&format!("vectors: {believed} of a server's statements believed"));
}

#[test]
fn what_a_server_must_not_say_is_refused_and_changes_nothing() {
    let cases = vectors::<Vec<RefusedByPhone>>("push-protocol/refused_by_phone.json");
    for case in &cases {
        let mut stage = Stage::enrolled();
        stage.check_context(&case.typ, &case.context);
        let before = stage.account.clone();
        let said = stage.told(&case.typ, &case.statement);
        assert!(matches!(said, Err(PushError::ServerMisbehaved(_))), "{}: {said:?}", case.name);
        assert_eq!(stage.account, before, "{}", case.name);
    }
    counted(&format!("vectors: {} of a server's statements refused", cases.len()));
}

#[test]
fn what_is_no_statement_is_refused() {
    let cast = Cast::read();
    let cases = vectors::<Vec<RefusedStatement>>("push-protocol/refused_statements.json");
    for case in &cases {
        let refused = match (case.typ.as_str(), &case.trusted) {
            ("cs-done+jwt", _) => Stage::enrolled().told(&case.typ, &case.statement).is_err(),
            (typ, Some(key)) => Unverified::read(&case.statement)
                .and_then(|read| read.verify(typ, &cast.public(key)))
                .is_err(),
            (typ, None) => {
                Unverified::read(&case.statement).and_then(|read| read.verify_by_own_key(typ)).is_err()
            }
        };
        assert!(refused, "{}", case.name);
    }
    counted(&format!("vectors: {} statements refused", cases.len()));
}

#[test]
fn proofs_speak_for_their_call() {
    for proof in vectors::<Vec<Value>>("push-protocol/proofs.json") {
        let text = |name: &str| proof[name].as_str().unwrap_or_default();
        let call = Call { url: text("htu"), body: text("body").as_bytes(), nonce: None };
        let read = Proof::read(text("compact"), call).unwrap();
        assert_eq!(
            (read.id.to_string().as_str(), read.nonce.as_deref()),
            (text("jti"), proof["nonce"].as_str())
        );
        assert!(Proof::read(text("compact"), Call { body: b"{}", ..call }).is_err());
    }
}

#[test]
fn links_say_what_they_say() {
    let links: Value = vectors("push-protocol/links.json");
    let read = |link: &Value| {
        let development =
            if link["development"] == true { DevelopmentHttp::Loopback } else { DevelopmentHttp::Off };
        recognise(link["link"].as_str().unwrap(), development)
    };
    for link in links["accepted"].as_array().unwrap() {
        let Some(Ok(Recognised::Invitation(found))) = read(link) else { panic!("{link}") };
        assert_eq!(
            (found.issuer.as_str(), found.account.as_str()),
            (link["issuer"].as_str().unwrap(), link["account"].as_str().unwrap())
        );
        assert_eq!(u64::from(found.policy.pin_minimum()), link["pin_minimum"]);
        assert_eq!(found.policy.biometrics(), link["biometrics"]);
        assert!(link["base"].as_str().unwrap().starts_with(&found.origin.to_string()));
        // In spaces, as a mail or a scanner may give it.
        let spaced = format!(" \n{}\t", link["link"].as_str().unwrap());
        let development =
            if link["development"] == true { DevelopmentHttp::Loopback } else { DevelopmentHttp::Off };
        assert!(matches!(recognise(&spaced, development), Some(Ok(Recognised::Invitation(_)))));
    }
    let refused = links["refused"].as_array().unwrap();
    for link in refused {
        match read(link) {
            None => {}
            Some(Err(error)) => {
                let text = link["link"].as_str().unwrap();
                assert!(text.get(error.position.clone()).is_some(), "{}: {error:?}", link["name"]);
            }
            Some(Ok(found)) => panic!("{}: {found:?}", link["name"]),
        }
    }
    counted(&format!("vectors: {} links refused", refused.len()));
}

#[test]
fn a_sealed_seed_opens_and_makes_its_codes() {
    let vector: Value = vectors("push-protocol/offline_seed.json");
    let cast = Cast::read();
    let agreement = cast.agreement(vector["recipient"].as_str().unwrap());
    let bytes = |value: &Value| BASE64URL_NOPAD.decode(value.as_str().unwrap().as_bytes()).unwrap();
    let open = |case: &Value| {
        let sealed = Sealed { encapsulated: bytes(&case["enc"]), ciphertext: bytes(&case["ct"]) };
        let info = vector["info"].as_str().unwrap().as_bytes();
        agreement.open(&sealed, info, case["aad"].as_str().unwrap().as_bytes())
    };
    let seed = open(&vector).unwrap();
    assert_eq!(seed.expose(), hex(vector["seed"].as_str().unwrap()));
    for case in vector["refused"].as_array().unwrap() {
        assert!(open(case).is_err(), "{}", case["name"]);
    }
    let secret = countersign::otp::SharedSecret::new(seed).unwrap();
    for code in vector["codes"].as_array().unwrap() {
        let number = |name: &str| code[name].as_u64().unwrap();
        let codes = OfflineCodes {
            digits: Digits::new(u8::try_from(number("digits")).unwrap()).unwrap(),
            period: Period::from_seconds(u32::try_from(number("period")).unwrap()).unwrap(),
        };
        let PreparedKey::Timed(key) = PreparedKey::new(&codes.parameters(), &secret) else { panic!() };
        let at = countersign::time::UnixTime::from_seconds(number("time"));
        assert_eq!(key.code_at(at).code.as_str(), code["code"], "{code}");
    }
}
