//! Commits and migration: what is written where, what is taken back, and what stays in doubt.

use super::*;
use crate::ports::AnchorError;
use crate::vault::rig::{Rig, add, touch};
use crate::vault::{Acceptance, EntryId, EntryKind, State};

/// Rewrites both files as the format before would have left them, and lets the device remember them.
fn make_old(vault: &mut OpenVault) {
    for _ in 0..2 {
        let mut header = vault.header.clone();
        header.format = 0;
        header.generation = vault.next_generation();
        header.previous = vault.newest.hash;
        header.commit_salt = random_array(&*vault.device.ports.random).unwrap();
        let content = file::seal(&mut header, &vault.keys, &vault.contents, 0).unwrap();
        let hash = trailer::replace(&*vault.device.ports.store, vault.slot.other(), &content).unwrap();
        vault.other = Some(vault.newest);
        vault.newest = Commit { generation: header.generation, hash };
        vault.slot = vault.slot.other();
        vault.header = header;
    }
    vault.advance_anchor().unwrap();
}

/// A device with a vault of the format before, and its one entry.
fn with_old_vault() -> (Rig, EntryId) {
    let rig = Rig::new();
    let mut vault = rig.create();
    let id = add(&mut vault, "seed", EntryKind::OneTimeCode);
    make_old(&mut vault);
    assert_eq!(formats(&rig), [Some(0), Some(0)]);
    (rig, id)
}

/// The formats of both files.
fn formats(rig: &Rig) -> [Option<u16>; 2] {
    let files = rig.store.snapshot();
    [files.a, files.b].map(|bytes| match Reading::of(bytes?) {
        Reading::Intact(file) => Some(file.header.format),
        _ => None,
    })
}

#[test]
fn an_older_format_is_rewritten_beside_itself() {
    let (rig, id) = with_old_vault();
    let before = rig.store.snapshot();
    assert!(matches!(rig.state(), State::Locked(locked) if locked.finding.is_none()));
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.open_secret(id).unwrap().expose(), b"seed");
    let mut found = formats(&rig);
    found.sort_unstable();
    assert_eq!(found, [Some(0), Some(FORMAT)], "the old file stays beside the new one");
    let after = rig.store.snapshot();
    assert!((before.a == after.a) != (before.b == after.b));
    touch(&mut vault, 1);
    assert_eq!(formats(&rig), [Some(FORMAT), Some(FORMAT)]);
}

#[test]
fn a_migration_that_fails_reads_the_old_file_and_is_tried_again() {
    let (rig, id) = with_old_vault();
    let before = rig.store.snapshot();
    let reads = {
        let reads_before = rig.store.faults().calls();
        drop(rig.vault());
        rig.store.faults().calls() - reads_before
    };
    rig.store.faults().from_call(reads, StoreError::Full);
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.open_secret(id).unwrap().expose(), b"seed");
    assert_eq!(rig.store.snapshot(), before);
    let refused: Result<(), CommitError> = vault.change(|change| change.set_setting("touched", vec![1]));
    assert!(matches!(refused, Err(CommitError::Failed(_))));
    assert_eq!(rig.store.snapshot(), before);
    rig.heal();
    touch(&mut vault, 1);
    assert_eq!(formats(&rig), [Some(FORMAT), Some(FORMAT)]);
}

#[test]
fn a_commit_goes_to_the_other_file_and_names_the_one_before() {
    let rig = Rig::new();
    let mut vault = rig.create();
    for value in 0..4 {
        let (before, generation, newest) = (rig.store.snapshot(), vault.generation(), vault.newest);
        touch(&mut vault, value);
        assert_eq!(vault.generation(), generation + 1);
        assert_eq!(vault.header.previous, newest.hash);
        let after = rig.store.snapshot();
        assert!((before.a == after.a) != (before.b == after.b), "one file was written");
        assert_eq!(vault.slot, FileSlot::of_generation(vault.generation()));
    }
}

#[test]
fn a_commit_that_is_not_written_is_taken_back() {
    let rig = Rig::new();
    let mut vault = rig.create();
    touch(&mut vault, 1);
    let (files, newest) = (rig.store.snapshot(), vault.newest);
    for error in [StoreError::Full, StoreError::Failed] {
        rig.store.faults().once_after(0, error);
        let refused: Result<(), CommitError> = vault.change(|change| change.set_setting("touched", vec![2]));
        assert_eq!(refused, Err(CommitError::Failed(error.into())));
        assert_eq!((vault.contents().setting("touched"), vault.newest), (Some(&[1_u8][..]), newest));
        assert_eq!(rig.store.snapshot(), files);
    }
}

#[test]
fn a_commit_in_doubt_is_what_the_files_say() {
    for landed in [false, true] {
        let rig = Rig::new();
        let mut vault = rig.create();
        touch(&mut vault, 1);
        rig.store.failed_writes_land(landed);
        rig.store.faults().once_after(0, StoreError::Unknown);
        let refused: Result<(), CommitError> = vault.change(|change| change.set_setting("touched", vec![2]));
        assert_eq!(refused, Err(CommitError::Unknown));
        let expected = if landed { 2 } else { 1 };
        assert_eq!(vault.contents().setting("touched"), Some(&[expected][..]));
        touch(&mut vault, 3);
        drop(vault);
        let vault = rig.unlock(Acceptance::NewestOnly).unwrap();
        assert_eq!(vault.contents().setting("touched"), Some(&[3][..]));
    }
}

#[test]
fn what_must_be_in_both_files_is_not_acknowledged_in_one() {
    let rig = Rig::new();
    let mut vault = rig.create();
    let id = add(&mut vault, "counted", EntryKind::OneTimeCode);
    rig.store.faults().once_after(1, StoreError::Full);
    let refused: Result<(), CommitError> = vault.change(|change| change.advance_counter(id, 2));
    assert_eq!(refused, Err(CommitError::NotInBoth(StoreError::Full.into())));
    assert_eq!(vault.contents().entry(id).map(crate::vault::Entry::counter), Some(2), "no counter goes back");
    rig.heal();
    vault
        .change(|change| change.advance_counter(id, 3))
        .unwrap_or_else(|error: CommitError| panic!("{error}"));
}

#[test]
fn a_commit_that_the_device_does_not_remember_is_in_doubt_and_found_later() {
    let rig = Rig::new();
    let mut vault = rig.create();
    rig.anchor.store_faults().once_after(0, AnchorError::Unavailable);
    let refused: Result<(), CommitError> = vault.change(|change| change.set_setting("touched", vec![1]));
    assert_eq!(refused, Err(CommitError::Unknown));
    drop(vault);
    let vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!((vault.contents().setting("touched"), vault.finding()), (Some(&[1][..]), None));
}
