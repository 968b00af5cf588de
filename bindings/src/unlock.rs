//! Unlocking by PIN, recovery code or biometrics; locking by hand and by itself.

use crate::authenticator::Authenticator;
use countersign::authenticator::{Acceptance, OlderCopy, StorageError, UnlockError, UnlockNotice};
use countersign::crypto::SecretBytes;

/// What the user should know after an unlock.
#[uniffi::remote(Enum)]
pub enum UnlockNotice {
    /// The newest file was damaged; the one before it was opened. The change with this number is lost.
    Recovered {
        /// The generation that was lost.
        lost_generation: u64,
    },
    /// The user agreed to go on with an older copy.
    Accepted(#[uniffi(name = "copy")] OlderCopy),
}

/// What the user has said yes to.
#[uniffi::remote(Enum)]
pub enum Acceptance {
    /// Nothing: the files must be the newest.
    NewestOnly,
    /// "Yes, I know these files are an older copy": opens in spite of a `Finding`.
    OlderCopy,
}

#[uniffi::export]
impl Authenticator {
    /// Opens the vault with the PIN. Takes as long as one key derivation (0.1–0.5 s), and comes to its end also when the
    /// caller has gone: the attempt is charged durably before the derivation runs.
    ///
    /// `accept` is `NewestOnly`, unless the user has just said yes to `OlderCopy`.
    ///
    /// # Errors
    /// Each variant says what to do next; the vault is as locked as before. Damage, a device error or a lack of memory is
    /// no attempt.
    pub async fn unlock(
        &self,
        pin: SecretBytes,
        accept: Acceptance,
    ) -> Result<Vec<UnlockNotice>, UnlockError> {
        self.derive(move |core| core.unlock(pin, accept)).await
    }

    /// Opens the vault with the printed recovery code. It opens one-time codes only, and the next step is a new PIN.
    ///
    /// # Errors
    /// As `unlock`; a wrong recovery code is not counted (it has 128 bits).
    pub async fn unlock_with_recovery_code(
        &self,
        code: SecretBytes,
        accept: Acceptance,
    ) -> Result<Vec<UnlockNotice>, UnlockError> {
        self.derive(move |core| core.unlock_with_recovery_code(code, accept)).await
    }

    /// Opens the vault with the key behind the biometric prompt, which this call shows.
    ///
    /// # Errors
    /// As `unlock`; `NotAvailable` where biometrics were not set up or have changed.
    pub async fn unlock_with_biometrics(&self, accept: Acceptance) -> Result<Vec<UnlockNotice>, UnlockError> {
        self.derive(move |core| core.unlock_with_biometrics(accept)).await
    }

    /// Locks the vault. Nothing of it stays in memory.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn lock(&self) -> Result<(), StorageError> {
        self.answer(|core| core.lock())
    }

    /// Restarts the time to the automatic lock: call it for each touch or key, not for a redraw.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn user_was_active(&self) -> Result<(), StorageError> {
        self.answer(|core| core.user_was_active())
    }

    /// Locks a vault that was idle for as long as the settings say. Call it now and then; says whether the vault is locked
    /// now.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn lock_if_idle(&self) -> Result<bool, StorageError> {
        self.answer(|core| core.lock_if_idle())
    }
}
