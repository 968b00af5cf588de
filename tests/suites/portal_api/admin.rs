//! The admin area in a browser, and the page of a development portal's mails.

use super::browser::Browser;
use super::codes::{add_totp, code};
use super::http::request;
use countersign::otp::{Algorithm, SharedSecret};
use countersign_portal::MailConfig;
use countersign_portal::domain::{AccountName, Factor};
use countersign_portal::error::Refusal;
use countersign_portal::service::{api_keys, authenticators, login, second_factor, sessions, users};
use countersign_tests::portal_rig::{Place, Portals, User};
use std::time::Duration;

/// Gives a code once more.
async fn confirm(portals: &Portals, user: &User, secret: &SharedSecret) {
    portals.clock.advance(Duration::from_secs(90));
    let (typed, session) = (code(portals, secret, Algorithm::Sha1), user.session().await);
    second_factor::enter_code(&user.portal, &session, &user.visitor, Factor::Totp, &typed, user.token())
        .await
        .expect("confirmed");
}

async fn inside(portals: &Portals) -> (User, SharedSecret, Browser) {
    let user = portals.administrator("root").await;
    let secret = add_totp(&user).await;
    confirm(portals, &user, &secret).await;
    let mut browser = Browser::new(portals.running[0].address());
    // Exposed: it is the browser's cookie.
    browser.cookie = format!("countersign={}", user.token().expose());
    (user, secret, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_administrator_with_a_fresh_factor_enters() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let address = portals.running[0].address();
        let (root, secret, mut browser) = inside(&portals).await;
        assert!(browser.get("/admin").await.text.contains("/admin/users/import"));
        // It stays open while it is used, and closes by rest.
        portals.clock.advance(Duration::from_secs(290));
        assert!(browser.get("/admin/users").await.text.contains("/admin/users/import"));
        let cookie = browser.cookie.clone();
        let get = async |path: &str| request(address, "GET", path, &[("cookie", &cookie)], &[]).await;
        for _ in 0..3 {
            portals.clock.advance(Duration::from_secs(280));
            root.session().await;
        }
        let closed = get("/admin/users").await;
        assert!(
            closed.status == 303 && closed.headers["location"].ends_with("/confirm/factor"),
            "{closed:?}"
        );
        confirm(&portals, &root, &secret).await;
        assert_eq!(get("/admin/users").await.status, 200);

        let anna = portals.user("anna").await;
        let mut other = Browser::new(address);
        other.cookie = format!("countersign={}", anna.token().expose());
        assert_eq!(other.get("/admin").await.status, 404);
        let mut nobody = Browser::new(address);
        assert!(!nobody.get("/admin").await.text.contains("/admin/users"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_added_reset_and_closed() {
    let portals = Portals::one(Place::File).await;
    let anna = portals.user("anna").await;
    let (_, mut phone) = anna.enroll_phone(&portals.url(0), "phone").await;
    let (_, _, mut browser) = inside(&portals).await;
    browser.get("/admin").await;
    let once = browser.post("/admin/users", "user=ben&address=ben%40example.com&language=de").await;
    let (_, rest) = once.text.split_once("<code>ben ").expect("a password");
    let password = rest.split('<').next().expect("its end").to_owned();
    let begun = sessions::begin(portals.portal(0)).await.expect("a session");
    login::check_password(portals.portal(0), "ben", &anna.visitor, &password).await.expect("the password");
    sessions::log_off(portals.portal(0), &begun.session).await.expect("logged off");

    browser.get("/admin/users").await;
    let taken = browser.post("/admin/users", "user=Ben&address=&language=en").await;
    assert!(taken.text.contains("taken"), "{taken:?}");
    let wrong = browser.post("/admin/users/import", "lines=cleo%0Aa+b").await;
    assert!(wrong.text.contains("Line 2"), "{wrong:?}");
    assert!(
        browser
            .post("/admin/users/import", "lines=cleo%0Adora%2C%2C%2Csecret+word")
            .await
            .text
            .contains("cleo ")
    );

    let id = |name: &'static str| {
        let portal = portals.portal(0);
        async move {
            let name = AccountName::parse(name).expect("a name");
            users::by_name(portal, &name).await.expect("read").expect("a user").id
        }
    };
    let path = format!("/admin/users/{}", id("anna").await);
    assert!(browser.get(&path).await.text.contains("phone"));
    browser.post(&format!("{path}/reset"), "x=").await;
    let body = serde_json::json!({"account": phone.account, "wait": 0, "known": []});
    assert!(phone.call("/v1/requests", &body).await.0.body["ended"].is_string(), "the phone is told");
    let gone = authenticators::list(portals.portal(0), &anna_again(&portals).await).await.expect("a list");
    assert!(gone.is_empty());
    browser.get(&path).await;
    browser.post(&format!("{path}/disable"), "x=").await;
    let refused =
        login::check_password(portals.portal(0), "anna", &anna.visitor, "correct horse battery").await;
    assert!(matches!(refused, Err(Refusal::WrongCredentials)), "{refused:?}");
    let log = browser.get("/admin/audit?user=anna").await.text;
    assert!(log.contains("authenticators reset") && log.contains("(root)") && !log.contains("ben"), "{log}");
    assert!(browser.get("/admin/policy").await.text.contains("request_seconds"));
}

/// A session of anna's as it is after the reset.
async fn anna_again(portals: &Portals) -> countersign_portal::domain::Session {
    let portal = portals.portal(0);
    let visitor = countersign_tests::portal_rig::visitor();
    let begun = sessions::begin(portal).await.expect("a session");
    login::name(portal, &begun.session, "anna").await.expect("a name");
    let named = sessions::resume(portal, &begun.token, sessions::Activity::Person).await;
    let named = named.expect("read").expect("a session");
    login::password(portal, &named, &visitor, "correct horse battery").await.expect("the password").session
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_and_taken_back() {
    let portals = Portals::one(Place::File).await;
    let (_, _, mut browser) = inside(&portals).await;
    browser.get("/admin/keys").await;
    let nothing = browser.post("/admin/keys", "application=wiki").await;
    assert!(nothing.text.contains("at least one thing"), "{nothing:?}");
    let once = browser.post("/admin/keys", "application=wiki&second_factor=yes").await;
    let (_, rest) = once.text.split_once("<code>").expect("a key");
    let key = rest.split('<').next().expect("its end").to_owned();
    assert!(api_keys::application(portals.portal(0), &key).await.expect("read").is_some());
    assert!(!browser.get("/admin/keys").await.text.contains(&key));
    browser.post("/admin/keys/revoke", "application=wiki").await;
    assert!(api_keys::application(portals.portal(0), &key).await.expect("read").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_shown_while_developing_and_never_else() {
    let portals = Portals::one(Place::File).await;
    let anna = portals.user("anna").await;
    let session = anna.session().await;
    countersign_portal::service::email::set_address(&anna.portal, &session, "anna@example.com")
        .await
        .expect("mailed");
    portals.mails(2).await;
    let page = request(portals.running[0].address(), "GET", "/mail", &[], &[]).await;
    assert!(
        page.status == 200 && page.text.contains("anna@example.com") && page.text.contains("Your code is")
    );

    let mut sending = Portals::new(Place::File);
    let (url, from) = ("smtp://127.0.0.1:1".to_owned(), "portal@example.com".to_owned());
    sending.config.mail = MailConfig::Smtp { url, from, plain: true };
    sending.start().await;
    assert_eq!(request(sending.running[0].address(), "GET", "/mail", &[], &[]).await.status, 404);
}
