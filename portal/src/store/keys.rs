//! The server's signing keys, sealed.

use super::Connection;
use super::row::{number, parsed, stored, text, text_or_none};
use crate::error::Unavailable;
use countersign::jose::Digest;

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
    on: &mut Connection,
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
pub async fn signing_keys(on: &mut Connection, purpose: &str) -> Result<Vec<SigningKeyRecord>, Unavailable> {
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
