//! The three ways in: the finger and the recovery code through their doubles, and the PIN that makes them anew.

use super::*;
use crate::ports::DeviceKeyError;
use crate::vault::rig::{PIN, Rig, add};
use crate::vault::testing::{
    StretchedPin, add_biometric_slot, add_recovery_slot, change_pin, remove_biometric_slot,
    remove_recovery_slot, set_pin,
};
use crate::vault::{Acceptance, EntryKind, SecretError, State, UnlockError};

const NEWEST: Acceptance = Acceptance::NewestOnly;

fn pin() -> StretchedPin {
    StretchedPin::number(PIN)
}

fn with_code(rig: &Rig, code: &RecoveryCode, accept: Acceptance) -> Result<OpenVault, UnlockError> {
    rig.vault().unlock_with_recovery_code(code, accept).map_err(|refused| refused.error)
}

fn with_finger(rig: &Rig) -> Result<OpenVault, UnlockError> {
    rig.vault().unlock_with_biometrics(NEWEST).map_err(|refused| refused.error)
}

#[test]
fn the_finger_opens_everything_and_forgives_wrong_pins() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let (seed, key) =
        (add(&mut vault, "seed", EntryKind::OneTimeCode), add(&mut vault, "key", EntryKind::Push));
    add_biometric_slot(&mut vault, &pin()).unwrap();
    drop(vault);
    let wrong = crate::vault::testing::unlock(rig.vault(), &StretchedPin::number(9), NEWEST);
    drop(wrong.unwrap_err());
    assert!(matches!(rig.state(), State::Locked(locked) if locked.biometrics && locked.attempts_left == 9));
    let vault = with_finger(&rig).unwrap();
    assert_eq!(vault.open_secret(seed).unwrap().expose(), b"seed");
    assert_eq!(vault.open_secret(key).unwrap().expose(), b"key");
    drop(vault);
    assert!(matches!(rig.state(), State::Locked(locked) if locked.attempts_left == 10));
}

#[test]
fn a_refused_prompt_counts_as_nothing() {
    let rig = Rig::new();
    add_biometric_slot(&mut rig.create(), &pin()).unwrap();
    for error in [DeviceKeyError::Cancelled, DeviceKeyError::Unavailable] {
        rig.biometric_key.faults().always(error);
        assert_eq!(with_finger(&rig).unwrap_err(), UnlockError::Failed(error.into()));
        rig.heal();
    }
    assert!(matches!(rig.state(), State::Locked(locked) if locked.attempts_left == 10));
    with_finger(&rig).unwrap();
}

#[test]
fn another_finger_voids_the_slot_and_the_pin_makes_a_new_one() {
    let rig = Rig::new();
    add_biometric_slot(&mut rig.create(), &pin()).unwrap();
    rig.biometric_key.enroll_another_finger();
    let error = UnlockError::Failed(DeviceKeyError::Invalidated.into());
    assert_eq!(with_finger(&rig).unwrap_err(), error);
    add_biometric_slot(&mut rig.unlock(NEWEST).unwrap(), &pin()).unwrap();
    with_finger(&rig).unwrap();
}

#[test]
fn a_removed_finger_opens_nothing_not_even_an_old_copy() {
    let rig = Rig::new();
    let mut vault = rig.create();
    add_biometric_slot(&mut vault, &pin()).unwrap();
    let old = rig.store.snapshot();
    remove_biometric_slot(&mut vault, &pin()).unwrap();
    assert!(!vault.has_biometric_slot());
    drop(vault);
    assert_eq!(with_finger(&rig).unwrap_err(), UnlockError::NoBiometricSlot);
    rig.store.restore(old);
    assert_eq!(with_finger(&rig).unwrap_err(), UnlockError::NoBiometricSlot);
}

#[test]
fn a_changed_pin_deletes_the_old_device_key() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let old_keys = rig.slot_keys.ids();
    let old = rig.store.snapshot();
    change_pin(&mut vault, &pin(), &StretchedPin::number(2)).unwrap();
    drop(vault);
    let new_keys = rig.slot_keys.ids();
    assert!(new_keys.len() == 1 && new_keys != old_keys);
    rig.store.restore(old);
    assert!(matches!(rig.state(), State::DeviceKeyMissing(_)));
    let refused = rig.unlock(Acceptance::OlderCopy).unwrap_err();
    assert_eq!(refused, UnlockError::Failed(DeviceKeyError::Missing.into()));
}

#[test]
fn the_recovery_code_opens_codes_and_wants_a_new_pin() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let (seed, key) =
        (add(&mut vault, "seed", EntryKind::OneTimeCode), add(&mut vault, "key", EntryKind::Push));
    add_biometric_slot(&mut vault, &pin()).unwrap();
    let code = add_recovery_slot(&mut vault, &pin()).unwrap();
    drop(vault);

    let mut vault = with_code(&rig, &code, NEWEST).unwrap();
    assert!(vault.needs_new_pin());
    assert_eq!(vault.open_secret(seed).unwrap().expose(), b"seed");
    assert_eq!(vault.open_secret(key).unwrap_err(), SecretError::EnrollAgain);
    let refused = vault.change(|change| change.set_setting("x", vec![1])).unwrap_err();
    assert_eq!(refused, CommitError::NeedsNewPin);
    assert_eq!(change_pin(&mut vault, &pin(), &pin()).unwrap_err(), SlotError::NeedsNewPin);

    set_pin(&mut vault, &StretchedPin::number(2)).unwrap();
    assert!(!vault.needs_new_pin() && !vault.has_recovery_slot() && !vault.has_biometric_slot());
    assert!(vault.contents().entry(key).unwrap().needs_enrollment());
    assert_eq!(vault.open_secret(seed).unwrap().expose(), b"seed");
    drop(vault);
    assert_eq!(with_code(&rig, &code, NEWEST).unwrap_err(), UnlockError::WrongRecoveryCode);
    assert!(matches!(rig.unlock(NEWEST).unwrap_err(), UnlockError::WrongPin { .. }));
}

#[test]
fn the_recovery_code_opens_on_another_device() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let seed = add(&mut vault, "seed", EntryKind::OneTimeCode);
    let code = add_recovery_slot(&mut vault, &pin()).unwrap();
    drop(vault);
    let other = Rig::with_files_of(&rig);
    assert!(matches!(other.state(), State::DeviceKeyMissing(_)));
    assert!(matches!(with_code(&other, &code, NEWEST).unwrap_err(), UnlockError::OlderCopy(_)));
    let mut vault = with_code(&other, &code, Acceptance::OlderCopy).unwrap();
    set_pin(&mut vault, &pin()).unwrap();
    drop(vault);
    let vault = other.unlock(NEWEST).unwrap();
    assert_eq!(vault.open_secret(seed).unwrap().expose(), b"seed");
}

#[test]
fn a_removed_or_foreign_recovery_code_is_a_wrong_one_and_costs_no_attempt() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let code = add_recovery_slot(&mut vault, &pin()).unwrap();
    let replaced = add_recovery_slot(&mut vault, &pin()).unwrap();
    drop(vault);
    assert_eq!(with_code(&rig, &code, NEWEST).unwrap_err(), UnlockError::WrongRecoveryCode);
    with_code(&rig, &replaced, NEWEST).unwrap();
    remove_recovery_slot(&mut rig.unlock(NEWEST).unwrap(), &pin()).unwrap();
    assert_eq!(with_code(&rig, &replaced, NEWEST).unwrap_err(), UnlockError::WrongRecoveryCode);
    assert!(matches!(rig.state(), State::Locked(locked) if locked.attempts_left == 10));
}

#[test]
fn a_new_pin_without_the_old_one_needs_the_finger() {
    let rig = Rig::new();
    let mut vault = rig.create();
    assert_eq!(set_pin(&mut vault, &StretchedPin::number(2)).unwrap_err(), SlotError::NeedsOldPin);
    add_biometric_slot(&mut vault, &pin()).unwrap();
    rig.biometric_key.faults().always(DeviceKeyError::Cancelled);
    let cancelled = SlotError::Refused(UnlockError::Failed(DeviceKeyError::Cancelled.into()));
    assert_eq!(set_pin(&mut vault, &StretchedPin::number(2)).unwrap_err(), cancelled);
    rig.heal();
    set_pin(&mut vault, &StretchedPin::number(2)).unwrap();
    drop(vault);
    assert!(matches!(rig.unlock(NEWEST).unwrap_err(), UnlockError::WrongPin { .. }));
}

#[test]
fn a_key_that_cannot_be_made_leaves_everything_as_it_was() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let (generation, keys) = (vault.generation(), rig.slot_keys.ids());
    rig.biometric_key.faults().once_after(0, DeviceKeyError::Unavailable);
    let failed = SlotError::Commit(CommitError::Failed(DeviceKeyError::Unavailable.into()));
    assert_eq!(add_biometric_slot(&mut vault, &pin()).unwrap_err(), failed);
    assert_eq!((vault.generation(), rig.slot_keys.ids()), (generation, keys));
    assert!(!vault.has_biometric_slot());
    drop(vault);
    rig.unlock(NEWEST).unwrap();
}
