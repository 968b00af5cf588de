//! Making a vault.

use super::anchor::{AnchorRecord, KeyPurpose, LifeState};
use super::attempt::pin_secrets;
use super::contents::Contents;
use super::device::Device;
use super::error::{CreateError, VaultFailure};
use super::header::{FORMAT, Header, Identity};
use super::keys::VaultKeys;
use super::locked::{Known, Refused, Vault};
use super::open::OpenVault;
use super::pin::PinSource;
use super::slot::{SlotContents, SlotKind, SlotTable, SlotTerms};
use crate::crypto::{Argon2Parameters, random_array, wipe_stack};
use crate::ports::FileSlot;

pub(super) fn create(
    mut vault: Vault,
    pin: &PinSource<'_>,
    cost: Argon2Parameters,
) -> Result<OpenVault, Refused<CreateError>> {
    if !matches!(vault.known, Known::New | Known::Erased(None)) {
        return Err(Refused { vault, error: CreateError::Exists });
    }
    let before = vault.device.anchor.clone();
    let made = new_header(&mut vault.device, pin, cost);
    let (header, keys) = match made {
        Ok(made) => made,
        Err(error) => return Err(undone(vault, before, error)),
    };
    let mut open = OpenVault::newborn(vault.device, keys, header, Contents::default());
    match open.commit_to_both() {
        Ok(()) => Ok(open),
        Err(error) => Err(undone(open.lock(), before, error)),
    }
}

/// Device key, slot and header of a vault without a commit.
fn new_header(
    device: &mut Device,
    pin: &PinSource<'_>,
    cost: Argon2Parameters,
) -> Result<(Header, VaultKeys), VaultFailure> {
    let random = &*std::sync::Arc::clone(&device.ports.random);
    let identity = Identity { class: device.ports.slot_keys.class(), vault_id: random_array(random)? };
    let terms = SlotTerms::random(random, 1, cost)?;
    let keys = VaultKeys::random(random)?;
    let mut slots = SlotTable::random(random)?;

    let mut record = AnchorRecord::new(LifeState::Creating, identity.vault_id);
    record.remember_key(KeyPurpose::Slot, terms.device_key());
    device.store_anchor(record)?;
    device.ports.slot_keys.create(terms.device_key())?;
    let [stretched, device_key] = pin_secrets(device, &identity.vault_id, &terms, pin)?;
    let contents = SlotContents { keys: &keys, device_data: &[] };
    slots.seal(random, SlotKind::Pin, terms, &identity, &[&stretched, &device_key], contents)?;
    wipe_stack();
    let header = Header {
        format: FORMAT,
        identity,
        generation: 0,
        epoch: 1,
        previous: [0; 32],
        commit_salt: [0; 32],
        body_length: 0,
        slots,
    };
    Ok((header, keys))
}

/// Takes back what was made. What cannot be taken back is an unacknowledged vault, or one without files: both are
/// told apart at the next opening by the anchor, which says "creating".
fn undone(mut vault: Vault, before: Option<AnchorRecord>, error: VaultFailure) -> Refused<CreateError> {
    let device = &mut vault.device;
    let files_gone =
        [FileSlot::A, FileSlot::B].map(|slot| device.ports.store.remove(slot)).iter().all(Result::is_ok);
    if files_gone && device.delete_keys_except(&[]).is_ok() {
        if let Some(before) = before {
            let _ = device.store_anchor(before);
        }
    }
    let _ = vault.look();
    Refused { vault, error: CreateError::Failed(error) }
}
