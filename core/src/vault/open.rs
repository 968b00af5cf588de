//! The open vault.

use super::anchor::{Commit, LifeState};
use super::attempt::attempt;
use super::change::Change;
use super::contents::{Contents, EntryId};
use super::device::Device;
use super::error::{CommitError, SecretError, SlotError, UnlockError, VaultFailure};
use super::header::Header;
use super::keys::VaultKeys;
use super::load::Copy;
use super::locked::{Known, Summary, Vault};
use super::pin::{Pin, PinSource};
use super::recovery_code::RecoveryCode;
use super::slots::SlotChange;
use super::state::Finding;
use super::unlock::biometric_keys;
use crate::crypto::SecretBytes;
use crate::ports::{AssuranceClass, FileSlot};

/// A vault that is open: its contents in memory, its secrets still sealed one by one.
#[derive(Debug)]
pub struct OpenVault {
    pub(super) device: Box<Device>,
    pub(super) keys: VaultKeys,
    pub(super) access: Access,
    pub(super) contents: Contents,
    /// Header of the newest commit.
    pub(super) header: Header,
    pub(super) newest: Commit,
    /// Where the newest commit lives; the next one goes to the other file.
    pub(super) slot: FileSlot,
    /// What the other file holds, where it is intact.
    pub(super) other: Option<Commit>,
    /// Length of the newest file: the next one will be about as long.
    pub(super) file_length: usize,
    /// The outcome of the last commit is unknown: read the files before the next one.
    pub(super) must_reload: bool,
    pub(super) finding: Option<Finding>,
}

/// Through which door the vault was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// PIN or biometrics: everything.
    Full,
    /// The recovery code: a new PIN must be set before any change.
    Recovery,
    /// Too many wrong PINs while open: nothing is left.
    Erased,
}

impl OpenVault {
    /// What the vault holds. Reading it opens no secret.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// How well the device keeps the vault's key.
    pub fn class(&self) -> AssuranceClass {
        self.header.identity.class
    }

    /// Number of the last commit.
    pub fn generation(&self) -> u64 {
        self.newest.generation
    }

    /// What loading found when this vault was unlocked.
    pub fn finding(&self) -> Option<Finding> {
        self.finding
    }

    /// Whether it was opened with the recovery code and a new PIN must be set before any change.
    pub fn needs_new_pin(&self) -> bool {
        self.access == Access::Recovery
    }

    /// Opens exactly one secret.
    pub fn open_secret(&self, id: EntryId) -> Result<SecretBytes, SecretError> {
        let entry = self.contents.entry(id).ok_or(SecretError::NoSuchEntry)?;
        entry.open(&self.keys, &self.header.identity.vault_id)
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
        self.ready_for_change()?;
        let mut change = Change::new(
            &mut self.contents,
            &self.keys,
            &self.header.identity.vault_id,
            &*self.device.ports.random,
        );
        let outcome = edit(&mut change);
        let (undo, durability) = change.finish();
        match outcome {
            Ok(value) if undo.is_empty() && !durability.wants_both() => Ok(value),
            Ok(value) => self.commit(undo, durability).map(|()| value).map_err(E::from),
            Err(error) => {
                undo.apply(&mut self.contents);
                Err(error)
            }
        }
    }

    /// Tries the PIN as at unlock (charged, counted, the tenth wrong one erases), for an activation. Changes nothing.
    pub fn try_pin(&mut self, pin: &Pin) -> Result<(), SlotError> {
        self.proven(&PinSource::Typed(pin))
    }

    /// Shows the biometric prompt, for an activation: whoever passes it releases the vault's own keys once more.
    ///
    /// Changes nothing, and counts nothing: the device counts failures of its own.
    pub fn try_biometrics(&mut self) -> Result<(), SlotError> {
        match self.access {
            Access::Full => {}
            Access::Recovery => return Err(SlotError::NeedsNewPin),
            Access::Erased => return Err(SlotError::Refused(UnlockError::Erased)),
        }
        if !self.has_biometric_slot() {
            return Err(SlotError::NoBiometrics);
        }
        biometric_keys(&self.device, &self.header).map(drop).map_err(SlotError::Refused)
    }

    /// Changes the PIN. The old one is tried like at unlock: charged, counted, and the tenth wrong one erases.
    /// Afterwards no old copy of the files opens any more (where the class can delete keys).
    pub fn change_pin(&mut self, old: &Pin, new: &Pin) -> Result<(), SlotError> {
        new.check(self.device.ports.slot_keys.class(), self.contents.policy())?;
        self.change_slots(&PinSource::Typed(old), &PinSource::Typed(new), SlotChange::None)
    }

    /// Sets a PIN without the old one: after unlocking with the recovery code, or behind a biometric prompt
    /// (which this call shows). After the recovery code, push keys, biometrics and the code itself are gone: those
    /// accounts have to be enrolled again, and a new code should be made.
    pub fn set_pin(&mut self, new: &Pin) -> Result<(), SlotError> {
        new.check(self.device.ports.slot_keys.class(), self.contents.policy())?;
        self.set_pin_from(&PinSource::Typed(new))
    }

    /// Makes a recovery code (replacing an earlier one) that opens one-time codes but no push keys.
    /// The code is shown once; the vault cannot give it again. The PIN is tried like at unlock, as for each change
    /// of a slot.
    pub fn add_recovery_slot(&mut self, pin: &Pin) -> Result<RecoveryCode, SlotError> {
        self.add_recovery_slot_from(&PinSource::Typed(pin))
    }

    /// Whether there is a recovery code.
    pub fn has_recovery_slot(&self) -> bool {
        self.contents.slots_in_use.recovery
    }

    /// Removes the recovery code: it opens no file written from now on. (An old copy of the files still opens with
    /// it: the code is made to need no device.)
    pub fn remove_recovery_slot(&mut self, pin: &Pin) -> Result<(), SlotError> {
        let pin = PinSource::Typed(pin);
        self.change_slots(&pin, &pin, SlotChange::RemoveRecovery)
    }

    /// Lets biometrics open the vault (behind a prompt where the device needs one); replaces an earlier key.
    pub fn add_biometric_slot(&mut self, pin: &Pin) -> Result<(), SlotError> {
        let pin = PinSource::Typed(pin);
        self.change_slots(&pin, &pin, SlotChange::AddBiometric)
    }

    /// Whether biometrics open the vault.
    pub fn has_biometric_slot(&self) -> bool {
        self.contents.slots_in_use.biometric
    }

    /// No longer lets biometrics open the vault, and destroys their key.
    pub fn remove_biometric_slot(&mut self, pin: &Pin) -> Result<(), SlotError> {
        let pin = PinSource::Typed(pin);
        self.change_slots(&pin, &pin, SlotChange::RemoveBiometric)
    }

    /// Locks: the keys in memory are wiped, the contents dropped.
    pub fn lock(self) -> Vault {
        let known = match self.access {
            Access::Erased => Known::Erased(None),
            Access::Full | Access::Recovery => {
                let summary = Summary {
                    class: self.class(),
                    biometrics: self.device.ports.biometric_key.is_some() && self.has_biometric_slot(),
                    key_missing: self.access == Access::Recovery,
                    finding: self.finding.filter(|_| self.access == Access::Recovery),
                };
                Known::Locked(summary, None)
            }
        };
        let mut vault = Vault { device: self.device, known };
        if self.access != Access::Full || self.must_reload || vault.device.is(LifeState::Creating) {
            // What is known here may not be what the files and the anchor say. If they cannot be read now, they
            // are read at the next unlock.
            let _ = vault.look();
        }
        vault
    }

    /// An open vault, from what unlocking found.
    pub(super) fn new(
        device: Box<Device>,
        keys: VaultKeys,
        access: Access,
        contents: Contents,
        copy: &Copy,
        other: Option<Commit>,
        finding: Option<Finding>,
    ) -> Self {
        Self {
            device,
            keys,
            access,
            contents,
            header: copy.file.header.clone(),
            newest: copy.file.commit(),
            slot: copy.slot,
            other,
            file_length: copy.file.length(),
            must_reload: false,
            finding,
        }
    }

    /// A vault that has no file yet. Its first commit, generation 1, goes to the file of odd generations.
    pub(super) fn newborn(device: Box<Device>, keys: VaultKeys, header: Header, contents: Contents) -> Self {
        Self {
            device,
            keys,
            access: Access::Full,
            contents,
            header,
            newest: Commit::default(),
            slot: FileSlot::of_generation(0),
            other: None,
            file_length: 0,
            must_reload: false,
            finding: None,
        }
    }

    /// Refuses a change where there must be none, and reads the files where the last outcome is unknown.
    pub(super) fn ready_for_change(&mut self) -> Result<(), CommitError> {
        match self.access {
            Access::Full => {}
            Access::Recovery => return Err(CommitError::NeedsNewPin),
            Access::Erased => return Err(CommitError::Failed(VaultFailure::Damaged)),
        }
        if self.must_reload {
            self.reload()?;
        }
        Ok(self.migrate()?)
    }

    /// Whether the PIN is right: one attempt, as at unlock.
    pub(super) fn proven(&mut self, pin: &PinSource<'_>) -> Result<(), SlotError> {
        match self.access {
            Access::Full => {}
            Access::Recovery => return Err(SlotError::NeedsNewPin),
            Access::Erased => return Err(SlotError::Refused(UnlockError::Erased)),
        }
        match attempt(&mut self.device, &self.header, pin) {
            Ok(_) => Ok(()),
            Err(UnlockError::Erased) => {
                self.erase_now();
                Err(SlotError::Refused(UnlockError::Erased))
            }
            Err(error) => Err(SlotError::Refused(error)),
        }
    }

    /// Carries out an erasing that the anchor has on record, and forgets everything in memory.
    fn erase_now(&mut self) {
        self.access = Access::Erased;
        self.contents = Contents::default();
        self.keys.forget();
        // What fails here is finished at the next opening.
        let _ = super::erase::erase(&mut self.device);
    }
}

#[cfg(test)]
mod tests;
