//! For tests only: vaults opened without the key derivation, and files with a fitting checksum.
//!
//! A [`StretchedPin`] stands for what Argon2id would make of a PIN. Everything after that is the real thing:
//! attempts, device key, slot, body, records.

use super::error::{CreateError, SlotError, UnlockError};
use super::header::FORMAT;
use super::locked::{Acceptance, Refused, Vault};
use super::migration::reader_of;
use super::open::OpenVault;
use super::pin::PinSource;
use super::recovery_code::RecoveryCode;
use super::slots::SlotChange;
use super::{create as real_create, unlock as real_unlock};
use crate::crypto::{Argon2Parameters, Secret, sha256};

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
pub fn create(vault: Vault, pin: &StretchedPin) -> Result<OpenVault, Refused<CreateError>> {
    real_create::create(vault, &PinSource::Stretched(pin), Argon2Parameters::LEAST)
}

/// [`Vault::unlock`] without the key derivation.
pub fn unlock(
    vault: Vault,
    pin: &StretchedPin,
    accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    real_unlock::with_pin(vault, &PinSource::Stretched(pin), accept)
}

/// [`OpenVault::change_pin`] without the key derivation (and without judging the new PIN).
pub fn change_pin(vault: &mut OpenVault, old: &StretchedPin, new: &StretchedPin) -> Result<(), SlotError> {
    vault.change_slots(&PinSource::Stretched(old), &PinSource::Stretched(new), SlotChange::None)
}

/// [`OpenVault::add_recovery_slot`] without the key derivation.
pub fn add_recovery_slot(vault: &mut OpenVault, pin: &StretchedPin) -> Result<RecoveryCode, SlotError> {
    vault.add_recovery_slot_from(&PinSource::Stretched(pin))
}

/// [`OpenVault::remove_recovery_slot`] without the key derivation.
pub fn remove_recovery_slot(vault: &mut OpenVault, pin: &StretchedPin) -> Result<(), SlotError> {
    let pin = PinSource::Stretched(pin);
    vault.change_slots(&pin, &pin, SlotChange::RemoveRecovery)
}

/// [`OpenVault::add_biometric_slot`] without the key derivation.
pub fn add_biometric_slot(vault: &mut OpenVault, pin: &StretchedPin) -> Result<(), SlotError> {
    let pin = PinSource::Stretched(pin);
    vault.change_slots(&pin, &pin, SlotChange::AddBiometric)
}

/// [`OpenVault::remove_biometric_slot`] without the key derivation.
pub fn remove_biometric_slot(vault: &mut OpenVault, pin: &StretchedPin) -> Result<(), SlotError> {
    let pin = PinSource::Stretched(pin);
    vault.change_slots(&pin, &pin, SlotChange::RemoveBiometric)
}

/// [`OpenVault::set_pin`] without the key derivation.
pub fn set_pin(vault: &mut OpenVault, new: &StretchedPin) -> Result<(), SlotError> {
    vault.set_pin_from(&PinSource::Stretched(new))
}

/// Reads a body's plaintext as if it had been authentic, and writes what was read.
pub fn rewritten_body(plaintext: &[u8]) -> Option<Vec<u8>> {
    let contents = (reader_of(FORMAT)?.contents)(plaintext).ok()?;
    minicbor::to_vec(&contents).ok()
}

/// Gives a file the trailer that fits its bytes, so that a flipped bit reaches the layers behind the checksum.
pub fn recompute_trailer(file: &mut [u8]) {
    if let Some((content, trailer)) = file.split_last_chunk_mut::<32>() {
        *trailer = sha256(&[content]);
    }
}
