//! What servers ask of the PIN and of biometrics, and how this device comes to meet it.

use crate::authenticator::Authenticator;
use countersign::authenticator::{AccountId, ActivationError, PolicyObstacle, PolicyView, PushCallError};
use countersign::crypto::SecretBytes;

/// What a server asks of this app for as long as the account exists.
#[uniffi::remote(Record)]
pub struct PolicyView {
    /// The least number of characters that the PIN must have, 4 to 8; 4 where the server does not ask.
    pub pin_minimum: u8,
    /// Whether unlocking by biometrics must be set up.
    pub biometrics: bool,
}

/// What stands between this device and a server's policy.
#[uniffi::remote(Enum)]
pub enum PolicyObstacle {
    /// This device has no biometrics to lend: the account cannot be added here.
    BiometricsNotAvailable,
    /// The server takes only keys that the device's maker vouches for, and this device has no such keys to lend: the account
    /// cannot be added here.
    AttestationNotAvailable,
    /// Set up unlocking by biometrics first.
    BiometricsNeeded,
    /// Change the PIN first: it has fewer characters.
    PinTooShort {
        /// The least number of characters, 5 to 8.
        minimum: u8,
    },
    /// How long the PIN is, is not known (the vault was opened by biometrics): ask for it once and call
    /// `confirm_present_pin`.
    PinUnknown {
        /// The least number of characters, 5 to 8.
        minimum: u8,
    },
}

#[uniffi::export]
impl Authenticator {
    /// Tells the app how long the present PIN is, where it was opened without one (`PinUnknown`). The PIN is tried as at
    /// unlocking.
    ///
    /// # Errors
    /// `Pin` for the PIN.
    pub async fn confirm_present_pin(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.derive(move |core| core.confirm_present_pin(pin)).await
    }

    /// Lets biometrics open the vault and approve requests, behind the device's prompt. The PIN is tried as at unlocking.
    ///
    /// # Errors
    /// `Pin` for the PIN, and with `NotAvailable` where the device has no biometrics.
    pub async fn enable_biometrics(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.derive(move |core| core.enable_biometrics(pin)).await
    }

    /// No longer lets biometrics open the vault, and destroys their key.
    ///
    /// # Errors
    /// `LockedByPolicy` while a server requires them.
    pub async fn disable_biometrics(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.derive(move |core| core.disable_biometrics(pin)).await
    }

    /// The user agrees to what a server asks now. From then on it holds, and requests can be approved again.
    ///
    /// # Errors
    /// `Policy` where this device does not meet it yet; nothing is changed then. `NotSupported` where the server asks for
    /// nothing new.
    pub fn accept_policy(&self, account: AccountId) -> Result<(), PushCallError> {
        self.call(|core| core.accept_policy(account))
    }
}
