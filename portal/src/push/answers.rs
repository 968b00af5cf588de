//! What a phone answers (section 6): verified, then one outcome for each request, whoever else answers at the same time.

use super::call::{Call, Found};
use super::failure::{Failure, Reply};
use super::json;
use super::statement::{OUTCOME, to_phone};
use crate::domain::{AttemptState, AuditEvent, Factor, Reason, User};
use crate::error::Unavailable;
use crate::events::Topic;
use crate::mail::Notice;
use crate::policy::Verification;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::service::attempts::note_use;
use crate::service::notices::{record, tell};
use crate::store::attempts::{self, AttemptRecord, Decision};
use crate::store::phones::{self, Phone};
use crate::store::{Change, users};
use crate::token::Id;
use countersign::crypto::ConstantTimeEq as _;
use countersign::jose::{Digest, KeyReference, Statement, Unverified};
use serde::Deserialize;
use serde_json::json;

const APPROVE: &str = "cs-approve+jwt";
const DENY: &str = "cs-deny+jwt";
/// The highest counter, and the largest number of the protocol.
pub(super) const NUMBER_LIMIT: u64 = (1 << 53) - 1;

#[derive(Deserialize)]
struct Body {
    account: String,
    answer: String,
}

/// What a phone signed: all that approvals and denials have.
#[derive(Deserialize)]
struct Payload {
    iss: Digest,
    aud: String,
    sub: String,
    jti: Id,
    rh: Digest,
    ctr: u64,
    decision: String,
    uv: Option<String>,
    reason: Option<String>,
    number: Option<String>,
    secret: Option<String>,
    code: Option<String>,
}

/// A verified answer.
struct Answer {
    hash: Digest,
    attempt: Id,
    request_hash: Digest,
    counter: u64,
    decided: Decided,
}

enum Decided {
    Approve { number: Option<String>, secret: Option<String>, code: Option<String> },
    Deny(Reason),
}

/// What became of an answer.
enum Outcome {
    Approved,
    AwaitCode,
    Denied,
    WrongNumber,
    Expired,
    Superseded,
    Already { approved: bool },
    Counter,
}

impl Outcome {
    const fn name(&self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::AwaitCode => "await_code",
            Self::Denied => "denied",
            Self::WrongNumber => "wrong_number",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Already { .. } => "already",
            Self::Counter => "counter",
        }
    }
}

pub(super) async fn answer(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: Body = call.body()?;
    let (phone, user) = match call.phone(portal, &body.account).await? {
        Found::Open(phone, user) => (phone, user),
        Found::Ended(reply) => return Ok(reply),
    };
    let answer = verified(portal, &phone, &body.answer)?;
    let mut change = portal.database().change().await?;
    // One answer of this user at a time, so that a repeat finds the outcome of the first.
    users::lock(change.connection(), user.id).await?;
    if let Some((account, outcome)) = attempts::outcome(change.connection(), &answer.hash).await? {
        return if account == phone.account {
            Ok(Reply::ok("outcome", outcome))
        } else {
            Err(Failure::InvalidProof)
        };
    }
    let request = attempts::request_of(change.connection(), answer.attempt, phone.account).await?;
    if request.is_some_and(|request| request.hash != answer.request_hash) {
        return Err(Failure::UnknownRequest);
    }
    let outcome = decide(portal, &mut change, &phone, &user, &answer).await?;
    let statement = signed_outcome(portal, &mut change, &phone, &answer, &outcome).await?;
    let (hash, attempt, account) = (&answer.hash, answer.attempt, phone.account);
    attempts::insert_outcome(change.connection(), hash, attempt, account, &statement, portal.now()).await?;
    change.commit().await?;
    Ok(Reply::ok("outcome", statement))
}

/// The kind of key decides: an approval is by the user key, a denial by the device key, and neither can be taken for the
/// other (section 6.2).
fn verified(portal: &Portal, phone: &Phone, text: &str) -> Result<Answer, Failure> {
    let unverified = Unverified::read(text)?;
    if !matches!(unverified.key(), KeyReference::Thumbprint(_)) {
        return Err(Failure::Malformed);
    }
    let (typ, key) = match unverified.typ() {
        APPROVE => (APPROVE, &phone.keys.user),
        DENY => (DENY, &phone.keys.device),
        _ => return Err(Failure::InvalidProof),
    };
    let statement = unverified.verify(typ, key)?;
    let payload: Payload = json::read(statement.payload())?;
    let addressed = payload.iss == phone.keys.device.thumbprint()
        && payload.aud == portal.public_url().to_string()
        && payload.sub == phone.account.to_string();
    if !addressed {
        return Err(Failure::InvalidProof);
    }
    if payload.ctr > NUMBER_LIMIT {
        return Err(Failure::Malformed);
    }
    read(typ, &statement, payload)
}

fn read(typ: &str, statement: &Statement, payload: Payload) -> Result<Answer, Failure> {
    let decided = match (typ, payload.decision.as_str(), payload.uv.as_deref(), payload.reason.as_deref()) {
        (APPROVE, "approve", Some("pin" | "biometric"), None) => {
            Decided::Approve { number: payload.number, secret: payload.secret, code: payload.code }
        }
        (DENY, "deny", None, Some(reason)) => match reason {
            "not_me" => Decided::Deny(Reason::NotMe),
            "cancelled" => Decided::Deny(Reason::Cancelled),
            _ => return Err(Failure::Malformed),
        },
        _ => return Err(Failure::Malformed),
    };
    Ok(Answer {
        hash: statement.hash(),
        attempt: payload.jti,
        request_hash: payload.rh,
        counter: payload.ctr,
        decided,
    })
}

async fn decide(
    portal: &Portal,
    change: &mut Change<'_>,
    phone: &Phone,
    user: &User,
    answer: &Answer,
) -> Result<Outcome, Failure> {
    let raised = phones::raise_counter(change.connection(), phone.account, answer.counter).await?;
    if !raised {
        record(portal, change, user, AuditEvent::PossibleCopy, &phone.name, "").await?;
        tell(portal, change, user, &Notice::PossibleCopy(phone.name.clone())).await?;
        // A denial can only protect, so it still counts (section 6.3).
        if matches!(answer.decided, Decided::Approve { .. }) {
            return Ok(Outcome::Counter);
        }
    }
    let sent = attempts::request_of(change.connection(), answer.attempt, phone.account).await?;
    let Some(attempt) =
        attempts::by_id(change.connection(), answer.attempt).await?.filter(|_| sent.is_some())
    else {
        // Long over, and forgotten; or withdrawn from this phone.
        return Ok(Outcome::Expired);
    };
    if let Some(outcome) = past(&attempt, portal.now()) {
        return Ok(outcome);
    }
    let (decision, outcome) = judge(portal, phone, &attempt, &answer.decided)?;
    if !attempts::decide(change.connection(), attempt.id, AttemptState::Open, &decision, portal.now()).await?
    {
        let attempt = attempts::by_id(change.connection(), attempt.id).await?.ok_or(Unavailable::Damaged)?;
        return Ok(past(&attempt, portal.now()).unwrap_or(Outcome::Expired));
    }
    decided(portal, change, user, phone, &attempt, &decision).await?;
    Ok(outcome)
}

/// What an answer gets that comes after the outcome.
fn past(attempt: &AttemptRecord, now: u64) -> Option<Outcome> {
    match attempt.state.at(now, attempt.expires) {
        AttemptState::Open => None,
        AttemptState::AwaitingCode | AttemptState::Approved => Some(Outcome::Already { approved: true }),
        AttemptState::Denied => Some(Outcome::Already { approved: false }),
        AttemptState::Expired => Some(Outcome::Expired),
        AttemptState::Superseded | AttemptState::Cancelled => Some(Outcome::Superseded),
    }
}

/// An approval has exactly the member that its mode asks for, and the right one.
fn judge(
    portal: &Portal,
    phone: &Phone,
    attempt: &AttemptRecord,
    decided: &Decided,
) -> Result<(Decision, Outcome), Failure> {
    let mut decision = Decision::state(AttemptState::Approved);
    decision.by = Some(phone.account);
    let (number, secret, code) = match decided {
        Decided::Deny(reason) => {
            decision.state = AttemptState::Denied;
            decision.reason = Some(*reason);
            return Ok((decision, Outcome::Denied));
        }
        Decided::Approve { number, secret, code } => (number.as_deref(), secret.as_deref(), code.as_deref()),
    };
    let owner = attempt.id.to_string();
    let given = match (attempt.mode, number, secret, code) {
        (Verification::None, None, None, None) => None,
        (Verification::Enter, Some(given), None, None) | (Verification::Scan, None, Some(given), None) => {
            Some(given)
        }
        (Verification::Show, None, None, Some(code)) => {
            let digits =
                code.len() == usize::from(attempt.digits) && code.bytes().all(|byte| byte.is_ascii_digit());
            if !digits {
                return Err(Failure::Malformed);
            }
            decision.state = AttemptState::AwaitingCode;
            decision.comparison_sealed =
                Some(portal.key().seal(Purpose::Comparison, &owner, code.as_bytes())?);
            return Ok((decision, Outcome::AwaitCode));
        }
        _ => return Err(Failure::Malformed),
    };
    if let Some(given) = given {
        let sealed = attempt.comparison_sealed.as_deref().ok_or(Unavailable::Damaged)?;
        let expected = portal.key().open_sealed(Purpose::Comparison, &owner, sealed)?;
        // Exposed: compared with what was typed or scanned, in constant time.
        if !bool::from(expected.expose().ct_eq(given.as_bytes())) {
            decision.state = AttemptState::Denied;
            decision.reason = Some(Reason::WrongNumber);
            return Ok((decision, Outcome::WrongNumber));
        }
    }
    decision.with = Some(Factor::Push);
    Ok((decision, Outcome::Approved))
}

/// Everything that follows from a decision: who waits is woken, the log has it.
async fn decided(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    phone: &Phone,
    attempt: &AttemptRecord,
    decision: &Decision,
) -> Result<(), Unavailable> {
    change.wake(Topic::Attempt(attempt.id));
    for account in attempts::accounts_of(change.connection(), attempt.id).await? {
        change.wake(Topic::Requests(account));
    }
    if decision.state == AttemptState::Approved {
        note_use(change, phone.account, portal.now()).await?;
    }
    let detail = match decision.reason {
        Some(reason) => format!("{}: {} ({})", attempt.event, decision.state.name(), reason.name()),
        None => format!("{}: {}", attempt.event, decision.state.name()),
    };
    record(portal, change, user, AuditEvent::RequestDecided, &detail, &attempt.client.address).await?;
    if decision.reason == Some(Reason::NotMe) {
        record(portal, change, user, AuditEvent::FraudReported, &attempt.event, &attempt.client.address)
            .await?;
    }
    Ok(())
}

async fn signed_outcome(
    portal: &Portal,
    change: &mut Change<'_>,
    phone: &Phone,
    answer: &Answer,
    outcome: &Outcome,
) -> Result<String, Unavailable> {
    // What the database has: this phone may have answered something else a moment ago.
    let phone_now =
        phones::by_account(change.connection(), phone.account).await?.ok_or(Unavailable::Damaged)?;
    let mut said = json!({
        "jti": answer.attempt, "ah": answer.hash, "result": outcome.name(), "counter": phone_now.counter,
    });
    if let (Outcome::Already { approved }, Some(members)) = (outcome, said.as_object_mut()) {
        members.insert("first".to_owned(), json!(if *approved { "approved" } else { "denied" }));
    }
    to_phone(portal, change.connection(), phone, OUTCOME, said).await
}
