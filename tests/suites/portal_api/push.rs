//! A request on a phone, started by an application and followed to its outcome.

use super::http::Application;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;
use std::time::Duration;

fn wanted(method: &str) -> serde_json::Value {
    json!({
        "user": "Anna", "method": method, "event": "login", "endpoint": "Webmail",
        "client": {"address": "203.0.113.7", "place": "Zürich", "agent": "Firefox"},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_waits_for_an_approval_across_portals() {
    for place in Place::BOTH {
        let mut portals = Portals::one(place).await;
        if place == Place::Server {
            portals.start().await;
        }
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "phone").await;
        let application = Application::new(&portals, "webmail", "second_factor").await;
        let started = application.post("/attempts", &wanted("push")).await;
        let attempt = started.expect(201);
        let id = attempt["id"].as_str().expect("an id").to_owned();
        assert!(started.headers["location"].ends_with(&format!("/api/v1/attempts/{id}")));
        assert_eq!(attempt["state"], "open");

        let request = phone.request(0).await;
        assert_eq!(request.1["endpoint"], "Webmail");
        assert_eq!(request.1["client"]["place"], "Zürich");
        assert!(request.1["message"].as_str().expect("a text").contains("203.0.113.7"), "{}", request.1);

        // The waiting call is at the last portal, the phone at the first.
        let elsewhere = application.at(portals.running.last().expect("a portal").address());
        let path = format!("/attempts/{id}?wait=30");
        let waiting = tokio::spawn(async move { elsewhere.get(&path).await });
        let answer = phone.approval(&request, &json!({"number": attempt["number"]}));
        assert_eq!(phone.outcome(&answer).await["result"], "approved");
        let outcome = waiting.await.expect("an answer").expect(200);
        assert_eq!(outcome["state"], "approved");
        assert_eq!(outcome["number"], json!(null));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_timed_out_cancelled_and_superseded_are_told_apart() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let (_, mut phone) = user.enroll_phone(&portals.url(0), "phone").await;
    let application = Application::new(&portals, "webmail", "second_factor").await;
    let start = async || {
        let attempt = application.post("/attempts", &wanted("push")).await.expect(201);
        attempt["id"].as_str().expect("an id").to_owned()
    };
    let state = async |id: &str| application.get(&format!("/attempts/{id}")).await.expect(200);

    let id = start().await;
    let request = phone.request(0).await;
    let denial = phone.denial(&request, "not_me");
    phone.outcome(&denial).await;
    let denied = state(&id).await;
    assert_eq!((&denied["state"], &denied["reason"]), (&json!("denied"), &json!("not_me")));

    let id = start().await;
    let cancelled = application.post(&format!("/attempts/{id}/cancel"), &json!({})).await.expect(200);
    assert_eq!(cancelled["state"], "cancelled");
    assert!(phone.requests(0, &[]).await.is_empty());

    let (older, newer) = (start().await, start().await);
    assert_eq!(state(&older).await["state"], "superseded");
    portals.clock.advance(Duration::from_secs(121));
    assert_eq!(state(&newer).await["state"], "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_repeated_starts_one_attempt() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "phone").await;
        let application = Application::new(&portals, "webmail", "second_factor").await;
        let other = Application::new(&portals, "wiki", "second_factor").await;
        let body = wanted("push").to_string();
        let key = [("idempotency-key", "one")];
        let call = || application.send("POST", "/attempts", &key, body.as_bytes());
        let (first, second) = tokio::join!(call(), call());
        let id = first.expect(201)["id"].clone();
        assert_eq!(second.expect(201)["id"], id);
        assert_eq!(call().await.expect(201)["id"], id);
        assert_eq!(phone.requests(0, &[]).await.len(), 1);

        let changed = wanted("totp").to_string();
        let reused = application.send("POST", "/attempts", &key, changed.as_bytes()).await;
        assert_eq!(reused.problem(), (409, "idempotency_key_reused".to_owned()));
        // The key of another application is another key.
        let others = other.send("POST", "/attempts", &key, body.as_bytes()).await.expect(201);
        assert_ne!(others["id"], id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_a_portal_answers_whoever_waits() {
    let mut portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    user.enroll_phone(&portals.url(0), "phone").await;
    let application = Application::new(&portals, "webmail", "second_factor").await;
    let attempt = application.post("/attempts", &wanted("push")).await.expect(201);
    let path = format!("/attempts/{}?wait=55", attempt["id"].as_str().expect("an id"));
    let waiting = application.get(&path);
    let stopping = async {
        // The waiting call comes first: the portal has its waiter.
        while portals.portal(0).database().hub().topics() < 2 {
            tokio::task::yield_now().await;
        }
        portals.running.remove(0).stop().await;
    };
    let (answer, ()) = tokio::join!(waiting, stopping);
    assert_eq!(answer.expect(200)["state"], "open");
}
