//! The account that a server made (sections 4.2 and 7.2): everything that both an enrollment and a change of keys must
//! check before it counts.

use super::base::Base;
use super::json::{Members, NUMBER_LIMIT};
use super::own::Own;
use super::server::{Said, Server};
use super::statement::ACCOUNT;
use crate::crypto::{Sealed, SecretBytes};
use crate::jose::{Digest, Encoded, Jwk};
use crate::otp::{Digits, Label, Period};
use crate::push::{
    Enrolled, Fault, KeyPurpose, Keychain, NotOpened, OfflineCodes, Policy, PushAccount, PushError, Storm,
    WakeId,
};

use core::ops::RangeInclusive;

/// What the seed of offline codes is sealed for (section 4.3).
pub const OFFLINE_INFO: &[u8] = b"countersign-push/1 offline seed";
/// The length of a seed.
const SEED_LENGTH: usize = 32;
/// How many bytes an issuer and an account name have.
const LENGTHS: RangeInclusive<usize> = 1..=128;
/// The longest account id.
const LONGEST_ID: usize = 64;

/// What the statement must fit.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) base: Base,
    /// The thumbprint of the device key that enrolled.
    pub(super) device: Digest,
    /// The keys that may sign: the one of the link, or those that are trusted.
    pub(super) keys: Vec<Jwk>,
    /// `th`: what the statement answers.
    pub(super) binding: Digest,
    /// What the user agreed to, where nothing was enrolled yet.
    pub(super) agreed: Option<Agreed>,
}

/// What the user saw and agreed to.
#[derive(Debug)]
pub(super) struct Agreed {
    pub(super) issuer: String,
    pub(super) account: String,
    pub(super) policy: Policy,
}

/// Reads the account. The keys at hand are the new ones.
pub(super) fn read_account(
    text: &str,
    expected: Expected,
    keys: &dyn Keychain,
) -> Result<(Enrolled, Jwk), PushError> {
    // The account is named by the statement itself: whatever it is called, it is the one that was asked for.
    let server = Server {
        base: expected.base.to_string(),
        account: String::new(),
        device: expected.device,
        keys: expected.keys,
    };
    let said = server.read_for_all(ACCOUNT, text)?;
    let members = said.members();
    if members.bytes("aud")? != expected.device {
        return Err(PushError::misbehaved(ACCOUNT, Fault::Addressee));
    }
    said.answers("th", expected.binding)?;
    let policy = read_policy(members.object("policy")?)?;
    let (issuer, name) = (members.text("issuer", LENGTHS)?, members.text("account", LENGTHS)?);
    if let Some(agreed) = expected.agreed {
        if agreed.issuer != issuer || agreed.account != name {
            return Err(PushError::misbehaved(ACCOUNT, Fault::OtherName));
        }
        if !agreed.policy.covers(policy) {
            return Err(PushError::misbehaved(ACCOUNT, Fault::StricterPolicy));
        }
    }
    let id = account_id(members)?;
    let offline =
        members.nullable("offline")?.map(|offline| read_offline(offline, id, &said, keys)).transpose()?;
    let (offline, offline_seed) = offline.unzip();
    let signer = said.signer();
    let account = PushAccount {
        protocol: super::ID,
        origin: expected.base.origin.clone(),
        wake: Some(WakeId(members.bytes("wake")?.0)),
        policy,
        counter: members.number("counter", 0..=NUMBER_LIMIT)?,
        offline,
        ended: None,
        storm: Storm::default(),
        own: Own::new(&expected.base, id, expected.device, &signer).encode(),
        nonce: None,
    };
    let enrolled = Enrolled {
        account,
        issuer: Label::clean(issuer),
        name: Label::clean(name),
        offline_seed,
        server_time: members.time("iat")?,
    };
    Ok((enrolled, signer))
}

fn account_id(members: Members<'_>) -> Result<&str, PushError> {
    let id = members.text("sub", 1..=LONGEST_ID)?;
    let spelt = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if spelt { Ok(id) } else { Err(members.wrong("sub")) }
}

/// A policy: a minimum of 4 to 8, and whether biometrics are required.
pub(super) fn read_policy(members: Members<'_>) -> Result<Policy, PushError> {
    let minimum = u8::try_from(members.number("pin_minimum", 4..=8)?).ok();
    let biometrics = members.boolean("biometrics")?;
    let policy = minimum.and_then(|minimum| Policy::new(minimum, biometrics));
    policy.ok_or_else(|| members.wrong("pin_minimum"))
}

fn read_offline(
    members: Members<'_>,
    account: &str,
    said: &Said,
    keys: &dyn Keychain,
) -> Result<(OfflineCodes, SecretBytes), PushError> {
    let digits = u8::try_from(members.number("digits", 6..=8)?).ok().and_then(Digits::new);
    let period = u32::try_from(members.number("period", 30..=60)?).ok().and_then(Period::from_seconds);
    let codes = OfflineCodes {
        digits: digits.ok_or_else(|| members.wrong("digits"))?,
        period: period
            .filter(|period| [30, 60].contains(&period.seconds()))
            .ok_or_else(|| members.wrong("period"))?,
    };
    let sealed = Sealed {
        encapsulated: members.bytes::<65>("enc")?.0.to_vec(),
        // A seed and a tag of 16 bytes.
        ciphertext: members.bytes::<48>("ct")?.0.to_vec(),
    };
    let device: Encoded<32> = said.members().bytes("aud")?;
    let belongs_to = format!("{account}.{device}");
    let agreement = keys.agreement().ok_or(PushError::KeyMissing(KeyPurpose::Agreement))?;
    let seed = agreement.open(&sealed, OFFLINE_INFO, belongs_to.as_bytes()).map_err(|error| match error {
        NotOpened::DeviceRefused => PushError::SigningFailed,
        NotOpened::NotSealed(_) => PushError::misbehaved(ACCOUNT, Fault::Sealed),
    })?;
    if seed.len() != SEED_LENGTH {
        return Err(PushError::misbehaved(ACCOUNT, Fault::Sealed));
    }
    Ok((codes, seed))
}
