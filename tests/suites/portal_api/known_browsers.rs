//! A browser that the user has logged in with at an application: strangers do not use up its tries.

use super::codes::{add_totp, code};
use super::http::{Answer, Application};
use countersign::otp::Algorithm;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::{Value, json};
use std::time::Duration;

const RIGHT: &str = "correct horse battery";

/// Begins a login by a code, and enters one, in a browser that is known by `browser`.
async fn enter(application: &Application, user: &str, code: &str, browser: &Value) -> Answer {
    let client = json!({"address": "203.0.113.7"});
    let start = json!({"user": user, "method": "totp", "client": client});
    let attempt = application.post("/attempts", &start).await.expect(201);
    let path = format!("/attempts/{}/code", attempt["id"].as_str().expect("an id"));
    application.post(&path, &json!({"code": code, "browser": browser})).await
}

async fn check(application: &Application, password: &str, browser: &Value) -> Answer {
    let client = json!({"address": "203.0.113.7"});
    application
        .post(
            "/password",
            &json!({"user": "anna", "password": password, "client": client, "browser": browser}),
        )
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_do_not_use_up_the_tries_of_a_known_browser() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let anna = portals.user("anna").await;
        let secret = add_totp(&anna).await;
        let application = Application::new(&portals, "webmail", "second_factor password").await;
        let right = || code(&portals, &secret, Algorithm::Sha1);

        let approved = enter(&application, "anna", &right(), &Value::Null).await.expect(200);
        let browser = approved["browser"].clone();
        assert!(browser.is_string(), "{approved}");
        let read = application.get(&format!("/attempts/{}", approved["id"].as_str().expect("an id"))).await;
        assert_eq!(read.expect(200)["browser"], browser, "the same whenever it is asked for");

        // Strangers lock the address, for codes and for passwords.
        for _ in 0..3 {
            enter(&application, "anna", "000000", &Value::Null).await.problem();
            check(&application, "wrong", &Value::Null).await.problem();
        }
        portals.clock.advance(Duration::from_secs(60));
        let locked = (429, "locked".to_owned());
        assert_eq!(check(&application, RIGHT, &Value::Null).await.problem(), locked);
        assert_eq!(enter(&application, "anna", &right(), &Value::Null).await.problem(), locked);
        // So they stay for a browser that says anything else.
        for other in [json!("x"), json!("A".repeat(96)), changed(&browser)] {
            assert_eq!(check(&application, RIGHT, &other).await.problem(), locked, "{other}");
        }
        check(&application, RIGHT, &browser).await.expect(200);
        enter(&application, "anna", &right(), &browser).await.expect(200);

        // A known browser has tries of its own, and no more of them.
        for _ in 0..3 {
            check(&application, "wrong", &browser).await;
        }
        assert_eq!(check(&application, RIGHT, &browser).await.problem(), locked);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_for_one_user_at_one_application_and_not_for_ever() {
    let portals = Portals::one(Place::File).await;
    let (anna, berta) = (portals.user("anna").await, portals.user("berta").await);
    let (hers, other) = (add_totp(&anna).await, add_totp(&berta).await);
    let application = Application::new(&portals, "webmail", "second_factor password").await;
    let elsewhere = Application::new(&portals, "wiki", "second_factor password").await;
    let token = async |at: &Application, user: &str, secret| {
        let code = code(&portals, secret, Algorithm::Sha1);
        enter(at, user, &code, &Value::Null).await.expect(200)["browser"].clone()
    };
    let own = token(&application, "anna", &hers).await;
    let of_another = token(&application, "berta", &other).await;
    portals.clock.advance(Duration::from_secs(60));
    let of_elsewhere = token(&elsewhere, "anna", &hers).await;
    for _ in 0..3 {
        check(&application, "wrong", &Value::Null).await;
    }
    for foreign in [of_another, of_elsewhere] {
        assert_eq!(check(&application, RIGHT, &foreign).await.problem().0, 429);
    }
    check(&application, RIGHT, &own).await.expect(200);

    portals.clock.advance(Duration::from_secs(90 * 24 * 60 * 60));
    for _ in 0..3 {
        check(&application, "wrong", &Value::Null).await;
    }
    assert_eq!(check(&application, RIGHT, &own).await.problem().0, 429, "90 days are over");
    let long = json!({"user": "anna", "password": RIGHT, "browser": "A".repeat(257)});
    assert_eq!(application.post("/password", &long).await.problem(), (400, "invalid_request".to_owned()));
}

/// The token with another last character but one.
fn changed(token: &Value) -> Value {
    let mut text: Vec<char> = token.as_str().expect("a token").chars().collect();
    let at = text.len() - 2;
    text[at] = if text[at] == 'A' { 'B' } else { 'A' };
    json!(text.into_iter().collect::<String>())
}
