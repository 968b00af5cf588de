//! Forgetting what is over. Nothing relies on it: whatever has a time is read with the time.

use super::Connection;
use super::row::stored;
use crate::error::Unavailable;

/// How long decided attempts, and the outcomes of answers, are remembered: a day.
const ATTEMPTS_SECONDS: u64 = 24 * 60 * 60;
/// How long a failure is remembered: twice the longest lock-out of any policy.
const FAILURES_SECONDS: u64 = 2 * 24 * 60 * 60;
/// How long a phone whose account has ended is told so: 400 days.
const ENDED_SECONDS: u64 = 400 * 24 * 60 * 60;
/// How long a browser is remembered after the last login with it: 90 days.
const BROWSERS_SECONDS: u64 = 90 * 24 * 60 * 60;

/// Deletes rows whose time has been over for long enough at `now`.
pub async fn forget(on: &mut Connection, now: u64, session_seconds: u64) -> Result<(), Unavailable> {
    let before = |seconds: u64| stored(now.saturating_sub(seconds));
    for (statement, limit) in [
        ("DELETE FROM seen_proofs WHERE expires < $1", before(0)),
        ("DELETE FROM sessions WHERE created < $1", before(session_seconds)),
        ("DELETE FROM failures WHERE last < $1 AND locked_until < $1", before(FAILURES_SECONDS)),
        ("DELETE FROM email_codes WHERE expires < $1", before(3_600)),
        ("DELETE FROM resets WHERE expires < $1", before(0)),
        ("DELETE FROM enrollments WHERE expires < $1", before(86_400)),
        ("DELETE FROM authenticators WHERE state = 'pending' AND created < $1", before(86_400)),
        ("DELETE FROM answers WHERE created < $1", before(ATTEMPTS_SECONDS)),
        ("DELETE FROM attempts WHERE expires < $1", before(ATTEMPTS_SECONDS)),
        ("DELETE FROM code_attempts WHERE expires < $1", before(ATTEMPTS_SECONDS)),
        ("DELETE FROM rates WHERE minute < $1 / 60", before(120)),
        ("DELETE FROM phones WHERE ended < $1", before(ENDED_SECONDS)),
        ("DELETE FROM browsers WHERE used < $1", before(BROWSERS_SECONDS)),
    ] {
        sqlx::query(statement).bind(limit).execute(&mut *on).await?;
    }
    Ok(())
}
