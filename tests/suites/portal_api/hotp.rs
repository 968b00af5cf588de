//! Codes by counter (HOTP) in a browser: added, accepted once, skipped, brought back in step by two codes.

use super::browser::Browser;
use super::codes::{add_totp, code};
use super::http::{Answer, Application, request};
use countersign::otp::{Algorithm, CountedKey, Counter, PreparedKey, key_uri};
use countersign_portal::domain::Stage;
use countersign_portal::error::Refusal;
use countersign_portal::service::{resynchronization, users};
use countersign_tests::portal_rig::{Place, Portals, User, visitor};
use serde_json::json;

/// The account of an app, which counts.
struct App {
    key: CountedKey,
    counter: Counter,
}

impl App {
    /// Reads the key URI of the page that shows it.
    fn scan(page: &Answer) -> Self {
        let (_, rest) = page.text.split_once("href=\"otpauth").expect("a key URI");
        let (uri, _) = rest.split_once('"').expect("its end");
        let uri = format!("otpauth{}", uri.replace("&#38;", "&").replace("&amp;", "&"));
        assert!(uri.starts_with("otpauth://hotp/"), "{uri}");
        let account = key_uri::parse(&uri).expect("a key URI").account;
        let counter = account.parameters.counter().expect("a counter");
        let PreparedKey::Counted(key) = account.prepare() else { panic!("codes by counter") };
        Self { key, counter }
    }

    /// The next code.
    fn code(&mut self) -> String {
        let code = self.key.code(self.counter).as_str().to_owned();
        self.skip(1);
        code
    }

    /// Shows codes that nobody types.
    fn skip(&mut self, codes: u64) {
        self.counter = Counter(self.counter.0 + codes);
    }

    /// The next two codes, as the page of the resynchronization posts them.
    fn pair(&mut self) -> String {
        format!("first={}&second={}", self.code(), self.code())
    }
}

fn browser(portals: &Portals, user: &User) -> Browser {
    let mut browser = Browser::new(portals.running[0].address());
    // Exposed: it is the browser's cookie.
    browser.cookie = format!("countersign={}", user.token().expose());
    browser
}

/// Adds an app by counter on the pages: the app, and the path of the authenticator.
async fn add(browser: &mut Browser) -> (App, String) {
    let form = browser.get("/authenticators/totp/new").await;
    assert!(form.text.contains("name=\"by_counter\""), "{form:?}");
    let page = browser.post("/authenticators/totp/new", "comment=token&by_counter=yes").await;
    assert!(page.text.contains("By counter (HOTP), SHA-1, 6 digits"), "{page:?}");
    let mut app = App::scan(&page);
    let (_, rest) = page.text.split_once("src=\"/authenticators/totp/").expect("a picture");
    let id = rest.split('/').next().expect("an id").to_owned();
    let added = browser.post(&format!("/authenticators/totp/{id}"), &format!("code={}", app.code())).await;
    assert!(added.text.contains("The authenticator was added") && added.text.contains("HOTP"), "{added:?}");
    (app, format!("/authenticators/{id}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_counted_skipped_and_brought_back_in_step() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let mut user = portals.user("anna").await;
        let mut browser = browser(&portals, &user);
        let (mut app, at) = add(&mut browser).await;
        let (test, resynchronize) = (format!("{at}/test/code"), format!("{at}/resynchronize"));

        app.skip(10);
        let last = format!("code={}", app.code());
        assert!(browser.post(&test, &last).await.text.contains("The test went well"), "ten were skipped");
        assert!(browser.post(&test, &last).await.text.contains("used already"), "once");
        app.skip(11);
        let far = format!("code={}", app.code());
        assert!(browser.post(&test, &far).await.text.contains("code is wrong"), "eleven were skipped");

        assert!(browser.get(&at).await.text.contains(&resynchronize), "the authenticator's page leads there");
        assert!(browser.get(&resynchronize).await.text.contains("name=\"second\""));
        let pair = app.pair();
        let done = browser.post(&resynchronize, &pair).await;
        assert!(done.text.contains("The codes were resynchronized"), "{done:?}");
        let again = browser.post(&resynchronize, &pair).await;
        assert!(again.text.contains("code is wrong"), "a pair is used once: {again:?}");
        let lines = users::audit_log(&user.portal, None, u64::MAX, 100).await.expect("the audit log");
        let found = lines.iter().filter(|line| line.event == "codes resynchronized").collect::<Vec<_>>();
        assert!(found.len() == 1 && found[0].detail == "hotp" && found[0].subject == "anna", "{found:?}");
        assert!(
            portals.mails(3).await.iter().any(|mail| mail.contains("(HOTP) were resynchronized (token)"))
        );

        // An application's login and the portal's own take it where they take a code of an app, beside one by time.
        let secret = add_totp(&user).await;
        let application = Application::new(&portals, "webmail", "second_factor").await;
        for typed in [app.code(), code(&portals, &secret, Algorithm::Sha1)] {
            let new = json!({"user": "anna", "method": "totp"});
            let attempt = application.post("/attempts", &new).await.expect(201);
            let code_of = format!("/attempts/{}/code", attempt["id"].as_str().expect("an id"));
            let approved = application.post(&code_of, &json!({"code": typed})).await.expect(200);
            assert_eq!(approved["state"], "approved");
        }
        assert_eq!(user.log_in().await.stage, Stage::SecondFactor);
        let mut browser = self::browser(&portals, &user);
        assert!(browser.get("/login/code/totp").await.text.contains("code of an authenticator app"));
        let body = format!("form_token={}&code={}", browser.token, app.code());
        let headers =
            [("cookie", browser.cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let inside = request(browser.address, "POST", "/login/code/totp", &headers, body.as_bytes()).await;
        assert!(
            inside.status == 303 && inside.headers["location"].ends_with("/authenticators"),
            "{inside:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_two_codes_lock_out_and_a_password_alone_is_not_asked() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        // Somebody who knows the password was logged in before there was a factor.
        let mut thief =
            User { name: user.name.clone(), portal: user.portal.clone(), visitor: visitor(), session: None };
        thief.log_in().await;
        let (mut app, at) = add(&mut browser(&portals, &user)).await;
        let resynchronize = format!("{at}/resynchronize");
        let id = at.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let codes = [app.code(), app.code()];
        let typed = [codes[0].as_str(), codes[1].as_str()];
        let session = thief.session().await;
        let refused = resynchronization::resynchronize(&thief.portal, &session, &visitor(), id, typed).await;
        assert!(matches!(refused, Err(Refusal::FactorNeeded)), "{refused:?}");

        let mut own = browser(&portals, &user);
        own.get(&at).await;
        app.skip(99);
        let beyond = app.pair();
        let mut said = Vec::new();
        for guess in [beyond.as_str(), "first=1&second=2", "first=&second="] {
            said.push(own.post(&resynchronize, guess).await.text);
        }
        assert!(said[0].contains("code is wrong") && said[1].contains("code is wrong"), "{said:?}");
        assert!(said[2].contains("Too many wrong attempts"), "{said:?}");
        let right = own.post(&resynchronize, &app.pair()).await;
        assert!(right.text.contains("Too many wrong attempts"), "{right:?}");
    }
}
