//! Which file opens, and what is said about its age.

use super::*;
use crate::testing::MemoryFiles;
use crate::vault::rig::{Rig, touch};
use crate::vault::testing::recompute_trailer;
use crate::vault::{Acceptance, State, UnlockError};

/// A device with a vault of a few commits.
fn with_vault() -> Rig {
    let rig = Rig::new();
    let mut vault = rig.create();
    touch(&mut vault, 1);
    touch(&mut vault, 2);
    rig
}

fn finding(rig: &Rig) -> Option<Finding> {
    match rig.state() {
        State::Locked(locked) => locked.finding,
        state => panic!("{state:?}"),
    }
}

/// Commits until the newest generation is an even one, in file A.
fn newest_in_a(rig: &Rig) -> u64 {
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    while !vault.generation().is_multiple_of(2) {
        touch(&mut vault, 7);
    }
    vault.generation()
}

fn flip(bytes: &mut Option<Vec<u8>>, position: usize) {
    bytes.as_mut().unwrap()[position] ^= 1;
}

#[test]
fn the_newest_intact_file_opens() {
    let rig = with_vault();
    assert_eq!(finding(&rig), None);
    let generation = newest_in_a(&rig);
    let mut files = rig.store.snapshot();
    flip(&mut files.b, 3000);
    rig.store.restore(files);
    assert_eq!(finding(&rig), None, "the older one is damaged: nothing is lost");
    let vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.contents().setting("touched").map(<[u8]>::len), Some(1));
    assert!(vault.generation() > generation, "and it is written anew");
}

#[test]
fn a_damaged_newest_file_is_said_to_be_lost() {
    let rig = with_vault();
    let generation = newest_in_a(&rig);
    let mut files = rig.store.snapshot();
    flip(&mut files.a, 3000);
    rig.store.restore(files.clone());
    assert_eq!(finding(&rig), Some(Finding::Recovered { lost_generation: generation }));
    files.a = None;
    rig.store.restore(files.clone());
    assert_eq!(finding(&rig), Some(Finding::Recovered { lost_generation: generation }));
    flip(&mut files.b, 3000);
    rig.store.restore(files);
    assert_eq!(rig.state(), State::Damaged);
}

#[test]
fn an_old_copy_is_rolled_back_and_opens_after_a_yes() {
    let rig = with_vault();
    let generation = newest_in_a(&rig);
    let old = rig.store.snapshot();
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    (3..6).for_each(|value| touch(&mut vault, value));
    let remembered = vault.generation();
    drop(vault);
    rig.store.restore(old);
    let rolled_back = Finding::RolledBack { generation, remembered };
    assert_eq!(finding(&rig), Some(rolled_back));
    assert_eq!(rig.unlock(Acceptance::NewestOnly).unwrap_err(), UnlockError::OlderCopy(rolled_back));
    drop(rig.unlock(Acceptance::OlderCopy).unwrap());
    assert_eq!(finding(&rig), None, "said yes once and for all");
}

#[test]
fn a_vault_used_elsewhere_is_forked() {
    let rig = with_vault();
    let (files, anchor) = (rig.store.snapshot(), rig.anchor.snapshot());
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    touch(&mut vault, 3);
    let generation = vault.generation();
    let elsewhere = rig.store.snapshot();
    drop(vault);
    rig.store.restore(files);
    rig.anchor.restore(anchor);
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    touch(&mut vault, 4);
    assert_eq!(vault.generation(), generation);
    drop(vault);
    rig.store.restore(elsewhere);
    assert_eq!(finding(&rig), Some(Finding::Forked { generation }));
}

#[test]
fn without_a_memory_of_the_vault_nothing_is_known_of_its_age() {
    let rig = with_vault();
    rig.anchor.restore(None);
    assert_eq!(finding(&rig), Some(Finding::Unanchored));
}

#[test]
fn a_newer_program_is_never_undone() {
    let rig = with_vault();
    newest_in_a(&rig);
    let mut files = rig.store.snapshot();
    let newest = files.a.as_mut().unwrap();
    newest[8..10].copy_from_slice(&2_u16.to_be_bytes());
    newest[10..12].copy_from_slice(&2_u16.to_be_bytes());
    recompute_trailer(newest);
    rig.store.restore(files);
    assert_eq!(rig.state(), State::NewerVersion { format: 2, minimum_reader: 2 });
    assert_eq!(rig.unlock(Acceptance::OlderCopy).unwrap_err(), UnlockError::NotLocked);
}

#[test]
fn no_files_are_a_new_vault_only_where_none_is_remembered() {
    let rig = Rig::new();
    assert_eq!(rig.state(), State::New);
    drop(rig.create());
    rig.store.restore(MemoryFiles::default());
    assert_eq!(rig.state(), State::FilesMissing);
}

#[test]
fn a_file_is_read_twice_before_it_counts_as_damaged() {
    let rig = with_vault();
    rig.store.faults().once_after(0, StoreError::Failed);
    assert_eq!(finding(&rig), None);
    rig.store.faults().always(StoreError::Failed);
    assert_eq!(rig.state(), State::Damaged);
}

#[test]
fn an_older_file_opens_where_a_damaged_one_has_a_fitting_checksum() {
    let rig = with_vault();
    let generation = newest_in_a(&rig);
    let mut files = rig.store.snapshot();
    flip(&mut files.a, 3000);
    recompute_trailer(files.a.as_mut().unwrap());
    rig.store.restore(files);
    let vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.finding(), Some(Finding::Recovered { lost_generation: generation }));
}
