//! API keys: what they permit, what they see, how often they may call; and how strictly calls are read.

use super::http::{Application, request};
use countersign_portal::service::api_keys;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_and_taken_back_at_once() {
    for place in Place::BOTH {
        let mut portals = Portals::one(place).await;
        let application = Application::new(&portals, "webmail", "second_factor").await;
        application.get("/users/anna/factors").await.expect(200);
        let listed = api_keys::all(portals.portal(0)).await.expect("listed");
        assert_eq!(listed.len(), 1);
        assert!(listed[0].used.is_some());
        let again = api_keys::add(portals.portal(0), "webmail", listed[0].permissions.clone(), "").await;
        assert!(again.expect("asked").is_none());

        assert!(api_keys::revoke(portals.portal(0), "webmail", "").await.expect("taken back"));
        let refused = application.get("/users/anna/factors").await;
        assert_eq!(refused.problem(), (401, "unauthorized".to_owned()));
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
        assert!(!portals.dump().await.contains(&application.key), "the key is in the database");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_does_what_it_permits_and_no_more() {
    let portals = Portals::one(Place::File).await;
    let factors = Application::new(&portals, "webmail", "second_factor").await;
    let passwords = Application::new(&portals, "gate", "password").await;
    let body = json!({"user": "anna", "password": "wrong"});
    let not_permitted = (403, "not_permitted".to_owned());
    assert_eq!(factors.post("/password", &body).await.problem(), not_permitted);
    assert_eq!(passwords.get("/users/anna/factors").await.problem(), not_permitted);
    let start = json!({"user": "anna", "method": "push"});
    assert_eq!(passwords.post("/attempts", &start).await.problem(), not_permitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_sees_only_its_own_attempts() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    user.enroll_phone(&portals.url(0), "phone").await;
    let owner = Application::new(&portals, "webmail", "second_factor").await;
    let other = Application::new(&portals, "wiki", "second_factor").await;
    for method in ["push", "offline"] {
        let start = json!({"user": "anna", "method": method});
        let attempt = owner.post("/attempts", &start).await.expect(201);
        let path = format!("/attempts/{}", attempt["id"].as_str().expect("an id"));
        let unknown = (404, "no_such_attempt".to_owned());
        assert_eq!(other.get(&path).await.problem(), unknown);
        assert_eq!(other.post(&format!("{path}/cancel"), &json!({})).await.problem(), unknown);
        assert_eq!(other.post(&format!("{path}/code"), &json!({"code": "1"})).await.problem(), unknown);
        assert!(matches!(owner.get(&path).await.expect(200)["state"].as_str(), Some("open" | "await_code")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_calls_are_refused_by_all_portals_together() {
    for place in Place::BOTH {
        let mut portals = Portals::new(place);
        portals.config.policy.application_calls_per_minute = 60;
        portals.start().await;
        if place == Place::Server {
            portals.start().await;
        }
        let application = Application::new(&portals, "webmail", "second_factor").await;
        let mut answered = 0;
        for call in 0..90 {
            let at = application.at(portals.running[call % portals.running.len()].address());
            let answer = at.get("/users/anna/factors").await;
            match answer.status {
                200 => answered += 1,
                _ => assert_eq!(answer.problem(), (429, "too_many_calls".to_owned())),
            }
        }
        assert_eq!(answered, 60, "{place:?}");
        portals.clock.advance(std::time::Duration::from_secs(60));
        application.get("/users/anna/factors").await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_is_not_asked_all_the_time() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    user.enroll_phone(&portals.url(0), "phone").await;
    let application = Application::new(&portals, "webmail", "second_factor").await;
    let start = json!({"user": "anna", "method": "push"});
    for _ in 0..10 {
        application.post("/attempts", &start).await.expect(201);
    }
    let refused = application.post("/attempts", &start).await;
    assert_eq!(refused.problem(), (429, "too_many_calls".to_owned()));
    assert!(refused.headers["retry-after"].parse::<u64>().expect("seconds") <= 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_read_strictly_and_answers_are_data() {
    let portals = Portals::one(Place::File).await;
    let application = Application::new(&portals, "webmail", "second_factor password").await;
    let invalid = (400, "invalid_request".to_owned());
    let secret = "a secret that was typed";
    for body in [
        "",
        "{",
        "[]",
        "{\"user\": 1, \"method\": \"push\"}",
        "{\"user\": \"anna\", \"method\": \"smoke\"}",
        "{\"user\": \"anna\", \"method\": \"push\", \"more\": 1}",
        "{\"user\": \"\", \"method\": \"push\"}",
    ] {
        let more = [("content-type", "application/json")];
        assert_eq!(
            application.send("POST", "/attempts", &more, body.as_bytes()).await.problem(),
            invalid,
            "{body}"
        );
    }
    let echo = application.post("/password", &json!({"user": "anna", "password": {"text": secret}})).await;
    assert_eq!(echo.problem(), invalid);
    assert!(!echo.text.contains(secret));
    let plain = application.send("POST", "/attempts", &[("content-type", "text/plain")], b"{}").await;
    assert_eq!(plain.problem(), (415, "unsupported_media_type".to_owned()));
    let long = application.send("POST", "/attempts", &[], &vec![b' '; 20_000]).await;
    assert_eq!(long.problem(), (413, "too_large".to_owned()));
    assert_eq!(application.get("/attempts/nothing").await.problem(), (404, "no_such_attempt".to_owned()));
    assert_eq!(application.get("/nothing").await.problem(), (404, "no_such_path".to_owned()));
    let method = application.send("DELETE", "/password", &[], &[]).await;
    assert_eq!(method.problem(), (405, "method_not_allowed".to_owned()));
    assert_eq!(method.headers["allow"], "POST");

    for headers in [&[][..], &[("authorization", "Bearer nothing")], &[("authorization", "Basic YTpi")]] {
        let answer = request(application.address, "GET", "/api/v1/users/anna/factors", headers, &[]).await;
        assert_eq!(answer.problem(), (401, "unauthorized".to_owned()));
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
    }
}
