//! Second-factor attempts on phones: started by a login page or an application, watched, cancelled, and completed with
//! the code that a phone shows. What phones answer is in `push::answers`.

use super::email::random_digits;
use super::notices::record as write_down;
use crate::domain::{
    Attempt, AttemptState, AuditEvent, Client, Comparison, Factor, Origin, Reason, User, request_message,
};
use crate::error::{Refusal, Unavailable};
use crate::events::Topic;
use crate::policy::Verification;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::attempts::{self, AttemptRecord, Decision, RequestRecord};
use crate::store::{Change, authenticators, phones, users};
use crate::token::{Id, new_id};
use countersign::crypto::{ConstantTimeEq as _, RingRandom, Zeroizing, random_array, random_secret};
use countersign::jose::{Encoded, hash, sign};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewAttempt<'a> {
    /// Whose factor.
    pub user: &'a User,
    /// Who asks.
    pub origin: Origin,
    /// What for: cut to 64 bytes.
    pub event: &'a str,
    /// Where: cut to 64 bytes.
    pub endpoint: &'a str,
    /// Who seems to log in: each cut to 256 bytes.
    pub client: Client,
    /// How page and phone are compared; the policy's way where nothing is said.
    pub mode: Option<Verification>,
}

/// Sends a request to all phones of the user. An undecided earlier one is superseded. [`Refusal::NotFound`] where the user
/// has no phone.
pub async fn start(portal: &Portal, new: NewAttempt<'_>) -> Result<Attempt, Refusal> {
    start_as(portal, new_id()?, new).await
}

/// The same under an id that the caller has chosen. Where there is such an attempt already, that is the answer.
pub(super) async fn start_as(portal: &Portal, id: Id, new: NewAttempt<'_>) -> Result<Attempt, Refusal> {
    let now = portal.now();
    let mut change = portal.database().change().await?;
    users::lock(change.connection(), new.user.id).await?;
    if let Some(existing) = attempts::by_id(change.connection(), id).await? {
        return view(portal, existing, now).map_err(Refusal::from);
    }
    let phones = phones::of_user(change.connection(), new.user.id).await?;
    if phones.is_empty() {
        return Err(Refusal::NotFound);
    }
    supersede(&mut change, new.user.id, now).await?;
    let attempt = new_record(portal, id, &new, now)?;
    attempts::insert(change.connection(), &attempt).await?;
    for phone in &phones {
        let statement = request_statement(portal, &mut change, &attempt, phone).await?;
        let hash = hash(statement.as_bytes());
        let (attempt, account, expires) = (attempt.id, phone.account, attempt.expires);
        let request = RequestRecord { attempt, account, statement, hash, expires };
        attempts::insert_request(change.connection(), &request).await?;
        change.wake(Topic::Requests(account));
    }
    let (detail, source) =
        (format!("{} at {}", attempt.event, attempt.endpoint), attempt.client.address.clone());
    write_down(portal, &mut change, new.user, AuditEvent::RequestSent, &detail, &source).await?;
    change.commit().await?;
    portal.wake_up(phones.iter().map(|phone| phone.account));
    view(portal, attempt, now).map_err(Refusal::from)
}

async fn supersede(change: &mut Change<'_>, user: Id, now: u64) -> Result<(), Unavailable> {
    for older in attempts::undecided_of_user(change.connection(), user).await? {
        end(change, &older, AttemptState::Superseded, now).await?;
    }
    Ok(())
}

/// Ends an undecided attempt and wakes its page and its phones. False where it was decided or expired before.
async fn end(
    change: &mut Change<'_>,
    attempt: &AttemptRecord,
    state: AttemptState,
    now: u64,
) -> Result<bool, Unavailable> {
    let ended =
        attempts::decide(change.connection(), attempt.id, attempt.state, &Decision::state(state), now)
            .await?;
    if ended {
        change.wake(Topic::Attempt(attempt.id));
        for account in attempts::accounts_of(change.connection(), attempt.id).await? {
            change.wake(Topic::Requests(account));
        }
    }
    Ok(ended)
}

fn new_record(portal: &Portal, id: Id, new: &NewAttempt<'_>, now: u64) -> Result<AttemptRecord, Unavailable> {
    let policy = portal.policy();
    let mode = new.mode.unwrap_or(policy.verification);
    let digits = match mode {
        Verification::Enter => policy.verification_digits,
        Verification::Show => policy.verification_digits.max(4),
        Verification::None | Verification::Scan => 0,
    };
    let comparison = match mode {
        Verification::Enter => Some(random_digits(digits)?),
        // Exposed: becomes the text of the page's QR code, sealed until then.
        Verification::Scan => {
            Some(Zeroizing::new(BASE64URL_NOPAD.encode(random_secret::<16>(&RingRandom::new())?.expose())))
        }
        Verification::None | Verification::Show => None,
    };
    let sealed = comparison
        .map(|comparison| portal.key().seal(Purpose::Comparison, &id.to_string(), comparison.as_bytes()))
        .transpose()?;
    let client = Client {
        address: cut(&new.client.address, 256),
        place: cut(&new.client.place, 256),
        agent: cut(&new.client.agent, 256),
    };
    let (event, endpoint) = (cut(new.event, 64), cut(new.endpoint, 64));
    Ok(AttemptRecord {
        id,
        user: new.user.id,
        origin: new.origin.clone(),
        message: request_message(&policy.request_text, &new.user.name, &client, &event, &endpoint),
        event,
        endpoint,
        client,
        mode,
        digits,
        comparison_sealed: sealed,
        state: AttemptState::Open,
        reason: None,
        decided_with: None,
        decided_by: None,
        created: now,
        expires: now.saturating_add(policy.request_seconds),
    })
}

/// `cs-request` of the push protocol, section 5, signed by the key that the phone trusts.
async fn request_statement(
    portal: &Portal,
    change: &mut Change<'_>,
    attempt: &AttemptRecord,
    phone: &phones::Phone,
) -> Result<String, Unavailable> {
    let nonce: [u8; 32] = random_array(&RingRandom::new())?;
    let claims = [
        ("address", &attempt.client.address),
        ("place", &attempt.client.place),
        ("agent", &attempt.client.agent),
    ];
    let client: Map<String, Value> = claims
        .into_iter()
        .filter(|(_, claim)| !claim.is_empty())
        .map(|(name, claim)| (name.to_owned(), json!(claim)))
        .collect();
    let mut payload = json!({
        "iss": portal.public_url().to_string(), "sub": phone.account, "aud": phone.keys.device.thumbprint(),
        "jti": attempt.id, "nonce": Encoded(nonce), "iat": attempt.created, "exp": attempt.expires,
        "event": attempt.event, "endpoint": attempt.endpoint, "client": client, "message": attempt.message,
        "mode": attempt.mode.name(),
    });
    if let (Some(members), true) = (payload.as_object_mut(), attempt.digits > 0) {
        members.insert("digits".to_owned(), json!(attempt.digits));
    }
    let (signer, _) = portal.signing().trusted(portal, change.connection(), &phone.server_key).await?;
    Ok(sign("cs-request+jwt", &*signer, false, payload.to_string().as_bytes())?)
}

/// How an attempt stands.
pub async fn state(portal: &Portal, id: Id) -> Result<Attempt, Refusal> {
    let mut reader = portal.database().reader().await?;
    let record = attempts::by_id(&mut reader, id).await?.ok_or(Refusal::NotFound)?;
    Ok(view(portal, record, portal.now())?)
}

/// Waits, without a connection to the database, until the attempt is no longer in the state `known`, or for `at_most`.
pub async fn wait(
    portal: &Portal,
    id: Id,
    known: AttemptState,
    at_most: Duration,
) -> Result<Attempt, Refusal> {
    let deadline = Instant::now() + at_most;
    let mut waiter = portal.database().hub().register(Topic::Attempt(id));
    loop {
        let attempt = state(portal, id).await?;
        if attempt.state != known
            || attempt.state.is_final()
            || portal.is_closing()
            || Instant::now() >= deadline
        {
            return Ok(attempt);
        }
        let left = Duration::from_secs(attempt.expires.saturating_sub(portal.now()).max(1));
        waiter.until_changed(deadline.min(Instant::now() + left)).await;
    }
}

/// Takes an attempt back: the page was left. A decided one stays as it is.
pub async fn cancel(portal: &Portal, id: Id) -> Result<Attempt, Refusal> {
    let mut change = portal.database().change().await?;
    let record = attempts::by_id(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    if !record.state.is_final() {
        end(&mut change, &record, AttemptState::Cancelled, portal.now()).await?;
    }
    change.commit().await?;
    state(portal, id).await
}

/// Takes the code that the phone shows. A wrong one ends the attempt as denied: there is one try.
pub async fn enter_shown_code(portal: &Portal, id: Id, typed: &str) -> Result<Attempt, Refusal> {
    let now = portal.now();
    let mut change = portal.database().change().await?;
    let record = attempts::by_id(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    if record.state == AttemptState::AwaitingCode {
        let sealed = record.comparison_sealed.as_deref().ok_or(Unavailable::Damaged)?;
        let shown = portal.key().open_sealed(Purpose::Comparison, &id.to_string(), sealed)?;
        let typed: String = typed.chars().filter(char::is_ascii_digit).take(16).collect();
        // Exposed: compared with what was typed.
        let right: bool = shown.expose().ct_eq(typed.as_bytes()).into();
        let mut decision = Decision::state(if right { AttemptState::Approved } else { AttemptState::Denied });
        decision.with = right.then_some(Factor::Push);
        decision.reason = (!right).then_some(Reason::WrongNumber);
        if attempts::decide(change.connection(), id, AttemptState::AwaitingCode, &decision, now).await? {
            change.wake(Topic::Attempt(id));
            if let (true, Some(by)) = (right, record.decided_by) {
                note_use(&mut change, by, now).await?;
            }
            let user = users::by_id(change.connection(), record.user).await?.ok_or(Refusal::NotFound)?;
            let detail = format!("{}: {}", record.event, decision.state.name());
            write_down(portal, &mut change, &user, AuditEvent::RequestDecided, &detail, "").await?;
        }
    }
    change.commit().await?;
    state(portal, id).await
}

/// Marks the authenticator of a phone as used.
pub(crate) async fn note_use(change: &mut Change<'_>, account: Id, now: u64) -> Result<(), Unavailable> {
    match phones::by_account(change.connection(), account).await? {
        Some(phone) => authenticators::set_used(change.connection(), phone.authenticator, now).await,
        None => Ok(()),
    }
}

fn view(portal: &Portal, record: AttemptRecord, now: u64) -> Result<Attempt, Unavailable> {
    let opened = |sealed: &Option<String>| {
        let sealed = sealed.as_deref().ok_or(Unavailable::Damaged)?;
        portal.key().open_text(Purpose::Comparison, &record.id.to_string(), sealed)
    };
    let comparison = match record.mode {
        Verification::None => Comparison::Nothing,
        Verification::Enter => Comparison::Number(opened(&record.comparison_sealed)?),
        Verification::Show => Comparison::AskForCode(record.digits),
        Verification::Scan => {
            let secret = opened(&record.comparison_sealed)?;
            Comparison::Scan(Zeroizing::new(format!("countersign:scan?r={}&s={}", record.id, *secret)))
        }
    };
    Ok(Attempt {
        id: record.id,
        user: record.user,
        origin: record.origin,
        event: record.event,
        endpoint: record.endpoint,
        client: record.client,
        mode: record.mode,
        comparison,
        state: record.state.at(now, record.expires),
        reason: record.reason,
        decided_with: record.decided_with,
        created: record.created,
        expires: record.expires,
    })
}

/// The longest beginning of at most `limit` bytes.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let mut text = text.to_owned();
    while text.len() > limit {
        text.pop();
    }
    text
}
