//! The private keys of one account, by what they are for: in memory, or wherever a shell keeps them.

use crate::crypto::AgreementKey;
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

/// The private keys of one account, as far as they are at hand.
pub trait Keychain: Send + Sync {
    /// The key that proves the device.
    fn device(&self) -> Option<&dyn Signer>;

    /// The key that approves.
    fn user(&self) -> Option<&dyn Signer>;

    /// The key that receives.
    fn agreement(&self) -> Option<&AgreementKey>;
}
