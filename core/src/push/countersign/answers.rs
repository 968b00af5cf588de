//! Answers (section 6): a signed approval or denial, sent as often as needed, and what became of it.

use super::call::{Learned, call_for, device, speaks_for, user};
use super::json::{Members, NUMBER_LIMIT, write};
use super::own::Own;
use super::server::Said;
use super::statement::{APPROVE, DENY, OUTCOME};
use crate::jose::{Digest, Encoded, hash, sign};
use crate::push::comparison::Compared;
use crate::push::{
    AnswerOutcome, Approval, Context, Denial, DenyReason, PushAccount, PushError, Reply, Request, Signed,
    SignedAnswer, Step, Update, UserVerification, Verdict,
};
use crate::time::{Now, UnixTime};
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use serde::Serialize;
use std::time::Duration;

const ENDPOINT: &str = "/v1/answers";
/// Room for a wall clock that is wrong: an answered request is remembered so much longer than it lives.
const ROOM: Duration = Duration::from_secs(24 * 60 * 60);

/// What an approval signs. Exactly one of the last three, or none, as the request asks.
#[derive(Serialize)]
struct ApprovePayload<'a> {
    iss: Digest,
    aud: &'a str,
    sub: &'a str,
    jti: &'a str,
    rh: Digest,
    ctr: u64,
    decision: &'static str,
    uv: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

/// What a denial signs.
#[derive(Serialize)]
struct DenyPayload<'a> {
    iss: Digest,
    aud: &'a str,
    sub: &'a str,
    jti: &'a str,
    rh: Digest,
    ctr: u64,
    decision: &'static str,
    reason: &'static str,
}

#[derive(Serialize)]
struct Body<'a> {
    account: &'a str,
    answer: &'a str,
}

/// Which request an answer is about: kept with it, for sending and reporting.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct Reference {
    #[n(0)]
    pub(super) account: String,
    /// `jti`.
    #[n(1)]
    pub(super) name: String,
    /// `rh`.
    #[n(2)]
    statement: ByteArray<32>,
}

impl Reference {
    /// The reference of an answer of this account.
    pub(super) fn of(account: &PushAccount, answer: &SignedAnswer) -> Result<Self, PushError> {
        let reference: Self = minicbor::decode(&answer.own).map_err(|_| PushError::Misused)?;
        let same = answer.protocol == account.protocol && reference.account == Own::of(account)?.account;
        if same { Ok(reference) } else { Err(PushError::Misused) }
    }

    pub(super) fn statement_hash(&self) -> Digest {
        Encoded(self.statement.into())
    }
}

pub(super) fn approve(
    account: &PushAccount,
    approval: &Approval,
    context: Context<'_>,
) -> Result<Signed, PushError> {
    let (server, ..) = speaks_for(account, context)?;
    let counter = next_counter(account)?;
    let request = approval.request();
    let (mut number, mut secret, mut code) = (None, None, None);
    match &approval.comparison.compared {
        Compared::Nothing => {}
        Compared::Number(value) => number = Some(value.as_str()),
        Compared::Secret(value) => secret = Some(value.as_str()),
        Compared::Code(value) => code = Some(value.as_str()),
    }
    let payload = write(&ApprovePayload {
        iss: server.device,
        aud: &server.base,
        sub: &server.account,
        jti: request.name(),
        rh: hash(request.statement().as_bytes()),
        ctr: counter,
        decision: "approve",
        uv: spoken(approval.verification),
        number,
        secret,
        code,
    })?;
    let text = sign(APPROVE, user(context)?, false, &payload)?;
    signed(&server.account, request, Verdict::Approved, text, code.map(str::to_owned), counter, context.now)
}

pub(super) fn deny(
    account: &PushAccount,
    denial: &Denial,
    context: Context<'_>,
) -> Result<Signed, PushError> {
    let (server, ..) = speaks_for(account, context)?;
    let counter = next_counter(account)?;
    let request = denial.request();
    let (reason, verdict) = match denial.reason() {
        DenyReason::NotMe => ("not_me", Verdict::NotMe),
        DenyReason::Cancelled => ("cancelled", Verdict::Cancelled),
    };
    let payload = write(&DenyPayload {
        iss: server.device,
        aud: &server.base,
        sub: &server.account,
        jti: request.name(),
        rh: hash(request.statement().as_bytes()),
        ctr: counter,
        decision: "deny",
        reason,
    })?;
    let text = sign(DENY, device(context)?, false, &payload)?;
    signed(&server.account, request, verdict, text, None, counter, context.now)
}

/// How the user was verified, in the protocol's words.
pub(super) const fn spoken(verification: UserVerification) -> &'static str {
    match verification {
        UserVerification::Pin => "pin",
        UserVerification::Biometric => "biometric",
    }
}

/// The number above every one that this account has signed with.
pub(super) fn next_counter(account: &PushAccount) -> Result<u64, PushError> {
    let next = account.counter.checked_add(1);
    next.filter(|next| *next <= NUMBER_LIMIT).ok_or(PushError::AccountDamaged)
}

fn signed(
    account: &str,
    request: &Request,
    verdict: Verdict,
    text: String,
    code: Option<String>,
    counter: u64,
    now: Now,
) -> Result<Signed, PushError> {
    let reference = Reference {
        account: account.to_owned(),
        name: request.name().to_owned(),
        statement: hash(request.statement().as_bytes()).0.into(),
    };
    let answer = SignedAnswer {
        protocol: super::ID,
        request: request.id.0,
        verdict,
        text,
        code,
        remember_until: remember_until(request, now),
        own: minicbor::to_vec(&reference).map_err(|_| PushError::Misused)?,
    };
    Ok(Signed { answer, update: Update::default().with(move |account| account.signed_with(counter)) })
}

/// By the server's clock the request is over then; by this phone's it may not be, so the later one counts.
fn remember_until(request: &Request, now: Now) -> UnixTime {
    let life = request.expires().milliseconds().saturating_sub(request.issued().milliseconds());
    let here = now.wall.milliseconds().saturating_add(life);
    let room = i64::try_from(ROOM.as_millis()).unwrap_or(i64::MAX);
    UnixTime::from_milliseconds(request.expires().milliseconds().max(here)).shifted(room)
}

pub(super) fn deliver(
    account: &PushAccount,
    answer: &SignedAnswer,
    context: Context<'_>,
) -> Step<Reply<AnswerOutcome>> {
    let prepared = Reference::of(account, answer).and_then(|reference| {
        let body = write(&Body { account: &reference.account, answer: &answer.text })?;
        Ok((reference, body))
    });
    let (reference, body) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Step::Refused(error),
    };
    let (binding, verdict, awaits_code) =
        (hash(answer.text.as_bytes()), answer.verdict, answer.code.is_some());
    call_for(account, ENDPOINT, body, Duration::ZERO, context, move |server, answered, _| {
        let said = server.read(OUTCOME, answered.statement("outcome")?)?;
        said.answers("ah", binding)?;
        said.answers::<16>("jti", reference.name.parse().map_err(|_| PushError::Misused)?)?;
        let outcome = read_outcome(&said, verdict, awaits_code)?;
        Ok(Learned { value: outcome, signer: said.signer(), update: Update::default() })
    })
}

/// A denial never becomes an approval, and an approval not a denial: a server that says so is not believed.
fn read_outcome(said: &Said, verdict: Verdict, awaits_code: bool) -> Result<AnswerOutcome, PushError> {
    let members = said.members();
    members.time("iat")?;
    members.number("counter", 0..=NUMBER_LIMIT)?;
    let approves = verdict == Verdict::Approved;
    let result = members.text("result", 1..=16)?;
    if members.has("first") != (result == "already") {
        return Err(members.wrong("first"));
    }
    Ok(match result {
        "approved" if approves && !awaits_code => AnswerOutcome::Approved,
        "await_code" if approves && awaits_code => AnswerOutcome::AwaitCode,
        "wrong_number" if approves => AnswerOutcome::WrongNumber,
        "denied" if !approves => AnswerOutcome::Denied,
        "expired" => AnswerOutcome::Expired,
        "superseded" => AnswerOutcome::Superseded,
        "already" => AnswerOutcome::Already { approved: read_first(members)? },
        "counter" if approves => AnswerOutcome::CounterBehind,
        _ => return Err(members.wrong("result")),
    })
}

fn read_first(members: Members<'_>) -> Result<bool, PushError> {
    match members.text("first", 1..=16)? {
        "approved" => Ok(true),
        "denied" => Ok(false),
        _ => Err(members.wrong("first")),
    }
}
