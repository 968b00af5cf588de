//! Every signature is for one purpose: what one key signs under one `typ` is nothing under another, and a denial never
//! verifies as an approval, whoever signs it and whatever it says.

use countersign::http::{DevelopmentHttp, HttpRequest, RequestPath, ServerOrigin};
use countersign::jose::{Call, Encoded, Signer, StatementError, Unverified, hash, prove, sign};
use countersign::push::Keychain;
use countersign::push::countersign::Countersign;
use countersign::push::countersign::statement::{APPROVE, DENY, SignedBy, TYPES};
use countersign::testing::push::Phone;
use countersign::time::UnixTime;
use countersign_tests::counted;
use countersign_tests::push_rig::{Ask, Fate, Server, seeded_signer};
use serde_json::{Value, json};
use std::collections::HashSet;

#[test]
fn grammars_of_one_key_are_disjoint() {
    let names: HashSet<&str> = TYPES.iter().map(|(typ, ..)| *typ).collect();
    assert_eq!(names.len(), TYPES.len(), "a type twice");
    let signer = seeded_signer(1);
    let mut pairs = 0;
    for (typ, _, with_key) in TYPES {
        let text = sign(typ, &signer, *with_key, b"{}").unwrap();
        for (other, ..) in TYPES {
            let read = Unverified::read(&text).unwrap().verify(other, &signer.public_key());
            let expected = if typ == other { None } else { Some(StatementError::Type) };
            assert_eq!(read.err(), expected, "{typ} as {other}");
            pairs += 1;
        }
        // Not even a change of case or a media type's full name makes one of the other.
        for near in
            [typ.to_uppercase(), format!("application/{typ}"), format!("{typ};"), typ.replace("+jwt", "")]
        {
            assert!(Unverified::read(&text).unwrap().verify(&near, &signer.public_key()).is_err(), "{near}");
        }
    }
    counted(&format!("purposes of signatures: {pairs} pairs"));
}

#[test]
fn each_type_is_made_by_one_kind_of_key() {
    let by = |typ: &str| TYPES.iter().find(|(known, ..)| *known == typ).map(|(_, by, _)| *by);
    assert_eq!(by(APPROVE), Some(SignedBy::User));
    assert_eq!(by(DENY), Some(SignedBy::Device));
    let document =
        std::fs::read_to_string(countersign_tests::repository().join("core/docs/push-protocol.md")).unwrap();
    for (typ, by, carries_key) in TYPES {
        let row = document.lines().find(|line| line.starts_with(&format!("| `{typ}` |")));
        let row = row.unwrap_or_else(|| panic!("{typ} is not in the specification"));
        let kind = match by {
            SignedBy::Device => "device",
            SignedBy::User => "user",
            SignedBy::Server => "server",
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert!(cells[2].ends_with(kind), "{row}");
        assert_eq!(cells[3], if *carries_key { "`jwk`" } else { "`kid`" }, "{row}");
    }
}

/// Everything that an answer could be: under which `typ`, by which key, saying which decision.
#[test]
fn a_denial_never_verifies_as_an_approval() {
    let mut rows = 0;
    for typ in [APPROVE, DENY] {
        for key in [SignedBy::Device, SignedBy::User, SignedBy::Server] {
            for decision in ["approve", "deny", "Approve", "approved", ""] {
                let fate = answered(typ, key, decision);
                let expected = match (typ, key, decision) {
                    (APPROVE, SignedBy::User, "approve") => Fate::Approved,
                    (DENY, SignedBy::Device, "deny") => Fate::Denied,
                    _ => Fate::Open,
                };
                assert_eq!(fate, expected, "{typ} by the {key:?} key, {decision:?}");
                rows += 1;
            }
        }
    }
    counted(&format!("truth table of answers: {rows} rows"));
}

#[test]
fn what_the_phone_signs_is_of_its_own_type_and_key() {
    for (approve, typ, decision) in [(true, APPROVE, "approve"), (false, DENY, "deny")] {
        let (mut server, mut phone) = asked();
        let signed = phone.sign(&Countersign, approve).unwrap();
        let mut text = String::new();
        let _ = phone.deliver(&Countersign, &signed, |request| {
            let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
            text = body["answer"].as_str().unwrap().to_owned();
            server.serve(request)
        });
        let (device, user) = (phone.secrets.device().unwrap(), phone.secrets.user().unwrap());
        let mut accepted = Vec::new();
        for (kind, key) in [(SignedBy::Device, device), (SignedBy::User, user)] {
            for as_typ in [APPROVE, DENY] {
                let read = Unverified::read(&text).unwrap().verify(as_typ, &key.public_key());
                if let Ok(statement) = read {
                    let payload: Value = serde_json::from_slice(statement.payload()).unwrap();
                    assert_eq!(payload["decision"], decision);
                    accepted.push((as_typ, kind));
                }
            }
        }
        let by = if approve { SignedBy::User } else { SignedBy::Device };
        assert_eq!(accepted, [(typ, by)]);
    }
}

fn asked() -> (Server, Phone) {
    let mut server = Server::new(1);
    let mut phone = Phone::enroll(&mut server, 2).unwrap();
    server.ask(&Ask::default());
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    (server, phone)
}

/// What becomes of a request that is answered by a statement of this type, by this key, with this decision.
fn answered(typ: &str, key: SignedBy, decision: &str) -> Fate {
    let (mut server, phone) = asked();
    let device = phone.secrets.device().unwrap();
    let request = server.request(0);
    let (jti, statement) = (request.id.clone(), request.statement.clone());
    let payload = json!({
        "iss": device.public_key().thumbprint(), "aud": server.base, "sub": server.account().id, "jti": jti,
        "rh": hash(statement.as_bytes()), "ctr": 1, "decision": decision, "uv": "pin", "reason": "not_me",
    });
    let text = match key {
        SignedBy::Device => Server::forged(typ, device, &payload),
        SignedBy::User => Server::forged(typ, phone.secrets.user().unwrap(), &payload),
        SignedBy::Server => Server::forged(typ, &server.key, &payload),
    };
    let body = json!({"account": server.account().id, "answer": text}).to_string().into_bytes();
    let mut nonce = None;
    for id in [Encoded([1; 16]), Encoded([2; 16])] {
        let origin = ServerOrigin::parse("https://login.example.com", DevelopmentHttp::Off).unwrap();
        let path = RequestPath::parse("/countersign/v1/answers").unwrap();
        let url = format!("{}/v1/answers", server.base);
        let call = Call { url: &url, body: &body, nonce: nonce.as_deref() };
        let proof = prove(call, id, UnixTime::from_seconds(0), device).unwrap();
        let request =
            HttpRequest::post(origin, path, "application/json", body.clone()).with_header("dpop", proof);
        let response = server.serve(&request).unwrap();
        nonce = response.header("dpop-nonce").map(str::to_owned);
    }
    server.fates()[0]
}
