//! The private keys of a push account: sealed in the vault, or kept by the device's hardware under a name.

use super::super::Ports;
use super::super::StorageError;
use super::super::push_error::PushCallError;
use super::record::HardwareKeys;
use crate::crypto::{
    AgreementKey, P256PublicKey, Sealed, SecretBytes, SignatureError, Zeroizing, hpke_open_agreed,
    random_array,
};
use crate::jose::{Jwk, Signer};
use crate::ports::{AgreementKeys, DeviceKeyId, SigningKeyUse, SigningKeys};
use crate::push::{AccountSecrets, Keychain, NotOpened, PushProtocol, Receiver};
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

    fn public(&self) -> Result<P256PublicKey, PushCallError> {
        P256PublicKey::from_point(self.public.as_slice()).map_err(|_| PushCallError::Damaged)
    }

    fn signer(self, port: &Arc<dyn SigningKeys>) -> Result<HardwareSigner, PushCallError> {
        Ok(HardwareSigner { port: Arc::clone(port), id: self.id(), public: Jwk(self.public()?) })
    }

    fn receiver(self, port: &Arc<dyn AgreementKeys>) -> Result<HardwareReceiver, PushCallError> {
        Ok(HardwareReceiver { port: Arc::clone(port), id: self.id(), public: self.public()? })
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

/// Receives with the device's help.
struct HardwareReceiver {
    port: Arc<dyn AgreementKeys>,
    id: DeviceKeyId,
    public: P256PublicKey,
}

impl Receiver for HardwareReceiver {
    fn public_key(&self) -> P256PublicKey {
        self.public
    }

    fn open(&self, sealed: &Sealed, info: &[u8], aad: &[u8]) -> Result<SecretBytes, NotOpened> {
        hpke_open_agreed(&self.public, sealed, info, aad, |point| {
            self.port.agree(self.id, point).map_err(|_| NotOpened::DeviceRefused)
        })
    }
}

/// The keys of one account at hand, for one step of a conversation.
pub(in super::super) struct Keys {
    secrets: AccountSecrets,
    device: Option<HardwareSigner>,
    user: Option<HardwareSigner>,
    agreement: Option<HardwareReceiver>,
}

impl Keys {
    /// Keys from memory, with those of the hardware in their places.
    pub(in super::super) fn new(
        secrets: AccountSecrets,
        hardware: Option<HardwareKeys>,
        ports: &Ports,
    ) -> Result<Self, PushCallError> {
        let Some(pair) = hardware else {
            return Ok(Self { secrets, device: None, user: None, agreement: None });
        };
        // Made by hardware that this device does not have (any more).
        let port = ports.signing_keys.as_ref().ok_or(PushCallError::EnrollAgain)?;
        let agreement = match pair.agreement {
            Some(key) => {
                Some(key.receiver(ports.agreement_keys.as_ref().ok_or(PushCallError::EnrollAgain)?)?)
            }
            None => None,
        };
        Ok(Self {
            secrets,
            device: Some(pair.device.signer(port)?),
            user: pair.user.map(|user| user.signer(port)).transpose()?,
            agreement,
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

    fn agreement(&self) -> Option<&dyn Receiver> {
        self.agreement.as_ref().map(|key| key as &dyn Receiver).or_else(|| self.secrets.agreement())
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
    pub(in super::super) hardware: Option<HardwareKeys>,
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
    hardware: Option<HardwareKeys>,
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

/// New keys for an account: in hardware where the device has that, and in memory what it does not have. Those that sign are
/// attested for `challenge` where there is one and the device can.
pub(in super::super) fn new_keys(
    ports: &Ports,
    protocol: &dyn PushProtocol,
    challenge: Option<&[u8; 32]>,
) -> Result<(AccountSecrets, Option<HardwareKeys>), PushCallError> {
    let Some(signing) = &ports.signing_keys else {
        return Ok((protocol.new_keys(&*ports.random)?, None));
    };
    let mut made = Vec::new();
    let pair = new_hardware_keys(ports, &**signing, challenge, &mut made);
    // Nobody knows them yet, so nobody else could delete them later.
    let pair = pair.inspect_err(|_| destroy_hardware_keys(ports, &made))?;
    let secrets = match pair.agreement {
        Some(_) => AccountSecrets::default(),
        None => {
            let agreement = AgreementKey::generate(&*ports.random).map_err(|_| StorageError::Failed)?;
            AccountSecrets::receiving(agreement).map_err(|_| PushCallError::Damaged)?
        }
    };
    Ok((secrets, Some(pair)))
}

/// Makes one key after the other, and says in `made` which there are.
fn new_hardware_keys(
    ports: &Ports,
    signing: &dyn SigningKeys,
    challenge: Option<&[u8; 32]>,
    made: &mut Vec<DeviceKeyId>,
) -> Result<HardwareKeys, PushCallError> {
    let mut name = || {
        let id = DeviceKeyId(random_array(&*ports.random).map_err(|_| StorageError::Failed)?);
        made.push(id);
        Ok::<_, PushCallError>(id)
    };
    let mut signer = |purpose| {
        let id = name()?;
        let attested = challenge.zip(ports.key_attestation.as_ref());
        // A device that does not vouch for its key today still makes one: whether that will do is for others to say.
        let public = attested
            .and_then(|(challenge, port)| port.create_attested(id, purpose, challenge).ok())
            .map_or_else(|| signing.create(id, purpose), Ok)
            .map_err(|_| PushCallError::NotSigned)?;
        Ok::<_, PushCallError>(HardwareKey::new(id, &public))
    };
    let (device, user) = (signer(SigningKeyUse::Device)?, Some(signer(SigningKeyUse::User)?));
    let agreement = match &ports.agreement_keys {
        Some(port) => {
            let id = name()?;
            Some(HardwareKey::new(id, &port.create(id).map_err(|_| PushCallError::NotSigned)?))
        }
        None => None,
    };
    Ok(HardwareKeys { device, user, agreement })
}

/// Destroys keys that hardware keeps, whatever each is for. One that cannot be destroyed now is of no use to anyone: its
/// account is gone.
pub(in super::super) fn destroy_hardware_keys(ports: &Ports, ids: &[DeviceKeyId]) {
    for id in ids {
        if let Some(port) = &ports.signing_keys {
            let _ = port.delete(*id);
        }
        if let Some(port) = &ports.agreement_keys {
            let _ = port.delete(*id);
        }
    }
}
