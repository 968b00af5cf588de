//! Proofs and enrollment: sections 3 and 4 of the protocol, with what no honest phone does.

use countersign::jose::{Jwk, Signer, hash, sign};
use countersign_portal::service::phones::{self, SetupState};
use countersign_tests::counted;
use countersign_tests::portal_rig::{Phone, Place, Portals};
use serde_json::json;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_for_one_call_and_once() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let body = json!({"account": phone.account});

        let good = phone.prepare("/v1/devices", &body);
        assert_eq!(phone.send(&good).await.status, 200);
        assert_eq!(phone.send(&good).await.failure(), (401, "invalid_proof"), "seen before");

        let mut other_body = phone.prepare("/v1/devices", &body);
        other_body.body.push(b' ');
        assert_eq!(phone.send(&other_body).await.failure(), (401, "invalid_proof"));
        let mut other_path = phone.prepare("/v1/devices", &body);
        other_path.path = "/v1/unenroll";
        assert_eq!(phone.send(&other_path).await.failure(), (401, "invalid_proof"));
        let mut none = phone.prepare("/v1/devices", &body);
        none.proof = "x".to_owned();
        assert_eq!(phone.send(&none).await.failure(), (401, "invalid_proof"));

        // A nonce of five minutes ago is still one; a second later it is not.
        portals.clock.advance(Duration::from_secs(300));
        assert_eq!(phone.send(&phone.prepare("/v1/devices", &body)).await.status, 200);
        portals.clock.advance(Duration::from_secs(1));
        let late = phone.send(&phone.prepare("/v1/devices", &body)).await;
        assert_eq!(late.failure(), (401, "use_dpop_nonce"));
        assert!(late.nonce.is_some());
        phone.nonce = Some("A".repeat(43));
        assert_eq!(phone.send(&phone.prepare("/v1/devices", &body)).await.failure(), (401, "use_dpop_nonce"));

        // Another device's proof opens nothing, and neither does another account's name.
        phone.nonce = late.nonce;
        let (_, stranger) = portals.user("berta").await.enroll_phone(&portals.url(0), "Other").await;
        let forged = phone.prepare_as(&stranger.device, "/v1/devices", &body);
        assert_eq!(phone.send(&forged).await.failure(), (404, "unknown_account"));
        let twice = {
            let mut call = phone.prepare("/v1/devices", &body);
            call.body = format!(r#"{{"account":"{0}","account":"{0}"}}"#, phone.account).into_bytes();
            phone.prove_again(call)
        };
        assert_eq!(phone.send(&twice).await.failure(), (400, "malformed"));
    }
    counted("calls with a proof that is not taken: 16");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_calls_too_often_is_told_to_slow_down() {
    for place in Place::BOTH {
        let mut portals = Portals::new(place);
        portals.config.policy.phone_calls_per_minute = 30;
        portals.start().await;
        if place == Place::Server {
            portals.start().await;
        }
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let (_, mut other) = user.enroll_phone(&portals.url(0), "Fairphone").await;
        let body = json!({"account": phone.account});
        let mut answered = 0;
        for call in 0..45 {
            phone.url = portals.url(call % portals.running.len());
            let (answer, _) = phone.call("/v1/devices", &body).await;
            match answer.status {
                200 => answered += 1,
                _ => {
                    assert_eq!(answer.failure(), (429, "slow_down"));
                    assert!((1..=60).contains(&answer.retry_after.expect("Retry-After")), "{answer:?}");
                }
            }
        }
        assert_eq!(answered, 30, "{place:?}");

        // Strangers are told so too, and phones at the same address do not notice.
        let mut refused = 0;
        for _ in 0..45 {
            let mut none = other.prepare("/v1/devices", &json!({"account": other.account}));
            none.proof = "x".to_owned();
            match other.send(&none).await.failure() {
                (401, "invalid_proof") => refused += 1,
                failure => assert_eq!(failure, (429, "slow_down")),
            }
        }
        assert_eq!(refused, 30, "{place:?}");
        let own = json!({"account": other.account});
        assert_eq!(other.call("/v1/devices", &own).await.0.status, 200);

        portals.clock.advance(Duration::from_secs(60));
        assert_eq!(phone.call("/v1/devices", &body).await.0.status, 200, "a new minute");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_makes_one_account() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let setup = phones::begin(&user.portal, &user.session().await, "push").await.expect("a link");
        let url = portals.url(0);
        let state = phones::state(&user.portal, &user.session().await, setup.id).await.expect("a state");
        assert_eq!(state, SetupState::Waiting);

        let mut phone = Phone::scan(&setup.link, &url, "Pixel 9");
        let first = phone.enroll().await;
        assert_eq!(first.status, 201);
        let account = first.expect_statement("account");
        // The answer was lost: the same account again, byte for byte.
        let again = phone.enroll().await;
        assert_eq!((again.status, again.expect_statement("account")), (200, account));
        let state = phones::state(&user.portal, &user.session().await, setup.id).await.expect("a state");
        assert_eq!(state, SetupState::Enrolled { name: "Pixel 9".to_owned() });

        let mut thief = Phone::scan(&setup.link, &url, "Thief");
        assert_eq!(thief.enroll().await.failure(), (409, "token_used"));
        thief.token = "A".repeat(43);
        assert_eq!(thief.enroll().await.failure(), (404, "unknown_token"));

        let later = phones::begin(&user.portal, &user.session().await, "second").await.expect("a link");
        let renewed = phones::renew(&user.portal, &user.session().await, later.id).await.expect("a link");
        let mut old = Phone::scan(&later.link, &url, "Old");
        assert_eq!(old.enroll().await.failure(), (404, "unknown_token"), "the page shows another one");
        let mut slow = Phone::scan(&renewed.link, &url, "Slow");
        slow.enroll().await.failure();
        let third = phones::begin(&user.portal, &user.session().await, "third").await.expect("a link");
        portals.clock.advance(Duration::from_secs(300));
        user.session().await;
        portals.clock.advance(Duration::from_secs(300));
        let mut late = Phone::scan(&third.link, &url, "Late");
        assert_eq!(late.enroll().await.failure(), (410, "token_expired"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_both_keys_did_not_sign_alike_makes_no_account() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let setup = phones::begin(&user.portal, &user.session().await, "push").await.expect("a link");
    let url = portals.url(0);
    let mut phone = Phone::scan(&setup.link, &url, "Pixel");
    let other = Phone::scan(&setup.link, &url, "Other");
    let good = phone.enrollment();
    let payload = |changed: &str, value: serde_json::Value| {
        let mut payload = json!({
            "aud": phone.base, "th": hash(phone.token.as_bytes()), "device": phone.device.public_key(),
            "user": phone.user.public_key(), "agreement": Jwk(phone.agreement.public_key()), "name": "n",
            "app": "a", "channel": {"kind": "none"},
        });
        payload[changed] = value;
        payload.to_string().into_bytes()
    };
    let signed = |payload: &[u8]| {
        json!({
            "token": phone.token,
            "device_statement": sign("cs-enroll-device+jwt", &phone.device, true, payload).expect("signed"),
            "user_statement": sign("cs-enroll-user+jwt", &phone.user, true, payload).expect("signed"),
        })
    };
    let mut wrong = vec![
        signed(&payload("aud", json!("https://elsewhere.example"))),
        signed(&payload("th", json!(hash(b"another token")))),
        signed(&payload("device", json!(other.device.public_key()))),
        signed(&payload("user", json!(phone.device.public_key()))),
        signed(&payload("agreement", json!(phone.user.public_key()))),
        signed(&payload("name", json!(""))),
        signed(&payload("name", json!("a".repeat(65)))),
        signed(&payload("app", json!("a".repeat(65)))),
        signed(&payload("channel", json!({"kind": "fcm"}))),
        signed(&payload(
            "channel",
            json!({"kind": "unifiedpush", "endpoint": "http://push.example.net/", "p256dh": "", "auth": ""}),
        )),
        signed(b"[]"),
        signed(b"{}"),
    ];
    let swap = |member: &str, value: &str| {
        let mut body = good.clone();
        body[member] = json!(value);
        body
    };
    wrong.push(swap("user_statement", good["device_statement"].as_str().expect("a text")));
    wrong.push(swap("device_statement", good["user_statement"].as_str().expect("a text")));
    wrong.push(swap("user_statement", other.enrollment()["user_statement"].as_str().expect("a text")));
    wrong.push(swap("token", &"B".repeat(43)));
    for body in &wrong {
        let (answer, _) = phone.call("/v1/enrollments", body).await;
        assert!(matches!(answer.status, 400 | 401 | 404), "{body}: {answer:?}");
        let state = phones::state(&user.portal, &user.session().await, setup.id).await.expect("a state");
        assert_eq!(state, SetupState::Waiting, "{body}");
    }
    counted(&format!("enrollments that make no account: {}", wrong.len()));
    assert_eq!(phone.enroll().await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_not_read() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let portals = Portals::one(Place::File).await;
    let mut connection =
        tokio::net::TcpStream::connect(portals.running[0].address()).await.expect("a connection");
    let length = 64 * 1024 + 1;
    let head = format!(
        "POST /v1/devices HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).await.expect("sent");
    // The portal may answer before it has all of it.
    let _ = connection.write_all(&vec![b' '; length]).await;
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("too_large"), "{answer}");
}
