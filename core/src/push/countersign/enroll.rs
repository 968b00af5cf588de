//! Enrolling (section 4.2): one call, proved and signed by the new keys.

use super::account::{Expected, read_account};
use super::call::{Call, call, device, user};
use super::json::write;
use super::link::Link;
use super::server::carried_key;
use super::statement::{ACCOUNT, ENROLL_DEVICE, ENROLL_USER};
use crate::http::{DevelopmentHttp, Scheme};
use crate::jose::{Digest, Jwk, hash, sign};
use crate::push::{
    Attestation, Channel, Context, Enrolled, Fault, Invitation, KeyPurpose, Keychain, PushError, Step,
    ThisDevice,
};
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use std::time::Duration;

const ENDPOINT: &str = "/v1/enrollments";

/// What both keys sign, byte for byte the same.
#[derive(Serialize)]
struct Payload<'a> {
    aud: String,
    th: Digest,
    device: Jwk,
    user: Jwk,
    agreement: Jwk,
    name: &'a str,
    app: &'a str,
    channel: ChannelMember<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    token: &'a str,
    device_statement: String,
    user_statement: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation: Option<AttestationMember>,
}

/// Certificates of both keys (section 4.4). Outside the statements: each names its key and the token by itself.
#[derive(Serialize)]
struct AttestationMember {
    device: Vec<String>,
    user: Vec<String>,
}

impl From<&Attestation> for AttestationMember {
    fn from(attestation: &Attestation) -> Self {
        let written =
            |chain: &[Vec<u8>]| chain.iter().map(|certificate| BASE64URL_NOPAD.encode(certificate)).collect();
        Self { device: written(&attestation.device), user: written(&attestation.user) }
    }
}

/// A channel, as section 8 writes it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum ChannelMember<'a> {
    /// No wake-ups.
    None,
    /// UnifiedPush.
    UnifiedPush {
        /// The URL.
        endpoint: &'a str,
        /// The public key.
        p256dh: String,
        /// The secret.
        auth: String,
    },
}

impl<'a> From<&'a Channel> for ChannelMember<'a> {
    fn from(channel: &'a Channel) -> Self {
        match channel {
            Channel::None => Self::None,
            Channel::UnifiedPush { endpoint, p256dh, auth } => Self::UnifiedPush {
                endpoint,
                p256dh: BASE64URL_NOPAD.encode(p256dh),
                auth: BASE64URL_NOPAD.encode(auth),
            },
        }
    }
}

/// The three public keys of a chain.
pub(super) fn public_keys(keys: &dyn Keychain) -> Result<[Jwk; 3], PushError> {
    let device = keys.device().ok_or(PushError::KeyMissing(KeyPurpose::Device))?.public_key();
    let user = keys.user().ok_or(PushError::KeyMissing(KeyPurpose::User))?.public_key();
    let agreement = keys.agreement().ok_or(PushError::KeyMissing(KeyPurpose::Agreement))?;
    let agreement = Jwk(agreement.public_key());
    let differ = device != user && user != agreement && agreement != device;
    if differ { Ok([device, user, agreement]) } else { Err(PushError::Misused) }
}

pub(super) fn enroll(invitation: &Invitation, this: &ThisDevice, context: Context<'_>) -> Step<Enrolled> {
    match prepare(invitation, this, context) {
        Ok((said, expected)) => call(said, context, move |answered, context| {
            let text = answered.statement("account")?;
            let key = carried_key(ACCOUNT, text, expected.server_key)?;
            let expected = Expected {
                base: expected.link.base,
                device: expected.device,
                keys: vec![key],
                binding: expected.binding,
                agreed: Some(expected.link.agreed),
            };
            // The server's key signs for the server: a phone's own key in its place would be a mirror.
            if public_keys(context.keys)?.contains(&key) {
                return Err(PushError::misbehaved(ACCOUNT, Fault::Key));
            }
            let (mut enrolled, _) = read_account(text, expected, context.keys)?;
            enrolled.account.nonce = answered.nonce;
            Ok(enrolled)
        }),
        Err(error) => Step::Refused(error),
    }
}

/// What the answer must fit.
struct Prepared {
    link: Link,
    device: Digest,
    binding: Digest,
    server_key: Digest,
}

fn prepare(
    invitation: &Invitation,
    this: &ThisDevice,
    context: Context<'_>,
) -> Result<(Call, Prepared), PushError> {
    // Exposed: the link is read once more, into types that hold the token apart.
    let text = core::str::from_utf8(invitation.text.expose()).map_err(|_| PushError::Misused)?;
    let development = match invitation.origin.scheme() {
        Scheme::Https => DevelopmentHttp::Off,
        // The invitation exists, so this was allowed when it was read.
        Scheme::Http => DevelopmentHttp::Loopback,
    };
    let link = Link::read(text, development).map_err(|_| PushError::Misused)?;
    let [device_key, user_key, agreement_key] = public_keys(context.keys)?;
    // Exposed: hashed, and sent to the server that made it.
    let token = core::str::from_utf8(link.token.expose()).map_err(|_| PushError::Misused)?;
    let binding = hash(token.as_bytes());
    let payload = write(&Payload {
        aud: link.base.to_string(),
        th: binding,
        device: device_key,
        user: user_key,
        agreement: agreement_key,
        name: &this.name,
        app: &this.app,
        channel: (&this.channel).into(),
    })?;
    let body = write(&Body {
        token,
        device_statement: sign(ENROLL_DEVICE, device(context)?, true, &payload)?,
        user_statement: sign(ENROLL_USER, user(context)?, true, &payload)?,
        attestation: this.attestation.as_ref().map(AttestationMember::from),
    })?;
    let said = Call { base: link.base.clone(), endpoint: ENDPOINT, body, nonce: None, wait: Duration::ZERO };
    let server_key = link.server_key;
    Ok((said, Prepared { link, device: device_key.thumbprint(), binding, server_key }))
}
