//! The scene of the vectors: their keys, the phone that is enrolled, and each of its calls with the ids that the vectors
//! have, so that what the other program signed fits.

use countersign::crypto::{AgreementKey, P256Key, Secret};
use countersign::http::{DevelopmentHttp, HttpRequest, HttpResponse};
use countersign::jose::{Encoded, Jwk, SignWith, sign};
use countersign::ports::{HttpError, Random, RandomFailed};
use countersign::push::countersign::{Countersign, statement as types};
use countersign::push::{
    AccountActivation, AccountPurpose, AccountSecrets, Approval, Challenge, Channel, ChannelUpdate,
    Comparison, Context, CounterResume, DenyReason, DeviceList, Inbox, Invitation, KeyRotation, Poll,
    PushAccount, PushError, PushProtocol, Recognised, Reply, Shown, SignedAnswer, Step, ThisDevice,
    Unenrollment, UserVerification, recognise,
};
use countersign::testing::SeededRandom;
use countersign::testing::push::run;
use countersign::time::{BootId, BootTime, Now, UnixTime};
use countersign_tests::push_rig::{pkcs8, response};
use countersign_tests::vectors;
use serde::Deserialize;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the user compares with the login page.
type Compare<'a> = &'a dyn Fn(&Challenge<Shown>) -> Comparison;

/// A statement of the vectors.
#[derive(Deserialize)]
pub struct Found {
    pub name: String,
    pub typ: String,
    pub key: String,
    pub payload: String,
    pub signing_input: String,
    pub signature: String,
    pub compact: String,
    pub hash: String,
}

/// Every statement.
pub fn statements() -> Vec<Found> {
    vectors("push-protocol/statements.json")
}

/// The statement of this name.
pub fn statement(name: &str) -> Found {
    statements().into_iter().find(|found| found.name == name).unwrap_or_else(|| panic!("{name}"))
}

/// Who appears, by name.
pub struct Cast(Vec<Value>);

impl Cast {
    pub fn read() -> Self {
        Self(vectors("push-protocol/keys.json"))
    }

    fn scalar(&self, name: &str) -> Secret<32> {
        let key = self.0.iter().find(|key| key["name"] == name).unwrap_or_else(|| panic!("{name}"));
        let scalar: Encoded<32> = key["d"].as_str().unwrap().parse().unwrap();
        Secret::from_slice(&scalar.0).unwrap()
    }

    pub fn public(&self, name: &str) -> Jwk {
        let key = self.0.iter().find(|key| key["name"] == name).unwrap_or_else(|| panic!("{name}"));
        serde_json::from_value(key["jwk"].clone()).unwrap()
    }

    pub fn agreement(&self, name: &str) -> AgreementKey {
        AgreementKey::from_bytes(&self.scalar(name)).unwrap()
    }

    pub fn signer(&self, name: &str) -> SignWith {
        SignWith::new(P256Key::from_pkcs8(&pkcs8(&self.scalar(name))).unwrap()).unwrap()
    }

    /// A phone's three keys: `""` for those in use, `"new "` for the next.
    fn phone(&self, prefix: &str) -> AccountSecrets {
        let scalar = |name: &str| self.scalar(&format!("{prefix}{name}"));
        AccountSecrets::from_keys(pkcs8(&scalar("device")), pkcs8(&scalar("user")), scalar("agreement"))
            .unwrap()
    }
}

/// Randomness that begins with the bytes one wants.
#[derive(Default)]
struct FixedRandom(Mutex<VecDeque<Vec<u8>>>);

impl FixedRandom {
    fn next(&self, bytes: &[u8]) {
        self.0.lock().unwrap().push_back(bytes.to_vec());
    }
}

impl Random for FixedRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed> {
        match self.0.lock().unwrap().pop_front() {
            Some(bytes) => out.copy_from_slice(&bytes),
            None => SeededRandom::new(u64::try_from(out.len()).unwrap()).fill(out)?,
        }
        Ok(())
    }
}

/// The enrolled phone.
pub struct Stage {
    pub account: PushAccount,
    cast: Cast,
    secrets: AccountSecrets,
    random: FixedRandom,
    elapsed: Cell<u64>,
}

const TIME: u64 = 1_800_000_061;
/// The ids of the proofs that the vectors answer.
const LIST_CALL: &str = "bNV6G7IzusgAR4XjMyxxAQ";
const DONE_CALL: &str = "CMG9WytWAg4qb4iez8W8dA";
const DEVICES_CALL: &str = "Q2EKonFgg43iBFbdtwNa0Q";
const RESUME_NONCE: &str = "fvvlUmnU1E4i4TqbNqe5yw";

fn id(text: &str) -> [u8; 16] {
    text.parse::<Encoded<16>>().unwrap().0
}

fn invitation() -> Invitation {
    let links: Value = vectors("push-protocol/links.json");
    let link = format!("{}&p=pin6", links["accepted"][0]["link"].as_str().unwrap());
    match recognise(&link, DevelopmentHttp::Off) {
        Some(Ok(Recognised::Invitation(invitation))) => *invitation,
        other => panic!("{other:?}"),
    }
}

fn says(name: &str, statement: &str) -> Result<HttpResponse, HttpError> {
    let body = json!({name: statement}).to_string().into_bytes();
    Ok(HttpResponse::new(200, [], body).unwrap())
}

impl Stage {
    pub fn enrolled() -> Self {
        let cast = Cast::read();
        let secrets = cast.phone("");
        let random = FixedRandom::default();
        let context = Context { now: now(0), random: &random, keys: &secrets };
        let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
        let made = statement("account").compact;
        let step = Countersign.enroll(&invitation(), &device, context);
        let mut account = run(step, context, |_| says("account", &made)).unwrap().account;
        account.signed_with(16);
        Self { account, cast, secrets, random, elapsed: Cell::new(0) }
    }

    fn context(&self) -> Context<'_> {
        Context { now: now(self.elapsed.get()), random: &self.random, keys: &self.secrets }
    }

    fn call<T>(&mut self, step: Step<Reply<T>>, name: &str, statement: &str) -> Result<(), PushError> {
        let reply = run(step, self.context(), |_| says(name, statement))?;
        reply.update.apply(&mut self.account);
        Ok(())
    }

    /// The phone makes the call that a statement of this type answers, and is told this one.
    pub fn told(&mut self, typ: &str, text: &str) -> Result<(), PushError> {
        let account = self.account.clone();
        match typ {
            types::ACCOUNT => {
                let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
                let context = self.context();
                let step = Countersign.enroll(&invitation(), &device, context);
                run(step, context, |_| says("account", text)).map(|_| ())
            }
            types::REQUESTS => {
                self.random.next(&id(LIST_CALL));
                let step = Countersign.poll(&account, &Poll::default(), self.context());
                self.call(step, "requests", text)
            }
            types::OUTCOME => {
                let answer = self.known_answer("request, mode enter", "approval, mode enter");
                let step = Countersign.deliver(&account, &answer, self.context());
                self.call(step, "outcome", text)
            }
            types::COUNTER => {
                self.random.next(&id(RESUME_NONCE));
                let step = Countersign.resume_counter(
                    &account,
                    self.activation(AccountPurpose::ResumeCounter),
                    self.context(),
                );
                self.call(step, "counter", text)
            }
            types::DONE => {
                self.random.next(&id(DONE_CALL));
                let step = Countersign.update_channel(&account, &Channel::None, self.context());
                self.call(step, "done", text)
            }
            types::DEVICES => {
                self.random.next(&id(DEVICES_CALL));
                let step = Countersign.devices(&account, self.context());
                self.call(step, "devices", text)
            }
            types::ENDED => {
                let step = Countersign.unenroll(&account, self.context());
                self.call(step, "ended", text)
            }
            other => panic!("{other}"),
        }
    }

    /// The vectors' context is the call that [`told`](Self::told) makes.
    pub fn check_context(&self, typ: &str, context: &Value) {
        let expected = match typ {
            types::REQUESTS => json!({"n": LIST_CALL}),
            types::DONE => json!({"n": DONE_CALL, "bh": context["bh"]}),
            types::DEVICES => json!({"n": DEVICES_CALL}),
            types::COUNTER => json!({"n": RESUME_NONCE}),
            types::OUTCOME => json!({"jti": context["jti"], "ah": statement("approval, mode enter").hash}),
            types::ACCOUNT => json!({"th": context["th"]}),
            _ => json!({}),
        };
        assert_eq!(*context, expected, "{typ}");
    }

    /// The phone's keys are replaced, and the server says that.
    pub fn told_after_rotation(&mut self, text: &str) -> Result<(), PushError> {
        let next = Arc::new(self.cast.phone("new "));
        self.account.signed_with(18);
        let activation = self.activation(AccountPurpose::RotateKeys);
        let mut rotation =
            Countersign.prepare_rotation(&self.account, &*next, activation, self.context()).unwrap();
        // The very rotation that the statement answers: the same text, under the vectors' signature.
        let mut body: Value = serde_json::from_slice(&rotation.body).unwrap();
        body["rotation"] = json!(statement("rotation by the old user key").compact);
        rotation.body = serde_json::to_vec(&body).unwrap();
        let account = self.account.clone();
        let step = Countersign.rotate(&account, &rotation, next, self.context());
        let reply = run(step, self.context(), |_| says("account", text))?;
        let rotated = reply.outcome.unwrap();
        assert_eq!(rotated.account.counter(), 19);
        assert!(rotated.offline_seed.is_some());
        Ok(())
    }

    /// A list of these requests, by the server's key.
    pub fn list_of(&self, requests: &[&str]) -> String {
        let payload = json!({
            "iss": "https://login.example.com/countersign", "sub": "acct_7Hq2-01",
            "aud": self.cast.public("device").thumbprint(), "iat": TIME, "n": LIST_CALL, "requests": requests,
        });
        sign(types::REQUESTS, &self.cast.signer("server"), false, payload.to_string().as_bytes()).unwrap()
    }

    fn activation(&self, purpose: AccountPurpose) -> AccountActivation {
        AccountActivation::new(purpose, UserVerification::Pin, self.context().now.boot)
    }

    /// Shows one request of the vectors.
    fn show(&mut self, request: &str, code: &[u8]) -> Challenge<Shown> {
        let list = self.list_of(&[&statement(request).compact]);
        self.random.next(&id(LIST_CALL));
        let step = Countersign.poll(&self.account, &Poll::default(), self.context());
        let reply = run(step, self.context(), |_| says("requests", &list)).unwrap();
        let mut inbox = Inbox::default();
        inbox.merge(reply.outcome.unwrap().requests, |_| false, self.context().now.boot);
        if !code.is_empty() {
            self.random.next(code);
        }
        inbox.prompt(&self.account.storm, self.context().now, &self.random).unwrap().unwrap();
        self.elapsed.set(self.elapsed.get() + 1);
        inbox.take_shown().unwrap()
    }

    fn approve(
        &mut self,
        request: &str,
        code: &[u8],
        by: UserVerification,
        compare: impl Fn(&Challenge<Shown>) -> Comparison,
    ) -> SignedAnswer {
        let challenge = self.show(request, code);
        let now = self.context().now.boot;
        let (tap, comparison) = (challenge.tap(now).unwrap(), compare(&challenge));
        let activation = challenge.activated(by, now);
        let approval: Approval = challenge.approve(tap, comparison, activation, now).unwrap();
        Countersign.approve(&self.account, approval, self.context()).unwrap().answer
    }

    /// The answer of the vectors: the phone signs the same text, and the vectors' signature is put in its place.
    fn known_answer(&mut self, request: &str, name: &str) -> SignedAnswer {
        let mine = self.approve(request, &[], UserVerification::Pin, |challenge| {
            Comparison::typed(challenge, "042917").unwrap()
        });
        let (theirs, text) = (statement(name), sent_text(self, &mine));
        assert_eq!(text.len(), theirs.compact.len());
        let bytes = mine.encode();
        let place = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
        let (before, after) = (&bytes[..place], &bytes[place + text.len()..]);
        SignedAnswer::decode(&[before, theirs.compact.as_bytes(), after].concat()).unwrap()
    }

    /// Everything that the phone of the vectors signs, by the name that the vectors have for it.
    pub fn everything_signed(&mut self) -> Vec<(&'static str, String)> {
        let mut all = self.signed_calls();
        let approvals: [(_, _, &[u8], UserVerification, Compare<'_>); 4] = [
            ("approval, mode none", "request, mode none", &[], UserVerification::Pin, &|challenge| {
                Comparison::nothing(challenge).unwrap()
            }),
            ("approval, mode enter", "request, mode enter", &[], UserVerification::Pin, &|challenge| {
                Comparison::typed(challenge, "042917").unwrap()
            }),
            ("approval, mode scan", "request, mode scan", &[], UserVerification::Pin, &|challenge| {
                let text =
                    format!("countersign:scan?r={}&s=orMSftdhlj47ss7_c4helQ", challenge.request().name());
                Comparison::scanned(challenge, &text).unwrap()
            }),
            (
                "approval, mode show",
                "request, mode show",
                &[7, 3, 0, 0, 6, 4, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9],
                UserVerification::Biometric,
                &|challenge| Comparison::shown(challenge).unwrap(),
            ),
        ];
        for (name, request, code, by, compare) in approvals {
            let answer = self.approve(request, code, by, compare);
            all.push((name, sent_text(self, &answer)));
        }
        self.account.signed_with(17);
        for (name, reason) in
            [("denial, not me", DenyReason::NotMe), ("denial, cancelled", DenyReason::Cancelled)]
        {
            let challenge = self.show("request, mode enter", &[]);
            let now = self.context().now.boot;
            let tap = challenge.tap(now).unwrap();
            let denial = challenge.deny(tap, reason, now).unwrap();
            let answer = Countersign.deny(&self.account, denial, self.context()).unwrap().answer;
            all.push((name, sent_text(self, &answer)));
        }
        all
    }

    /// Enrollment, proofs, the counter, and new keys.
    fn signed_calls(&mut self) -> Vec<(&'static str, String)> {
        let mut all = Vec::new();
        let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
        let sent = first(Countersign.enroll(&invitation(), &device, self.context()));
        all.push(("enrollment by the device key", member(&sent, "device_statement")));
        all.push(("enrollment by the user key", member(&sent, "user_statement")));

        let fresh = Self::enrolled();
        for proof in ["6XWTHJrlPs0yd6c4mjXJIQ", LIST_CALL] {
            fresh.random.next(&id(proof));
        }
        let poll = Poll { known: &[], wait: Duration::from_secs(25) };
        let proofs = RefCell::new(Vec::new());
        let step = Countersign.poll(&fresh.account, &poll, fresh.context());
        let refused = run(step, fresh.context(), |request| {
            proofs.borrow_mut().push(request.header("dpop").unwrap().to_owned());
            Ok(response(401, &json!({"error": "use_dpop_nonce"}), "nonce-1"))
        });
        assert!(refused.is_err());
        let names = ["proof of a first call", "proof with a nonce"];
        all.extend(names.into_iter().zip(proofs.into_inner()));

        self.random.next(&id(RESUME_NONCE));
        let resume = self.activation(AccountPurpose::ResumeCounter);
        let sent = first(Countersign.resume_counter(&self.account, resume, self.context()));
        all.push(("asks for the counter", member(&sent, "statement")));

        let mut later = self.account.clone();
        later.signed_with(18);
        let next = self.cast.phone("new ");
        let rotate = self.activation(AccountPurpose::RotateKeys);
        let rotation = Countersign.prepare_rotation(&later, &next, rotate, self.context()).unwrap();
        let body: Value = serde_json::from_slice(&rotation.body).unwrap();
        for (name, place) in [
            ("rotation by the old user key", "rotation"),
            ("rotation by the new device key", "device_statement"),
            ("rotation by the new user key", "user_statement"),
        ] {
            all.push((name, body[place].as_str().unwrap().to_owned()));
        }
        all
    }
}

fn now(elapsed: u64) -> Now {
    let boot = BootTime { boot: BootId([1; 16]), elapsed: Duration::from_secs(1000 + elapsed) };
    Now { wall: UnixTime::from_seconds(TIME), boot }
}

/// The first request of an exchange.
fn first<T>(step: Step<T>) -> HttpRequest {
    match step {
        Step::Send(request, _) => request,
        Step::Done(_) | Step::Refused(_) => panic!("nothing was sent"),
    }
}

fn member(request: &HttpRequest, name: &str) -> String {
    let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
    body[name].as_str().unwrap().to_owned()
}

fn sent_text(stage: &Stage, answer: &SignedAnswer) -> String {
    member(&first(Countersign.deliver(&stage.account, answer, stage.context())), "answer")
}
