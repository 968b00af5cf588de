//! Authenticators, and the tokens that enroll phones.

use super::Connection;
use super::row::{number, number_or_none, parsed, parsed_or_none, stored, text, text_or_none};
use crate::domain::{Authenticator, AuthenticatorKind, AuthenticatorState, Comment, EmailAddress};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;
use sqlx::any::AnyRow;

/// What makes and checks the codes of an authenticator.
#[derive(Clone, Debug)]
pub struct CodeRecord {
    /// The seed, sealed.
    pub seed_sealed: String,
    /// Length of a code.
    pub digits: u8,
    /// Length of a step in seconds.
    pub period: u32,
    /// The last step that was accepted.
    pub last_step: u64,
    /// The counter of the next code, of codes by counter.
    pub next_counter: u64,
}

fn authenticator(row: &AnyRow) -> Result<Authenticator, Unavailable> {
    Ok(Authenticator {
        id: parsed(row, "id")?,
        user: parsed(row, "user_id")?,
        kind: AuthenticatorKind::from_name(&text(row, "kind")?).ok_or(Unavailable::Damaged)?,
        comment: Comment::parse(&text(row, "comment")?).map_err(|_| Unavailable::Damaged)?,
        state: AuthenticatorState::from_name(&text(row, "state")?).ok_or(Unavailable::Damaged)?,
        address: parsed_or_none(row, "address")?,
        created: number(row, "created")?,
        used: number_or_none(row, "used")?,
    })
}

/// Adds an authenticator, with what makes its codes.
pub async fn insert(
    on: &mut Connection,
    authenticator: &Authenticator,
    codes: Option<&CodeRecord>,
) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO authenticators (id, user_id, kind, comment, state, seed_sealed, digits, period, last_step, next_counter,
                                     address, created, used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(authenticator.id.to_string())
    .bind(authenticator.user.to_string())
    .bind(authenticator.kind.name())
    .bind(authenticator.comment.as_str())
    .bind(authenticator.state.name())
    .bind(codes.map(|codes| codes.seed_sealed.clone()))
    .bind(i64::from(codes.map_or(0, |codes| codes.digits)))
    .bind(i64::from(codes.map_or(0, |codes| codes.period)))
    .bind(stored(codes.map_or(0, |codes| codes.last_step)))
    .bind(stored(codes.map_or(0, |codes| codes.next_counter)))
    .bind(authenticator.address.as_ref().map(EmailAddress::to_string))
    .bind(stored(authenticator.created))
    .bind(authenticator.used.map(stored))
    .execute(on)
    .await?;
    Ok(())
}

/// All authenticators of a user, oldest first.
pub async fn of_user(on: &mut Connection, user: Id) -> Result<Vec<Authenticator>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM authenticators WHERE user_id = $1 ORDER BY created, id")
        .bind(user.to_string())
        .fetch_all(on)
        .await?;
    rows.iter().map(authenticator).collect()
}

/// One authenticator of a user.
pub async fn of_user_by_id(
    on: &mut Connection,
    user: Id,
    id: Id,
) -> Result<Option<Authenticator>, Unavailable> {
    let row = sqlx::query("SELECT * FROM authenticators WHERE user_id = $1 AND id = $2")
        .bind(user.to_string())
        .bind(id.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(authenticator).transpose()
}

/// Whether a user has an authenticator that counts.
pub async fn one_counts(on: &mut Connection, user: Id) -> Result<bool, Unavailable> {
    let row = sqlx::query("SELECT id FROM authenticators WHERE user_id = $1 AND state = $2 LIMIT 1")
        .bind(user.to_string())
        .bind(AuthenticatorState::Counts.name())
        .fetch_optional(on)
        .await?;
    Ok(row.is_some())
}

/// What makes the codes of an authenticator.
pub async fn codes(on: &mut Connection, id: Id) -> Result<Option<CodeRecord>, Unavailable> {
    let row = sqlx::query(
        "SELECT seed_sealed, digits, period, last_step, next_counter FROM authenticators WHERE id = $1",
    )
    .bind(id.to_string())
    .fetch_optional(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(seed_sealed) = text_or_none(&row, "seed_sealed")? else { return Ok(None) };
    Ok(Some(CodeRecord {
        seed_sealed,
        digits: u8::try_from(number(&row, "digits")?).map_err(|_| Unavailable::Damaged)?,
        period: u32::try_from(number(&row, "period")?).map_err(|_| Unavailable::Damaged)?,
        last_step: number(&row, "last_step")?,
        next_counter: number(&row, "next_counter")?,
    }))
}

/// Replaces what makes the codes of an authenticator: a phone has enrolled, or changed its keys.
pub async fn set_codes(on: &mut Connection, id: Id, codes: Option<&CodeRecord>) -> Result<(), Unavailable> {
    sqlx::query(
        "UPDATE authenticators SET seed_sealed = $1, digits = $2, period = $3, last_step = $4, next_counter = $5
         WHERE id = $6",
    )
    .bind(codes.map(|codes| codes.seed_sealed.clone()))
    .bind(i64::from(codes.map_or(0, |codes| codes.digits)))
    .bind(i64::from(codes.map_or(0, |codes| codes.period)))
    .bind(stored(codes.map_or(0, |codes| codes.last_step)))
    .bind(stored(codes.map_or(0, |codes| codes.next_counter)))
    .bind(id.to_string())
    .execute(on)
    .await?;
    Ok(())
}

/// Accepts a step of codes. False where this or a later one was accepted before, by whichever process.
pub async fn accept_step(on: &mut Connection, id: Id, step: u64) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE authenticators SET last_step = $1 WHERE id = $2 AND last_step < $1")
        .bind(stored(step))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Accepts the code of a counter. False where this or a later one was accepted before, by whichever process.
pub async fn accept_counter(on: &mut Connection, id: Id, counter: u64) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE authenticators SET next_counter = $1 WHERE id = $2 AND next_counter < $1")
        .bind(stored(counter.saturating_add(1)))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets the state.
pub async fn set_state(on: &mut Connection, id: Id, state: AuthenticatorState) -> Result<(), Unavailable> {
    sqlx::query("UPDATE authenticators SET state = $1 WHERE id = $2")
        .bind(state.name())
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Notes that it was used: now it counts.
pub async fn set_used(on: &mut Connection, id: Id, now: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE authenticators SET used = $1, state = $2 WHERE id = $3")
        .bind(stored(now))
        .bind(AuthenticatorState::Counts.name())
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Changes the comment. False where the user has no such authenticator.
pub async fn set_comment(
    on: &mut Connection,
    user: Id,
    id: Id,
    comment: &Comment,
) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE authenticators SET comment = $1 WHERE id = $2 AND user_id = $3")
        .bind(comment.as_str())
        .bind(id.to_string())
        .bind(user.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes an authenticator. False where the user has no such one.
pub async fn delete(on: &mut Connection, user: Id, id: Id) -> Result<bool, Unavailable> {
    let done = sqlx::query("DELETE FROM authenticators WHERE id = $1 AND user_id = $2")
        .bind(id.to_string())
        .bind(user.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A token that enrolls one phone.
#[derive(Clone, Debug)]
pub struct Enrollment {
    /// The hash of the token.
    pub token: Digest,
    /// What it completes.
    pub authenticator: Id,
    /// Whose it is.
    pub user: Id,
    /// The session whose page shows the link: what is proved by it is proved in that session.
    pub session: Digest,
    /// The server key that the link names.
    pub server_key: Digest,
    /// What the link said about the vault's policy: its `p`.
    pub policy: String,
    /// When its time is over.
    pub expires: u64,
    /// The hash of the keys that used it.
    pub key_hash: Option<Digest>,
    /// The account that was made.
    pub account: Option<Id>,
}

/// Adds a token.
pub async fn insert_enrollment(on: &mut Connection, enrollment: &Enrollment) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO enrollments (token, authenticator_id, user_id, session_id, server_key, policy, expires)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(enrollment.token.to_string())
    .bind(enrollment.authenticator.to_string())
    .bind(enrollment.user.to_string())
    .bind(enrollment.session.to_string())
    .bind(enrollment.server_key.to_string())
    .bind(enrollment.policy.as_str())
    .bind(stored(enrollment.expires))
    .execute(on)
    .await?;
    Ok(())
}

/// Ends the unused tokens of an authenticator: the page shows a new one.
pub async fn delete_unused_enrollments(on: &mut Connection, authenticator: Id) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM enrollments WHERE authenticator_id = $1 AND key_hash IS NULL")
        .bind(authenticator.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// The token of a hash.
pub async fn enrollment(on: &mut Connection, token: &Digest) -> Result<Option<Enrollment>, Unavailable> {
    let row = sqlx::query("SELECT * FROM enrollments WHERE token = $1")
        .bind(token.to_string())
        .fetch_optional(on)
        .await?;
    row.map(|row| {
        Ok(Enrollment {
            token: parsed(&row, "token")?,
            authenticator: parsed(&row, "authenticator_id")?,
            user: parsed(&row, "user_id")?,
            session: parsed(&row, "session_id")?,
            server_key: parsed(&row, "server_key")?,
            policy: text(&row, "policy")?,
            expires: number(&row, "expires")?,
            key_hash: parsed_or_none(&row, "key_hash")?,
            account: parsed_or_none(&row, "account_id")?,
        })
    })
    .transpose()
}

/// Spends a token for keys and the account that they make. False where it was spent before.
pub async fn spend_enrollment(
    on: &mut Connection,
    token: &Digest,
    keys: &Digest,
    account: Id,
) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "UPDATE enrollments SET key_hash = $1, account_id = $2 WHERE token = $3 AND key_hash IS NULL",
    )
    .bind(keys.to_string())
    .bind(account.to_string())
    .bind(token.to_string())
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether an authenticator has a token that can still be used.
pub async fn has_valid_enrollment(
    on: &mut Connection,
    authenticator: Id,
    now: u64,
) -> Result<bool, Unavailable> {
    let row = sqlx::query(
        "SELECT token FROM enrollments WHERE authenticator_id = $1 AND expires > $2 AND key_hash IS NULL LIMIT 1",
    )
    .bind(authenticator.to_string())
    .bind(stored(now))
    .fetch_optional(on)
    .await?;
    Ok(row.is_some())
}
