//! Enrolling a phone (section 4): everything is verified, then token, account and authenticator change together.

use super::attestation::{Asked, Attestation, Kept};
use super::call::Call;
use super::channel::Channel;
use super::failure::{Failure, Reply};
use super::json;
use super::statement::{ACCOUNT, by_key, ended, policy};
use crate::domain::{AuditEvent, AuthenticatorKind, AuthenticatorState, Factor, User};
use crate::error::Unavailable;
use crate::events::Topic;
use crate::mail::Notice;
use crate::policy::KeyAttestation;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::service::notices::{record, tell};
use crate::store::authenticators::{self, CodeRecord, Enrollment};
use crate::store::phones::{self, Phone, PhoneKeys};
use crate::store::{Change, sessions, users};
use crate::token::{Id, new_id};
use axum::http::StatusCode;
use countersign::crypto::{RingRandom, SecretBytes, hpke_seal, random_secret};
use countersign::jose::{Digest, Jwk, Statement, Unverified, hash};
use countersign::otp::Label;
use countersign::strict_json::object;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Value, json};

const ENROLL_DEVICE: &str = "cs-enroll-device+jwt";
const ENROLL_USER: &str = "cs-enroll-user+jwt";
/// What an offline seed is sealed for (section 4.3).
const OFFLINE_INFO: &[u8] = b"countersign-push/1 offline seed";

#[derive(Deserialize)]
struct Body {
    token: String,
    device_statement: String,
    user_statement: String,
    attestation: Option<Attestation>,
}

/// What both keys signed.
#[derive(Deserialize)]
struct Payload {
    aud: String,
    th: Digest,
    device: Jwk,
    user: Jwk,
    agreement: Jwk,
    name: String,
    app: String,
    #[serde(deserialize_with = "object")]
    channel: Channel,
}

pub(super) async fn enroll(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: Body = call.body()?;
    let token = hash(body.token.as_bytes());
    let payload = verified(portal, &call, &body, token)?;
    let keys = PhoneKeys { device: payload.device, user: payload.user, agreement: payload.agreement };
    let kept = attested(portal, &body, token, &keys)?;
    let key_hash = key_hash(&keys);
    let mut change = portal.database().change().await?;
    let found =
        authenticators::enrollment(change.connection(), &token).await?.ok_or(Failure::UnknownToken)?;
    call.take_proof(&mut change).await?;
    if let Some(used_by) = found.key_hash {
        let reply = repeated(portal, &mut change, &found, used_by == key_hash).await?;
        change.commit().await?;
        return Ok(reply);
    }
    if found.expires <= portal.now() {
        return Err(Failure::TokenExpired);
    }
    // Keys are made for one account and no other.
    if phones::by_device_key(change.connection(), &keys.device.thumbprint()).await?.is_some() {
        return Err(Failure::Malformed);
    }
    if kept.is_none() && portal.policy().key_attestation == KeyAttestation::Require {
        return Err(Failure::NotAttested);
    }
    let account = new_id()?;
    if !authenticators::spend_enrollment(change.connection(), &token, &key_hash, account).await? {
        // Another call with this token was first, in this moment: it is answered as a repeat.
        drop(change);
        let mut change = portal.database().change().await?;
        let found =
            authenticators::enrollment(change.connection(), &token).await?.ok_or(Failure::UnknownToken)?;
        call.take_proof(&mut change).await?;
        let reply = repeated(portal, &mut change, &found, found.key_hash == Some(key_hash)).await?;
        change.commit().await?;
        return Ok(reply);
    }
    let user = users::by_id(change.connection(), found.user).await?.ok_or(Failure::UnknownToken)?;
    let statement = make_account(portal, &mut change, &found, &user, (keys, kept), payload, account).await?;
    change.wake(Topic::Authenticator(found.authenticator));
    change.commit().await?;
    Ok(Reply { status: StatusCode::CREATED, member: "account", statement, announced: None })
}

/// Where the phone's keys are kept, where it was asked and its maker says so.
fn attested(portal: &Portal, body: &Body, token: Digest, keys: &PhoneKeys) -> Result<Option<Kept>, Failure> {
    let Some(attestation) = &body.attestation else { return Ok(None) };
    let asked = Asked { roots: &portal.config().attestation_roots, challenge: &token.0, now: portal.now() };
    attestation.judged(&asked, [&keys.device, &keys.user])
}

/// Both statements are by the keys that they name, say the same byte for byte, and are for this server and token.
fn verified(portal: &Portal, call: &Call, body: &Body, token: Digest) -> Result<Payload, Failure> {
    let device = Unverified::read(&body.device_statement)?.verify_by_own_key(ENROLL_DEVICE)?;
    let user = Unverified::read(&body.user_statement)?.verify_by_own_key(ENROLL_USER)?;
    if device.payload_segment() != user.payload_segment() {
        return Err(Failure::Malformed);
    }
    let payload: Payload = json::read(device.payload())?;
    let signed_by = |statement: &Statement, key: &Jwk| statement.key() == key;
    if !signed_by(&device, &payload.device) || !signed_by(&user, &payload.user) || payload.device != call.key
    {
        return Err(Failure::InvalidProof);
    }
    if payload.aud != portal.public_url().to_string() || payload.th != token {
        return Err(Failure::InvalidProof);
    }
    let keys = [payload.device, payload.user, payload.agreement];
    let distinct = different(keys);
    let texts = (1..=64).contains(&payload.name.len()) && payload.app.len() <= 64;
    if distinct && texts && payload.channel.check().is_ok() { Ok(payload) } else { Err(Failure::Malformed) }
}

/// No key does the work of another one.
pub(super) fn different([device, user, agreement]: [Jwk; 3]) -> bool {
    device != user && user != agreement && agreement != device
}

fn key_hash(keys: &PhoneKeys) -> Digest {
    let thumbprints = [&keys.device, &keys.user, &keys.agreement].map(|key| key.thumbprint().0);
    hash(&thumbprints.concat())
}

/// The same token again: the same account for the same keys, for as long as the token was valid.
async fn repeated(
    portal: &Portal,
    change: &mut Change<'_>,
    enrollment: &Enrollment,
    same_keys: bool,
) -> Result<Reply, Failure> {
    if !same_keys {
        return Err(Failure::TokenUsed);
    }
    if enrollment.expires <= portal.now() {
        return Err(Failure::TokenExpired);
    }
    let account = enrollment.account.ok_or(Unavailable::Damaged)?;
    let phone = phones::by_account(change.connection(), account).await?.ok_or(Unavailable::Damaged)?;
    if phone.ended.is_some() {
        return Ok(Reply::ok("ended", ended(portal, change.connection(), &phone).await?));
    }
    if phone.rotation.is_some() {
        // The keys of this token are no longer the account's.
        return Err(Failure::TokenUsed);
    }
    Ok(Reply::ok("account", phone.account_statement))
}

async fn make_account(
    portal: &Portal,
    change: &mut Change<'_>,
    enrollment: &Enrollment,
    user: &User,
    (keys, kept): (PhoneKeys, Option<Kept>),
    payload: Payload,
    account: Id,
) -> Result<String, Failure> {
    let now = portal.now();
    let wake = new_id()?;
    let device = keys.device.thumbprint();
    let offline = new_offline_seed(portal, change, enrollment.authenticator, account, &keys).await?;
    let said = json!({
        "th": enrollment.token, "issuer": portal.config().issuer, "account": user.name.as_str(), "wake": wake,
        "policy": link_policy(&enrollment.policy), "offline": offline, "counter": 0,
    });
    let signed_by = &enrollment.server_key;
    let account_statement =
        by_key(portal, change.connection(), signed_by, ACCOUNT, &account.to_string(), &device, said).await?;
    let channel = serde_json::to_vec(&payload.channel).map_err(|_| Unavailable::Damaged)?;
    let phone = Phone {
        account,
        authenticator: enrollment.authenticator,
        user: user.id,
        keys,
        kept: kept.map(|kept| kept.name().to_owned()),
        previous: None,
        name: Label::clean(&payload.name).to_string(),
        app: Label::clean(&payload.app).to_string(),
        channel_sealed: portal.key().seal(Purpose::Channel, &account.to_string(), &channel)?,
        wake,
        counter: 0,
        account_statement: account_statement.clone(),
        rotation: None,
        server_key: *signed_by,
        added: now,
        seen: now,
        ended: None,
        ended_by: None,
    };
    phones::insert(change.connection(), &phone).await?;
    authenticators::set_state(change.connection(), enrollment.authenticator, AuthenticatorState::Counts)
        .await?;
    sessions::set_opened_with(change.connection(), &enrollment.session, Factor::Push).await?;
    tell(portal, change, user, &Notice::AuthenticatorAdded(AuthenticatorKind::Push, phone.name.clone()))
        .await?;
    record(portal, change, user, AuditEvent::AuthenticatorAdded, AuthenticatorKind::Push.name(), "").await?;
    Ok(account_statement)
}

/// Makes the seed of offline codes: sealed for the phone (section 4.3), and sealed at rest. `null` where the policy has
/// none.
pub(super) async fn new_offline_seed(
    portal: &Portal,
    change: &mut Change<'_>,
    authenticator: Id,
    account: Id,
    keys: &PhoneKeys,
) -> Result<Value, Unavailable> {
    let rules = portal.policy();
    if !rules.offline_codes {
        authenticators::set_codes(change.connection(), authenticator, None).await?;
        return Ok(Value::Null);
    }
    let seed = random_secret::<32>(&RingRandom::new())?;
    let aad = format!("{account}.{}", keys.device.thumbprint());
    // Exposed: sealed right here, once for the phone and once for the database.
    let message = SecretBytes::from(seed.expose().as_slice());
    let sealed = hpke_seal(&keys.agreement.0, OFFLINE_INFO, aad.as_bytes(), &message, &RingRandom::new())?;
    let (digits, period) = (rules.code_digits, rules.code_period);
    let codes = CodeRecord {
        seed_sealed: portal.key().seal(Purpose::OfflineSeed, &authenticator.to_string(), message.expose())?,
        digits,
        period,
        last_step: 0,
        next_counter: 0,
    };
    authenticators::set_codes(change.connection(), authenticator, Some(&codes)).await?;
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    Ok(json!({
        "enc": text(&sealed.encapsulated), "ct": text(&sealed.ciphertext), "digits": digits, "period": period,
    }))
}

/// The policy that the link named: never more than the user agreed to.
fn link_policy(text: &str) -> Value {
    let pin = text.split(',').find_map(|item| item.strip_prefix("pin")?.parse().ok());
    policy(pin.unwrap_or(4), text.split(',').any(|item| item == "bio"))
}
