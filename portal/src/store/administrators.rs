//! Sessions that the admin area is open to.

use super::Connection;
use super::row::{number, stored};
use crate::error::Unavailable;
use countersign::jose::Digest;

/// When a session last used the admin area; `None` where it was not opened to it.
pub async fn used(on: &mut Connection, session: &Digest) -> Result<Option<u64>, Unavailable> {
    let row = sqlx::query("SELECT used FROM admin_sessions WHERE session_id = $1")
        .bind(session.to_string())
        .fetch_optional(on)
        .await?;
    row.map(|row| number(&row, "used")).transpose()
}

/// Opens the admin area to a session, or notes that it is used.
pub async fn set_used(on: &mut Connection, session: &Digest, now: u64) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO admin_sessions (session_id, used) VALUES ($1, $2)
         ON CONFLICT (session_id) DO UPDATE SET used = $2",
    )
    .bind(session.to_string())
    .bind(stored(now))
    .execute(on)
    .await?;
    Ok(())
}
