//! Applications, by the hashes of their API keys.

use super::Connection;
use super::row::{number, number_or_none, parsed, stored, text};
use crate::domain::{Application, Permissions};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;
use sqlx::any::AnyRow;

fn application(row: &AnyRow) -> Result<Application, Unavailable> {
    Ok(Application {
        id: parsed(row, "id")?,
        name: text(row, "name")?,
        permissions: Permissions::parse(&text(row, "permissions")?).ok_or(Unavailable::Damaged)?,
        created: number(row, "created")?,
        used: number_or_none(row, "used")?,
    })
}

/// Adds an application by the hash of its key. False where the name is taken.
pub async fn insert(
    on: &mut Connection,
    application: &Application,
    key: &Digest,
) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "INSERT INTO api_keys (id, name, key_hash, permissions, created) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO NOTHING",
    )
    .bind(application.id.to_string())
    .bind(application.name.as_str())
    .bind(key.to_string())
    .bind(application.permissions.to_string())
    .bind(stored(application.created))
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The application of a hashed key.
pub async fn by_key(on: &mut Connection, key: &Digest) -> Result<Option<Application>, Unavailable> {
    let row = sqlx::query("SELECT * FROM api_keys WHERE key_hash = $1")
        .bind(key.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(application).transpose()
}

/// All applications, by name.
pub async fn all(on: &mut Connection) -> Result<Vec<Application>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM api_keys ORDER BY name").fetch_all(on).await?;
    rows.iter().map(application).collect()
}

/// Marks a key as used.
pub async fn set_used(on: &mut Connection, id: Id, now: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE api_keys SET used = $1 WHERE id = $2")
        .bind(stored(now))
        .bind(id.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Takes the key of an application back. False where there is none of that name.
pub async fn delete(on: &mut Connection, name: &str) -> Result<bool, Unavailable> {
    let done = sqlx::query("DELETE FROM api_keys WHERE name = $1").bind(name).execute(on).await?;
    Ok(done.rows_affected() == 1)
}
