//! The private keys of one account, by what they are for: in memory, or wherever a shell keeps them.

use crate::crypto::{AgreementKey, HpkeError, P256PublicKey, Sealed, SecretBytes};
use crate::jose::Signer;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyPurpose {
    /// Proves the device: every call, and denials. Usable while nobody was verified.
    Device,
    /// Approves. Usable only after the user was verified for the request at hand.
    User,
    /// Receives what a server seals to this phone. Signs nothing.
    Agreement,
}

/// A key that receives what others seal to it.
pub trait Receiver: Send + Sync {
    /// Where to seal to.
    fn public_key(&self) -> P256PublicKey;

    /// Opens a message that was sealed to this key with the same `info` and `aad`.
    fn open(&self, sealed: &Sealed, info: &[u8], aad: &[u8]) -> Result<SecretBytes, NotOpened>;
}

/// Why a message that was received is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It was not sealed to this key for this purpose, or was changed.
    #[error(transparent)]
    NotSealed(#[from] HpkeError),
    /// The device that keeps the key did not use it.
    #[error("the device did not use its key")]
    DeviceRefused,
}

impl Receiver for AgreementKey {
    fn public_key(&self) -> P256PublicKey {
        self.public_key()
    }

    fn open(&self, sealed: &Sealed, info: &[u8], aad: &[u8]) -> Result<SecretBytes, NotOpened> {
        Ok(self.open(sealed, info, aad)?)
    }
}

/// The private keys of one account, as far as they are at hand.
pub trait Keychain: Send + Sync {
    /// The key that proves the device.
    fn device(&self) -> Option<&dyn Signer>;

    /// The key that approves.
    fn user(&self) -> Option<&dyn Signer>;

    /// The key that receives.
    fn agreement(&self) -> Option<&dyn Receiver>;
}
