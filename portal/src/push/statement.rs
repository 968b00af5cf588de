//! What the server signs for a phone.

use crate::error::Unavailable;
use crate::portal::Portal;
use crate::store::Connection;
use crate::store::phones::Phone;
use countersign::jose::{Digest, sign};
use serde_json::{Map, Value, json};

/// `cs-account` (section 4).
pub(super) const ACCOUNT: &str = "cs-account+jwt";
/// `cs-requests` (section 5).
pub(super) const REQUESTS: &str = "cs-requests+jwt";
/// `cs-outcome` (section 6).
pub(super) const OUTCOME: &str = "cs-outcome+jwt";
/// `cs-counter` (section 6.3).
pub(super) const COUNTER: &str = "cs-counter+jwt";
/// `cs-devices` (section 7.4).
pub(super) const DEVICES: &str = "cs-devices+jwt";
/// `cs-done` (section 7).
pub(super) const DONE: &str = "cs-done+jwt";
/// `cs-ended` (section 7.5).
const ENDED: &str = "cs-ended+jwt";

/// A statement to one phone: `iss`, `sub`, `aud` and `iat`, and what is said, signed by the key that it trusts.
pub(super) async fn to_phone(
    portal: &Portal,
    on: &mut Connection,
    phone: &Phone,
    typ: &str,
    said: Value,
) -> Result<String, Unavailable> {
    let device = phone.keys.device.thumbprint();
    by_key(portal, on, &phone.server_key, typ, &phone.account.to_string(), &device, said).await
}

/// The same, by a certain key. An account statement carries the key itself.
pub(super) async fn by_key(
    portal: &Portal,
    on: &mut Connection,
    key: &Digest,
    typ: &str,
    account: &str,
    device: &Digest,
    said: Value,
) -> Result<String, Unavailable> {
    let mut payload = Map::new();
    payload.insert("iss".to_owned(), json!(portal.public_url().to_string()));
    payload.insert("sub".to_owned(), json!(account));
    payload.insert("aud".to_owned(), json!(device));
    payload.insert("iat".to_owned(), json!(portal.now()));
    if let Value::Object(said) = said {
        payload.extend(said);
    }
    let signer = portal.signing().of(portal, on, key).await?;
    let payload = Value::Object(payload).to_string();
    Ok(sign(typ, &*signer, typ == ACCOUNT, payload.as_bytes())?)
}

/// The account has ended, by whom.
pub(super) async fn ended(
    portal: &Portal,
    on: &mut Connection,
    phone: &Phone,
) -> Result<String, Unavailable> {
    let by = phone.ended_by.as_deref().unwrap_or("server");
    to_phone(portal, on, phone, ENDED, json!({"by": by})).await
}

/// What the server asks of the phone's vault.
pub(super) fn policy(minimum_pin_length: u8, biometrics: bool) -> Value {
    json!({"pin_minimum": minimum_pin_length, "biometrics": biometrics})
}
