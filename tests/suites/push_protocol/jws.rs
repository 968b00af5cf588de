//! Wycheproof's 401 signatures in JWS form: none is a statement of the push protocol, and the ES256 ones verify exactly
//! where they should.

use countersign::crypto::P256PublicKey;
use countersign::jose::{Encoded, Jwk, Signer, Unverified, sign};
use countersign_tests::push_rig::seeded_signer;
use countersign_tests::{counted, vectors};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    number_of_tests: usize,
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    public: Option<Value>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    tc_id: u32,
    comment: String,
    jws: Value,
    result: String,
}

fn file() -> File {
    vectors("jws/wycheproof.json")
}

/// The key of a group, where it is one of P-256.
fn p256(key: Option<&Value>) -> Option<P256PublicKey> {
    let key = key.filter(|key| key["crv"] == "P-256")?;
    let coordinate = |name: &str| key[name].as_str().and_then(|text| text.parse::<Encoded<32>>().ok());
    P256PublicKey::from_coordinates(&coordinate("x")?.0, &coordinate("y")?.0).ok()
}

#[test]
fn none_is_a_statement() {
    let file = file();
    let stranger = seeded_signer(1).public_key();
    let mut refused = 0;
    for group in &file.test_groups {
        let key = p256(group.public.as_ref()).map_or(stranger, Jwk);
        if let Some(public) = &group.public {
            assert!(
                serde_json::from_value::<Jwk>(public.clone()).is_err(),
                "a key with more than its members"
            );
        }
        for case in &group.tests {
            // The JSON form of a signature is given as an object: no text at all is read like that.
            let text = case.jws.as_str().map_or_else(|| case.jws.to_string(), str::to_owned);
            let typ = Unverified::read(&text).map(|read| read.typ().to_owned()).unwrap_or_default();
            let read = Unverified::read(&text).and_then(|read| read.verify(&typ, &key));
            assert!(read.is_err(), "{}: {}", case.tc_id, case.comment);
            refused += 1;
        }
    }
    assert_eq!((refused, file.number_of_tests), (401, 401));
    counted(&format!("Wycheproof's JWS: {refused} are no statements"));
}

#[test]
fn es256_signatures_verify_where_they_should() {
    let mut counts = (0, 0);
    for group in file().test_groups {
        let Some(key) = p256(group.public.as_ref()) else { continue };
        // What a key is for is said beside it, where the reader of a signature cannot look.
        let wrong_use = group.public.as_ref().is_some_and(|key| key["alg"] != "ES256");
        for case in group.tests.iter().filter(|_| !wrong_use) {
            let (input, signature) = case.jws.as_str().unwrap().rsplit_once('.').unwrap_or_default();
            let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap_or_default();
            let verifies = key.verify(input.as_bytes(), &signature).is_ok();
            assert_eq!(verifies, case.result == "valid", "{}: {}", case.tc_id, case.comment);
            if verifies { counts.0 += 1 } else { counts.1 += 1 }
        }
    }
    assert_eq!(counts, (2, 37));
}

#[test]
fn their_special_signatures_do_not_verify_in_a_statement() {
    let signer = seeded_signer(1);
    let good = sign("cs-done+jwt", &signer, false, b"{}").unwrap();
    let (input, own) = good.rsplit_once('.').unwrap();
    let key = signer.public_key();
    let read = |signature: &str| {
        Unverified::read(&format!("{input}.{signature}")).and_then(|read| read.verify("cs-done+jwt", &key))
    };
    assert!(read(own).is_ok());
    for group in file().test_groups {
        for case in group.tests {
            let Some((_, signature)) = case.jws.as_str().and_then(|text| text.rsplit_once('.')) else {
                continue;
            };
            assert!(read(signature).is_err(), "{}: {}", case.tc_id, case.comment);
        }
    }
}
