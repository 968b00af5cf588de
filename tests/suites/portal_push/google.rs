//! Wake-ups through Firebase Cloud Messaging (section 8): its OAuth server and its messages, played over HTTP/2.

#![expect(clippy::disallowed_methods, reason = "what an operator writes, in a folder of the test's own")]

use super::service::Service;
use super::wake_up::{python, sealed_channel, until_forgotten};
use countersign_portal::policy::Verification;
use countersign_portal::push_services::FirebaseAccount;
use countersign_portal::store::phones;
use countersign_tests::portal_rig::{Phone, Place, Portals, User};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};

const GRANTS: &str = "/token";
const MESSAGES: &str = "/v1/projects/a-project/messages:send";
const EMAIL: &str = "waker@a-project.iam.gserviceaccount.com";

/// The file of a service account that gets its access at `url`, and the public half of its key.
pub fn service_account(url: &str) -> (Value, Value) {
    let key = python("pem", &json!("RSA"));
    let file = json!({
        "type": "service_account", "project_id": "a-project", "private_key_id": "0a1b2c3d", "client_id": "1",
        "private_key": key["private"], "client_email": EMAIL, "token_uri": format!("{url}{GRANTS}"),
        "universe_domain": "googleapis.com",
    });
    (file, key["public"].clone())
}

/// What the OAuth server says when it grants.
pub fn granted(token: &str) -> Value {
    json!({"access_token": token, "expires_in": 3599, "token_type": "Bearer"})
}

/// What the service says of a message that it does not take.
fn refused(code: &str) -> Value {
    let kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    json!({"error": {"status": "NOT_FOUND", "details": [{"@type": kind, "errorCode": code}]}})
}

/// A portal with access to the service, and a phone that Firebase can reach.
struct Scene {
    service: Service,
    public: Value,
    portals: Portals,
    user: User,
    phone: Phone,
}

impl Scene {
    async fn new() -> Self {
        let service = Service::start().await;
        let (file, public) = service_account(&service.url);
        let mut account = FirebaseAccount::parse(&file.to_string()).expect("a service account");
        account.messages = account_host(&service.url);
        let mut portals = Portals::new(Place::File);
        portals.config.wake_up_hosts = vec!["localhost".to_owned()];
        portals.config.wake_up_roots = vec![service.root.clone()];
        portals.config.firebase = Some(Arc::new(account));
        portals.start().await;
        let user = portals.user("anna").await;
        let (_, phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let mut scene = Self { service, public, portals, user, phone };
        scene.service.answer(GRANTS, 200, granted("ya29.first"));
        scene.service.answer(MESSAGES, 200, json!({"name": "projects/a-project/messages/1"}));
        scene.tell("cGh:APA91b-_first").await;
        scene
    }

    async fn tell(&mut self, token: &str) {
        let channel = json!({"kind": "fcm", "token": token});
        let body = json!({"account": self.phone.account, "channel": channel});
        assert_eq!(self.phone.call("/v1/channel", &body).await.0.status, 200);
    }

    /// A login of the user: the phone is to be woken.
    async fn login(&self) {
        super::answers::start(&self.user, Verification::Enter).await;
    }

    /// The paths of the next calls.
    async fn paths(&mut self, count: usize) -> Vec<String> {
        let mut paths = Vec::new();
        for _ in 0..count {
            paths.push(self.service.next().await.path);
        }
        paths
    }

    /// The registration token of the next message.
    async fn next_token(&mut self) -> Value {
        let seen = self.service.next().await;
        assert_eq!(seen.path, MESSAGES);
        seen.json()["message"]["token"].clone()
    }
}

pub fn account_host(url: &str) -> countersign::http::ServerOrigin {
    countersign::http::ServerOrigin::parse(url, countersign::http::DevelopmentHttp::Off).expect("a host")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_carries_the_wake_up_and_nothing_else() {
    let mut scene = Scene::new().await;
    scene.login().await;
    let asked = scene.service.next().await;
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", GRANTS));
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    let form = asked
        .text()
        .strip_prefix("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
    let assertion = form.expect("the grant of RFC 7523");
    let said = python("token", &json!({"public": scene.public, "token": assertion}));
    assert_eq!(said["header"], json!({"alg": "RS256", "typ": "JWT", "kid": "0a1b2c3d"}));
    let now = scene.portals.portal(0).now();
    let claims = json!({
        "iss": EMAIL, "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": format!("{}{GRANTS}", scene.service.url), "iat": now, "exp": now + 3600,
    });
    assert_eq!(said["claims"], claims);

    let sent = scene.service.next().await;
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("POST", MESSAGES));
    assert_eq!(sent.header("authorization"), "Bearer ya29.first");
    assert_eq!(sent.header("content-type"), "application/json");
    let again = scene.phone.enroll().await.expect_statement("account");
    let wake = scene.phone.read("cs-account+jwt", &again)["wake"].clone();
    let message = sent.json()["message"]["data"]["countersign"].clone();
    assert_eq!(
        sent.json(),
        json!({"message": {
            "token": "cGh:APA91b-_first", "data": {"countersign": message},
            "android": {"priority": "HIGH", "ttl": "120s", "collapse_key": wake},
        }})
    );
    let message = message.as_str().expect("a text");
    assert_eq!(serde_json::from_str::<Value>(message).expect("JSON"), json!({"v": 1, "w": wake}));
    assert!(countersign::push::wake_up(message.as_bytes()).is_some(), "the core knows it");
    for secret in ["anna", "Webmail", "203.0.113.7", scene.phone.account.as_str()] {
        assert!(!sent.text().contains(secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_asked_for_once_an_hour_and_again_when_it_is_taken_back() {
    let mut scene = Scene::new().await;
    scene.login().await;
    assert_eq!(scene.paths(2).await, [GRANTS, MESSAGES]);
    scene.login().await;
    assert_eq!(scene.paths(1).await, [MESSAGES], "the access is kept");
    scene.portals.clock.advance(Duration::from_secs(3299 - 1));
    scene.login().await;
    assert_eq!(scene.paths(1).await, [MESSAGES]);
    scene.portals.clock.advance(Duration::from_secs(1));
    scene.service.answer(GRANTS, 200, granted("ya29.second"));
    scene.login().await;
    assert_eq!(scene.service.next().await.path, GRANTS);
    assert_eq!(scene.service.next().await.header("authorization"), "Bearer ya29.second");

    // The account's key was taken back and given anew.
    scene.service.answer(MESSAGES, 401, json!({"error": {"status": "UNAUTHENTICATED"}}));
    scene.login().await;
    assert_eq!(scene.paths(1).await, [MESSAGES]);
    scene.service.answer(MESSAGES, 200, json!({}));
    // The answer may still be on its way to the portal.
    loop {
        scene.login().await;
        if scene.service.next().await.path == GRANTS {
            break;
        }
    }
    assert_eq!(scene.paths(1).await, [MESSAGES]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_is_called_no_longer() {
    let mut scene = Scene::new().await;
    // A project that nobody knows says nothing of the token.
    scene.service.answer(MESSAGES, 404, json!({"error": {"status": "NOT_FOUND"}}));
    scene.login().await;
    assert_eq!(scene.paths(2).await, [GRANTS, MESSAGES]);
    scene.service.answer(MESSAGES, 404, refused("UNREGISTERED"));
    scene.login().await;
    assert_eq!(scene.next_token().await, "cGh:APA91b-_first");
    until_forgotten(&scene.user, &scene.phone).await;
    scene.login().await;
    scene.service.answer(MESSAGES, 200, json!({}));
    scene.tell("second").await;
    scene.login().await;
    assert_eq!(scene.next_token().await, "second", "nobody was woken in between");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_was_told_meanwhile_stays() {
    let mut scene = Scene::new().await;
    let (first, account) =
        (sealed_channel(&scene.user, &scene.phone).await, scene.phone.account.parse().expect("an id"));
    scene.tell("second").await;
    let second = sealed_channel(&scene.user, &scene.phone).await;
    for (before, after) in [(&first, &second), (&second, &first)] {
        let mut change = scene.user.portal.database().change().await.expect("a change");
        phones::replace_channel(change.connection(), account, before, &first).await.expect("a database");
        change.commit().await.expect("committed");
        assert_eq!(sealed_channel(&scene.user, &scene.phone).await, *after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed_and_a_long_answer_not_taken() {
    let mut scene = Scene::new().await;
    scene.service.answer("/elsewhere", 200, granted("ya29.elsewhere"));
    for (status, body) in [
        (302, format!("{}/elsewhere", scene.service.url)),
        (307, "/elsewhere".to_owned()),
        (200, granted(&"a".repeat(5000)).to_string()),
        (200, format!("{}{}", granted("ya29.a"), " ".repeat(4096))),
        (200, "{\"access_token\":\"a\",\"access_token\":\"b\",\"expires_in\":1}".to_owned()),
        (200, granted("a b").to_string()),
        (500, String::new()),
    ] {
        scene.service.answer(GRANTS, status, body);
        scene.login().await;
        assert_eq!(scene.paths(1).await, [GRANTS]);
    }
    scene.service.answer(GRANTS, 200, granted("ya29.first"));
    scene.login().await;
    assert_eq!(scene.paths(2).await, [GRANTS, MESSAGES], "nothing came of any of them");
    scene.service.answer(MESSAGES, 308, "/elsewhere");
    scene.login().await;
    assert_eq!(scene.paths(1).await, [MESSAGES]);
    scene.service.answer(MESSAGES, 200, json!({}));
    scene.login().await;
    assert_eq!(scene.next_token().await, "cGh:APA91b-_first");
    assert!(scene.service.is_quiet());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_reads_that_access_is_refused_and_no_secret() {
    let mut service = Service::start().await;
    let (file, _) = service_account(&service.url);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("firebase.json"), file.to_string()).expect("written");
    std::fs::write(folder.path().join("root.der"), &service.root).expect("written");
    let mut process = Process::start(folder.path()).await;
    let link = process.ask("link anna").await;
    let mut phone = Phone::scan(&link, &process.url, "Pixel");
    phone.enroll().await.expect_statement("account");
    let body = json!({"account": phone.account, "channel": {"kind": "fcm", "token": "canary-registration"}});
    assert_eq!(phone.call("/v1/channel", &body).await.0.status, 200);

    service.answer(GRANTS, 400, json!({"error": "invalid_grant", "error_description": "canary-grant"}));
    process.ask("request anna").await;
    let asked = service.next().await;
    let assertion = asked.text().split_once("assertion=").expect("an assertion").1.to_owned();
    process.expect_error("portal: waking a phone: Firebase does not take this portal's access").await;
    service.answer(GRANTS, 200, granted("canary-access"));
    service.answer(
        MESSAGES,
        403,
        json!({"error": {"status": "PERMISSION_DENIED", "message": "canary-denied"}}),
    );
    process.ask("request anna").await;
    assert_eq!(service.next().await.path, GRANTS);
    assert_eq!(service.next().await.header("authorization"), "Bearer canary-access");
    process.expect_error("portal: waking a phone: Firebase does not take this portal's access").await;

    let said = process.end().await;
    for secret in ["canary", &assertion, EMAIL, "PRIVATE KEY", "0a1b2c3d", &phone.account] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
}

/// A portal in a process of its own, and what it says to its operator.
struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    errors: Lines<BufReader<ChildStderr>>,
    said: String,
    url: String,
}

impl Process {
    async fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_portal_process"))
            .arg(folder)
            .arg(folder.join("portal.sqlite"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("a portal");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output")).lines();
        let errors = BufReader::new(child.stderr.take().expect("its errors")).lines();
        let url = output.next_line().await.expect("a line").expect("its address");
        Self { child, input, output, errors, said: String::new(), url }
    }

    async fn ask(&mut self, line: &str) -> String {
        self.input.write_all(format!("{line}\n").as_bytes()).await.expect("asked");
        self.output.next_line().await.expect("a line").expect("an answer")
    }

    async fn expect_error(&mut self, line: &str) {
        let said = self.errors.next_line().await.expect("a line").expect("an error");
        assert_eq!(said, line);
        self.said.push_str(&said);
    }

    /// Ends it, and gives all that it said to its operator.
    async fn end(mut self) -> String {
        drop(self.input);
        assert!(self.child.wait().await.expect("its end").success());
        while let Some(line) = self.errors.next_line().await.expect("a line") {
            self.said.push_str(&line);
        }
        self.said
    }
}
