//! The server's signing keys, sealed; the hashes of API keys.

use super::row::{number, number_or_none, parsed, parsed_or_none, stored, text, text_or_none};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::Digest;
use sqlx::AnyConnection;

/// A signing key.
#[derive(Clone, Debug)]
pub struct SigningKeyRecord {
    /// Its thumbprint.
    pub thumbprint: Digest,
    /// PKCS#8, sealed.
    pub key_sealed: String,
    /// The statement by the key before it that announces it.
    pub announcement: Option<String>,
    /// When it was made.
    pub created: u64,
}

/// Adds a key. Where another process added one in the same moment, both are kept: the older one is used.
pub async fn insert_signing_key(
    on: &mut AnyConnection,
    purpose: &str,
    key: &SigningKeyRecord,
) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO server_keys (thumbprint, purpose, key_sealed, announcement, created) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(key.thumbprint.to_string())
    .bind(purpose)
    .bind(key.key_sealed.as_str())
    .bind(key.announcement.clone())
    .bind(stored(key.created))
    .execute(on)
    .await?;
    Ok(())
}

/// All keys of a purpose, oldest first.
pub async fn signing_keys(
    on: &mut AnyConnection,
    purpose: &str,
) -> Result<Vec<SigningKeyRecord>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM server_keys WHERE purpose = $1 ORDER BY created, thumbprint")
        .bind(purpose)
        .fetch_all(on)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SigningKeyRecord {
                thumbprint: parsed(row, "thumbprint")?,
                key_sealed: text(row, "key_sealed")?,
                announcement: text_or_none(row, "announcement")?,
                created: number(row, "created")?,
            })
        })
        .collect()
}

/// An application that may use the API.
#[derive(Clone, Debug)]
pub struct ApiKeyRecord {
    /// Its id.
    pub id: Id,
    /// The application's name: the endpoint that phones show.
    pub name: String,
    /// When it was made.
    pub created: u64,
    /// When it was last used.
    pub used: Option<u64>,
}

/// Adds an API key by its hash. False where the name is taken.
pub async fn insert_api_key(
    on: &mut AnyConnection,
    key: &ApiKeyRecord,
    hash: &Digest,
) -> Result<bool, Unavailable> {
    let done = sqlx::query(
        "INSERT INTO api_keys (id, name, key_hash, created) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
    )
    .bind(key.id.to_string())
    .bind(key.name.as_str())
    .bind(hash.to_string())
    .bind(stored(key.created))
    .execute(on)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The application of a hashed key.
pub async fn api_key(on: &mut AnyConnection, hash: &Digest) -> Result<Option<ApiKeyRecord>, Unavailable> {
    let row = sqlx::query("SELECT * FROM api_keys WHERE key_hash = $1")
        .bind(hash.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(api_key_record).transpose()
}

/// All applications, by name.
pub async fn api_keys(on: &mut AnyConnection) -> Result<Vec<ApiKeyRecord>, Unavailable> {
    let rows = sqlx::query("SELECT * FROM api_keys ORDER BY name").fetch_all(on).await?;
    rows.iter().map(api_key_record).collect()
}

/// Takes a key back. False where there is none of that name.
pub async fn delete_api_key(on: &mut AnyConnection, name: &str) -> Result<bool, Unavailable> {
    let done = sqlx::query("DELETE FROM api_keys WHERE name = $1").bind(name).execute(on).await?;
    Ok(done.rows_affected() == 1)
}

fn api_key_record(row: &sqlx::any::AnyRow) -> Result<ApiKeyRecord, Unavailable> {
    Ok(ApiKeyRecord {
        id: parsed_or_none(row, "id")?.ok_or(Unavailable::Damaged)?,
        name: text(row, "name")?,
        created: number(row, "created")?,
        used: number_or_none(row, "used")?,
    })
}
