//! A shell's keys as the core's ports: lengths are checked here, because another language has no type for them.

use super::{
    AgreementKeys, Anchor, AnchorError, BiometricKey, DeviceKeyError, KeyAttestation, SigningKeys, SlotKeys,
};
use countersign::crypto::{P256PublicKey, Secret};
use countersign::ports::{self, AssuranceClass, DeviceKeyId, SigningKeyUse};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A shell's slot keys, and how well it said it keeps them.
pub(crate) struct ForeignSlotKeys {
    keys: Arc<dyn SlotKeys>,
    class: AssuranceClass,
}

impl ForeignSlotKeys {
    pub(crate) fn new(keys: Arc<dyn SlotKeys>) -> Result<Self, DeviceKeyError> {
        let class = keys.assurance()?;
        Ok(Self { keys, class })
    }
}

impl ports::SlotKeys for ForeignSlotKeys {
    fn class(&self) -> AssuranceClass {
        self.class
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), ports::DeviceKeyError> {
        Ok(self.keys.create(id)?)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), ports::DeviceKeyError> {
        Ok(self.keys.delete(id)?)
    }

    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, ports::DeviceKeyError> {
        secret(self.keys.prf(id, input.to_vec())?)
    }
}

/// A shell's signing keys.
pub(crate) struct ForeignSigningKeys(pub(crate) Arc<dyn SigningKeys>);

impl ports::SigningKeys for ForeignSigningKeys {
    fn create(
        &self,
        id: DeviceKeyId,
        purpose: SigningKeyUse,
    ) -> Result<P256PublicKey, ports::DeviceKeyError> {
        public_key(&self.0.create(id, purpose)?)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), ports::DeviceKeyError> {
        Ok(self.0.delete(id)?)
    }

    fn sign(&self, id: DeviceKeyId, message: &[u8]) -> Result<[u8; 64], ports::DeviceKeyError> {
        let signature = self.0.sign(id, message.to_vec())?;
        signature.try_into().map_err(|_| ports::DeviceKeyError::Unavailable)
    }
}

/// A shell's attested keys.
pub(crate) struct ForeignKeyAttestation(pub(crate) Arc<dyn KeyAttestation>);

impl ports::KeyAttestation for ForeignKeyAttestation {
    fn create_attested(
        &self,
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: &[u8; 32],
    ) -> Result<P256PublicKey, ports::DeviceKeyError> {
        public_key(&self.0.create_attested(id, purpose, challenge.to_vec())?)
    }

    fn certificates(&self, id: DeviceKeyId) -> Result<Vec<Vec<u8>>, ports::DeviceKeyError> {
        Ok(self.0.certificates(id)?)
    }
}

/// A shell's keys for receiving.
pub(crate) struct ForeignAgreementKeys(pub(crate) Arc<dyn AgreementKeys>);

impl ports::AgreementKeys for ForeignAgreementKeys {
    fn create(&self, id: DeviceKeyId) -> Result<P256PublicKey, ports::DeviceKeyError> {
        public_key(&self.0.create(id)?)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), ports::DeviceKeyError> {
        Ok(self.0.delete(id)?)
    }

    fn agree(&self, id: DeviceKeyId, point: &P256PublicKey) -> Result<Secret<32>, ports::DeviceKeyError> {
        secret(self.0.agree(id, point.as_point().to_vec())?)
    }
}

/// A shell's biometric key.
pub(crate) struct ForeignBiometricKey(pub(crate) Arc<dyn BiometricKey>);

impl ports::BiometricKey for ForeignBiometricKey {
    fn seal(&self, id: DeviceKeyId, secret: &Secret<32>) -> Result<Vec<u8>, ports::DeviceKeyError> {
        // Exposed: the device is to keep it, and only behind a prompt does it give it back.
        Ok(self.0.seal(id, secret.expose().to_vec())?)
    }

    fn release(&self, id: DeviceKeyId, sealed: &[u8]) -> Result<Secret<32>, ports::DeviceKeyError> {
        secret(self.0.release(id, sealed.to_vec())?)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), ports::DeviceKeyError> {
        Ok(self.0.delete(id)?)
    }
}

/// A shell's anchor.
pub(crate) struct ForeignAnchor(pub(crate) Arc<dyn Anchor>);

impl ports::Anchor for ForeignAnchor {
    fn load(&self) -> Result<Option<Vec<u8>>, ports::AnchorError> {
        Ok(self.0.load()?)
    }

    fn store(&self, record: &[u8]) -> Result<(), ports::AnchorError> {
        Ok(self.0.store(record.to_vec())?)
    }

    fn mac(&self, message: &[u8]) -> Result<[u8; 32], ports::AnchorError> {
        self.0.mac(message.to_vec())?.try_into().map_err(|_| ports::AnchorError::Unavailable)
    }
}

/// What a device gave as a public key.
fn public_key(point: &[u8]) -> Result<P256PublicKey, ports::DeviceKeyError> {
    P256PublicKey::from_point(point).map_err(|_| ports::DeviceKeyError::Unavailable)
}

/// What a device gave as a secret of 32 bytes; the bytes it came in are wiped.
fn secret(bytes: Vec<u8>) -> Result<Secret<32>, ports::DeviceKeyError> {
    Secret::from_slice(&Zeroizing::new(bytes)).ok_or(ports::DeviceKeyError::Unavailable)
}

impl From<DeviceKeyError> for ports::DeviceKeyError {
    fn from(error: DeviceKeyError) -> Self {
        match error {
            DeviceKeyError::Missing => Self::Missing,
            DeviceKeyError::Unavailable => Self::Unavailable,
            DeviceKeyError::Cancelled => Self::Cancelled,
            DeviceKeyError::Invalidated => Self::Invalidated,
        }
    }
}

impl From<ports::DeviceKeyError> for DeviceKeyError {
    fn from(error: ports::DeviceKeyError) -> Self {
        match error {
            ports::DeviceKeyError::Missing => Self::Missing,
            ports::DeviceKeyError::Unavailable => Self::Unavailable,
            ports::DeviceKeyError::Cancelled => Self::Cancelled,
            ports::DeviceKeyError::Invalidated => Self::Invalidated,
        }
    }
}

impl From<AnchorError> for ports::AnchorError {
    fn from(error: AnchorError) -> Self {
        match error {
            AnchorError::Unavailable => Self::Unavailable,
            AnchorError::KeyMissing => Self::KeyMissing,
        }
    }
}

impl From<ports::AnchorError> for AnchorError {
    fn from(error: ports::AnchorError) -> Self {
        match error {
            ports::AnchorError::Unavailable => Self::Unavailable,
            ports::AnchorError::KeyMissing => Self::KeyMissing,
        }
    }
}
