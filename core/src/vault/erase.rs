//! Erasing: first the anchor says so, then the keys go, then the files, then the anchor says "erased".
//!
//! Interrupted anywhere, it starts again at the next opening and ends the same way. The tombstone stays until the
//! user sets up again, so "erased" is never mistaken for "new" or for a missing key.

use super::anchor::{AnchorRecord, KeyPurpose, LifeState};
use super::device::Device;
use super::error::VaultFailure;
use super::load::{Files, Neighbour};
use super::slot::SlotKind;
use crate::ports::FileSlot;

pub(super) fn erase(device: &mut Device) -> Result<(), VaultFailure> {
    device.reload_anchor()?;
    let mut record = device.anchor_or_new([0; 16]);
    if record.state != LifeState::Erasing || device.anchor.is_none() {
        record.state = LifeState::Erasing;
        remember_keys_of_files(device.ports.store.as_ref(), &mut record);
        device.store_anchor(record)?;
    }
    delete_push_keys(device)?;
    device.remove_early()?;
    device.delete_keys_except(&[])?;
    for slot in [FileSlot::A, FileSlot::B] {
        device.ports.store.remove(slot)?;
    }
    let vault_id = device.anchor.as_ref().map_or([0; 16], |record| record.vault_id);
    device.store_anchor(AnchorRecord::new(LifeState::Erased, vault_id))
}

/// Keys of push accounts that hardware keeps. What opens before the PIN knows their names; where it cannot be read (any
/// more), they stay behind: without the vault nobody knows them.
fn delete_push_keys(device: &mut Device) -> Result<(), VaultFailure> {
    let (signing, agreement) = (device.ports.signing_keys.clone(), device.ports.agreement_keys.clone());
    let class = device.ports.slot_keys.class();
    let ids: Vec<_> = match device.early(class) {
        Ok(early) => early.accounts().flat_map(|(_, account)| account.keys.clone()).collect(),
        Err(_) => Vec::new(),
    };
    // A name says not which kind of key it is, and deleting what is not there succeeds.
    for id in ids {
        signing.as_ref().map_or(Ok(()), |keys| keys.delete(id))?;
        agreement.as_ref().map_or(Ok(()), |keys| keys.delete(id))?;
    }
    Ok(())
}

/// Keys that only the files know of: where the anchor was lost.
fn remember_keys_of_files(store: &dyn crate::ports::VaultStore, record: &mut AnchorRecord) {
    let Ok(Files::Intact(found)) = Files::load(store, Some(record)) else { return };
    let other = match &found.other {
        Neighbour::Intact(copy) => Some(&copy.file.header),
        _ => None,
    };
    for header in [Some(&found.newest.file.header), other].into_iter().flatten() {
        for (purpose, kind) in
            [(KeyPurpose::Slot, SlotKind::Pin), (KeyPurpose::Biometric, SlotKind::Biometric)]
        {
            if let Some(terms) = header.slots.terms(kind) {
                record.remember_key(purpose, terms.device_key());
            }
        }
    }
}

#[cfg(test)]
mod tests;
