//! One call to a server (section 3): a post with its proof, repeated once with the server's nonce, and what the answer's
//! status means.

use super::base::Base;
use super::json::{Members, object};
use super::own::{Own, learned};
use super::server::Server;
use super::statement::ENDED;
use crate::crypto::random_array;
use crate::http::{HttpRequest, HttpResponse};
use crate::jose::{self, Digest, Encoded, Jwk, Signer, hash};
use crate::push::{
    Context, Ended, EndedBy, KeyPurpose, Outcome, Pending, PushAccount, PushError, Refusal, Reply, Step,
    Update, schedule,
};
use serde_json::{Map, Value};
use std::time::Duration;

/// What is said, and where.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) base: Base,
    /// The path behind the base.
    pub(super) endpoint: &'static str,
    pub(super) body: Vec<u8>,
    /// The newest nonce that the server gave.
    pub(super) nonce: Option<String>,
    /// How long the server may hold the answer back.
    pub(super) wait: Duration,
}

/// An answer of success, unsigned as yet.
#[derive(Debug)]
pub(super) struct Answered {
    map: Map<String, Value>,
    /// The id of the proof that it answers.
    pub(super) proof: Encoded<16>,
    /// The hash of the body that it answers.
    pub(super) body: Digest,
    /// The nonce that came with it.
    pub(super) nonce: Option<String>,
}

impl Answered {
    /// The members of the answer: nobody signed them.
    pub(super) const fn members(&self) -> Members<'_> {
        Members::of("response", &self.map)
    }

    /// A statement in the answer.
    pub(super) fn statement(&self, name: &'static str) -> Result<&str, PushError> {
        self.members().text(name, 1..=jose::MAXIMUM_LENGTH)
    }
}

/// What a call for an account brought, and which key signed it.
#[derive(Debug)]
pub(super) struct Learned<T> {
    pub(super) value: T,
    pub(super) signer: Jwk,
    pub(super) update: Update,
}

/// The status that asks for a nonce, and its code.
const NONCE_WANTED: (u16, &str) = (401, "use_dpop_nonce");
/// How long to wait where a server asks to slow down and does not say for how long.
const PAUSE: Duration = Duration::from_secs(60);

/// Makes a call; `read` takes the answer.
pub(super) fn call<T: 'static>(
    call: Call,
    context: Context<'_>,
    read: impl FnOnce(Answered, Context<'_>) -> Result<T, PushError> + Send + 'static,
) -> Step<T> {
    send(call, false, context, read)
}

/// Makes a call for an account. Whatever it asks for, the answer may be that the account has ended (section 7.5).
pub(super) fn call_for<T: 'static>(
    account: &PushAccount,
    endpoint: &'static str,
    body: Vec<u8>,
    wait: Duration,
    context: Context<'_>,
    read: impl FnOnce(&Server, &Answered, Context<'_>) -> Result<Learned<T>, PushError> + Send + 'static,
) -> Step<Reply<T>> {
    let (server, base, nonce) = match speaks_for(account, context) {
        Ok(parts) => parts,
        Err(error) => return Step::Refused(error),
    };
    call(Call { base, endpoint, body, nonce, wait }, context, move |answered, context| {
        let nonce = answered.nonce.clone();
        if answered.members().has("ended") {
            return ended(&server, &answered);
        }
        let Learned { value, signer, update } = read(&server, &answered, context)?;
        // The key first: what was announced comes after the key that announced it.
        Ok(Reply { update: learned(nonce, signer).and(update), outcome: Ok(value) })
    })
}

/// Who an account speaks to, as whom, and the newest nonce. The device key at hand must be the account's.
pub(super) fn speaks_for(
    account: &PushAccount,
    context: Context<'_>,
) -> Result<(Server, Base, Option<String>), PushError> {
    let own = Own::of(account)?;
    let base = own.base(account)?;
    if device(context)?.public_key().thumbprint() != own.device() {
        return Err(PushError::Misused);
    }
    let server = Server {
        base: base.to_string(),
        account: own.account.clone(),
        device: own.device(),
        keys: own.server_keys()?,
    };
    Ok((server, base, account.nonce.clone()))
}

/// The device key.
pub(super) fn device(context: Context<'_>) -> Result<&dyn Signer, PushError> {
    context.keys.device().ok_or(PushError::KeyMissing(KeyPurpose::Device))
}

/// The user key.
pub(super) fn user(context: Context<'_>) -> Result<&dyn Signer, PushError> {
    context.keys.user().ok_or(PushError::KeyMissing(KeyPurpose::User))
}

fn ended<T>(server: &Server, answered: &Answered) -> Result<Reply<T>, PushError> {
    let said = server.read(ENDED, answered.statement("ended")?)?;
    let members = said.members();
    let by = match members.text("by", 1..=16)? {
        "phone" => EndedBy::Phone,
        "server" => EndedBy::Server,
        _ => return Err(members.wrong("by")),
    };
    let ended = Ended { by, at: members.time("iat")? };
    let kept = ended.clone();
    let update = learned(answered.nonce.clone(), said.signer()).with(|account| account.ended = Some(kept));
    Ok(Reply { update, outcome: Err(ended) })
}

fn send<T: 'static>(
    call: Call,
    repeated: bool,
    context: Context<'_>,
    read: impl FnOnce(Answered, Context<'_>) -> Result<T, PushError> + Send + 'static,
) -> Step<T> {
    match request(&call, context) {
        Ok((request, proof)) => Step::Send(
            request,
            Pending::new(move |outcome, context| received(call, repeated, proof, outcome, context, read)),
        ),
        Err(error) => Step::Refused(error),
    }
}

fn request(call: &Call, context: Context<'_>) -> Result<(HttpRequest, Encoded<16>), PushError> {
    let proof = Encoded(random_array::<16>(context.random)?);
    let url = format!("{}{}", call.base, call.endpoint);
    let speaks = jose::Call { url: &url, body: &call.body, nonce: call.nonce.as_deref() };
    let header = jose::prove(speaks, proof, context.now.wall, device(context)?)?;
    let path = call.base.call(call.endpoint)?;
    let request = HttpRequest::post(call.base.origin.clone(), path, "application/json", call.body.clone())
        .with_header("dpop", header);
    Ok((if call.wait.is_zero() { request } else { request.with_wait(call.wait) }, proof))
}

fn received<T: 'static>(
    call: Call,
    repeated: bool,
    proof: Encoded<16>,
    outcome: Outcome,
    context: Context<'_>,
    read: impl FnOnce(Answered, Context<'_>) -> Result<T, PushError> + Send + 'static,
) -> Step<T> {
    let response = match outcome {
        Ok(response) => response,
        Err(error) => return Step::Refused(error.into()),
    };
    let nonce = response.header("dpop-nonce").filter(|nonce| is_nonce(nonce)).map(str::to_owned);
    if response.is_success() {
        let answer = object("response", response.body())
            .and_then(|map| read(Answered { map, proof, body: hash(&call.body), nonce }, context));
        return match answer {
            Ok(value) => Step::Done(value),
            Err(error) => Step::Refused(error),
        };
    }
    let code = error_code(&response);
    let wanted = (response.status(), code.as_deref().unwrap_or_default()) == NONCE_WANTED;
    if wanted && !repeated && nonce.is_some() {
        return send(Call { nonce, ..call }, true, context, read);
    }
    Step::Refused(refusal(&response, code.as_deref()))
}

/// What is put into a proof as it is: visible ASCII without quotes and backslashes (RFC 9449 §8.1).
fn is_nonce(nonce: &str) -> bool {
    (1..=256).contains(&nonce.len())
        && nonce.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'))
}

/// The code of an answer that is no success; `None` where it has none.
fn error_code(response: &HttpResponse) -> Option<String> {
    let map = object("response", response.body()).ok()?;
    Members::of("response", &map).text("error", 1..=64).ok().map(str::to_owned)
}

/// The table of section 3. Nobody signed it, so nothing changes by it.
fn refusal(response: &HttpResponse, code: Option<&str>) -> PushError {
    let status = response.status();
    match (status, code) {
        (401, Some("invalid_proof" | "use_dpop_nonce")) => PushError::ServerRefused(Refusal::Proof),
        (404, Some("unknown_account")) => PushError::ServerRefused(Refusal::UnknownAccount),
        (404, Some("unknown_request")) => PushError::ServerRefused(Refusal::UnknownRequest),
        (409, Some("counter")) => PushError::ServerRefused(Refusal::CounterBehind),
        (403, Some("not_attested")) => PushError::ServerRefused(Refusal::NotAttested),
        (404, Some("unknown_token")) => PushError::ServerRefused(Refusal::UnknownToken),
        (409, Some("token_used")) => PushError::ServerRefused(Refusal::TokenUsed),
        (410, Some("token_expired")) => PushError::ServerRefused(Refusal::TokenExpired),
        (413, _) => PushError::ServerRefused(Refusal::TooLarge),
        (429, _) => PushError::Busy(retry_after(response).unwrap_or(PAUSE)),
        (500..=599, _) => PushError::Busy(retry_after(response).unwrap_or_default()),
        _ => PushError::ServerIncompatible { status },
    }
}

/// `Retry-After` in seconds (RFC 9110 §10.2.3), with a bound.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let text = response.header("retry-after")?;
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.then(|| text.parse().unwrap_or(u64::MAX))?;
    Some(Duration::from_secs(seconds).min(schedule::LONGEST_ASKED))
}
