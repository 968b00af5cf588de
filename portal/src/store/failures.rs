//! Counts of failures, by a keyed hash of what they are about.

use super::Connection;
use super::row::{number, stored};
use crate::error::Unavailable;
use countersign::jose::Digest;

/// A count after it was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charged {
    /// Failures so far, this one included.
    pub failed: u64,
    /// Until when it is locked; 0 where it is not.
    pub locked_until: u64,
    /// How often it has locked in a row.
    pub lockouts: u64,
}

/// What is no longer counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// Failures before this time.
    pub failures: u64,
    /// Lock-outs, where the last failure was before this time.
    pub lockouts: u64,
}

/// Charges one failure. What is `forgotten`, and locks that are over are forgotten first. A count that is locked
/// is not charged further.
pub async fn charge(
    on: &mut Connection,
    subject: &Digest,
    now: u64,
    forgotten: Forgotten,
) -> Result<Charged, Unavailable> {
    let row = sqlx::query(
        "INSERT INTO failures (subject, failed, locked_until, last) VALUES ($1, 1, 0, $2)
         ON CONFLICT (subject) DO UPDATE SET
             failed = CASE WHEN failures.locked_until > $2 THEN failures.failed
                           WHEN failures.locked_until > 0 OR failures.last < $3 THEN 1
                           ELSE failures.failed + 1 END,
             lockouts = CASE WHEN failures.last < $4 THEN 0 ELSE failures.lockouts END,
             locked_until = CASE WHEN failures.locked_until > $2 THEN failures.locked_until ELSE 0 END,
             last = CASE WHEN failures.locked_until > $2 THEN failures.last ELSE $2 END
         RETURNING failed, locked_until, lockouts",
    )
    .bind(subject.to_string())
    .bind(stored(now))
    .bind(stored(forgotten.failures))
    .bind(stored(forgotten.lockouts))
    .fetch_one(on)
    .await?;
    Ok(Charged {
        failed: number(&row, "failed")?,
        locked_until: number(&row, "locked_until")?,
        lockouts: number(&row, "lockouts")?,
    })
}

/// Locks a count, once more than before.
pub async fn lock(on: &mut Connection, subject: &Digest, until: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE failures SET locked_until = $1, lockouts = lockouts + 1 WHERE subject = $2 AND locked_until < $1")
        .bind(stored(until))
        .bind(subject.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Gives one failure back: the attempt has succeeded.
pub async fn give_back(on: &mut Connection, subject: &Digest) -> Result<(), Unavailable> {
    sqlx::query(
        "UPDATE failures SET failed = failed - 1, locked_until = 0 WHERE subject = $1 AND failed > 0",
    )
    .bind(subject.to_string())
    .execute(on)
    .await?;
    Ok(())
}

/// Forgets a count.
pub async fn clear(on: &mut Connection, subject: &Digest) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM failures WHERE subject = $1").bind(subject.to_string()).execute(on).await?;
    Ok(())
}
