//! One attempt at the PIN: charged before it is made, settled before anyone hears of it.

use super::anchor::{KeyPurpose, LifeState};
use super::attempts::Attempts;
use super::device::Device;
use super::error::{UnlockError, VaultFailure};
use super::header::Header;
use super::keys::VaultKeys;
use super::pin::PinSource;
use super::slot::{SlotKind, SlotTerms};
use crate::crypto::{Secret, wipe_stack};

/// The vault's keys, if the PIN is right.
///
/// [`UnlockError::Erased`] means that erasing is due and recorded; the caller carries it out.
pub(super) fn attempt(
    device: &mut Device,
    header: &Header,
    pin: &PinSource<'_>,
) -> Result<VaultKeys, UnlockError> {
    // Costs beyond their bounds are damage, found before anything is charged or allocated.
    let terms = header.slots.terms(SlotKind::Pin).ok_or(UnlockError::Damaged)?;
    device.reload_anchor()?;
    let vault_id = header.identity.vault_id;
    let mut record = device.anchor_or_new(vault_id);
    if matches!(record.state, LifeState::Erasing | LifeState::Erased) {
        return Err(UnlockError::Erased);
    }
    let now = device.ports.clock.boot();
    if record.attempts.notice_restart(now) {
        device.store_anchor(record.clone())?;
    }
    let remaining = record.attempts.remaining(now);
    if !remaining.is_zero() {
        return Err(UnlockError::Delayed { remaining });
    }
    if record.attempts.are_exhausted() {
        record.state = LifeState::Erasing;
        device.store_anchor(record)?;
        return Err(UnlockError::Erased);
    }

    let before = record.attempts;
    record.attempts.charge(now);
    record.remember_key(KeyPurpose::Slot, terms.device_key());
    device.store_anchor(record)?;
    let secrets = pin_secrets(device, &vault_id, &terms, pin);
    let opened = secrets.map(|[stretched, device_key]| {
        header.slots.open(SlotKind::Pin, &header.identity, &[&stretched, &device_key])
    });
    wipe_stack();
    match opened {
        Ok(Ok(keys)) => {
            settle(device, vault_id, Attempts::settle_success)?;
            Ok(keys)
        }
        Ok(Err(_)) => Err(wrong_pin(device, vault_id)?),
        Err(failure) => {
            // Nothing was learnt about the PIN. If even this cannot be stored, the charge counts as interrupted.
            settle(device, vault_id, |attempts| *attempts = before)?;
            Err(failure.into())
        }
    }
}

/// What the PIN becomes: first the key derivation, then the device key over its result.
pub(super) fn pin_secrets(
    device: &Device,
    vault_id: &[u8; 16],
    terms: &SlotTerms,
    pin: &PinSource<'_>,
) -> Result<[Secret<32>; 2], VaultFailure> {
    let stretched = pin.stretched(terms)?;
    let input = terms.device_key_input(vault_id, &stretched);
    let device_key = device.ports.slot_keys.prf(terms.device_key(), &input)?;
    Ok([stretched, device_key])
}

/// Stores the failure and says what follows from it.
fn wrong_pin(device: &mut Device, vault_id: [u8; 16]) -> Result<UnlockError, VaultFailure> {
    let now = device.ports.clock.boot();
    let mut record = device.anchor_or_new(vault_id);
    record.attempts.settle_failure(now);
    let attempts = record.attempts;
    if attempts.are_exhausted() {
        // One record for both: no moment in which the last failure is known and the erasing is not.
        record.state = LifeState::Erasing;
    }
    device.store_anchor(record)?;
    Ok(if attempts.are_exhausted() {
        UnlockError::Erased
    } else {
        UnlockError::WrongPin { attempts_left: attempts.left(), delay: attempts.remaining(now) }
    })
}

fn settle(
    device: &mut Device,
    vault_id: [u8; 16],
    outcome: impl FnOnce(&mut Attempts),
) -> Result<(), VaultFailure> {
    let mut record = device.anchor_or_new(vault_id);
    outcome(&mut record.attempts);
    device.store_anchor(record)
}
