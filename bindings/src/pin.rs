//! The PIN after setup, and the recovery code.

use crate::authenticator::Authenticator;
use crate::secret::SecretText;
use countersign::authenticator::{ActivationError, Stage};
use countersign::crypto::SecretBytes;

#[uniffi::export]
impl Authenticator {
    /// Changes the PIN. The old one is tried as at unlocking: charged, counted, and the tenth wrong one erases.
    ///
    /// # Errors
    /// `Pin` for the old PIN; `WeakPin` and `PinsDiffer` for the new one, before anything is tried.
    pub async fn change_pin(
        &self,
        old: SecretBytes,
        new: SecretBytes,
        again: SecretBytes,
    ) -> Result<(), ActivationError> {
        self.derive(move |core| core.change_pin(old, new, again)).await
    }

    /// Chooses a new PIN after the vault was opened with the recovery code.
    ///
    /// # Errors
    /// `OldPinNeeded` where no new PIN is asked for.
    pub async fn set_new_pin(&self, new: SecretBytes, again: SecretBytes) -> Result<Stage, ActivationError> {
        self.derive(move |core| core.set_new_pin(new, again)).await
    }

    /// Makes a recovery code: 128 random bits as text, to be printed and kept elsewhere. It replaces an earlier one, and it
    /// is shown this once. It opens one-time codes, not push keys.
    ///
    /// # Errors
    /// `Pin` for the PIN, which is tried as at unlocking.
    pub async fn make_recovery_code(&self, pin: SecretBytes) -> Result<SecretText, ActivationError> {
        self.derive(move |core| core.make_recovery_code(pin).map(SecretText::new)).await
    }

    /// Removes the recovery code: the printed one opens nothing any more.
    ///
    /// # Errors
    /// As `make_recovery_code`.
    pub async fn remove_recovery_code(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.derive(move |core| core.remove_recovery_code(pin)).await
    }

    /// Whether there is a recovery code.
    ///
    /// # Errors
    /// `Locked`.
    pub fn has_recovery_code(&self) -> Result<bool, ActivationError> {
        self.call(|core| core.has_recovery_code())
    }
}
