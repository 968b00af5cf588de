//! Second factors that applications ask for as a code.

use super::Connection;
use super::row::{client, number, parsed, stored, text, text_or_none};
use crate::domain::{AttemptState, Client, Factor};
use crate::error::Unavailable;
use crate::token::Id;
use sqlx::any::AnyRow;

/// An attempt as it is stored.
#[derive(Clone, Debug)]
pub struct CodeAttempt {
    /// Its id.
    pub id: Id,
    /// The application that asks, by the id of its key.
    pub application: Id,
    /// Whose factor is asked for.
    pub user: Id,
    /// Which one.
    pub factor: Factor,
    /// What for.
    pub event: String,
    /// Where.
    pub endpoint: String,
    /// Who seems to log in.
    pub client: Client,
    /// Where the code was mailed to, masked.
    pub mailed_to: Option<String>,
    /// How it stands, without regard to the time.
    pub state: AttemptState,
    /// When it began.
    pub created: u64,
    /// When its time is over.
    pub expires: u64,
}

fn attempt(row: &AnyRow) -> Result<CodeAttempt, Unavailable> {
    Ok(CodeAttempt {
        id: parsed(row, "id")?,
        application: parsed(row, "application_id")?,
        user: parsed(row, "user_id")?,
        factor: Factor::from_name(&text(row, "factor")?).ok_or(Unavailable::Damaged)?,
        event: text(row, "event")?,
        endpoint: text(row, "endpoint")?,
        client: client(row)?,
        mailed_to: text_or_none(row, "mailed_to")?,
        state: AttemptState::from_name(&text(row, "state")?).ok_or(Unavailable::Damaged)?,
        created: number(row, "created")?,
        expires: number(row, "expires")?,
    })
}

/// Adds an attempt.
pub async fn insert(on: &mut Connection, attempt: &CodeAttempt) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO code_attempts (id, application_id, user_id, factor, event, endpoint, client_address, client_place,
                                    client_agent, mailed_to, state, created, expires)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(attempt.id.to_string())
    .bind(attempt.application.to_string())
    .bind(attempt.user.to_string())
    .bind(attempt.factor.name())
    .bind(attempt.event.as_str())
    .bind(attempt.endpoint.as_str())
    .bind(attempt.client.address.as_str())
    .bind(attempt.client.place.as_str())
    .bind(attempt.client.agent.as_str())
    .bind(attempt.mailed_to.clone())
    .bind(attempt.state.name())
    .bind(stored(attempt.created))
    .bind(stored(attempt.expires))
    .execute(on)
    .await?;
    Ok(())
}

/// One attempt.
pub async fn by_id(on: &mut Connection, id: Id) -> Result<Option<CodeAttempt>, Unavailable> {
    let row = sqlx::query("SELECT * FROM code_attempts WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(attempt).transpose()
}

/// Ends an attempt that waits for its code. False where it was ended before, or its time is over.
pub async fn decide(on: &mut Connection, id: Id, state: AttemptState, now: u64) -> Result<bool, Unavailable> {
    let done =
        sqlx::query("UPDATE code_attempts SET state = $1 WHERE id = $2 AND state = $3 AND expires > $4")
            .bind(state.name())
            .bind(id.to_string())
            .bind(AttemptState::AwaitingCode.name())
            .bind(stored(now))
            .execute(on)
            .await?;
    Ok(done.rows_affected() == 1)
}
