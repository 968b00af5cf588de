//! Mails that wait to be sent. Their content is sealed: it has codes and links in it.

use super::Connection;
use super::row::{number, parsed, stored, text};
use crate::error::Unavailable;
use crate::token::Id;

/// A waiting mail.
#[derive(Clone, Debug)]
pub struct MailRecord {
    /// Its id.
    pub id: Id,
    /// To whom.
    pub recipient: String,
    /// Subject and text, sealed.
    pub content_sealed: String,
    /// When it was written.
    pub created: u64,
    /// How often it was tried.
    pub tries: u64,
}

/// Adds a mail that is due at once.
pub async fn insert(on: &mut Connection, mail: &MailRecord) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO mails (id, recipient, content_sealed, created, due, tries) VALUES ($1, $2, $3, $4, $4, 0)",
    )
    .bind(mail.id.to_string())
    .bind(mail.recipient.as_str())
    .bind(mail.content_sealed.as_str())
    .bind(stored(mail.created))
    .execute(on)
    .await?;
    Ok(())
}

/// Takes a mail that is due, for this process: nobody else takes it before `again`. None where nothing is due.
pub async fn take_due(on: &mut Connection, now: u64, again: u64) -> Result<Option<MailRecord>, Unavailable> {
    let row = sqlx::query(
        "UPDATE mails SET due = $1, tries = tries + 1
         WHERE id = (SELECT id FROM mails WHERE due <= $2 ORDER BY due, id LIMIT 1) AND due <= $2
         RETURNING id, recipient, content_sealed, created, tries",
    )
    .bind(stored(again))
    .bind(stored(now))
    .fetch_optional(on)
    .await?;
    row.map(|row| {
        Ok(MailRecord {
            id: parsed(&row, "id")?,
            recipient: text(&row, "recipient")?,
            content_sealed: text(&row, "content_sealed")?,
            created: number(&row, "created")?,
            tries: number(&row, "tries")?,
        })
    })
    .transpose()
}

/// Puts a mail off.
pub async fn put_off(on: &mut Connection, id: Id, due: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE mails SET due = $1 WHERE id = $2")
        .bind(stored(due))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Forgets a mail: it was sent, or is given up.
pub async fn delete(on: &mut Connection, id: Id) -> Result<(), Unavailable> {
    sqlx::query("DELETE FROM mails WHERE id = $1").bind(id.to_string()).execute(on).await?;
    Ok(())
}
