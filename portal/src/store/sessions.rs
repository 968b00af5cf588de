//! Sessions of browsers, by the hash of their token.

use super::Connection;
use super::row::{number, number_or_none, parsed, parsed_or_none, stored, text, text_or_none};
use crate::domain::{Factor, Session, Stage};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;

/// Adds a session.
pub async fn insert(on: &mut Connection, session: &Session) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO sessions (id, user_id, stage, opened_with, confirmed, attempt_id, created, used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(session.id.to_string())
    .bind(session.user.map(|id| id.to_string()))
    .bind(session.stage.name())
    .bind(session.opened_with.map(Factor::name))
    .bind(session.confirmed.map(stored))
    .bind(session.attempt.map(|id| id.to_string()))
    .bind(stored(session.created))
    .bind(stored(session.used))
    .execute(on)
    .await?;
    Ok(())
}

/// The session of a hashed token.
pub async fn by_id(on: &mut Connection, id: &Digest) -> Result<Option<Session>, Unavailable> {
    let row =
        sqlx::query("SELECT * FROM sessions WHERE id = $1").bind(id.to_string()).fetch_optional(on).await?;
    row.map(|row| {
        let opened_with = text_or_none(&row, "opened_with")?;
        Ok(Session {
            id: parsed(&row, "id")?,
            stage: Stage::from_name(&text(&row, "stage")?).ok_or(Unavailable::Damaged)?,
            user: parsed_or_none(&row, "user_id")?,
            opened_with: opened_with
                .map(|name| Factor::from_name(&name).ok_or(Unavailable::Damaged))
                .transpose()?,
            confirmed: number_or_none(&row, "confirmed")?,
            attempt: parsed_or_none(&row, "attempt_id")?,
            created: number(&row, "created")?,
            used: number(&row, "used")?,
        })
    })
    .transpose()
}

/// Notes that a person has used it.
pub async fn touch(on: &mut Connection, id: &Digest, now: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE sessions SET used = $1 WHERE id = $2")
        .bind(stored(now))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Notes the name that was typed, sealed.
pub async fn set_typed_name(on: &mut Connection, id: &Digest, sealed: &str) -> Result<(), Unavailable> {
    sqlx::query("UPDATE sessions SET typed_name_sealed = $1, stage = $2 WHERE id = $3")
        .bind(sealed)
        .bind(Stage::Named.name())
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// The name that was typed, sealed.
pub async fn typed_name(on: &mut Connection, id: &Digest) -> Result<Option<String>, Unavailable> {
    let row = sqlx::query("SELECT typed_name_sealed FROM sessions WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(on)
        .await?;
    row.map_or(Ok(None), |row| text_or_none(&row, "typed_name_sealed"))
}

/// Notes the attempt whose outcome the session waits for.
pub async fn set_attempt(on: &mut Connection, id: &Digest, attempt: Option<Id>) -> Result<(), Unavailable> {
    sqlx::query("UPDATE sessions SET attempt_id = $1 WHERE id = $2")
        .bind(attempt.map(|attempt| attempt.to_string()))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Takes the attempt from the session, so that its outcome is used once. False where another call was first.
pub async fn take_attempt(on: &mut Connection, id: &Digest, attempt: Id) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE sessions SET attempt_id = NULL WHERE id = $1 AND attempt_id = $2")
        .bind(id.to_string())
        .bind(attempt.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a factor was given once more.
pub async fn set_confirmed(on: &mut Connection, id: &Digest, now: Option<u64>) -> Result<(), Unavailable> {
    sqlx::query("UPDATE sessions SET confirmed = $1 WHERE id = $2")
        .bind(now.map(stored))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Notes that a factor was proved in a session that was opened without one.
pub async fn set_opened_with(on: &mut Connection, id: &Digest, factor: Factor) -> Result<(), Unavailable> {
    sqlx::query("UPDATE sessions SET opened_with = $1 WHERE id = $2 AND opened_with IS NULL")
        .bind(factor.name())
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn delete(on: &mut Connection, id: &Digest) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id.to_string()).execute(on).await?;
    Ok(())
}

/// Ends all sessions of a user but one.
pub async fn delete_others(on: &mut Connection, user: Id, keep: Option<&Digest>) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id <> $2")
        .bind(user.to_string())
        .bind(keep.map_or_else(String::new, Digest::to_string))
        .execute(on)
        .await?;
    Ok(())
}
