//! Codes by mail, recovery codes, links that reset a password: all as hashes, all accepted once.

use super::Connection;
use super::row::{number, parsed, stored};
use crate::domain::EmailAddress;
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;

/// A code that was mailed. A user has at most one for each purpose.
#[derive(Clone, Debug)]
pub struct EmailCode {
    /// Its id, and part of its keyed hash.
    pub id: Id,
    /// Whose it is.
    pub user: Id,
    /// Where it was sent.
    pub address: EmailAddress,
    /// Its keyed hash.
    pub code: Digest,
    /// How often codes were sent since the first one expired.
    pub sends: u64,
    /// When the last one was sent.
    pub sent: u64,
    /// When its time is over.
    pub expires: u64,
}

/// The code for a purpose, if one was mailed and not used.
pub async fn email(on: &mut Connection, user: Id, purpose: &str) -> Result<Option<EmailCode>, Unavailable> {
    let row = sqlx::query("SELECT * FROM email_codes WHERE user_id = $1 AND purpose = $2 AND used = 0")
        .bind(user.to_string())
        .bind(purpose)
        .fetch_optional(on)
        .await?;
    row.map(|row| {
        Ok(EmailCode {
            id: parsed(&row, "id")?,
            user: parsed(&row, "user_id")?,
            address: parsed(&row, "address")?,
            code: parsed(&row, "code")?,
            sends: number(&row, "sends")?,
            sent: number(&row, "sent")?,
            expires: number(&row, "expires")?,
        })
    })
    .transpose()
}

/// Replaces the code for a purpose.
pub async fn set_email(on: &mut Connection, purpose: &str, code: &EmailCode) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO email_codes (id, user_id, purpose, address, code, sends, sent, tries, expires, used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0)
         ON CONFLICT (user_id, purpose) DO UPDATE SET id = excluded.id, address = excluded.address,
             code = excluded.code, sends = excluded.sends, sent = excluded.sent, tries = 0,
             expires = excluded.expires, used = 0",
    )
    .bind(code.id.to_string())
    .bind(code.user.to_string())
    .bind(purpose)
    .bind(code.address.as_str())
    .bind(code.code.to_string())
    .bind(stored(code.sends))
    .bind(stored(code.sent))
    .bind(stored(code.expires))
    .execute(on)
    .await?;
    Ok(())
}

/// Charges one try to a code. False where it has had `limit` of them.
pub async fn charge_email(on: &mut Connection, id: Id, limit: u64) -> Result<bool, Unavailable> {
    let done =
        sqlx::query("UPDATE email_codes SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND used = 0")
            .bind(id.to_string())
            .bind(stored(limit))
            .execute(on)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Uses a code. False where it was used before.
pub async fn use_email(on: &mut Connection, id: Id) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE email_codes SET used = 1 WHERE id = $1 AND used = 0")
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces all recovery codes of a user by their keyed hashes.
pub async fn set_recovery(
    on: &mut Connection,
    user: Id,
    codes: &[Digest],
    now: u64,
) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM recovery_codes WHERE user_id = $1")
        .bind(user.to_string())
        .execute(&mut *on)
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_codes (code, user_id, created) VALUES ($1, $2, $3)")
            .bind(code.to_string())
            .bind(user.to_string())
            .bind(stored(now))
            .execute(&mut *on)
            .await?;
    }
    Ok(())
}

/// What became of a recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryUse {
    /// It is used now.
    Accepted,
    /// It was used before.
    Used,
    /// The user has no such code.
    Unknown,
}

/// Uses a recovery code.
pub async fn use_recovery(
    on: &mut Connection,
    user: Id,
    code: &Digest,
    now: u64,
) -> Result<RecoveryUse, Unavailable> {
    let done =
        sqlx::query("UPDATE recovery_codes SET used = $1 WHERE code = $2 AND user_id = $3 AND used IS NULL")
            .bind(stored(now))
            .bind(code.to_string())
            .bind(user.to_string())
            .execute(&mut *on)
            .await?;
    if done.rows_affected() == 1 {
        return Ok(RecoveryUse::Accepted);
    }
    let known = sqlx::query("SELECT used FROM recovery_codes WHERE code = $1 AND user_id = $2")
        .bind(code.to_string())
        .bind(user.to_string())
        .fetch_optional(on)
        .await?;
    Ok(if known.is_some() { RecoveryUse::Used } else { RecoveryUse::Unknown })
}

/// How many recovery codes a user has left.
pub async fn recovery_left(on: &mut Connection, user: Id) -> Result<u64, Unavailable> {
    let row = sqlx::query("SELECT COUNT(*) AS many FROM recovery_codes WHERE user_id = $1 AND used IS NULL")
        .bind(user.to_string())
        .fetch_one(on)
        .await?;
    number(&row, "many")
}

/// Adds a link that resets the password, valid for `lifetime` seconds, instead of an earlier one. False, and nothing
/// changed, where that one is less than a minute old.
pub async fn set_reset(
    on: &mut Connection,
    token: &Digest,
    user: Id,
    now: u64,
    lifetime: u64,
) -> Result<bool, Unavailable> {
    let expires = now.saturating_add(lifetime);
    let young = sqlx::query("SELECT token FROM resets WHERE user_id = $1 AND expires > $2")
        .bind(user.to_string())
        .bind(stored(expires.saturating_sub(60)))
        .fetch_optional(&mut *on)
        .await?;
    if young.is_some() {
        return Ok(false);
    }
    sqlx::query("DELETE FROM resets WHERE user_id = $1").bind(user.to_string()).execute(&mut *on).await?;
    sqlx::query("INSERT INTO resets (token, user_id, expires) VALUES ($1, $2, $3)")
        .bind(token.to_string())
        .bind(user.to_string())
        .bind(stored(expires))
        .execute(on)
        .await?;
    Ok(true)
}

/// Uses a link that resets the password: whose it is, if it is valid at `now`. It is gone afterwards.
pub async fn take_reset(on: &mut Connection, token: &Digest, now: u64) -> Result<Option<Id>, Unavailable> {
    let row = sqlx::query("DELETE FROM resets WHERE token = $1 AND expires > $2 RETURNING user_id")
        .bind(token.to_string())
        .bind(stored(now))
        .fetch_optional(on)
        .await?;
    row.map(|row| parsed(&row, "user_id")).transpose()
}
