//! Second-factor attempts, what each phone was sent about them, and what it was answered.

use super::Connection;
use super::row::{client, number, parsed, parsed_or_none, stored, text, text_or_none};
use crate::domain::{AttemptState, Client, Factor, Origin, Reason};
use crate::error::Unavailable;
use crate::policy::Verification;
use crate::token::Id;
use countersign::jose::Digest;
use sqlx::any::AnyRow;

/// An attempt as it is stored.
#[derive(Clone, Debug)]
pub struct AttemptRecord {
    /// Its id.
    pub id: Id,
    /// Whose factor is asked for.
    pub user: Id,
    /// Who asks.
    pub origin: Origin,
    /// What for.
    pub event: String,
    /// Where.
    pub endpoint: String,
    /// Who seems to log in.
    pub client: Client,
    /// What the phone shows about it.
    pub message: String,
    /// How page and phone are compared.
    pub mode: Verification,
    /// Digits of the number or code.
    pub digits: u8,
    /// The number, secret or shown code, sealed.
    pub comparison_sealed: Option<String>,
    /// How it stands, without regard to the time.
    pub state: AttemptState,
    /// Why it was denied.
    pub reason: Option<Reason>,
    /// With what it was approved.
    pub decided_with: Option<Factor>,
    /// The phone that decided.
    pub decided_by: Option<Id>,
    /// When it began.
    pub created: u64,
    /// When its time is over.
    pub expires: u64,
}

fn attempt(row: &AnyRow) -> Result<AttemptRecord, Unavailable> {
    let reason = text_or_none(row, "reason")?;
    let decided_with = text_or_none(row, "decided_with")?;
    Ok(AttemptRecord {
        id: parsed(row, "id")?,
        user: parsed(row, "user_id")?,
        origin: Origin::from_text(&text(row, "origin")?).ok_or(Unavailable::Damaged)?,
        event: text(row, "event")?,
        endpoint: text(row, "endpoint")?,
        client: client(row)?,
        message: text(row, "message")?,
        mode: Verification::from_name(&text(row, "mode")?).ok_or(Unavailable::Damaged)?,
        digits: u8::try_from(number(row, "digits")?).map_err(|_| Unavailable::Damaged)?,
        comparison_sealed: text_or_none(row, "comparison_sealed")?,
        state: AttemptState::from_name(&text(row, "state")?).ok_or(Unavailable::Damaged)?,
        reason: reason.map(|name| Reason::from_name(&name).ok_or(Unavailable::Damaged)).transpose()?,
        decided_with: decided_with
            .map(|name| Factor::from_name(&name).ok_or(Unavailable::Damaged))
            .transpose()?,
        decided_by: parsed_or_none(row, "decided_by")?,
        created: number(row, "created")?,
        expires: number(row, "expires")?,
    })
}

/// Adds an attempt.
pub async fn insert(on: &mut Connection, attempt: &AttemptRecord) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO attempts (id, user_id, origin, event, endpoint, client_address, client_place, client_agent, message,
                               mode, digits, comparison_sealed, state, tries, created, expires)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15)",
    )
    .bind(attempt.id.to_string())
    .bind(attempt.user.to_string())
    .bind(attempt.origin.to_string())
    .bind(attempt.event.as_str())
    .bind(attempt.endpoint.as_str())
    .bind(attempt.client.address.as_str())
    .bind(attempt.client.place.as_str())
    .bind(attempt.client.agent.as_str())
    .bind(attempt.message.as_str())
    .bind(attempt.mode.name())
    .bind(i64::from(attempt.digits))
    .bind(attempt.comparison_sealed.clone())
    .bind(attempt.state.name())
    .bind(stored(attempt.created))
    .bind(stored(attempt.expires))
    .execute(on)
    .await?;
    Ok(())
}

/// One attempt.
pub async fn by_id(on: &mut Connection, id: Id) -> Result<Option<AttemptRecord>, Unavailable> {
    let row =
        sqlx::query("SELECT * FROM attempts WHERE id = $1").bind(id.to_string()).fetch_optional(on).await?;
    row.as_ref().map(attempt).transpose()
}

/// The attempts of a user that are stored as undecided.
pub async fn undecided_of_user(on: &mut Connection, user: Id) -> Result<Vec<AttemptRecord>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM attempts WHERE user_id = $1 AND state IN ('open', 'await_code')")
        .bind(user.to_string())
        .fetch_all(on)
        .await?;
    rows.iter().map(attempt).collect()
}

/// What an attempt becomes.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The new state.
    pub state: AttemptState,
    /// Why, where it is a denial.
    pub reason: Option<Reason>,
    /// With what, where it is an approval.
    pub with: Option<Factor>,
    /// The phone that decided.
    pub by: Option<Id>,
    /// The code that the phone shows, sealed, where the page has to ask for it.
    pub comparison_sealed: Option<String>,
}

impl Decision {
    /// A state without more.
    pub fn state(state: AttemptState) -> Self {
        Self { state, reason: None, with: None, by: None, comparison_sealed: None }
    }
}

/// Moves an attempt from one state to another. False where it was not in `from`, or its time is over: whoever is second
/// changes nothing.
pub async fn decide(
    on: &mut Connection,
    id: Id,
    from: AttemptState,
    decision: &Decision,
    now: u64,
) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "UPDATE attempts SET state = $1, reason = $2, decided_with = $3, decided_by = COALESCE($4, decided_by),
                             comparison_sealed = COALESCE($5, comparison_sealed), decided = $6
         WHERE id = $7 AND state = $8 AND expires > $6",
    )
    .bind(decision.state.name())
    .bind(decision.reason.map(Reason::name))
    .bind(decision.with.map(Factor::name))
    .bind(decision.by.map(|id| id.to_string()))
    .bind(decision.comparison_sealed.clone())
    .bind(stored(now))
    .bind(id.to_string())
    .bind(from.name())
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What one phone was sent about an attempt.
#[derive(Clone, Debug)]
pub struct RequestRecord {
    /// The attempt.
    pub attempt: Id,
    /// The phone's account.
    pub account: Id,
    /// The signed request, exactly as sent.
    pub statement: String,
    /// Its hash.
    pub hash: Digest,
    /// When its time is over.
    pub expires: u64,
}

fn request(row: &AnyRow) -> Result<RequestRecord, Unavailable> {
    Ok(RequestRecord {
        attempt: parsed(row, "attempt_id")?,
        account: parsed(row, "account_id")?,
        statement: text(row, "statement")?,
        hash: parsed(row, "hash")?,
        expires: number(row, "expires")?,
    })
}

/// Adds what one phone is sent.
pub async fn insert_request(on: &mut Connection, request: &RequestRecord) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO requests (attempt_id, account_id, statement, hash, expires) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(request.attempt.to_string())
    .bind(request.account.to_string())
    .bind(request.statement.as_str())
    .bind(request.hash.to_string())
    .bind(stored(request.expires))
    .execute(on)
    .await?;
    Ok(())
}

/// What a phone was sent about an attempt.
pub async fn request_of(
    on: &mut Connection,
    attempt: Id,
    account: Id,
) -> Result<Option<RequestRecord>, Unavailable> {
    let row = sqlx::query("SELECT * FROM requests WHERE attempt_id = $1 AND account_id = $2")
        .bind(attempt.to_string())
        .bind(account.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(request).transpose()
}

/// The open requests of a phone at `now`, oldest first, at most 16.
pub async fn open_requests(
    on: &mut Connection,
    account: Id,
    now: u64,
) -> Result<Vec<RequestRecord>, Unavailable> {
    let rows = sqlx::query(
        "SELECT requests.attempt_id, requests.account_id, requests.statement, requests.hash, requests.expires
         FROM requests JOIN attempts ON attempts.id = requests.attempt_id
         WHERE requests.account_id = $1 AND requests.expires > $2 AND attempts.state = 'open'
         ORDER BY attempts.created, attempts.id LIMIT 16",
    )
    .bind(account.to_string())
    .bind(stored(now))
    .fetch_all(on)
    .await?;
    rows.iter().map(request).collect()
}

/// The accounts of all phones that were sent an attempt.
pub async fn accounts_of(on: &mut Connection, attempt: Id) -> Result<Vec<Id>, Unavailable> {
    let rows = sqlx::query("SELECT account_id FROM requests WHERE attempt_id = $1")
        .bind(attempt.to_string())
        .fetch_all(on)
        .await?;
    rows.iter().map(|row| parsed(row, "account_id")).collect()
}

/// Withdraws the open requests of a phone whose keys change: they were signed for the old ones.
pub async fn delete_requests_of(on: &mut Connection, account: Id) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM requests WHERE account_id = $1").bind(account.to_string()).execute(on).await?;
    Ok(())
}

/// The outcome that was given for an answer, byte for byte.
pub async fn outcome(on: &mut Connection, answer: &Digest) -> Result<Option<(Id, String)>, Unavailable> {
    let row = sqlx::query("SELECT account_id, outcome FROM answers WHERE hash = $1")
        .bind(answer.to_string())
        .fetch_optional(on)
        .await?;
    row.map(|row| Ok((parsed(&row, "account_id")?, text(&row, "outcome")?))).transpose()
}

/// Remembers the outcome of an answer.
pub async fn insert_outcome(
    on: &mut Connection,
    answer: &Digest,
    attempt: Id,
    account: Id,
    outcome: &str,
    now: u64,
) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO answers (hash, attempt_id, account_id, outcome, created) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hash) DO NOTHING",
    )
    .bind(answer.to_string())
    .bind(attempt.to_string())
    .bind(account.to_string())
    .bind(outcome)
    .bind(stored(now))
    .execute(on)
    .await?;
    Ok(())
}
