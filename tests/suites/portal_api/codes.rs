//! Codes as second factors of applications: mailed ones, those of apps, offline codes of phones, recovery codes.

use super::http::Application;
use countersign::crypto::SecretBytes;
use countersign::otp::{Algorithm, CodeParameters, Digits, Period, PreparedKey, SharedSecret, key_uri};
use countersign::ports::Clock as _;
use countersign_portal::service::{email, recovery, totp};
use countersign_tests::portal_rig::{Place, Portals, User};
use serde_json::{Value, json};
use std::time::Duration;

/// The six-digit code of a secret now.
pub fn code(portals: &Portals, secret: &SharedSecret, algorithm: Algorithm) -> String {
    let digits = Digits::new(6).expect("six");
    let period = Period::from_seconds(30).expect("a period");
    let PreparedKey::Timed(key) =
        PreparedKey::new(&CodeParameters::Totp { algorithm, digits, period }, secret)
    else {
        panic!("a code of time")
    };
    key.code_at(portals.clock.wall()).code.as_str().to_owned()
}

pub async fn add_totp(user: &User) -> SharedSecret {
    let session = user.session().await;
    let setup = totp::begin(&user.portal, &session, "app").await.expect("a secret");
    let account = key_uri::parse(setup.key_uri.expose()).expect("a key URI").account;
    totp::save(&user.portal, &session, setup.id, None).await.expect("saved");
    account.secret
}

async fn start(application: &Application, method: &str) -> Value {
    application.post("/attempts", &json!({"user": "anna", "method": method})).await.expect(201)
}

fn at(attempt: &Value) -> String {
    format!("/attempts/{}/code", attempt["id"].as_str().expect("an id"))
}

/// The last code that was mailed.
async fn mailed(portals: &Portals, count: usize) -> String {
    let mail = portals.mails(count).await.pop().expect("a mail");
    let digits = |line: &str| line.len() >= 6 && line.bytes().all(|byte| byte.is_ascii_digit());
    mail.lines().map(str::trim).find(|line| digits(line)).expect("a code").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_an_app_is_accepted_once() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let secret = add_totp(&user).await;
        let application = Application::new(&portals, "webmail", "second_factor").await;
        let attempt = start(&application, "totp").await;
        assert_eq!(attempt["state"], "await_code");
        let wrong = application.post(&at(&attempt), &json!({"code": "no code"})).await;
        assert_eq!(wrong.problem(), (403, "wrong_code".to_owned()));
        let right = json!({"code": code(&portals, &secret, Algorithm::Sha1)});
        let approved = application.post(&at(&attempt), &right).await.expect(200);
        assert_eq!(approved["state"], "approved");
        let again = application.post(&at(&attempt), &right).await;
        assert_eq!(again.problem(), (409, "takes_no_code".to_owned()));
        let next = start(&application, "totp").await;
        let used = application.post(&at(&next), &right).await;
        assert_eq!(used.problem(), (403, "code_used".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailed_code_and_its_time() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let session = user.session().await;
    email::set_address(&user.portal, &session, "anna@example.com").await.expect("a code is mailed");
    let before = portals.mails(2).await.len();
    let proof = mailed(&portals, before).await;
    email::prove(&user.portal, &user.session().await, "mail", &proof).await.expect("proved");
    let known = portals.mails(before + 1).await.len();

    let application = Application::new(&portals, "webmail", "second_factor").await;
    let attempt = start(&application, "email").await;
    assert_eq!(attempt["mailed_to"], "a•••@example.com");
    let too_soon = application.post("/attempts", &json!({"user": "anna", "method": "email"})).await;
    assert_eq!(too_soon.problem(), (429, "mailed_too_often".to_owned()));
    assert!(too_soon.headers["retry-after"].parse::<u64>().expect("seconds") <= 30);
    let code = mailed(&portals, known + 1).await;
    assert_eq!(
        application.post(&at(&attempt), &json!({"code": code})).await.expect(200)["state"],
        "approved"
    );

    portals.clock.advance(Duration::from_secs(130));
    let late = start(&application, "email").await;
    portals.clock.advance(Duration::from_secs(130));
    let over = application.post(&at(&late), &json!({"code": "123456"})).await;
    assert_eq!(over.problem(), (409, "takes_no_code".to_owned()));
    let state = application.get(&format!("/attempts/{}", late["id"].as_str().expect("an id"))).await;
    assert_eq!(state.expect(200)["state"], "expired");
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_codes_and_recovery_codes() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let (_, phone) = user.enroll_phone(&portals.url(0), "phone").await;
    let secret = add_totp(&user).await;
    let application = Application::new(&portals, "webmail", "second_factor").await;

    let seed = phone.offline.as_ref().expect("a seed");
    let seed = SharedSecret::new(SecretBytes::from(seed.expose())).expect("a seed");
    let attempt = start(&application, "offline").await;
    let right = json!({"code": code(&portals, &seed, Algorithm::Sha256)});
    assert_eq!(application.post(&at(&attempt), &right).await.expect(200)["state"], "approved");

    // Recovery codes are made behind a confirmation.
    let visitor = user.visitor.clone();
    let session = user.session().await;
    let typed = code(&portals, &secret, Algorithm::Sha1);
    countersign_portal::service::second_factor::enter_code(
        &user.portal,
        &session,
        &visitor,
        countersign_portal::domain::Factor::Totp,
        &typed,
        user.token(),
    )
    .await
    .expect("confirmed");
    let codes = recovery::make(&user.portal, &user.session().await).await.expect("codes");
    let attempt = start(&application, "recovery").await;
    let right = json!({"code": codes[0].expose().to_uppercase()});
    assert_eq!(application.post(&at(&attempt), &right).await.expect(200)["state"], "approved");
    let attempt = start(&application, "recovery").await;
    assert_eq!(application.post(&at(&attempt), &right).await.problem(), (403, "code_used".to_owned()));

    let factors = application.get("/users/anna/factors").await.expect(200);
    let methods: Vec<&str> = factors["factors"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["method"].as_str())
        .collect();
    assert_eq!(methods, ["push", "totp", "offline", "recovery"]);
    assert_eq!(factors["factors"][0]["phones"], json!(["phone"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_locks_the_source_and_not_the_code_itself() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let secret = add_totp(&user).await;
    let application = Application::new(&portals, "webmail", "second_factor").await;
    let from = |address: &str| json!({"user": "anna", "method": "totp", "client": {"address": address}});
    let attempt = application.post("/attempts", &from("203.0.113.7")).await.expect(201);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(application.post(&at(&attempt), &json!({"code": "no code"})).await.problem());
    }
    assert_eq!(answers[0], (403, "wrong_code".to_owned()));
    assert_eq!(answers[3], (429, "locked".to_owned()));
    let right = json!({"code": code(&portals, &secret, Algorithm::Sha1)});
    let locked = application.post(&at(&attempt), &right).await;
    assert_eq!(locked.problem(), (429, "locked".to_owned()));
    let elsewhere = application.post("/attempts", &from("198.51.100.9")).await.expect(201);
    assert_eq!(application.post(&at(&elsewhere), &right).await.expect(200)["state"], "approved");
}
