//! New keys for a phone (section 7.2): the old user key signs for them, and each new one for itself.

use super::answers::NUMBER_LIMIT;
use super::call::Call;
use super::enroll::{different, new_offline_seed};
use super::failure::{Failure, Reply};
use super::json;
use super::statement::{ACCOUNT, by_key, ended, policy};
use crate::domain::{AuditEvent, User};
use crate::error::Unavailable;
use crate::events::Topic;
use crate::mail::Notice;
use crate::portal::Portal;
use crate::service::notices::{record, tell};
use crate::store::phones::{self, Phone, PhoneKeys};
use crate::store::{Change, attempts, users};
use countersign::jose::{Digest, Jwk, KeyReference, Unverified, hash};
use serde::Deserialize;
use serde_json::json;

const ROTATE: &str = "cs-rotate+jwt";
const ROTATE_DEVICE: &str = "cs-rotate-device+jwt";
const ROTATE_USER: &str = "cs-rotate-user+jwt";

#[derive(Deserialize)]
struct Body {
    account: String,
    rotation: String,
    device_statement: String,
    user_statement: String,
}

/// What all three keys signed.
#[derive(Deserialize)]
struct Payload {
    iss: Digest,
    aud: String,
    sub: String,
    device: Jwk,
    user: Jwk,
    agreement: Jwk,
    ctr: u64,
}

pub(super) async fn rotate(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: Body = call.body()?;
    let rotation = hash(body.rotation.as_bytes());
    let mut change = portal.database().change().await?;
    let mut phone = find(&mut change, &call, &body.account).await?;
    call.take_proof(&mut change).await?;
    let user = users::by_id(change.connection(), phone.user).await?.ok_or(Failure::UnknownAccount)?;
    users::lock(change.connection(), user.id).await?;
    phone = phones::by_account(change.connection(), phone.account).await?.ok_or(Failure::UnknownAccount)?;
    if phone.ended.is_some() {
        let statement = ended(portal, change.connection(), &phone).await?;
        change.commit().await?;
        return Ok(Reply::ok("ended", statement));
    }
    if phone.rotation == Some(rotation) {
        // The answer was lost: the same again.
        change.commit().await?;
        return Ok(Reply::ok("account", phone.account_statement));
    }
    if phone.keys.device != call.key {
        return Err(Failure::UnknownAccount);
    }
    let payload = verified(portal, &phone, &body)?;
    if !phones::raise_counter(change.connection(), phone.account, payload.ctr).await? {
        record(portal, &mut change, &user, AuditEvent::PossibleCopy, &phone.name, "").await?;
        tell(portal, &mut change, &user, &Notice::PossibleCopy(phone.name.clone())).await?;
        change.commit().await?;
        return Err(Failure::CounterBehind);
    }
    let statement = replace(portal, &mut change, phone, &user, &payload, rotation).await?;
    change.commit().await?;
    Ok(Reply::ok("account", statement))
}

/// By the device key, or, for a repeat, by the one before the last rotation.
async fn find(change: &mut Change<'_>, call: &Call, account: &str) -> Result<Phone, Failure> {
    let thumbprint = call.key.thumbprint();
    let found = match phones::by_device_key(change.connection(), &thumbprint).await? {
        Some(phone) => Some(phone),
        None => phones::by_previous_key(change.connection(), &thumbprint).await?,
    };
    found.filter(|phone| phone.account.to_string() == account).ok_or(Failure::UnknownAccount)
}

fn verified(portal: &Portal, phone: &Phone, body: &Body) -> Result<Payload, Failure> {
    let rotation = Unverified::read(&body.rotation)?;
    if !matches!(rotation.key(), KeyReference::Thumbprint(_)) {
        return Err(Failure::Malformed);
    }
    let rotation = rotation.verify(ROTATE, &phone.keys.user)?;
    let device = Unverified::read(&body.device_statement)?.verify_by_own_key(ROTATE_DEVICE)?;
    let user = Unverified::read(&body.user_statement)?.verify_by_own_key(ROTATE_USER)?;
    let same = [&device, &user].iter().all(|one| one.payload_segment() == rotation.payload_segment());
    if !same {
        return Err(Failure::Malformed);
    }
    let payload: Payload = json::read(rotation.payload())?;
    let addressed = payload.iss == phone.keys.device.thumbprint()
        && payload.aud == portal.public_url().to_string()
        && payload.sub == phone.account.to_string();
    if !addressed || *device.key() != payload.device || *user.key() != payload.user {
        return Err(Failure::InvalidProof);
    }
    let new = [payload.device, payload.user, payload.agreement];
    let old = [phone.keys.device, phone.keys.user, phone.keys.agreement];
    let fresh = different(new) && new.iter().all(|key| !old.contains(key));
    if fresh && payload.ctr <= NUMBER_LIMIT { Ok(payload) } else { Err(Failure::Malformed) }
}

async fn replace(
    portal: &Portal,
    change: &mut Change<'_>,
    mut phone: Phone,
    user: &User,
    payload: &Payload,
    rotation: Digest,
) -> Result<String, Failure> {
    let keys = PhoneKeys { device: payload.device, user: payload.user, agreement: payload.agreement };
    let device = keys.device.thumbprint();
    if phones::by_device_key(change.connection(), &device).await?.is_some() {
        return Err(Failure::Malformed);
    }
    let offline = new_offline_seed(portal, change, phone.authenticator, phone.account, &keys).await?;
    let rules = portal.policy();
    let said = json!({
        "th": rotation, "issuer": portal.config().issuer, "account": user.name.as_str(), "wake": phone.wake,
        "policy": policy(rules.minimum_pin_length, rules.require_biometrics), "offline": offline,
        "counter": payload.ctr,
    });
    let (account, key) = (phone.account.to_string(), phone.server_key);
    let statement = by_key(portal, change.connection(), &key, ACCOUNT, &account, &device, said).await?;
    phone.keys = keys;
    phone.account_statement = statement.clone();
    phone.rotation = Some(rotation);
    phones::rotate(change.connection(), &phone).await?;
    withdraw_requests(change, &phone).await?;
    record(portal, change, user, AuditEvent::KeysRotated, &phone.name, "").await?;
    tell(portal, change, user, &Notice::PhoneKeysChanged(phone.name.clone())).await?;
    Ok(statement)
}

/// Open requests were signed for the old keys.
async fn withdraw_requests(change: &mut Change<'_>, phone: &Phone) -> Result<(), Unavailable> {
    attempts::delete_requests_of(change.connection(), phone.account).await?;
    change.wake(Topic::Requests(phone.account));
    Ok(())
}
