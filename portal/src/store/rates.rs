//! How often someone calls, by a keyed hash of who it is.

use super::Connection;
use super::row::{number, stored};
use crate::error::Unavailable;
use countersign::jose::Digest;

/// Adds calls to a minute's count: how many there are now. A new minute begins at zero.
pub async fn charge(
    on: &mut Connection,
    subject: &Digest,
    minute: u64,
    calls: u64,
) -> Result<u64, Unavailable> {
    let row = sqlx::query(
        "INSERT INTO rates (subject, minute, calls) VALUES ($1, $2, $3)
         ON CONFLICT (subject) DO UPDATE SET
             calls = CASE WHEN rates.minute = $2 THEN rates.calls + $3 ELSE $3 END, minute = $2
         RETURNING calls",
    )
    .bind(subject.to_string())
    .bind(stored(minute))
    .bind(stored(calls))
    .fetch_one(on)
    .await?;
    number(&row, "calls")
}
