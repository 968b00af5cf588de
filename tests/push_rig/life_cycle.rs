//! What a server does in the life of an account: sections 6.3, 6.4 and 7.

use super::requests::Fate;
use super::server::{Account, Called, Refused, Server, read_by, read_own};
use countersign::jose::{Jwk, hash};
use countersign::push::countersign::statement;
use serde_json::{Value, json};

impl Server {
    fn done(&self, account: usize, called: &Called) -> Value {
        let more = json!({"n": called.proof.id, "bh": hash(&called.bytes)});
        json!({"done": self.say_to(&self.accounts[account], statement::DONE, more)})
    }

    pub(super) fn take_report(&mut self, account: usize, called: &Called) -> Result<Value, Refused> {
        let request = self.requests.iter_mut().find(|request| {
            called.body["request"] == request.id.as_str()
                && called.body["rh"] == hash(request.statement.as_bytes()).to_string()
        });
        let request = request.ok_or((404, "unknown_request"))?;
        if request.fate == Fate::Open {
            return Err((400, "malformed"));
        }
        request.reported = true;
        Ok(self.done(account, called))
    }

    pub(super) fn take_channel(&mut self, account: usize, called: &Called) -> Value {
        self.accounts[account].channel = called.body["channel"].clone();
        self.done(account, called)
    }

    pub(super) fn list_devices(&self, account: usize, called: &Called) -> Value {
        let device = |name: &str, this: bool| json!({"name": name, "added": self.time - 100, "seen": self.time, "this": this});
        let more = json!({
            "n": called.proof.id,
            "devices": [device("Pixel 9", true), device("Old \u{202E}phone", false)],
        });
        json!({"devices": self.say_to(&self.accounts[account], statement::DEVICES, more)})
    }

    pub(super) fn tell_counter(&self, account: usize, called: &Called) -> Result<Value, Refused> {
        let known = &self.accounts[account];
        let (payload, _) =
            read_by(&called.body["statement"], statement::RESUME, &known.user, &self.base, known)?;
        let more = json!({"n": payload["n"], "counter": known.counter});
        Ok(json!({"counter": self.say_to(known, statement::COUNTER, more)}))
    }

    pub(super) fn take_keys(&mut self, account: usize, called: &Called) -> Result<Value, Refused> {
        if self.accounts[account].rotation.as_ref().is_some_and(|(body, _)| *body == called.body) {
            return Ok(self.made(account));
        }
        let known = &self.accounts[account];
        let (payload, rotation) =
            read_by(&called.body["rotation"], statement::ROTATE, &known.user, &self.base, known)?;
        let device = read_own(&called.body["device_statement"], statement::ROTATE_DEVICE)?;
        let user = read_own(&called.body["user_statement"], statement::ROTATE_USER)?;
        let key =
            |name: &str| serde_json::from_value::<Jwk>(payload[name].clone()).map_err(|_| (400, "malformed"));
        let segment =
            called.body["rotation"].as_str().and_then(|text| text.split('.').nth(1)).unwrap_or_default();
        let same = segment == device.payload_segment() && segment == user.payload_segment();
        if !same || key("device")? != *device.key() || key("user")? != *user.key() {
            return Err((400, "malformed"));
        }
        let counter = payload["ctr"].as_u64().ok_or((400, "malformed"))?;
        if counter <= known.counter {
            return Err((409, "counter"));
        }
        let before = known.device;
        let (agreement, seed) = (key("agreement")?, self.id::<32>().0);
        let known: &mut Account = &mut self.accounts[account];
        (known.device, known.user, known.agreement) = (*device.key(), *user.key(), agreement);
        (known.binding, known.seed, known.counter) = (rotation.to_string(), seed, counter);
        known.rotation = Some((called.body.clone(), before));
        let withdrawn = self.requests.iter_mut().filter(|request| request.account == account);
        withdrawn
            .filter(|request| request.fate == Fate::Open)
            .for_each(|request| request.fate = Fate::Superseded);
        Ok(self.made(account))
    }
}
