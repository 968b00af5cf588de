//! New keys for an account (section 7.2): the old user key signs for them, and each new one for itself.

use super::account::{Expected, read_account};
use super::answers::next_counter;
use super::call::{Learned, call_for, speaks_for, user};
use super::enroll::public_keys;
use super::json::write;
use super::own::Own;
use super::statement::{ACCOUNT, ROTATE, ROTATE_DEVICE, ROTATE_USER};
use crate::jose::{Digest, Jwk, Unverified, hash, sign};
use crate::push::{
    AccountActivation, AccountPurpose, Context, Enrolled, Fault, KeyPurpose, Keychain, PreparedRotation,
    PushAccount, PushError, Reply, Step, Update,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

const ENDPOINT: &str = "/v1/keys";

/// What all three sign, byte for byte the same.
#[derive(Serialize)]
struct Payload<'a> {
    iss: Digest,
    aud: &'a str,
    sub: &'a str,
    device: Jwk,
    user: Jwk,
    agreement: Jwk,
    ctr: u64,
}

#[derive(Serialize, Deserialize)]
struct Body {
    account: String,
    rotation: String,
    device_statement: String,
    user_statement: String,
}

pub(super) fn prepare(
    account: &PushAccount,
    next: &dyn Keychain,
    activation: AccountActivation,
    context: Context<'_>,
) -> Result<PreparedRotation, PushError> {
    activation.used_for(AccountPurpose::RotateKeys, context.now.boot).ok_or(PushError::Misused)?;
    let (server, ..) = speaks_for(account, context)?;
    let counter = next_counter(account)?;
    let [device, user_key, agreement] = public_keys(next)?;
    let old = public_keys(context.keys)?;
    if [device, user_key, agreement].iter().any(|key| old.contains(key)) {
        return Err(PushError::Misused);
    }
    let payload = write(&Payload {
        iss: server.device,
        aud: &server.base,
        sub: &server.account,
        device,
        user: user_key,
        agreement,
        ctr: counter,
    })?;
    let missing = PushError::KeyMissing;
    let next_device = next.device().ok_or(missing(KeyPurpose::Device))?;
    let next_user = next.user().ok_or(missing(KeyPurpose::User))?;
    let body = write(&Body {
        account: server.account,
        rotation: sign(ROTATE, user(context)?, false, &payload)?,
        device_statement: sign(ROTATE_DEVICE, next_device, true, &payload)?,
        user_statement: sign(ROTATE_USER, next_user, true, &payload)?,
    })?;
    Ok(PreparedRotation { body, counter })
}

pub(super) fn rotate(
    account: &PushAccount,
    rotation: &PreparedRotation,
    next: Arc<dyn Keychain>,
    context: Context<'_>,
) -> Step<Reply<Enrolled>> {
    let expected = match expected(account, rotation, &*next, context) {
        Ok(expected) => expected,
        Err(error) => return Step::Refused(error),
    };
    let (before, counter) = (account.clone(), rotation.counter);
    call_for(account, ENDPOINT, rotation.body.clone(), Duration::ZERO, context, move |server, answered, _| {
        let (mut enrolled, signer) = read_account(answered.statement("account")?, expected, &*next)?;
        if Own::of(&enrolled.account)?.account != server.account {
            return Err(PushError::misbehaved(ACCOUNT, Fault::Addressee));
        }
        enrolled.account.storm = before.storm;
        enrolled.account.signed_with(before.counter.max(counter));
        Ok(Learned { value: enrolled, signer, update: Update::default() })
    })
}

/// What the answer must fit: the next device key, and the very rotation that was prepared.
fn expected(
    account: &PushAccount,
    rotation: &PreparedRotation,
    next: &dyn Keychain,
    context: Context<'_>,
) -> Result<Expected, PushError> {
    let (server, base, _) = speaks_for(account, context)?;
    let body: Body = serde_json::from_slice(&rotation.body).map_err(|_| PushError::Misused)?;
    let [device, ..] = public_keys(next)?;
    // The statement of the next device key names it: other keys than those that were prepared cannot be used.
    let prepared_for = Unverified::read(&body.device_statement).map_err(|_| PushError::Misused)?.key();
    if body.account != server.account || prepared_for.thumbprint() != device.thumbprint() {
        return Err(PushError::Misused);
    }
    Ok(Expected {
        base,
        device: device.thumbprint(),
        keys: server.keys,
        binding: hash(body.rotation.as_bytes()),
        agreed: None,
    })
}
