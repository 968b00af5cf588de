//! What the outside lends to the core: time, randomness, storage and device keys.
//!
//! A port has no behaviour of its own, at most four methods, one default (`platform/`), one fake and one
//! conformance suite (`testing/`). A shell implements a port with what its operating system has.

use crate::crypto::Secret;
use crate::time::{BootTime, UnixTime};

/// The two clocks of a device.
pub trait Clock: Send + Sync {
    /// What the user's clock shows. It can be wrong and it can be set.
    fn wall(&self) -> UnixTime;

    /// What cannot be set: time since boot, sleep included.
    fn boot(&self) -> BootTime;
}

/// A cryptographically secure source of random bytes.
pub trait Random: Send + Sync {
    /// Fills `out` completely, or fails.
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed>;
}

/// The system's random source gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system's random source failed")]
pub struct RandomFailed;

/// How well the device keeps its keys. Recorded in the vault's header and shown to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Names one device key. Random, and in no relation to what it protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceKeyId(pub [u8; 16]);

/// Why a device key did not answer. None of these is a wrong PIN, and none is counted as an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceKeyError {
    /// There is no such key (any more): another device, a wiped keystore, a restored backup.
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

/// Keys that cannot leave the device and are mixed into the PIN's derivation after the KDF, so that each guess
/// needs the device.
pub trait SlotKeys: Send + Sync {
    /// How well this device keeps such keys.
    fn class(&self) -> AssuranceClass;

    /// Makes a new random key under `id`, durably. A key that exists under `id` stays as it is.
    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// A pseudo-random function of `input` under the key `id`: the same answer for the same key and input.
    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError>;
}

/// A hardware key that works only behind a biometric prompt. It releases a key, never a yes or no.
pub trait BiometricKey: Send + Sync {
    /// Makes the key `id`, invalidated by a change of the enrolled biometrics, and seals `secret` under it
    /// (behind a prompt where the device needs one).
    fn seal(&self, id: DeviceKeyId, secret: &Secret<32>) -> Result<Vec<u8>, DeviceKeyError>;

    /// Gives back what [`seal`](Self::seal) took, behind a biometric prompt.
    fn release(&self, id: DeviceKeyId, sealed: &[u8]) -> Result<Secret<32>, DeviceKeyError>;

    /// Destroys the key `id`. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;
}

/// A small record kept outside the vault's files, so that an old copy of the files is noticed.
///
/// The core gives the bytes their meaning and authenticates them with [`mac`](Self::mac); the port keeps them.
pub trait Anchor: Send + Sync {
    /// The stored record; `None` on a device that never stored one.
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError>;

    /// Replaces the record atomically and durably. At most 512 bytes.
    fn store(&self, record: &[u8]) -> Result<(), AnchorError>;

    /// A MAC over `message` under a device key that needs no PIN. The key is made at first use; beside a record
    /// that is not empty its absence is [`AnchorError::KeyMissing`] (so a new start stores an empty record first).
    fn mac(&self, message: &[u8]) -> Result<[u8; 32], AnchorError>;
}

/// The anchor could not be read or written. After a failed store the old or the new record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The device's key store or the record's place cannot be used right now; try again.
    #[error("the anchor's store is not available")]
    Unavailable,
    /// The record is there, but its key is gone.
    #[error("the anchor's key is missing")]
    KeyMissing,
}

/// Which of the vault's two files. Generation N lives in slot N mod 2, so the good copy is never touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileSlot {
    /// `vault.a`: even generations.
    A,
    /// `vault.b`: odd generations.
    B,
}

impl FileSlot {
    /// The slot of a generation.
    pub const fn of_generation(generation: u64) -> Self {
        if generation.is_multiple_of(2) { Self::A } else { Self::B }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// The place of the vault's two files.
pub trait VaultStore: Send + Sync {
    /// Takes the vault for this process until the guard is dropped; a second taker is told so at once.
    fn lock(&self) -> Result<Box<dyn Send + Sync>, StoreError>;

    /// The bytes of one file, at most `limit` of them (a longer file is [`StoreError::TooLarge`]);
    /// `None` where there is no file.
    fn read(&self, slot: FileSlot, limit: usize) -> Result<Option<Vec<u8>>, StoreError>;

    /// Replaces one file durably: temporary file, fsync, read back, rename, fsync of the folder.
    fn replace(&self, slot: FileSlot, bytes: &[u8]) -> Result<(), StoreError>;

    /// Removes one file durably. Succeeds where there is none.
    fn remove(&self, slot: FileSlot) -> Result<(), StoreError>;
}

/// Why the store refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process has the vault open.
    #[error("the vault is open in another process")]
    Locked,
    /// No room left. Nothing changed.
    #[error("no space left on the device")]
    Full,
    /// Reading or writing failed. Nothing changed.
    #[error("the device failed to read or write")]
    Failed,
    /// The change may or may not be on the disk: read again before the next change.
    #[error("the outcome of the write is unknown")]
    Unknown,
    /// A file is larger than any vault may be.
    #[error("the file is too large")]
    TooLarge,
}

/// A few bytes that are no secret and that the app needs before the PIN: accepted license, language, theme.
/// Nobody authenticates them; the core treats what it reads as a suggestion.
pub trait Preferences: Send + Sync {
    /// The stored bytes; `None` where nothing was stored yet.
    fn load(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// Replaces them durably. At most 4 KiB.
    fn store(&self, bytes: &[u8]) -> Result<(), StoreError>;
}
