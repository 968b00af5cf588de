//! The private keys of a push account: sealed in the vault, or kept by the device's hardware under a name.

use super::super::Ports;
use super::super::StorageError;
use super::super::push_error::PushCallError;
use super::record::HardwarePair;
use crate::crypto::{AgreementKey, P256PublicKey, SecretBytes, SignatureError, Zeroizing, random_array};
use crate::jose::{Jwk, Signer};
use crate::ports::{DeviceKeyId, SigningKeyUse, SigningKeys};
use crate::push::{AccountSecrets, Keychain, PushProtocol};
use minicbor::bytes::{ByteArray, ByteSlice};
use minicbor::{Decode, Encode};
use std::sync::Arc;

/// Which of an account's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Whose {
    /// Those in use.
    Present,
    /// Those that a rotation brings.
    Next,
}

/// A key that hardware keeps: its name, and its public half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(in super::super) struct HardwareKey {
    #[n(0)]
    id: ByteArray<16>,
    #[n(1)]
    public: ByteArray<65>,
}

impl HardwareKey {
    pub(in super::super) fn new(id: DeviceKeyId, public: &P256PublicKey) -> Self {
        Self { id: id.0.into(), public: (*public.as_point()).into() }
    }

    pub(in super::super) fn id(self) -> DeviceKeyId {
        DeviceKeyId(self.id.into())
    }

    fn signer(self, port: &Arc<dyn SigningKeys>) -> Result<HardwareSigner, PushCallError> {
        let public = P256PublicKey::from_point(self.public.as_slice()).map_err(|_| PushCallError::Damaged)?;
        Ok(HardwareSigner { port: Arc::clone(port), id: self.id(), public: Jwk(public) })
    }
}

/// Signs by asking the device.
struct HardwareSigner {
    port: Arc<dyn SigningKeys>,
    id: DeviceKeyId,
    public: Jwk,
}

impl Signer for HardwareSigner {
    fn public_key(&self) -> Jwk {
        self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignatureError> {
        self.port.sign(self.id, message).map_err(|_| SignatureError::SigningFailed)
    }
}

/// The keys of one account at hand, for one step of a conversation.
pub(in super::super) struct Keys {
    secrets: AccountSecrets,
    device: Option<HardwareSigner>,
    user: Option<HardwareSigner>,
}

impl Keys {
    /// Keys from memory, with those of the hardware in their places.
    pub(in super::super) fn new(
        secrets: AccountSecrets,
        hardware: Option<HardwarePair>,
        ports: &Ports,
    ) -> Result<Self, PushCallError> {
        let Some(pair) = hardware else { return Ok(Self { secrets, device: None, user: None }) };
        // Made by hardware that this device does not have (any more).
        let port = ports.signing_keys.as_ref().ok_or(PushCallError::EnrollAgain)?;
        Ok(Self {
            secrets,
            device: Some(pair.device.signer(port)?),
            user: pair.user.map(|user| user.signer(port)).transpose()?,
        })
    }
}

impl Keychain for Keys {
    fn device(&self) -> Option<&dyn Signer> {
        self.device.as_ref().map(|key| key as &dyn Signer).or_else(|| self.secrets.device())
    }

    fn user(&self) -> Option<&dyn Signer> {
        self.user.as_ref().map(|key| key as &dyn Signer).or_else(|| self.secrets.user())
    }

    fn agreement(&self) -> Option<&AgreementKey> {
        self.secrets.agreement()
    }
}

/// What the vault seals for a push account.
#[derive(Debug)]
pub(in super::super) struct SealedKeys {
    pub(in super::super) present: AccountSecrets,
    /// The keys of a rotation that is not acknowledged yet.
    pub(in super::super) next: Option<AccountSecrets>,
    /// An enrollment that is not finished.
    pub(in super::super) draft: Option<Draft>,
}

/// What an enrollment that is not finished needs to go on.
#[derive(Debug)]
pub(in super::super) struct Draft {
    /// The invitation: it holds the token.
    pub(in super::super) invitation: SecretBytes,
    pub(in super::super) hardware: Option<HardwarePair>,
}

/// What is written, by number.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Stored<'a> {
    #[b(0)]
    present: &'a ByteSlice,
    #[b(1)]
    next: Option<&'a ByteSlice>,
    #[b(2)]
    invitation: Option<&'a ByteSlice>,
    #[n(3)]
    hardware: Option<HardwarePair>,
}

/// Room for everything at once: a buffer that grows would leave pieces of the keys behind.
const CAPACITY: usize = 8 * 1024;

impl SealedKeys {
    pub(in super::super) const fn new(present: AccountSecrets) -> Self {
        Self { present, next: None, draft: None }
    }

    pub(in super::super) fn encode(&self) -> SecretBytes {
        let (present, next) = (self.present.encode(), self.next.as_ref().map(AccountSecrets::encode));
        // Exposed: each is written into the one buffer that the vault seals, which is wiped with its type.
        let stored = Stored {
            present: present.expose().into(),
            next: next.as_ref().map(|next| next.expose().into()),
            invitation: self.draft.as_ref().map(|draft| draft.invitation.expose().into()),
            hardware: self.draft.as_ref().and_then(|draft| draft.hardware),
        };
        let mut bytes = Zeroizing::new(Vec::with_capacity(CAPACITY));
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(&stored, &mut *bytes);
        SecretBytes::new(core::mem::take(&mut *bytes))
    }

    pub(in super::super) fn decode(bytes: &SecretBytes) -> Result<Self, PushCallError> {
        let secrets = |bytes: &ByteSlice| {
            AccountSecrets::decode(&SecretBytes::from(&**bytes)).map_err(|_| PushCallError::Damaged)
        };
        // Exposed: parsed right here into types that wipe themselves.
        let stored: Stored<'_> = minicbor::decode(bytes.expose()).map_err(|_| PushCallError::Damaged)?;
        Ok(Self {
            present: secrets(stored.present)?,
            next: stored.next.map(secrets).transpose()?,
            draft: stored.invitation.map(|invitation| Draft {
                invitation: SecretBytes::from(&**invitation),
                hardware: stored.hardware,
            }),
        })
    }
}

/// New keys for an account: in hardware where the device has that, and what receives in memory.
pub(in super::super) fn new_keys(
    ports: &Ports,
    protocol: &dyn PushProtocol,
) -> Result<(AccountSecrets, Option<HardwarePair>), PushCallError> {
    let Some(port) = &ports.signing_keys else {
        return Ok((protocol.new_keys(&*ports.random)?, None));
    };
    let key = |purpose| {
        let id = DeviceKeyId(random_array(&*ports.random).map_err(|_| StorageError::Failed)?);
        let public = port.create(id, purpose).map_err(|_| PushCallError::NotSigned)?;
        Ok::<_, PushCallError>(HardwareKey::new(id, &public))
    };
    let agreement = AgreementKey::generate(&*ports.random).map_err(|_| StorageError::Failed)?;
    let secrets = AccountSecrets::receiving(agreement).map_err(|_| PushCallError::Damaged)?;
    let device = key(SigningKeyUse::Device)?;
    let user = key(SigningKeyUse::User).inspect_err(|_| {
        // Nobody knows it yet, so nobody else could delete it later.
        let _ = port.delete(device.id());
    })?;
    Ok((secrets, Some(HardwarePair { device, user: Some(user) })))
}

/// Destroys keys that hardware keeps. One that cannot be destroyed now is of no use to anyone: its account is gone.
pub(in super::super) fn destroy_hardware_keys(ports: &Ports, ids: &[DeviceKeyId]) {
    if let Some(port) = &ports.signing_keys {
        for id in ids {
            let _ = port.delete(*id);
        }
    }
}
