//! Erasing, interrupted at every step of every port.

use crate::ports::{AnchorError, DeviceKeyError, StoreError};
use crate::vault::rig::{PIN, Rig};
use crate::vault::testing::{StretchedPin, add_biometric_slot};
use crate::vault::{Acceptance, State, UnlockError};

/// A device with a vault that has a device key for the PIN and one for the finger.
fn with_vault() -> Rig {
    let rig = Rig::new();
    add_biometric_slot(&mut rig.create(), &StretchedPin::number(PIN)).unwrap();
    assert_eq!(rig.slot_keys.ids().len(), 1);
    assert!(matches!(rig.state(), State::Locked(locked) if locked.biometrics));
    rig
}

/// One port of the device, and how to make its n-th call from now fail for good.
type Break = fn(&Rig, u64);

const BREAKS: [(&str, Break); 5] = [
    ("anchor read", |rig, n| rig.anchor.load_faults().from_call(n, AnchorError::Unavailable)),
    ("anchor stored", |rig, n| rig.anchor.store_faults().from_call(n, AnchorError::Unavailable)),
    ("device key", |rig, n| rig.slot_keys.faults().from_call(n, DeviceKeyError::Unavailable)),
    ("biometric key", |rig, n| rig.biometric_key.faults().from_call(n, DeviceKeyError::Unavailable)),
    ("file", |rig, n| rig.store.faults().from_call(n, StoreError::Failed)),
];

#[test]
fn interrupted_at_any_step_it_ends_at_the_next_opening() {
    for (port, break_at) in BREAKS {
        let (mut interrupted, mut begun) = (0, 0);
        for step in 0.. {
            let rig = with_vault();
            let vault = rig.vault();
            break_at(&rig, step);
            let outcome = vault.erase();
            rig.heal();
            let Err(refused) = outcome else { break };
            drop(refused.vault);
            interrupted += 1;
            let state = rig.state();
            if matches!(state, State::Locked(_)) {
                // Not begun: nothing is missing.
                drop(rig.unlock(Acceptance::NewestOnly).unwrap());
                drop(rig.vault().unlock_with_biometrics(Acceptance::NewestOnly).unwrap());
            } else {
                assert_eq!(state, State::Erased, "{port} {step}");
                assert!(rig.has_no_files() && rig.slot_keys.ids().is_empty(), "{port} {step}: leftovers");
                begun += 1;
            }
        }
        assert!(
            interrupted > 0 && begun > 0,
            "{port}: {interrupted} interruptions, {begun} after the beginning"
        );
    }
}

#[test]
fn once_begun_the_pin_opens_nothing() {
    let rig = with_vault();
    let files = rig.store.snapshot();
    rig.slot_keys.faults().always(DeviceKeyError::Unavailable);
    let refused = rig.vault().erase().unwrap_err();
    drop(refused);
    rig.heal();
    assert_eq!(rig.state(), State::Erased);
    rig.store.restore(files);
    assert_eq!(rig.state(), State::Erased, "files put back change nothing");
    assert_eq!(rig.unlock(Acceptance::OlderCopy).unwrap_err(), UnlockError::NotLocked);
}

#[test]
fn without_the_anchor_the_files_name_the_keys() {
    let rig = with_vault();
    rig.anchor.restore(None);
    rig.vault().erase().unwrap();
    assert_eq!(rig.state(), State::Erased);
    assert!(rig.has_no_files() && rig.slot_keys.ids().is_empty());
}

#[test]
fn erased_is_where_a_new_vault_begins() {
    let rig = with_vault();
    let vault = rig.vault().erase().unwrap();
    assert_eq!(vault.state(), State::Erased);
    drop(vault);
    rig.create();
    assert!(matches!(rig.state(), State::Locked(locked) if locked.finding.is_none()));
}
