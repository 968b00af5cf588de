//! Asking a phone, and taking its answers: section 6 of the specification, from the server's side.

use super::server::{Called, Refused, Server, policy, read_by};
use countersign::jose::{Signer, hash, sign};
use countersign::push::countersign::statement;
use serde_json::{Value, json};
use std::collections::HashMap;

/// What a test asks for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// `none`, `enter`, `scan` or `show`.
    pub mode: &'static str,
    /// Seconds that the request is good for.
    pub life: u64,
    /// Members that replace those of a usual request; `null` removes one.
    pub change: Value,
}

impl Default for Ask {
    fn default() -> Self {
        Self { mode: "none", life: 120, change: json!({}) }
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    Open,
    /// The login goes on.
    Approved,
    /// Approved by the phone; the login page waits for its code.
    AwaitCode,
    /// Denied.
    Denied,
    /// The login page or a newer request ended it.
    Superseded,
}

/// A request of the server.
pub struct Open {
    /// The position of its account.
    pub account: usize,
    /// `jti`.
    pub id: String,
    /// The statement, as it was sent.
    pub statement: String,
    /// When it ends.
    pub expires: u64,
    /// What became of it.
    pub fate: Fate,
    /// Whether it was reported.
    pub reported: bool,
    /// The member that an approval must have, and its value; no value where any will do.
    pub compared: Option<(&'static str, Option<String>)>,
    answers: HashMap<String, String>,
}

impl Server {
    /// Asks the phone of the newest account. Gives the position of the request.
    pub fn ask(&mut self, ask: &Ask) -> usize {
        self.ask_account(self.accounts.len() - 1, ask)
    }

    /// Asks the phone of an account.
    pub fn ask_account(&mut self, account: usize, ask: &Ask) -> usize {
        let id = self.id::<16>().to_string();
        let mut payload = json!({
            "jti": id, "nonce": self.id::<32>(), "exp": self.time + ask.life, "event": "login", "endpoint": "Webmail",
            "client": {"address": "203.0.113.7", "place": "Vienna, AT", "agent": "Firefox on Linux"},
            "message": "Login of cxxxxx.xx", "mode": ask.mode,
        });
        let members = payload.as_object_mut().expect("an object");
        let compared = match ask.mode {
            "enter" => {
                members.insert("digits".to_owned(), json!(6));
                Some(("number", Some("428163".to_owned())))
            }
            "scan" => Some(("secret", Some(self.id::<16>().to_string()))),
            "show" => {
                members.insert("digits".to_owned(), json!(8));
                Some(("code", None))
            }
            _ => None,
        };
        for (name, value) in ask.change.as_object().expect("an object") {
            match value {
                Value::Null => members.remove(name),
                value => members.insert(name.clone(), value.clone()),
            };
        }
        let statement = self.say_to(&self.accounts[account], statement::REQUEST, payload);
        let expires = self.time + ask.life;
        let fate = Fate::Open;
        let answers = HashMap::new();
        self.requests.push(Open {
            account,
            id,
            statement,
            expires,
            fate,
            reported: false,
            compared,
            answers,
        });
        self.requests.len() - 1
    }

    /// A request.
    pub fn request(&mut self, position: usize) -> &mut Open {
        &mut self.requests[position]
    }

    /// What became of every request.
    pub fn fates(&self) -> Vec<Fate> {
        self.requests.iter().map(|request| request.fate).collect()
    }

    /// The text of the QR code on the login page of a request.
    pub fn login_code(&self, position: usize) -> String {
        let request = &self.requests[position];
        let secret = request.compared.as_ref().and_then(|(_, value)| value.clone()).expect("a secret");
        format!("countersign:scan?r={}&s={secret}", request.id)
    }

    pub(super) fn list(&self, account: usize, called: &Called) -> Value {
        let open = |request: &&Open| {
            request.account == account && request.fate == Fate::Open && request.expires > self.time
        };
        let requests: Vec<&str> =
            self.requests.iter().filter(open).map(|request| request.statement.as_str()).take(16).collect();
        let mut more = json!({"n": called.proof.id, "requests": requests});
        if let Some(next) = &self.next_key {
            let payload = json!({"iss": self.base, "iat": self.time, "jwk": next.public_key()});
            more["server_key"] = json!(self.say(statement::SERVER_KEY, &payload));
        }
        if let Some(new) = self.new_policy {
            more["policy"] = policy(new);
        }
        json!({"requests": self.say_to(&self.accounts[account], statement::REQUESTS, more)})
    }

    /// Verifies everything before anything changes: by which key, for whom, about which request.
    pub(super) fn take_answer(&mut self, account: usize, called: &Called) -> Result<Value, Refused> {
        let text = &called.body["answer"];
        let known = &self.accounts[account];
        let approval = read_by(text, statement::APPROVE, &known.user, &self.base, known);
        let approves = approval.is_ok();
        let (payload, answer) =
            approval.or_else(|_| read_by(text, statement::DENY, &known.device, &self.base, known))?;
        if payload["decision"] != if approves { "approve" } else { "deny" } {
            return Err((400, "malformed"));
        }
        let sent = |request: &Open| {
            request.account == account
                && payload["jti"] == request.id.as_str()
                && payload["rh"] == hash(request.statement.as_bytes()).to_string()
        };
        let position = self.requests.iter().position(sent).ok_or((404, "unknown_request"))?;
        let counter = payload["ctr"].as_u64().ok_or((400, "malformed"))?;
        if let Some(outcome) = self.requests[position].answers.get(&answer.to_string()) {
            return Ok(json!({"outcome": outcome}));
        }
        let (result, first) = self.judge(account, position, approves, counter, &payload)?;
        self.accounts[account].counter = self.accounts[account].counter.max(counter);
        let mut more = json!({
            "jti": payload["jti"], "ah": answer, "result": result, "counter": self.accounts[account].counter,
        });
        if let Some(first) = first {
            more["first"] = json!(first);
        }
        let outcome = self.say_to(&self.accounts[account], statement::OUTCOME, more);
        self.requests[position].answers.insert(answer.to_string(), outcome.clone());
        Ok(json!({"outcome": outcome}))
    }

    fn judge(
        &mut self,
        account: usize,
        position: usize,
        approves: bool,
        counter: u64,
        payload: &Value,
    ) -> Result<(&'static str, Option<&'static str>), Refused> {
        let behind = counter <= self.accounts[account].counter;
        let over = self.time >= self.requests[position].expires;
        let request = &mut self.requests[position];
        let present = |name: &str| !payload[name].is_null();
        let asked = request.compared.as_ref().map(|(name, _)| *name);
        if approves && ["number", "secret", "code"].iter().any(|name| present(name) != (asked == Some(*name)))
        {
            return Err((400, "malformed"));
        }
        Ok(match request.fate {
            Fate::Approved | Fate::AwaitCode => ("already", Some("approved")),
            Fate::Denied => ("already", Some("denied")),
            Fate::Superseded => ("superseded", None),
            Fate::Open if over => ("expired", None),
            Fate::Open if !approves => {
                request.fate = Fate::Denied;
                ("denied", None)
            }
            Fate::Open if behind => ("counter", None),
            Fate::Open => match &request.compared {
                Some((name, Some(value))) if payload[*name] != value.as_str() => {
                    request.fate = Fate::Denied;
                    ("wrong_number", None)
                }
                Some((_, None)) => {
                    request.fate = Fate::AwaitCode;
                    ("await_code", None)
                }
                _ => {
                    request.fate = Fate::Approved;
                    ("approved", None)
                }
            },
        })
    }

    /// An approval or denial by any key and of any content, properly signed: for what must never be accepted.
    pub fn forged(typ: &str, key: &dyn Signer, payload: &Value) -> String {
        sign(typ, key, false, payload.to_string().as_bytes()).expect("signed")
    }
}
