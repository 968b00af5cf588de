//! What a shell lends: the device's keys. Each trait is implemented in the shell's own language.
//!
//! A foreign exception is an answer: a declared one is taken as it is, an undeclared one becomes `Unavailable`. Its text,
//! which can quote anything, is dropped unread.

mod adapters;
mod file_keys;
mod hashed_point;

pub(crate) use adapters::{
    ForeignAgreementKeys, ForeignAnchor, ForeignBiometricKey, ForeignKeyAttestation, ForeignSigningKeys,
    ForeignSlotKeys,
};
pub use file_keys::file_keys;
pub use hashed_point::hashed_point;

use countersign::ports::{AssuranceClass, DeviceKeyId, SigningKeyUse};
use std::sync::Arc;
use uniffi::UnexpectedUniFFICallbackError;

/// How well the device keeps its keys. Recorded in the vault's header and shown to the user.
#[uniffi::remote(Enum)]
pub enum AssuranceClass {
    /// Test double. Exists in tests only, never in a release.
    Test,
    /// A key file with mode 0600. Protects little: whoever copies the home folder has it.
    File,
    /// The operating system's keyring. Any process of the same user can ask it.
    Keyring,
    /// A key that hardware keeps and never gives out.
    Hardware,
}

/// What a signing key is for, so that the device can guard each as it deserves.
#[uniffi::remote(Enum)]
pub enum SigningKeyUse {
    /// Proves the device and denies. Usable while the app is locked, without any prompt.
    Device,
    /// Approves. Asked only right after the user was verified for the very message; the device may ask once more.
    User,
}

/// Why a device key did not answer. None of these is a wrong PIN, and none is counted as an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum DeviceKeyError {
    /// There is no such key (any more): another device, a wiped key store, a restored backup.
    #[error("the device holds no such key")]
    Missing,
    /// The key store cannot be used right now; try again.
    #[error("the device's key store is not available")]
    Unavailable,
    /// The user dismissed the prompt.
    #[error("the prompt was cancelled")]
    Cancelled,
    /// The key was made void by the system, for example because a new fingerprint was enrolled.
    #[error("the key was invalidated by the device")]
    Invalidated,
}

/// The anchor could not be read or written. After a failed store the old or the new record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum AnchorError {
    /// The device's key store or the record's place cannot be used right now; try again.
    #[error("the anchor's store is not available")]
    Unavailable,
    /// The record is there, but its key is gone.
    #[error("the anchor's key is missing")]
    KeyMissing,
}

impl From<UnexpectedUniFFICallbackError> for DeviceKeyError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl From<UnexpectedUniFFICallbackError> for AnchorError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

/// Keys that cannot leave the device and are mixed into the PIN's derivation, so that each guess needs the device.
/// On Android an HMAC key of the Keystore, on iOS a key of the Secure Enclave.
#[uniffi::export(rust, foreign)]
pub trait SlotKeys: Send + Sync {
    /// How well this device keeps such keys. Asked once, when the app is opened.
    fn assurance(&self) -> Result<AssuranceClass, DeviceKeyError>;

    /// Makes a new random key under `id`, durably. A key that exists under `id` stays as it is.
    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// A pseudo-random function of `input` (32 bytes) under the key `id`: 32 bytes, the same for the same key and input.
    /// HMAC with SHA-256 is one.
    fn prf(&self, id: DeviceKeyId, input: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;
}

/// P-256 keys that cannot leave the device, for push accounts. A device without them lends none, and the keys then live
/// sealed in the vault.
#[uniffi::export(rust, foreign)]
pub trait SigningKeys: Send + Sync {
    /// Makes a new random key under `id`, durably, and gives its public half as an uncompressed point: 65 bytes, 4 first.
    /// A key that exists under `id` stays as it is.
    fn create(&self, id: DeviceKeyId, purpose: SigningKeyUse) -> Result<Vec<u8>, DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// ECDSA with SHA-256 over `message`, as r and s of 32 bytes each. Most hardware answers in DER: convert it.
    fn sign(&self, id: DeviceKeyId, message: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;
}

/// Signing keys that the device vouches for: certificates, up to one of the device's maker, say that hardware made the key,
/// for this app, and for a challenge that a server chose (Android's key attestation). A device that cannot lends none. The
/// keys are those of `SigningKeys` in every other way: made here, deleted and used there.
#[uniffi::export(rust, foreign)]
pub trait KeyAttestation: Send + Sync {
    /// Makes a key as `SigningKeys.create` does, whose certificates carry `challenge` (32 bytes).
    fn create_attested(
        &self,
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: Vec<u8>,
    ) -> Result<Vec<u8>, DeviceKeyError>;

    /// The certificates of a key that was made so, in DER: the key's own first, then each one's issuer. `Missing` for every
    /// other key.
    fn certificates(&self, id: DeviceKeyId) -> Result<Vec<Vec<u8>>, DeviceKeyError>;
}

/// P-256 keys that cannot leave the device and only receive, for push accounts: what is sealed to one is opened with the
/// device's help. Usable without any prompt, while the app is unlocked. Only a device that lends `SigningKeys` is asked for
/// it; without it, these keys live sealed in the vault.
#[uniffi::export(rust, foreign)]
pub trait AgreementKeys: Send + Sync {
    /// Makes a new random key under `id`, durably, and gives its public half as an uncompressed point: 65 bytes, 4 first.
    /// A key that exists under `id` stays as it is.
    fn create(&self, id: DeviceKeyId) -> Result<Vec<u8>, DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// The x coordinate, big-endian, of the key's product with `point` (an uncompressed point): 32 bytes, what devices call
    /// ECDH without any derivation.
    fn agree(&self, id: DeviceKeyId, point: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;
}

/// A hardware key that works only behind a biometric prompt. It releases a key, never a yes or no.
#[uniffi::export(rust, foreign)]
pub trait BiometricKey: Send + Sync {
    /// Makes the key `id`, invalidated by a change of the enrolled biometrics, and seals `secret` (32 bytes) under it,
    /// behind a prompt where the device needs one. Overwrite `secret` afterwards.
    fn seal(&self, id: DeviceKeyId, secret: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;

    /// Gives back what `seal` took, behind a biometric prompt.
    fn release(&self, id: DeviceKeyId, sealed: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;

    /// Destroys the key `id`. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;
}

/// A small record kept outside the vault's files, so that an old copy of the files is noticed.
#[uniffi::export(rust, foreign)]
pub trait Anchor: Send + Sync {
    /// The stored record; nothing on a device that never stored one.
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError>;

    /// Replaces the record atomically and durably. At most 512 bytes: more are refused.
    fn store(&self, record: Vec<u8>) -> Result<(), AnchorError>;

    /// A MAC over `message` under a device key that needs no PIN: 32 bytes. The key is made at first use; beside a record
    /// that is not empty its absence is `KeyMissing`.
    fn mac(&self, message: Vec<u8>) -> Result<Vec<u8>, AnchorError>;
}

/// The device's keys, as a shell lends them.
#[derive(Clone, uniffi::Record)]
pub struct DevicePorts {
    /// Keys behind the PIN.
    pub slot_keys: Arc<dyn SlotKeys>,
    /// The record that notices old files.
    pub anchor: Arc<dyn Anchor>,
    /// Signing keys that hardware keeps, where the device has them.
    #[uniffi(default = None)]
    pub signing_keys: Option<Arc<dyn SigningKeys>>,
    /// What vouches for the signing keys, where the device can.
    #[uniffi(default = None)]
    pub key_attestation: Option<Arc<dyn KeyAttestation>>,
    /// Keys for receiving that hardware keeps, where the device has them.
    #[uniffi(default = None)]
    pub agreement_keys: Option<Arc<dyn AgreementKeys>>,
    /// The key behind a biometric prompt, where the device has one.
    #[uniffi(default = None)]
    pub biometric_key: Option<Arc<dyn BiometricKey>>,
}
