//! The audit log: written, never changed.

use super::Connection;
use super::row::{number, parsed_or_none, stored, text};
use crate::domain::{AuditEvent, AuditRecord};
use crate::error::Unavailable;
use crate::token::{Id, new_id};

/// Something to write down.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// The user that it is about.
    pub user: Option<Id>,
    /// That user's name, or what else it is about.
    pub subject: &'a str,
    /// What happened.
    pub event: AuditEvent,
    /// What belongs to it. Never a secret.
    pub detail: &'a str,
    /// Address of who did it.
    pub source: &'a str,
}

/// Writes a line.
pub async fn write(on: &mut Connection, entry: Entry<'_>) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO audit (id, at, user_id, subject, event, detail, source) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new_id()?.to_string())
    .bind(stored(entry.at))
    .bind(entry.user.map(|id| id.to_string()))
    .bind(entry.subject)
    .bind(entry.event.name())
    .bind(entry.detail)
    .bind(entry.source)
    .execute(on)
    .await?;
    Ok(())
}

/// Up to `limit` lines from before `before` (milliseconds since 1970), newest first; of one user or of all.
pub async fn page(
    on: &mut Connection,
    user: Option<Id>,
    before: u64,
    limit: u32,
) -> Result<Vec<AuditRecord>, Unavailable> {
    let rows = sqlx::query(
        "SELECT at, user_id, subject, event, detail, source FROM audit
         WHERE at < $1 AND ($2 = '' OR user_id = $2) ORDER BY at DESC, id DESC LIMIT $3",
    )
    .bind(stored(before))
    .bind(user.map_or_else(String::new, |id| id.to_string()))
    .bind(i64::from(limit))
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(AuditRecord {
                at: number(row, "at")?,
                user: parsed_or_none(row, "user_id")?,
                subject: text(row, "subject")?,
                event: text(row, "event")?,
                detail: text(row, "detail")?,
                source: text(row, "source")?,
            })
        })
        .collect()
}
