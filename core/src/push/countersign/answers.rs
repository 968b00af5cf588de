//! Answers (section 6): a signed approval or denial, sent as often as needed, and what became of it.

use super::call::{Learned, call_for, device, speaks_for, user};
use super::json::{Members, NUMBER_LIMIT, write};
use super::own::Own;
use super::server::Said;
use super::statement::{APPROVE, DENY, OUTCOME};
use crate::jose::{Digest, Encoded, Signer, hash, sign};
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

/// What every answer signs: who answers which request, what was decided, and the count.
#[derive(Serialize)]
struct Payload<'a, Decision> {
    iss: Digest,
    aud: &'a str,
    sub: &'a str,
    jti: &'a str,
    rh: Digest,
    ctr: u64,
    #[serde(flatten)]
    decision: Decision,
}

/// An approval. Exactly one of the last three, or none, as the request asks.
#[derive(Serialize)]
struct Approved<'a> {
    decision: &'static str,
    uv: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

/// A denial.
#[derive(Serialize)]
struct Denied {
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
    let (mut number, mut secret, mut code) = (None, None, None);
    match &approval.comparison.compared {
        Compared::Nothing => {}
        Compared::Number(value) => number = Some(value.as_str()),
        Compared::Secret(value) => secret = Some(value.as_str()),
        Compared::Code(value) => code = Some(value.as_str()),
    }
    let decision = Approved { decision: "approve", uv: spoken(approval.verification), number, secret, code };
    let answer = Answer { typ: APPROVE, key: user(context)?, verdict: Verdict::Approved, code };
    answer.sign(decision, account, approval.request(), context)
}

pub(super) fn deny(
    account: &PushAccount,
    denial: &Denial,
    context: Context<'_>,
) -> Result<Signed, PushError> {
    let (reason, verdict) = match denial.reason() {
        DenyReason::NotMe => ("not_me", Verdict::NotMe),
        DenyReason::Cancelled => ("cancelled", Verdict::Cancelled),
    };
    let answer = Answer { typ: DENY, key: device(context)?, verdict, code: None };
    answer.sign(Denied { decision: "deny", reason }, account, denial.request(), context)
}

/// An answer that is about to be signed, and what is kept with it.
struct Answer<'a> {
    typ: &'static str,
    key: &'a dyn Signer,
    verdict: Verdict,
    /// What the user types into the login page.
    code: Option<&'a str>,
}

impl Answer<'_> {
    fn sign(
        self,
        decision: impl Serialize,
        account: &PushAccount,
        request: &Request,
        context: Context<'_>,
    ) -> Result<Signed, PushError> {
        let (server, ..) = speaks_for(account, context)?;
        let counter = next_counter(account)?;
        let statement = hash(request.statement().as_bytes());
        let payload = write(&Payload {
            iss: server.device,
            aud: &server.base,
            sub: &server.account,
            jti: request.name(),
            rh: statement,
            ctr: counter,
            decision,
        })?;
        let text = sign(self.typ, self.key, false, &payload)?;
        let reference = Reference {
            account: server.account,
            name: request.name().to_owned(),
            statement: statement.0.into(),
        };
        let answer = SignedAnswer {
            protocol: super::ID,
            request: request.id.0,
            verdict: self.verdict,
            text,
            code: self.code.map(str::to_owned),
            remember_until: remember_until(request, context.now),
            own: minicbor::to_vec(&reference).map_err(|_| PushError::Misused)?,
        };
        Ok(Signed { answer, update: Update::default().with(move |account| account.signed_with(counter)) })
    }
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
