//! Enrolled phones, each an account of the push protocol, and the proofs of calls that were seen.

use super::Connection;
use super::row::{number, number_or_none, parsed, parsed_or_none, stored, text, text_or_none};
use crate::error::Unavailable;
use crate::token::Id;
use countersign::jose::{Digest, Jwk};
use sqlx::any::AnyRow;

/// One enrolled phone.
#[derive(Clone, Debug)]
pub struct Phone {
    /// Its account: `sub` of the protocol.
    pub account: Id,
    /// The authenticator that it is.
    pub authenticator: Id,
    /// Whose it is.
    pub user: Id,
    /// Its keys.
    pub keys: PhoneKeys,
    /// Where they are kept, by the word of the phone's maker; `None` where nobody vouches for them.
    pub kept: Option<String>,
    /// The device key before the last rotation.
    pub previous: Option<Digest>,
    /// What it calls itself.
    pub name: String,
    /// Its app.
    pub app: String,
    /// Where it is woken, as JSON, sealed.
    pub channel_sealed: String,
    /// What a wake-up names the account by.
    pub wake: Id,
    /// The highest counter it has signed.
    pub counter: u64,
    /// The signed account that it got last, for repeats.
    pub account_statement: String,
    /// The hash of the rotation that this statement answers.
    pub rotation: Option<Digest>,
    /// The server key that it is known to trust.
    pub server_key: Digest,
    /// When it enrolled.
    pub added: u64,
    /// When it last called.
    pub seen: u64,
    /// When its account ended.
    pub ended: Option<u64>,
    /// Who ended it: `phone` or `server`.
    pub ended_by: Option<String>,
}

/// The three keys of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneKeys {
    /// Proves the device.
    pub device: Jwk,
    /// Approves.
    pub user: Jwk,
    /// Receives.
    pub agreement: Jwk,
}

fn key(row: &AnyRow, column: &str) -> Result<Jwk, Unavailable> {
    serde_json::from_str(&text(row, column)?).map_err(|_| Unavailable::Damaged)
}

fn key_text(key: &Jwk) -> Result<String, Unavailable> {
    serde_json::to_string(key).map_err(|_| Unavailable::Damaged)
}

fn phone(row: &AnyRow) -> Result<Phone, Unavailable> {
    Ok(Phone {
        account: parsed(row, "account_id")?,
        authenticator: parsed(row, "authenticator_id")?,
        user: parsed(row, "user_id")?,
        keys: PhoneKeys {
            device: key(row, "device_key")?,
            user: key(row, "user_key")?,
            agreement: key(row, "agreement_key")?,
        },
        kept: text_or_none(row, "kept")?,
        previous: parsed_or_none(row, "previous_thumbprint")?,
        name: text(row, "name")?,
        app: text(row, "app")?,
        channel_sealed: text(row, "channel_sealed")?,
        wake: parsed(row, "wake")?,
        counter: number(row, "counter")?,
        account_statement: text(row, "account_statement")?,
        rotation: parsed_or_none(row, "rotation_hash")?,
        server_key: parsed(row, "server_key")?,
        added: number(row, "added")?,
        seen: number(row, "seen")?,
        ended: number_or_none(row, "ended")?,
        ended_by: text_or_none(row, "ended_by")?,
    })
}

/// Adds a phone.
pub async fn insert(on: &mut Connection, phone: &Phone) -> Result<(), Unavailable> {
    sqlx::query(
        "INSERT INTO phones (account_id, authenticator_id, user_id, device_key, device_thumbprint, user_key,
                             agreement_key, name, app, channel_sealed, wake, counter, account_statement, server_key,
                             added, seen, kept)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(phone.account.to_string())
    .bind(phone.authenticator.to_string())
    .bind(phone.user.to_string())
    .bind(key_text(&phone.keys.device)?)
    .bind(phone.keys.device.thumbprint().to_string())
    .bind(key_text(&phone.keys.user)?)
    .bind(key_text(&phone.keys.agreement)?)
    .bind(phone.name.as_str())
    .bind(phone.app.as_str())
    .bind(phone.channel_sealed.as_str())
    .bind(phone.wake.to_string())
    .bind(stored(phone.counter))
    .bind(phone.account_statement.as_str())
    .bind(phone.server_key.to_string())
    .bind(stored(phone.added))
    .bind(stored(phone.seen))
    .bind(phone.kept.as_deref())
    .execute(on)
    .await?;
    Ok(())
}

/// The phone of a device key, ended ones too.
pub async fn by_device_key(on: &mut Connection, thumbprint: &Digest) -> Result<Option<Phone>, Unavailable> {
    let row = sqlx::query("SELECT * FROM phones WHERE device_thumbprint = $1")
        .bind(thumbprint.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(phone).transpose()
}

/// The phone that had this device key before its last rotation.
pub async fn by_previous_key(on: &mut Connection, thumbprint: &Digest) -> Result<Option<Phone>, Unavailable> {
    let row = sqlx::query("SELECT * FROM phones WHERE previous_thumbprint = $1")
        .bind(thumbprint.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(phone).transpose()
}

/// The phone of an account.
pub async fn by_account(on: &mut Connection, account: Id) -> Result<Option<Phone>, Unavailable> {
    let row = sqlx::query("SELECT * FROM phones WHERE account_id = $1")
        .bind(account.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(phone).transpose()
}

/// The phones of a user that have not ended, oldest first, at most 32.
pub async fn of_user(on: &mut Connection, user: Id) -> Result<Vec<Phone>, Unavailable> {
    let rows = sqlx::query(
        "SELECT * FROM phones WHERE user_id = $1 AND ended IS NULL ORDER BY added, account_id LIMIT 32",
    )
    .bind(user.to_string())
    .fetch_all(on)
    .await?;
    rows.iter().map(phone).collect()
}

/// Notes that it has called. Once a minute is enough for "last seen".
pub async fn set_seen(on: &mut Connection, account: Id, now: u64) -> Result<(), Unavailable> {
    sqlx::query("UPDATE phones SET seen = $1 WHERE account_id = $2 AND seen < $3")
        .bind(stored(now))
        .bind(account.to_string())
        .bind(stored(now.saturating_sub(60)))
        .execute(on)
        .await?;
    Ok(())
}

/// Notes the server key that it has verified a statement by.
pub async fn set_server_key(on: &mut Connection, account: Id, key: &Digest) -> Result<(), Unavailable> {
    sqlx::query("UPDATE phones SET server_key = $1 WHERE account_id = $2")
        .bind(key.to_string())
        .bind(account.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Raises the counter. False where it is not above the last, by whichever process.
pub async fn raise_counter(on: &mut Connection, account: Id, counter: u64) -> Result<bool, Unavailable> {
    let done = sqlx::query("UPDATE phones SET counter = $1 WHERE account_id = $2 AND counter < $1")
        .bind(stored(counter))
        .bind(account.to_string())
        .execute(on)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets where it is woken.
pub async fn set_channel(on: &mut Connection, account: Id, sealed: &str) -> Result<(), Unavailable> {
    sqlx::query("UPDATE phones SET channel_sealed = $1 WHERE account_id = $2")
        .bind(sealed)
        .bind(account.to_string())
        .execute(on)
        .await?;
    Ok(())
}

/// Replaces where it is woken, unless that has changed from `before` meanwhile.
pub async fn replace_channel(
    on: &mut Connection,
    account: Id,
    before: &str,
    sealed: &str,
) -> Result<(), Unavailable> {
    sqlx::query("UPDATE phones SET channel_sealed = $1 WHERE account_id = $2 AND channel_sealed = $3")
        .bind(sealed)
        .bind(account.to_string())
        .bind(before)
        .execute(on)
        .await?;
    Ok(())
}

/// Replaces the keys of a phone. `phone` has the new ones and the new statement.
pub async fn rotate(on: &mut Connection, phone: &Phone) -> Result<(), Unavailable> {
    sqlx::query(
        "UPDATE phones SET previous_thumbprint = device_thumbprint, device_key = $1, device_thumbprint = $2,
                           user_key = $3, agreement_key = $4, account_statement = $5, rotation_hash = $6,
                           server_key = $7
         WHERE account_id = $8",
    )
    .bind(key_text(&phone.keys.device)?)
    .bind(phone.keys.device.thumbprint().to_string())
    .bind(key_text(&phone.keys.user)?)
    .bind(key_text(&phone.keys.agreement)?)
    .bind(phone.account_statement.as_str())
    .bind(phone.rotation.map(|hash| hash.to_string()))
    .bind(phone.server_key.to_string())
    .bind(phone.account.to_string())
    .execute(on)
    .await?;
    Ok(())
}

/// Ends an account. False where it had ended before.
pub async fn end(on: &mut Connection, account: Id, by: &str, now: u64) -> Result<bool, Unavailable> {
    let done =
        sqlx::query("UPDATE phones SET ended = $1, ended_by = $2 WHERE account_id = $3 AND ended IS NULL")
            .bind(stored(now))
            .bind(by)
            .bind(account.to_string())
            .execute(on)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// The accounts of an authenticator that have not ended.
pub async fn of_authenticator(on: &mut Connection, authenticator: Id) -> Result<Option<Phone>, Unavailable> {
    let row = sqlx::query("SELECT * FROM phones WHERE authenticator_id = $1 AND ended IS NULL")
        .bind(authenticator.to_string())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(phone).transpose()
}

/// Remembers a proof until `expires`. False where it was seen before, by whichever process.
pub async fn see_proof(on: &mut Connection, id: &Digest, expires: u64) -> Result<bool, Unavailable> {
    let done =
        sqlx::query("INSERT INTO seen_proofs (id, expires) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
            .bind(id.to_string())
            .bind(stored(expires))
            .execute(on)
            .await?;
    Ok(done.rows_affected() == 1)
}
