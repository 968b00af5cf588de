//! The open vault.

use super::change::Change;
use super::contents::{Contents, EntryId};
use super::error::{CommitError, SecretError, SlotError};
use super::locked::Vault;
use super::pin::Pin;
use super::recovery_code::RecoveryCode;
use super::state::Finding;
use crate::crypto::SecretBytes;
use crate::ports::AssuranceClass;

/// A vault that is open: its contents in memory, its secrets still sealed one by one.
#[derive(Debug)]
pub struct OpenVault {
    vault: Vault,
    contents: Contents,
}

impl OpenVault {
    /// What the vault holds. Reading it opens no secret.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// How well the device keeps the vault's key.
    pub fn class(&self) -> AssuranceClass {
        AssuranceClass::Test
    }

    /// Number of the last commit.
    pub fn generation(&self) -> u64 {
        0
    }

    /// What loading found when this vault was unlocked.
    pub fn finding(&self) -> Option<Finding> {
        None
    }

    /// Whether it was opened with the recovery code and a new PIN must be set before any change.
    pub fn needs_new_pin(&self) -> bool {
        false
    }

    /// Opens exactly one secret.
    pub fn open_secret(&self, _id: EntryId) -> Result<SecretBytes, SecretError> {
        Err(SecretError::NoSuchEntry)
    }

    /// Commits what `edit` does, all of it or nothing.
    ///
    /// A change that must never go back (a counter, a request seen, a deletion) is acknowledged only once both
    /// files hold it; the change itself knows that from what was touched. An error from `edit` undoes everything
    /// it did. An `edit` that does nothing writes nothing.
    pub fn change<T, E: From<CommitError>>(
        &mut self,
        edit: impl FnOnce(&mut Change<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _ = edit;
        Err(CommitError::Unknown.into())
    }

    /// Tries the PIN as at unlock (charged, counted, the tenth wrong one erases), for an activation. Changes nothing.
    pub fn try_pin(&mut self, _pin: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NeedsNewPin)
    }

    /// Changes the PIN. The old one is tried like at unlock: charged, counted, and the tenth wrong one erases.
    /// Afterwards no old copy of the files opens any more (where the class can delete keys).
    pub fn change_pin(&mut self, _old: &Pin, _new: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NeedsOldPin)
    }

    /// Sets a PIN without the old one: after unlocking with the recovery code, or behind a biometric prompt
    /// (which this call shows). After the recovery code, push keys, biometrics and the code itself are gone: those
    /// accounts have to be enrolled again, and a new code should be made.
    pub fn set_pin(&mut self, _new: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NeedsOldPin)
    }

    /// Makes a recovery code (replacing an earlier one) that opens one-time codes but no push keys.
    /// The code is shown once; the vault cannot give it again. The PIN is tried like at unlock, as for each change
    /// of a slot.
    pub fn add_recovery_slot(&mut self, _pin: &Pin) -> Result<RecoveryCode, SlotError> {
        Err(SlotError::NeedsNewPin)
    }

    /// Whether there is a recovery code.
    pub fn has_recovery_slot(&self) -> bool {
        false
    }

    /// Removes the recovery code.
    pub fn remove_recovery_slot(&mut self, _pin: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NeedsNewPin)
    }

    /// Lets biometrics open the vault (behind a prompt where the device needs one); replaces an earlier key.
    pub fn add_biometric_slot(&mut self, _pin: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NoBiometrics)
    }

    /// Whether biometrics open the vault.
    pub fn has_biometric_slot(&self) -> bool {
        false
    }

    /// No longer lets biometrics open the vault, and destroys their key.
    pub fn remove_biometric_slot(&mut self, _pin: &Pin) -> Result<(), SlotError> {
        Err(SlotError::NoBiometrics)
    }

    /// Locks: every key and every label in memory is wiped.
    pub fn lock(self) -> Vault {
        self.vault
    }
}
