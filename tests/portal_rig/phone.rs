//! A phone that speaks the push protocol, written with nothing but statements and proofs, so that it can also do what no
//! honest phone does.

use countersign::crypto::{AgreementKey, P256Key, RingRandom, Sealed, SecretBytes, random_array};
use countersign::http::{DevelopmentHttp, HttpRequest, HttpResponse, RequestPath, ServerOrigin};
use countersign::jose::{self, Digest, Encoded, Jwk, SignWith, Signer, Unverified, hash, prove, sign};
use countersign::platform::SystemClock;
use countersign::platform::http_client::{HttpsClient, HttpsSettings};
use countersign::ports::{HttpClient, NetworkConsent};
use countersign::time::UnixTime;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// One phone with one account.
pub struct Phone {
    client: Arc<HttpsClient>,
    /// Where its calls go: a portal, whatever the base says.
    pub url: String,
    /// The base of the link.
    pub base: String,
    /// The token of the link.
    pub token: String,
    /// The thumbprint of the server's key.
    pub server_key: Digest,
    /// The keys that statements of the server are believed by.
    pub trusted: Vec<Jwk>,
    /// The key that proves the device.
    pub device: SignWith,
    /// The key that approves.
    pub user: SignWith,
    /// The key that receives.
    pub agreement: AgreementKey,
    /// What it calls itself.
    pub name: String,
    /// The account's id, once enrolled.
    pub account: String,
    /// The counter.
    pub counter: u64,
    /// The newest nonce.
    pub nonce: Option<String>,
    /// The seed of offline codes.
    pub offline: Option<SecretBytes>,
}

/// A call that is ready to be sent, again and again if need be.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path behind the base.
    pub path: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// The proof.
    pub proof: String,
    /// The id of the proof.
    pub id: Encoded<16>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Value,
    /// The nonce.
    pub nonce: Option<String>,
    /// The seconds after which to call again.
    pub retry_after: Option<u64>,
}

impl Received {
    /// The statement of a success.
    pub fn expect_statement(&self, member: &str) -> String {
        assert!(matches!(self.status, 200 | 201), "{member}: {self:?}");
        self.body[member].as_str().unwrap_or_else(|| panic!("{member}: {self:?}")).to_owned()
    }

    /// Status and code of a failure.
    pub fn failure(&self) -> (u16, &str) {
        (self.status, self.body["error"].as_str().unwrap_or_default())
    }
}

fn new_key() -> SignWith {
    let pkcs8 = P256Key::generate().expect("a key");
    SignWith::new(P256Key::from_pkcs8(&pkcs8).expect("a key")).expect("a key")
}

fn new_agreement() -> AgreementKey {
    AgreementKey::from_bytes(&AgreementKey::generate(&RingRandom::new()).expect("a key")).expect("a key")
}

impl Phone {
    /// A phone with new keys that has scanned a link and sends its calls to `url`.
    pub fn scan(link: &str, url: &str, name: &str) -> Self {
        let (base, fragment) = link.split_once("/enroll#").expect("a link");
        let member = |name: &str| {
            let value = fragment.split('&').find_map(|member| member.strip_prefix(name));
            value.unwrap_or_else(|| panic!("{name} in {link}")).to_owned()
        };
        assert_eq!(member("v="), "1");
        let settings = HttpsSettings::new(Arc::new(SystemClock::new()));
        let client = HttpsClient::open(tokio::runtime::Handle::current(), settings).expect("a client");
        Self {
            client: Arc::new(client),
            url: url.to_owned(),
            base: base.to_owned(),
            token: member("t="),
            server_key: member("k=").parse().expect("a thumbprint"),
            trusted: Vec::new(),
            device: new_key(),
            user: new_key(),
            agreement: new_agreement(),
            name: name.to_owned(),
            account: String::new(),
            counter: 0,
            nonce: None,
            offline: None,
        }
    }

    /// Puts a call together, with the newest nonce.
    pub fn prepare(&self, path: &'static str, body: &Value) -> Call {
        self.prepare_as(&self.device, path, body)
    }

    /// The same, proved by another key.
    pub fn prepare_as(&self, device: &SignWith, path: &'static str, body: &Value) -> Call {
        let id = Encoded(random_array(&RingRandom::new()).expect("random bytes"));
        let body = body.to_string().into_bytes();
        let url = format!("{}{path}", self.base);
        let call = jose::Call { url: &url, body: &body, nonce: self.nonce.as_deref() };
        let proof = prove(call, id, UnixTime::from_seconds(1), device).expect("a proof");
        Call { path, body, proof, id }
    }

    /// The same call with a new proof: its body was changed.
    pub fn prove_again(&self, call: Call) -> Call {
        let id = Encoded(random_array(&RingRandom::new()).expect("random bytes"));
        let url = format!("{}{}", self.base, call.path);
        let speaks = jose::Call { url: &url, body: &call.body, nonce: self.nonce.as_deref() };
        let proof = prove(speaks, id, UnixTime::from_seconds(1), &self.device).expect("a proof");
        Call { proof, id, ..call }
    }

    /// Sends a call as it is.
    pub async fn send(&self, call: &Call) -> Received {
        self.try_send(call).await.expect("the portal answers")
    }

    /// Sends a call as it is, to a portal that may be killed at any moment.
    pub async fn try_send(&self, call: &Call) -> Option<Received> {
        let (origin, path) = ServerOrigin::split(&self.url, DevelopmentHttp::Loopback).expect("a server");
        let path = RequestPath::parse(&format!("{path}{}", call.path)).expect("a path");
        let request = HttpRequest::post(origin, path, "application/json", call.body.clone())
            .with_header("dpop", call.proof.clone())
            .with_wait(Duration::from_secs(60));
        let answer = self.client.send(request, NetworkConsent::PrivateToo).await;
        answer.ok().map(|answer| received(&answer))
    }

    /// Makes a call, repeated once where a nonce is wanted.
    pub async fn call(&mut self, path: &'static str, body: &Value) -> (Received, Encoded<16>) {
        self.try_call(path, body).await.expect("the portal answers")
    }

    /// The same, to a portal that may be killed at any moment.
    pub async fn try_call(&mut self, path: &'static str, body: &Value) -> Option<(Received, Encoded<16>)> {
        let mut call = self.prepare(path, body);
        let mut answer = self.try_send(&call).await?;
        self.nonce = answer.nonce.clone().or(self.nonce.take());
        if answer.failure() == (401, "use_dpop_nonce") {
            call = self.prepare(path, body);
            answer = self.try_send(&call).await?;
            self.nonce = answer.nonce.clone().or(self.nonce.take());
        }
        Some((answer, call.id))
    }

    /// The body of an enrollment by these keys.
    pub fn enrollment(&self) -> Value {
        let payload = json!({
            "aud": self.base, "th": hash(self.token.as_bytes()), "device": self.device.public_key(),
            "user": self.user.public_key(), "agreement": Jwk(self.agreement.public_key()), "name": self.name,
            "app": "rig", "channel": {"kind": "none"},
        });
        let payload = payload.to_string();
        let signed = |typ, key| sign(typ, key, true, payload.as_bytes()).expect("a statement");
        json!({
            "token": self.token,
            "device_statement": signed("cs-enroll-device+jwt", &self.device),
            "user_statement": signed("cs-enroll-user+jwt", &self.user),
        })
    }

    /// Enrolls, and takes the account where there is one.
    pub async fn enroll(&mut self) -> Received {
        self.try_enroll().await.expect("the portal answers")
    }

    /// The same, at a portal that may be killed at any moment.
    pub async fn try_enroll(&mut self) -> Option<Received> {
        let (answer, _) = self.try_call("/v1/enrollments", &self.enrollment()).await?;
        self.take_enrollment(&answer);
        Some(answer)
    }

    /// Takes the account of an enrollment's answer; false where there is none.
    pub fn take_enrollment(&mut self, answer: &Received) -> bool {
        if answer.body["account"].is_string() {
            let text = answer.expect_statement("account");
            let key = match Unverified::read(&text).expect("a statement").key() {
                jose::KeyReference::Key(key) if key.thumbprint() == self.server_key => key,
                other => panic!("not the key of the link: {other:?}"),
            };
            self.trusted = vec![key];
            self.take_account(&text, hash(self.token.as_bytes()));
        }
        !self.account.is_empty()
    }

    /// Takes what an account statement says.
    pub fn take_account(&mut self, text: &str, binding: Digest) {
        let account = self.read("cs-account+jwt", text);
        assert_eq!(account["th"], json!(binding));
        assert_eq!(account["aud"], json!(self.device.public_key().thumbprint()));
        self.account = account["sub"].as_str().expect("an id").to_owned();
        self.offline = account["offline"].as_object().map(|offline| {
            let bytes = |name: &str| {
                let text = offline[name].as_str().expect("base64url");
                BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64url")
            };
            let sealed = Sealed { encapsulated: bytes("enc"), ciphertext: bytes("ct") };
            let aad = format!("{}.{}", self.account, self.device.public_key().thumbprint());
            self.agreement
                .open(&sealed, b"countersign-push/1 offline seed", aad.as_bytes())
                .expect("the seed")
        });
    }

    /// The payload of a statement by a trusted key of the server.
    pub fn read(&self, typ: &str, text: &str) -> Value {
        let unverified = Unverified::read(text).expect("a statement");
        let named = unverified.key().thumbprint();
        let key = self.trusted.iter().find(|key| key.thumbprint() == named).expect("a trusted key");
        let statement = unverified.verify(typ, key).expect("a valid statement");
        serde_json::from_slice(statement.payload()).expect("JSON")
    }

    /// The open requests: each as its statement and its payload.
    pub async fn requests(&mut self, wait: u64, known: &[&str]) -> Vec<(String, Value)> {
        self.try_requests(wait, known).await.expect("the portal answers")
    }

    async fn try_requests(&mut self, wait: u64, known: &[&str]) -> Option<Vec<(String, Value)>> {
        let body = json!({"account": self.account, "wait": wait, "known": known});
        let (answer, proof) = self.try_call("/v1/requests", &body).await?;
        let list = self.read("cs-requests+jwt", &answer.expect_statement("requests"));
        assert_eq!(list["n"], json!(proof));
        Some(self.listed(&answer))
    }

    /// The requests of a list: each as its statement and its payload.
    pub fn listed(&self, answer: &Received) -> Vec<(String, Value)> {
        let list = self.read("cs-requests+jwt", &answer.expect_statement("requests"));
        let statements = list["requests"].as_array().expect("a list");
        let statements = statements.iter().map(|text| text.as_str().expect("a statement").to_owned());
        statements.map(|text| (text.clone(), self.read("cs-request+jwt", &text))).collect()
    }

    /// An open request of a portal that may be killed at any moment.
    pub async fn try_request(&mut self) -> Option<(String, Value)> {
        self.try_requests(0, &[]).await?.pop()
    }

    /// The one open request.
    pub async fn request(&mut self, wait: u64) -> (String, Value) {
        let mut requests = self.requests(wait, &[]).await;
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }

    /// A signed approval with the next counter; `more` is what the mode asks for.
    pub fn approval(&mut self, request: &(String, Value), more: &Value) -> String {
        self.counter += 1;
        self.answer_with(
            &self.user,
            "cs-approve+jwt",
            request,
            &json!({"decision": "approve", "uv": "pin"}),
            more,
        )
    }

    /// A signed denial with the next counter.
    pub fn denial(&mut self, request: &(String, Value), reason: &str) -> String {
        self.counter += 1;
        let said = json!({"decision": "deny", "reason": reason});
        self.answer_with(&self.device, "cs-deny+jwt", request, &said, &json!({}))
    }

    /// An answer by any key, of any type, saying anything, with the counter as it is.
    pub fn answer_with(
        &self,
        key: &SignWith,
        typ: &str,
        request: &(String, Value),
        said: &Value,
        more: &Value,
    ) -> String {
        let mut payload = json!({
            "iss": self.device.public_key().thumbprint(), "aud": self.base, "sub": self.account,
            "jti": request.1["jti"], "rh": hash(request.0.as_bytes()), "ctr": self.counter,
        });
        let members = payload.as_object_mut().expect("an object");
        for said in [said, more] {
            members.extend(said.as_object().expect("an object").clone());
        }
        sign(typ, key, false, payload.to_string().as_bytes()).expect("a statement")
    }

    /// Sends an answer.
    pub async fn answer(&mut self, answer: &str) -> Received {
        self.call("/v1/answers", &json!({"account": self.account, "answer": answer})).await.0
    }

    /// Sends an answer to a portal that may be killed at any moment.
    pub async fn try_answer(&mut self, answer: &str) -> Option<Received> {
        let body = json!({"account": self.account, "answer": answer});
        self.try_call("/v1/answers", &body).await.map(|(received, _)| received)
    }

    /// Sends an answer: the payload of its outcome.
    pub async fn outcome(&mut self, answer: &str) -> Value {
        let received = self.answer(answer).await;
        let outcome = self.read("cs-outcome+jwt", &received.expect_statement("outcome"));
        assert_eq!(outcome["ah"], json!(hash(answer.as_bytes())));
        outcome
    }

    /// Prepares new keys: the body of the rotation, and the phone as it is after it.
    pub fn rotation(&mut self) -> (Value, SignWith, SignWith, AgreementKey) {
        self.counter += 1;
        let (device, user, agreement) = (new_key(), new_key(), new_agreement());
        let payload = json!({
            "iss": self.device.public_key().thumbprint(), "aud": self.base, "sub": self.account,
            "device": device.public_key(), "user": user.public_key(), "agreement": Jwk(agreement.public_key()),
            "ctr": self.counter,
        });
        let payload = payload.to_string();
        let signed = |typ, key, with_key| sign(typ, key, with_key, payload.as_bytes()).expect("a statement");
        let body = json!({
            "account": self.account,
            "rotation": signed("cs-rotate+jwt", &self.user, false),
            "device_statement": signed("cs-rotate-device+jwt", &device, true),
            "user_statement": signed("cs-rotate-user+jwt", &user, true),
        });
        (body, device, user, agreement)
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Phone").field("account", &self.account).finish_non_exhaustive()
    }
}

fn received(answer: &HttpResponse) -> Received {
    Received {
        status: answer.status(),
        body: serde_json::from_slice(answer.body()).unwrap_or(Value::Null),
        nonce: answer.header("dpop-nonce").map(str::to_owned),
        retry_after: answer.header("retry-after").and_then(|seconds| seconds.parse().ok()),
    }
}
