//! The private keys of a push account: sealed in the vault, or kept by the device's hardware under a name.

use super::super::push_error::PushCallError;
use crate::crypto::{P256PublicKey, SecretBytes, SignatureError, Zeroizing};
use crate::crypto::AgreementKey;
use crate::jose::{Jwk, Signer};
use crate::ports::{DeviceKeyId, SigningKeys};
use crate::push::{AccountSecrets, Keychain};
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
        hardware: Option<super::record::HardwarePair>,
        port: Option<&Arc<dyn SigningKeys>>,
    ) -> Result<Self, PushCallError> {
        let Some(pair) = hardware else { return Ok(Self { secrets, device: None, user: None }) };
        // Made by hardware that this device does not have (any more).
        let port = port.ok_or(PushCallError::EnrollAgain)?;
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
    /// The invitation of an enrollment that is not finished: it holds the token.
    pub(in super::super) invitation: Option<SecretBytes>,
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
}

/// Room for everything at once: a buffer that grows would leave pieces of the keys behind.
const CAPACITY: usize = 8 * 1024;

impl SealedKeys {
    pub(in super::super) const fn new(present: AccountSecrets) -> Self {
        Self { present, next: None, invitation: None }
    }

    pub(in super::super) fn encode(&self) -> SecretBytes {
        let (present, next) = (self.present.encode(), self.next.as_ref().map(AccountSecrets::encode));
        // Exposed: each is written into the one buffer that the vault seals, which is wiped with its type.
        let stored = Stored {
            present: present.expose().into(),
            next: next.as_ref().map(|next| next.expose().into()),
            invitation: self.invitation.as_ref().map(|text| text.expose().into()),
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
            invitation: stored.invitation.map(|text| SecretBytes::from(&**text)),
        })
    }
}
