//! Changing the ways in: a new PIN, a recovery code, biometrics.
//!
//! Each change is one and the same: the PIN slot is made anew (new salt, new device key, new epoch), both files are
//! written with the new table, and only then is the old device key deleted — after that, no old copy opens with any
//! PIN. Interrupted before the first file, nothing has changed; after it, the next unlock finishes what is left.

use super::anchor::{AnchorRecord, KeyPurpose, LifeState};
use super::attempt::pin_secrets;
use super::attempts::Attempts;
use super::contents::SlotsInUse;
use super::device::Device;
use super::error::{CommitError, SlotError, VaultFailure};
use super::header::Header;
use super::open::{Access, OpenVault};
use super::pin::PinSource;
use super::recovery_code::RecoveryCode;
use super::slot::{DEVICE_DATA_LENGTH, SlotContents, SlotKind, SlotTerms};
use super::undo::{Durability, Undo};
use super::unlock::biometric_keys;
use crate::crypto::{Argon2Parameters, Secret, random_secret, wipe_stack};
use crate::ports::DeviceKeyId;
use std::sync::Arc;

/// What happens to the other slots while the PIN's is made anew.
#[derive(Clone, Copy)]
pub(super) enum SlotChange<'a> {
    None,
    AddRecovery(&'a RecoveryCode),
    RemoveRecovery,
    AddBiometric,
    RemoveBiometric,
    /// After the recovery code: a new push key, and only the PIN opens from now on.
    Recovered,
}

impl OpenVault {
    /// Proves the old PIN, then makes the slots anew under the new one.
    pub(super) fn change_slots(
        &mut self,
        old: &PinSource<'_>,
        new: &PinSource<'_>,
        change: SlotChange<'_>,
    ) -> Result<(), SlotError> {
        if matches!(change, SlotChange::AddBiometric) && self.device.ports.biometric_key.is_none() {
            return Err(SlotError::NoBiometrics);
        }
        if matches!(change, SlotChange::RemoveBiometric) && self.contents.policy().biometrics_required() {
            return Err(SlotError::RequiredByPolicy);
        }
        self.proven(old)?;
        self.ready_for_change()?;
        self.remake_slots(new, change)
    }

    pub(super) fn set_pin_from(&mut self, new: &PinSource<'_>) -> Result<(), SlotError> {
        match self.access {
            Access::Recovery => {
                if self.must_reload {
                    self.reload().map_err(CommitError::from)?;
                }
                self.remake_slots(new, SlotChange::Recovered)
            }
            Access::Full if self.has_biometric_slot() => {
                biometric_keys(&self.device, &self.header).map_err(SlotError::Refused)?;
                self.ready_for_change()?;
                self.remake_slots(new, SlotChange::None)
            }
            Access::Full | Access::Erased => Err(SlotError::NeedsOldPin),
        }
    }

    pub(super) fn add_recovery_slot_from(&mut self, pin: &PinSource<'_>) -> Result<RecoveryCode, SlotError> {
        let code = RecoveryCode::random(&*self.device.ports.random)
            .map_err(|error| CommitError::Failed(error.into()))?;
        self.change_slots(pin, pin, SlotChange::AddRecovery(&code))?;
        Ok(code)
    }

    /// The device keys that the present slots need, and the one of what opens before the PIN.
    pub(super) fn device_keys_in_use(&self) -> Vec<DeviceKeyId> {
        let slots = &self.header.slots;
        let biometric = self.contents.slots_in_use.biometric;
        let kinds = [Some(SlotKind::Pin), biometric.then_some(SlotKind::Biometric)];
        kinds
            .into_iter()
            .flatten()
            .filter_map(|kind| slots.terms(kind))
            .map(|terms| terms.device_key())
            .chain(self.device.anchor.as_ref().and_then(AnchorRecord::early_key))
            .collect()
    }

    /// Makes the slots and commits them. What did not reach a file is taken back.
    fn remake_slots(&mut self, pin: &PinSource<'_>, change: SlotChange<'_>) -> Result<(), SlotError> {
        let (header_before, access_before, newest_before) = (self.header.clone(), self.access, self.newest);
        let recovered = matches!(change, SlotChange::Recovered);
        let mut made = Vec::new();
        let outcome = self.with_new_slots(pin, change, &mut made);
        if outcome.is_ok() {
            // A key that could not be deleted opens no file any more but an old copy; the next unlock tries again.
            let _ = self.delete_unused_keys();
        } else if self.newest == newest_before {
            self.header = header_before;
            self.access = access_before;
            if recovered {
                self.keys.push = None;
            }
            if matches!(outcome, Err(SlotError::Commit(CommitError::Failed(_)) | SlotError::NoBiometrics)) {
                let _ = self.discard(&made);
            }
        }
        outcome
    }

    fn with_new_slots(
        &mut self,
        pin: &PinSource<'_>,
        change: SlotChange<'_>,
        made: &mut Vec<DeviceKeyId>,
    ) -> Result<(), SlotError> {
        if matches!(change, SlotChange::Recovered) {
            let push = random_secret(&*self.device.ports.random).map_err(|error| failed(error.into()))?;
            self.keys.push = Some(push);
        }
        let (header, slots_in_use) = self.new_header(pin, change, made)?;
        let mut undo = Undo::default();
        undo.set_slots_in_use(&mut self.contents, slots_in_use);
        if matches!(change, SlotChange::Recovered) {
            undo.mark_push_keys_lost(&mut self.contents);
        }
        self.header = header;
        self.access = Access::Full;
        Ok(self.commit(undo, Durability::Both)?)
    }

    /// The header with the new slot table, and which of its places are used.
    fn new_header(
        &mut self,
        pin: &PinSource<'_>,
        change: SlotChange<'_>,
        made: &mut Vec<DeviceKeyId>,
    ) -> Result<(Header, SlotsInUse), SlotError> {
        let random = &*Arc::clone(&self.device.ports.random);
        let mut header = self.header.clone();
        let mut in_use = self.contents.slots_in_use;
        header.epoch = header.epoch.saturating_add(1);
        if matches!(change, SlotChange::Recovered) {
            header.identity.class = self.device.ports.slot_keys.class();
        }
        let cost =
            header.slots.terms(SlotKind::Pin).map_or(Argon2Parameters::RECOMMENDED, |terms| terms.cost);
        let new_terms =
            || SlotTerms::random(random, header.epoch, cost).map_err(|error| failed(error.into()));
        let identity = header.identity.clone();

        let terms = new_terms()?;
        self.announce(KeyPurpose::Slot, terms.device_key(), change).map_err(failed)?;
        made.push(terms.device_key());
        self.device.ports.slot_keys.create(terms.device_key()).map_err(|error| failed(error.into()))?;
        let [stretched, device_key] =
            pin_secrets(&self.device, &identity.vault_id, &terms, pin).map_err(failed)?;
        let mut slots = header.slots.clone();
        let mut seal = |kind, terms, secrets: &[&Secret<32>], device_data: &[u8]| {
            let contents = SlotContents { keys: &self.keys, device_data };
            slots
                .seal(random, kind, terms, &identity, secrets, contents)
                .map_err(|error| failed(error.into()))
        };
        seal(SlotKind::Pin, terms, &[&stretched, &device_key], &[])?;
        let mut cleared: &[SlotKind] = &[];
        match change {
            SlotChange::None => {}
            SlotChange::AddRecovery(code) => {
                let terms = new_terms()?;
                let stretched = code.stretched(&terms);
                seal(SlotKind::Recovery, terms, &[&stretched], &[])?;
                in_use.recovery = true;
            }
            SlotChange::AddBiometric => {
                let terms = new_terms()?;
                let secret = random_secret(random).map_err(|error| failed(error.into()))?;
                let id = terms.device_key();
                let port = self.device.ports.biometric_key.clone().ok_or(SlotError::NoBiometrics)?;
                announce(&mut self.device, header.identity.vault_id, KeyPurpose::Biometric, id, change)
                    .map_err(failed)?;
                made.push(id);
                let sealed = port.seal(id, &secret).map_err(|error| failed(error.into()))?;
                if sealed.len() > DEVICE_DATA_LENGTH {
                    return Err(SlotError::NoBiometrics);
                }
                seal(SlotKind::Biometric, terms, &[&secret], &sealed)?;
                in_use.biometric = true;
            }
            SlotChange::RemoveRecovery => cleared = &[SlotKind::Recovery],
            SlotChange::RemoveBiometric => cleared = &[SlotKind::Biometric],
            SlotChange::Recovered => cleared = &[SlotKind::Biometric, SlotKind::Recovery],
        }
        wipe_stack();
        for kind in cleared {
            slots.clear(random, *kind).map_err(|error| failed(error.into()))?;
            match kind {
                SlotKind::Biometric => in_use.biometric = false,
                _ => in_use.recovery = false,
            }
        }
        header.slots = slots;
        Ok((header, in_use))
    }
}

impl OpenVault {
    /// Lets the device remember a key before it is made, so that erasing finds it whatever happens next.
    fn announce(
        &mut self,
        purpose: KeyPurpose,
        id: DeviceKeyId,
        change: SlotChange<'_>,
    ) -> Result<(), VaultFailure> {
        let vault_id = self.header.identity.vault_id;
        announce(&mut self.device, vault_id, purpose, id, change)
    }

    /// Deletes keys that were made for slots that never came to be.
    fn discard(&mut self, made: &[DeviceKeyId]) -> Result<(), VaultFailure> {
        let Some(record) = &self.device.anchor else { return Ok(()) };
        let kept: Vec<_> = record.keys.iter().map(|(_, id)| *id).filter(|id| !made.contains(id)).collect();
        self.device.delete_keys_except(&kept)
    }
}

fn announce(
    device: &mut Device,
    vault_id: [u8; 16],
    purpose: KeyPurpose,
    id: DeviceKeyId,
    change: SlotChange<'_>,
) -> Result<(), VaultFailure> {
    let mut record = device.anchor_or_new(vault_id);
    if matches!(change, SlotChange::Recovered) {
        // The recovery code proved the owner, perhaps on a new device: what it remembered of another vault, or of
        // one that was erased, gives way. Its keys are still known, and deleted once the new slots stand.
        if record.vault_id != vault_id || record.state != LifeState::Live {
            let keys = core::mem::take(&mut record.keys);
            record = AnchorRecord { keys, ..AnchorRecord::new(LifeState::Live, vault_id) };
        }
        record.attempts = Attempts::default();
    }
    record.remember_key(purpose, id);
    device.store_anchor(record)
}

fn failed(failure: VaultFailure) -> SlotError {
    SlotError::Commit(CommitError::Failed(failure))
}

#[cfg(test)]
mod tests;
