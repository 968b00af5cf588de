//! Wake-ups through the Apple Push Notification service (section 8), played over HTTP/2.

use super::google::account_host;
use super::service::{Seen, Service};
use super::wake_up::{python, until_forgotten};
use countersign_portal::policy::Verification;
use countersign_portal::push_services::AppleAccess;
use countersign_tests::portal_rig::{Phone, Place, Portals, User};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const DEVICES: &str = "/3/device/";
const TOPIC: &str = "app.countersign.ios";

/// A portal with access to both of Apple's services, and a phone.
struct Scene {
    production: Service,
    sandbox: Service,
    public: Value,
    portals: Portals,
    user: User,
    phone: Phone,
}

impl Scene {
    async fn new() -> Self {
        let (production, sandbox) = (Service::start().await, Service::start().await);
        let key = python("pem", &json!("EC"));
        let file = key["private"].as_str().expect("a text");
        let mut access = AppleAccess::new(file, "ABC123DEFG", "TEAM456789", TOPIC).expect("a key of Apple's");
        access.production = account_host(&production.url);
        access.sandbox = account_host(&sandbox.url);
        let mut portals = Portals::new(Place::File);
        portals.config.wake_up_hosts = vec!["localhost".to_owned()];
        portals.config.wake_up_roots = vec![production.root.clone(), sandbox.root.clone()];
        portals.config.apple = Some(Arc::new(access));
        portals.start().await;
        let user = portals.user("anna").await;
        let (_, phone) = user.enroll_phone(&portals.url(0), "iPhone").await;
        production.answer(DEVICES, 200, "");
        sandbox.answer(DEVICES, 200, "");
        Self { production, sandbox, public: key["public"].clone(), portals, user, phone }
    }

    async fn tell(&mut self, token: &str, topic: &str, environment: &str) {
        let channel = json!({"kind": "apns", "token": token, "topic": topic, "environment": environment});
        let body = json!({"account": self.phone.account, "channel": channel});
        assert_eq!(self.phone.call("/v1/channel", &body).await.0.status, 200);
    }

    /// A login of the user: the phone is to be woken.
    async fn login(&self) {
        super::answers::start(&self.user, Verification::Enter).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_names_texts_of_the_app_and_the_account_alone() {
    let mut scene = Scene::new().await;
    let token = "0fA7".to_lowercase().repeat(16);
    scene.tell(&token, TOPIC, "production").await;
    scene.login().await;
    let sent = scene.production.next().await;
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("POST", format!("{DEVICES}{token}").as_str()));
    let now = scene.portals.portal(0).now();
    let again = scene.phone.enroll().await.expect_statement("account");
    let wake = scene.phone.read("cs-account+jwt", &again)["wake"].clone();
    for (name, value) in [
        ("apns-topic", TOPIC),
        ("apns-push-type", "alert"),
        ("apns-priority", "10"),
        ("apns-expiration", (now + 120).to_string().as_str()),
        ("apns-collapse-id", wake.as_str().expect("a text")),
    ] {
        assert_eq!(sent.header(name), value, "{name}");
    }
    let said = python("token", &json!({"public": scene.public, "token": bearer(&sent)}));
    assert_eq!(said["header"], json!({"alg": "ES256", "kid": "ABC123DEFG"}));
    assert_eq!(said["claims"], json!({"iss": "TEAM456789", "iat": now}));

    let message = sent.json()["countersign"].clone();
    assert_eq!(
        sent.json(),
        json!({
            "aps": {
                "alert": {"title-loc-key": "notifications.waiting", "loc-key": "requests.judge"},
                "mutable-content": 1, "content-available": 1,
            },
            "countersign": message,
        })
    );
    let message = message.as_str().expect("a text");
    assert_eq!(serde_json::from_str::<Value>(message).expect("JSON"), json!({"v": 1, "w": wake}));
    for secret in ["anna", "Webmail", "203.0.113.7", scene.phone.account.as_str()] {
        assert!(!sent.text().contains(secret), "{secret}");
    }
}

fn bearer(sent: &Seen) -> &str {
    sent.header("authorization").strip_prefix("bearer ").expect("a bearer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_signed_every_forty_minutes() {
    let mut scene = Scene::new().await;
    scene.tell(&"0f".repeat(32), TOPIC, "production").await;
    let mut tokens = Vec::new();
    for minutes in [0, 20, 19, 1, 39] {
        scene.portals.clock.advance(Duration::from_secs(minutes * 60));
        scene.login().await;
        tokens.push(bearer(&scene.production.next().await).to_owned());
    }
    let [first, second, third, fourth, fifth] = tokens.as_slice() else { panic!("{tokens:?}") };
    assert!(first == second && second == third && third != fourth && fourth == fifth);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_environment_has_its_service_and_no_other_app_is_woken() {
    let mut scene = Scene::new().await;
    scene.tell(&"0a".repeat(32), TOPIC, "sandbox").await;
    scene.login().await;
    assert_eq!(scene.sandbox.next().await.path, format!("{DEVICES}{}", "0a".repeat(32)));
    // The key of the team could reach this one.
    scene.tell(&"0b".repeat(32), "app.countersign.other", "sandbox").await;
    scene.login().await;
    assert!(!scene.phone.request(0).await.0.is_empty(), "it polls");
    scene.tell(&"0c".repeat(100), TOPIC, "production").await;
    scene.login().await;
    assert_eq!(scene.production.next().await.path, format!("{DEVICES}{}", "0c".repeat(100)));
    assert!(scene.sandbox.is_quiet());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_is_called_no_longer() {
    let mut scene = Scene::new().await;
    scene.tell(&"0a".repeat(32), TOPIC, "production").await;
    for (status, body) in [
        (400, json!({"reason": "BadDeviceToken"}).to_string()),
        (429, json!({"reason": "TooManyRequests"}).to_string()),
        (503, "x".repeat(100_000)),
        (301, "/elsewhere".to_owned()),
        (410, json!({"reason": "Unregistered", "timestamp": 1}).to_string()),
    ] {
        scene.production.answer(DEVICES, status, body);
        scene.login().await;
        assert_eq!(scene.production.next().await.path, format!("{DEVICES}{}", "0a".repeat(32)), "{status}");
    }
    until_forgotten(&scene.user, &scene.phone).await;
}
