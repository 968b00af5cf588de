//! Users, and the browsers that they have logged in with.

use super::Connection;
use super::row::{flag, number, parsed, parsed_or_none, stored, text};
use crate::domain::{AccountName, EmailAddress, Language, User};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;
use sqlx::any::AnyRow;

fn user(row: &AnyRow) -> Result<User, Unavailable> {
    Ok(User {
        id: parsed(row, "id")?,
        name: parsed(row, "name")?,
        password_changed: number(row, "password_changed")?,
        password_initial: flag(row, "password_initial")?,
        email: parsed_or_none(row, "email")?,
        language: parsed(row, "language")?,
        administrator: flag(row, "administrator")?,
        disabled: flag(row, "disabled")?,
    })
}

/// Adds a user with a hashed password. False where the name is taken.
pub async fn insert(on: &mut Connection, user: &User, password: &str, now: u64) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "INSERT INTO users (id, name, password, password_changed, password_initial, email, language, administrator,
                            disabled, created, revision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0) ON CONFLICT (name) DO NOTHING",
    )
    .bind(user.id.to_string())
    .bind(user.name.as_str())
    .bind(password)
    .bind(stored(user.password_changed))
    .bind(i64::from(user.password_initial))
    .bind(user.email.as_ref().map(EmailAddress::to_string))
    .bind(user.language.code())
    .bind(i64::from(user.administrator))
    .bind(i64::from(user.disabled))
    .bind(stored(now))
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The user of a name.
pub async fn by_name(on: &mut Connection, name: &AccountName) -> Result<Option<User>, Unavailable> {
    let row =
        sqlx::query("SELECT * FROM users WHERE name = $1").bind(name.as_str()).fetch_optional(on).await?;
    row.as_ref().map(user).transpose()
}

/// The user of an id.
pub async fn by_id(on: &mut Connection, id: Id) -> Result<Option<User>, Unavailable> {
    let row =
        sqlx::query("SELECT * FROM users WHERE id = $1").bind(id.to_string()).fetch_optional(on).await?;
    row.as_ref().map(user).transpose()
}

/// Up to `limit` users whose names come after `after`, by name.
pub async fn page(on: &mut Connection, after: &str, limit: u32) -> Result<Vec<User>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM users WHERE name > $1 ORDER BY name LIMIT $2")
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(on)
        .await?;
    rows.iter().map(user).collect()
}

/// The hashed password of a user.
pub async fn password(on: &mut Connection, id: Id) -> Result<Option<String>, Unavailable> {
    let row = sqlx::query("SELECT password FROM users WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(|row| text(row, "password")).transpose()
}

/// Replaces the hashed password, if it still is `old`.
pub async fn replace_password(
    on: &mut Connection,
    id: Id,
    old: &str,
    new: &str,
    initial: bool,
    now: u64,
) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "UPDATE users SET password = $1, password_initial = $2, password_changed = $3 WHERE id = $4 AND password = $5",
    )
    .bind(new)
    .bind(i64::from(initial))
    .bind(stored(now))
    .bind(id.to_string())
    .bind(old)
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets the address for notices.
pub async fn set_email(on: &mut Connection, id: Id, email: Option<&EmailAddress>) -> Result<(), Unavailable> {
    sqlx::query("UPDATE users SET email = $1 WHERE id = $2")
        .bind(email.map(EmailAddress::to_string))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Sets the language of mails.
pub async fn set_language(on: &mut Connection, id: Id, language: Language) -> Result<(), Unavailable> {
    sqlx::query("UPDATE users SET language = $1 WHERE id = $2")
        .bind(language.code())
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Opens or closes an account.
pub async fn set_disabled(on: &mut Connection, id: Id, disabled: bool) -> Result<(), Unavailable> {
    sqlx::query("UPDATE users SET disabled = $1 WHERE id = $2")
        .bind(i64::from(disabled))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Makes changes that concern one user happen one after the other: whoever comes second waits for the first to commit.
pub async fn lock(on: &mut Connection, id: Id) -> Result<(), Unavailable> {
    sqlx::query("UPDATE users SET revision = revision + 1 WHERE id = $1")
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Remembers that the user has logged in with a browser.
pub async fn remember_browser(
    on: &mut Connection,
    user: Id,
    browser: &Digest,
    now: u64,
) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO browsers (id, user_id, used) VALUES ($1, $2, $3)
         ON CONFLICT (id, user_id) DO UPDATE SET used = excluded.used",
    )
    .bind(browser.to_string())
    .bind(user.to_string())
    .bind(stored(now))
    .execute(on)
    .await?;
    Ok(())
}

/// Whether the user has logged in with a browser since `since`.
pub async fn knows_browser(
    on: &mut Connection,
    user: Id,
    browser: &Digest,
    since: u64,
) -> Result<bool, Unavailable> {
    let row = sqlx::query("SELECT used FROM browsers WHERE id = $1 AND user_id = $2 AND used >= $3")
        .bind(browser.to_string())
        .bind(user.to_string())
        .bind(stored(since))
        .fetch_optional(on)
        .await?;
    Ok(row.is_some())
}
