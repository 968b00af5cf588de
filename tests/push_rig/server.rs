//! The server itself: who is enrolled, what is proved, and what a test can do to it.

use super::keys::seeded_signer;
use super::requests::Open;
use countersign::crypto::{SecretBytes, hpke_seal, random_array};
use countersign::http::{HttpRequest, HttpResponse};
use countersign::jose::{
    Call, Digest, Encoded, Jwk, Proof, SignWith, Signer, Statement, Unverified, hash, sign,
};
use countersign::push::Outcome;
use countersign::push::countersign::{OFFLINE_INFO, statement};
use countersign::testing::SeededRandom;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// A server of the push protocol.
pub struct Server {
    /// The base.
    pub base: String,
    /// Its clock, in seconds.
    pub time: u64,
    /// Its key.
    pub key: SignWith,
    /// The key that it announces in each list.
    pub next_key: Option<SignWith>,
    /// What links and accounts say.
    pub policy: (u8, bool),
    /// What lists say about the policy.
    pub new_policy: Option<(u8, bool)>,
    /// What links say of attestation: `ask` or `must`, and nothing without it.
    pub attestation: Option<&'static str>,
    /// Whether accounts get offline codes.
    pub offline: bool,
    /// Each path that was called, in order.
    pub calls: Vec<String>,
    pub(super) random: SeededRandom,
    pub(super) accounts: Vec<Account>,
    pub(super) requests: Vec<Open>,
    tokens: HashMap<String, Option<usize>>,
    nonces: Vec<String>,
    proofs: HashSet<Encoded<16>>,
}

/// One enrolled phone.
pub struct Account {
    /// `sub`.
    pub id: String,
    /// The key that proves it.
    pub device: Jwk,
    /// The key that approves.
    pub user: Jwk,
    /// The key that receives.
    pub agreement: Jwk,
    /// `th` of the statement that made it.
    pub binding: String,
    /// What wake-ups name it by.
    pub wake: Encoded<16>,
    /// The seed of its offline codes.
    pub seed: [u8; 32],
    /// The highest number that it signed with.
    pub counter: u64,
    /// Who ended it.
    pub ended: Option<&'static str>,
    /// Where wake-ups go.
    pub channel: Value,
    /// The certificates of its keys, as they came.
    pub attestation: Value,
    /// The rotation that made its present keys: its body, and the device key before.
    pub(super) rotation: Option<(Value, Jwk)>,
}

/// What a call is refused with: status and code.
pub(super) type Refused = (u16, &'static str);

/// A call whose proof was accepted.
pub(super) struct Called {
    pub(super) path: String,
    pub(super) body: Value,
    pub(super) bytes: Vec<u8>,
    pub(super) proof: Proof,
}

/// An answer with a JSON body and a nonce.
pub fn response(status: u16, body: &Value, nonce: &str) -> HttpResponse {
    let headers = [("DPoP-Nonce".to_owned(), nonce.to_owned())];
    HttpResponse::new(status, headers, serde_json::to_vec(body).expect("JSON")).expect("a small body")
}

impl Server {
    /// A server whose keys and ids come from a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            base: "https://login.example.com/countersign".to_owned(),
            time: 1_800_000_000,
            key: seeded_signer(seed),
            next_key: None,
            policy: (6, false),
            new_policy: None,
            attestation: None,
            offline: true,
            calls: Vec::new(),
            random: SeededRandom::new(seed.wrapping_add(1000)),
            accounts: Vec::new(),
            requests: Vec::new(),
            tokens: HashMap::new(),
            nonces: Vec::new(),
            proofs: HashSet::new(),
        }
    }

    /// A link for one account.
    pub fn link(&mut self, issuer: &str, account: &str) -> String {
        let token = self.id::<32>().to_string();
        let key = self.key.public_key().thumbprint();
        let policy =
            if self.policy.1 { format!("pin{},bio", self.policy.0) } else { format!("pin{}", self.policy.0) };
        let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let attestation = self.attestation.map_or(String::new(), |asked| format!("&h={asked}"));
        let link = format!(
            "{}/enroll#v=1&t={token}&k={key}&i={}&a={}&p={policy}{attestation}",
            self.base,
            escaped(issuer),
            escaped(account)
        );
        self.tokens.insert(token, None);
        link
    }

    /// Answers one request.
    pub fn serve(&mut self, request: &HttpRequest) -> Outcome {
        let nonce = self.id::<16>().to_string();
        self.nonces.push(nonce.clone());
        self.calls.push(request.path.as_str().to_owned());
        let (status, body) = match self.prove(request).and_then(|called| self.route(&called)) {
            Ok(body) => (200, body),
            Err((status, code)) => (status, json!({"error": code})),
        };
        Ok(response(status, &body, &nonce))
    }

    /// The account of the newest enrollment.
    pub fn account(&mut self) -> &mut Account {
        self.accounts.last_mut().expect("an account")
    }

    /// Every nonce so far is forgotten.
    pub fn forget_nonces(&mut self) {
        self.nonces.clear();
    }

    pub(super) fn id<const N: usize>(&self) -> Encoded<N> {
        Encoded(random_array(&self.random).expect("randomness"))
    }

    /// A statement by the server's key.
    pub fn say(&self, typ: &str, payload: &Value) -> String {
        let with_key = typ == statement::ACCOUNT;
        sign(typ, &self.key, with_key, payload.to_string().as_bytes()).expect("signed")
    }

    /// A statement to one account: the members that all have, and some more.
    pub fn say_to(&self, account: &Account, typ: &str, more: Value) -> String {
        let mut payload = json!({
            "iss": self.base, "sub": account.id, "aud": account.device.thumbprint(), "iat": self.time,
        });
        let members = payload.as_object_mut().expect("an object");
        members.extend(more.as_object().expect("an object").clone());
        self.say(typ, &payload)
    }

    fn prove(&mut self, request: &HttpRequest) -> Result<Called, Refused> {
        let bytes = request.body.clone().unwrap_or_default();
        let url = format!("{}{}", request.origin, request.path.as_str());
        let path = url.strip_prefix(&self.base).ok_or((404, "not_found"))?.to_owned();
        let header = request.header("dpop").ok_or((401, "invalid_proof"))?;
        let proof = Proof::read(header, Call { url: &url, body: &bytes, nonce: None })
            .map_err(|_| (401, "invalid_proof"))?;
        if !proof.nonce.as_ref().is_some_and(|nonce| self.nonces.contains(nonce)) {
            return Err((401, "use_dpop_nonce"));
        }
        if !self.proofs.insert(proof.id) {
            return Err((401, "invalid_proof"));
        }
        let body = serde_json::from_slice(&bytes).map_err(|_| (400, "malformed"))?;
        Ok(Called { path, body, bytes, proof })
    }

    fn route(&mut self, called: &Called) -> Result<Value, Refused> {
        if called.path == "/v1/enrollments" {
            return self.enroll(called);
        }
        let position = self.account_of(called)?;
        let account = &self.accounts[position];
        if called.path == "/v1/unenroll" && account.ended.is_none() {
            self.accounts[position].ended = Some("phone");
        }
        let account = &self.accounts[position];
        if let Some(by) = account.ended {
            return Ok(json!({"ended": self.say_to(account, statement::ENDED, json!({"by": by}))}));
        }
        match called.path.as_str() {
            "/v1/requests" => Ok(self.list(position, called)),
            "/v1/answers" => self.take_answer(position, called),
            "/v1/reports" => self.take_report(position, called),
            "/v1/channel" => Ok(self.take_channel(position, called)),
            "/v1/keys" => self.take_keys(position, called),
            "/v1/devices" => Ok(self.list_devices(position, called)),
            "/v1/counter" => self.tell_counter(position, called),
            _ => Err((404, "not_found")),
        }
    }

    /// The account whose device key made the proof; its body names the same one. A repeated rotation may be proved by the
    /// key before.
    fn account_of(&self, called: &Called) -> Result<usize, Refused> {
        let proves = |account: &Account| {
            let before = account.rotation.as_ref().is_some_and(|(body, key)| {
                *key == called.proof.key && called.path == "/v1/keys" && *body == called.body
            });
            account.device == called.proof.key || before
        };
        let position = self.accounts.iter().position(proves).ok_or((404, "unknown_account"))?;
        let same = called.body["account"] == self.accounts[position].id.as_str();
        same.then_some(position).ok_or((404, "unknown_account"))
    }

    fn enroll(&mut self, called: &Called) -> Result<Value, Refused> {
        let token = called.body["token"].as_str().ok_or((400, "malformed"))?.to_owned();
        let used = *self.tokens.get(&token).ok_or((404, "unknown_token"))?;
        let device = read_own(&called.body["device_statement"], statement::ENROLL_DEVICE)?;
        let user = read_own(&called.body["user_statement"], statement::ENROLL_USER)?;
        let payload: Value = serde_json::from_slice(device.payload()).map_err(|_| (400, "malformed"))?;
        let key =
            |name: &str| serde_json::from_value::<Jwk>(payload[name].clone()).map_err(|_| (400, "malformed"));
        let good = device.payload_segment() == user.payload_segment()
            && payload["aud"] == self.base.as_str()
            && payload["th"] == hash(token.as_bytes()).to_string()
            && key("device")? == *device.key()
            && key("user")? == *user.key()
            && called.proof.key == *device.key();
        if !good {
            return Err((400, "malformed"));
        }
        if self.attestation == Some("must") && called.body["attestation"].is_null() {
            return Err((403, "not_attested"));
        }
        let position = match used {
            Some(position) if self.accounts[position].device == *device.key() => position,
            Some(_) => return Err((409, "token_used")),
            None => {
                self.accounts.push(Account {
                    id: format!("acct-{}", self.accounts.len()),
                    device: *device.key(),
                    user: *user.key(),
                    agreement: key("agreement")?,
                    binding: hash(token.as_bytes()).to_string(),
                    wake: self.id(),
                    seed: self.id::<32>().0,
                    counter: 0,
                    ended: None,
                    channel: payload["channel"].clone(),
                    attestation: called.body["attestation"].clone(),
                    rotation: None,
                });
                self.accounts.len() - 1
            }
        };
        self.tokens.insert(token, Some(position));
        Ok(self.made(position))
    }

    /// The account as a statement.
    pub(super) fn made(&self, position: usize) -> Value {
        let account = &self.accounts[position];
        let aad = format!("{}.{}", account.id, account.device.thumbprint());
        let seed = SecretBytes::from(account.seed.as_slice());
        let sealed = hpke_seal(&account.agreement.0, OFFLINE_INFO, aad.as_bytes(), &seed, &self.random)
            .expect("sealed");
        let b64 = |bytes: &[u8]| data_encoding::BASE64URL_NOPAD.encode(bytes);
        let offline = json!({
            "enc": b64(&sealed.encapsulated), "ct": b64(&sealed.ciphertext), "digits": 6, "period": 30,
        });
        let statement = self.say_to(account, statement::ACCOUNT, json!({
            "th": account.binding, "issuer": "Example Hosting", "account": "cxxxxx.xx", "wake": account.wake,
            "policy": policy(self.policy), "offline": if self.offline { offline } else { Value::Null },
            "counter": account.counter,
        }));
        json!({"account": statement})
    }
}

/// A policy as statements have it.
pub(super) fn policy((pin_minimum, biometrics): (u8, bool)) -> Value {
    json!({"pin_minimum": pin_minimum, "biometrics": biometrics})
}

/// A statement in a body, by the key that it carries.
pub(super) fn read_own(text: &Value, typ: &str) -> Result<Statement, Refused> {
    let unverified = Unverified::read(text.as_str().unwrap_or_default()).map_err(|_| (400, "malformed"))?;
    unverified.verify_by_own_key(typ).map_err(|_| (400, "malformed"))
}

/// A statement in a body, by a key that is known, addressed to this server by this account.
pub(super) fn read_by(
    text: &Value,
    typ: &str,
    key: &Jwk,
    base: &str,
    account: &Account,
) -> Result<(Value, Digest), Refused> {
    let unverified = Unverified::read(text.as_str().unwrap_or_default()).map_err(|_| (400, "malformed"))?;
    let said = unverified.verify(typ, key).map_err(|_| (400, "malformed"))?;
    let payload: Value = serde_json::from_slice(said.payload()).map_err(|_| (400, "malformed"))?;
    let addressed = payload["iss"] == account.device.thumbprint().to_string()
        && payload["aud"] == base
        && payload["sub"] == account.id.as_str();
    if addressed { Ok((payload, said.hash())) } else { Err((400, "malformed")) }
}
