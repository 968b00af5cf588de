//! The open vault: what lasts, what is written, and what a PIN tried while open costs.

use super::*;
use crate::vault::rig::{PIN, Rig, add, touch};
use crate::vault::testing::StretchedPin;
use crate::vault::{Acceptance, EntryKind, State};
use std::time::Duration;

#[test]
fn what_was_changed_is_there_after_locking() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let id = add(&mut vault, "seed", EntryKind::OneTimeCode);
    let locked = vault.lock();
    assert!(matches!(locked.state(), State::Locked(_)));
    drop(locked);
    let vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.open_secret(id).unwrap().expose(), b"seed");
    assert_eq!(vault.open_secret(EntryId([0; 16])).unwrap_err(), SecretError::NoSuchEntry);
}

#[test]
fn a_change_of_nothing_writes_nothing() {
    let rig = Rig::new();
    let mut vault = rig.create();
    touch(&mut vault, 1);
    let (files, written) = (rig.store.snapshot(), rig.store.replaced());
    touch(&mut vault, 1);
    vault.change(|_| Ok::<(), CommitError>(())).unwrap();
    assert_eq!((rig.store.snapshot(), rig.store.replaced()), (files, written));
}

#[test]
fn a_pin_tried_while_open_counts_as_at_unlock() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let wrong = StretchedPin::number(PIN + 1);
    let left = |vault: &mut OpenVault| match vault.proven(&PinSource::Stretched(&wrong)) {
        Err(SlotError::Refused(UnlockError::WrongPin { attempts_left, .. })) => attempts_left,
        outcome => panic!("{outcome:?}"),
    };
    assert_eq!((left(&mut vault), left(&mut vault)), (9, 8));
    vault.proven(&PinSource::Stretched(&StretchedPin::number(PIN))).unwrap();
    for expected in (1..10).rev() {
        rig.clock.advance(Duration::from_secs(86_400));
        assert_eq!(left(&mut vault), expected);
    }
    rig.clock.advance(Duration::from_secs(86_400));
    let erased = SlotError::Refused(UnlockError::Erased);
    assert_eq!(vault.proven(&PinSource::Stretched(&wrong)).unwrap_err(), erased);

    assert!(vault.contents().entries().is_empty() && rig.has_no_files() && rig.slot_keys.ids().is_empty());
    let refused: Result<(), CommitError> = vault.change(|change| change.set_setting("x", vec![1]));
    assert!(refused.is_err() && rig.has_no_files(), "nothing is written any more");
    assert_eq!(vault.lock().state(), State::Erased);
}

#[test]
fn two_cannot_have_it_open() {
    let rig = Rig::new();
    let vault = rig.create();
    let second = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(rig.vault())));
    assert!(second.is_err());
    drop(vault);
    drop(rig.vault());
}
