//! The store against truncation, flipped bits, lost keys, full disks and crashes between queue and merge.

use super::super::rig::{Rig, add, entry};
use super::super::{Acceptance, Change, EntryId, EntryKind, HistoryEvent, OpenVault, RequestId};
use super::*;
use crate::crypto::SecretBytes;
use crate::ports::{
    AgreementKeys as _, AssuranceClass, DeviceKeyError, DeviceKeyId, SigningKeyUse, SigningKeys, StoreError,
};
use crate::testing::{FakeSlotKeys, MemoryFiles};
use crate::time::UnixTime;
use std::collections::BTreeMap;

const NOW: UnixTime = UnixTime::from_seconds(100);
const UNTIL: UnixTime = UnixTime::from_seconds(700);

fn account(record: &str) -> EarlyAccount {
    EarlyAccount {
        record: SecretBytes::from(record.as_bytes()),
        state: b"state".to_vec().into(),
        counter: 5,
        keys: vec![DeviceKeyId([9; 16])],
    }
}

fn history(kind: u16) -> HistoryEvent {
    HistoryEvent { kind, time: NOW, server: None, entry: None, shown: Some("shown".into()), signed: None }
}

/// Event `number`: a denial by the account with counter 10 + number.
fn event(entry: EntryId, number: u8) -> EarlyEvent {
    EarlyEvent {
        id: [number; 16],
        entry,
        counter: 10 + u64::from(number),
        requests: BTreeMap::from([(RequestId([number; 32]), UNTIL)]),
        history: history(u16::from(number)),
    }
}

fn put(vault: &mut OpenVault, id: EntryId) {
    vault.change_early(|early| early.put_account(id, account("device key"))).unwrap();
}

fn queue(rig: &Rig, event: EarlyEvent) {
    rig.vault().change_early(|early| early.queue(event)).unwrap();
}

fn merge(vault: &mut OpenVault) {
    vault.merge_early(NOW, |lost| HistoryEvent { shown: Some(lost.to_string()), ..history(99) }).unwrap();
}

fn kinds(vault: &OpenVault) -> Vec<u16> {
    vault.contents().history().records().map(|record| record.event().kind).collect()
}

/// A vault with one push account, known before the PIN, and locked.
fn prepared() -> (Rig, EntryId) {
    let rig = Rig::new();
    let mut vault = rig.create();
    let id = add(&mut vault, "push", EntryKind::Push);
    put(&mut vault, id);
    (rig, id)
}

#[test]
fn a_locked_vault_reads_and_changes_what_was_put_there() {
    let (rig, id) = prepared();
    let mut vault = rig.vault();
    let early = vault.early().unwrap();
    // Exposed: compared.
    assert_eq!(early.account(id).unwrap().record.expose(), b"device key");
    assert_eq!(early.account(id).unwrap().counter, 5);
    assert_eq!(vault.change_early(|early| early.note_counter(id, 30)), Ok(()));
    assert_eq!(vault.change_early(|early| early.note_counter(id, 3)), Ok(()));
    drop(vault);
    assert_eq!(rig.vault().early().unwrap().account(id).unwrap().counter, 30);
    assert!(!format!("{:?}", rig.vault().early().unwrap()).contains("device key"));
    let stored = rig.early_store.snapshot();
    for file in [stored.a, stored.b].into_iter().flatten() {
        assert!(!file.windows(10).any(|window| window == b"device key"), "sealed");
    }
}

#[test]
fn an_event_is_merged_once_wherever_it_is_interrupted() {
    for broken in 0..6 {
        let (rig, id) = prepared();
        queue(&rig, event(id, 1));
        queue(&rig, event(id, 2));
        let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
        // The store of the vault, then that of the early files, fail at each of their calls.
        match broken {
            0..=2 => rig.store.faults().from_call(broken, StoreError::Failed),
            _ => rig.early_store.faults().from_call(broken - 3, StoreError::Failed),
        }
        let _ = vault.merge_early(NOW, |_| history(99));
        drop(vault);
        rig.heal();
        for _ in 0..3 {
            let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
            merge(&mut vault);
            assert_eq!(kinds(&vault), [1, 2], "broken at {broken}");
            assert_eq!(vault.contents().entry(id).unwrap().counter(), 12);
            assert!(vault.contents().has_seen(RequestId([1; 32])));
            assert_eq!(vault.early().unwrap().events().count(), 0);
        }
    }
}

#[test]
fn an_old_copy_of_the_store_repeats_nothing() {
    let (rig, id) = prepared();
    queue(&rig, event(id, 1));
    let old = rig.early_store.snapshot();
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    merge(&mut vault);
    drop(vault);
    rig.early_store.restore(old);
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    merge(&mut vault);
    assert_eq!(kinds(&vault), [1]);
}

#[test]
fn every_truncation_and_every_flipped_bit_leaves_the_older_file_or_nothing() {
    let (rig, id) = prepared();
    rig.vault().change_early(|early| early.note_counter(id, 6)).unwrap();
    let whole = rig.early_store.snapshot();
    let counter = |files: MemoryFiles| {
        rig.early_store.restore(files);
        rig.vault().early().map(|early| early.account(id).map(|account| account.counter))
    };
    assert_eq!(counter(whole.clone()), Ok(Some(6)));
    // Generation 1 is empty, 2 has the account, 3 the counter: the newest is in b, and a is what stood before it.
    let newest = whole.b.clone().unwrap();
    for length in 0..newest.len() {
        let cut = MemoryFiles { b: newest.get(..length).map(<[u8]>::to_vec), ..whole.clone() };
        assert_eq!(counter(cut), Ok(Some(5)), "{length} bytes");
    }
    for position in 0..newest.len() {
        for recomputed in [false, true] {
            if recomputed && position >= newest.len() - 32 {
                // The trailer itself is what is recomputed.
                continue;
            }
            let mut flipped = newest.clone();
            flipped[position] ^= 1;
            if recomputed {
                super::super::testing::recompute_trailer(&mut flipped);
            }
            let outcome = counter(MemoryFiles { b: Some(flipped), ..whole.clone() });
            let newer = recomputed && (8..12).contains(&position);
            let expected = if newer { Err(EarlyError::NewerVersion) } else { Ok(Some(5)) };
            // A flip in the minimum reader's or the format's low byte gives 0, which is no newer version.
            let low = recomputed && matches!(position, 9 | 11);
            assert!(outcome == expected || low, "byte {position}: {outcome:?}");
        }
    }
    assert_eq!(counter(MemoryFiles::default()), Err(EarlyError::Missing));
}

#[test]
fn what_is_lost_begins_anew_once_the_vault_is_open_and_the_vault_is_whole() {
    let (rig, id) = prepared();
    rig.early_store.restore(MemoryFiles { a: Some(vec![0; 500]), b: Some(Vec::new()) });
    assert_eq!(rig.vault().early().err(), Some(EarlyError::Missing));
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    assert_eq!(vault.early().err(), Some(EarlyError::Missing));
    assert!(vault.contents().entry(id).is_some());
    put(&mut vault, id);
    drop(vault);
    assert!(rig.vault().early().unwrap().account(id).is_some());
}

#[test]
fn a_write_that_fails_changes_nothing_and_one_in_doubt_is_read_again() {
    let (rig, id) = prepared();
    let mut vault = rig.vault();
    let counter = |vault: &mut Vault| vault.early().unwrap().account(id).unwrap().counter;
    assert_eq!(counter(&mut vault), 5);
    rig.early_store.faults().once_after(0, StoreError::Full);
    assert!(vault.change_early(|early| early.note_counter(id, 6)).is_err());
    assert_eq!(counter(&mut vault), 5);
    for lands in [false, true] {
        rig.early_store.failed_writes_land(lands);
        rig.early_store.faults().once_after(0, StoreError::Unknown);
        let before = counter(&mut vault);
        assert!(vault.change_early(|early| early.note_counter(id, before + 1)).is_err());
        assert_eq!(counter(&mut vault), before + u64::from(lands));
    }
    rig.slot_keys.faults().once_after(0, DeviceKeyError::Unavailable);
    assert!(vault.change_early(|early| early.note_counter(id, 9)).is_err());
}

#[test]
fn weak_classes_have_no_store() {
    for class in [AssuranceClass::File, AssuranceClass::Keyring] {
        let rig = Rig { slot_keys: FakeSlotKeys::new(class), ..Rig::new() };
        let mut vault = rig.create();
        let id = add(&mut vault, "push", EntryKind::Push);
        let put = vault.change_early(|early| early.put_account(id, account("x")));
        assert_eq!(put, Err(EarlyError::NotAvailable));
        drop(vault);
        assert_eq!(rig.vault().early().err(), Some(EarlyError::NotAvailable));
        assert_eq!(rig.early_store.snapshot(), MemoryFiles::default());
    }
}

#[test]
fn the_queue_is_bounded_and_says_what_it_lost() {
    let (rig, id) = prepared();
    let mut vault = rig.vault();
    let more: Result<(), EarlyError> = vault.change_early(|early| {
        for number in 0..300_u16 {
            let name = [number.to_be_bytes(); 8].concat();
            let id = EarlyEvent { id: name.try_into().unwrap(), history: history(number), ..event(id, 1) };
            early.queue(id)?;
        }
        Ok(())
    });
    assert_eq!(more, Ok(()));
    assert_eq!((vault.early().unwrap().events().count(), vault.early().unwrap().dropped()), (256, 44));
    let too_long = EarlyEvent {
        history: HistoryEvent { shown: Some("x".repeat(200_000)), ..history(1) },
        ..event(id, 1)
    };
    assert_eq!(vault.change_early(|early| early.queue(too_long)), Err(EarlyError::BeyondLimit));
    drop(vault);
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    merge(&mut vault);
    let last = vault.contents().history().records().next_back().unwrap().event();
    assert_eq!((last.kind, last.shown.as_deref()), (99, Some("44")));
    assert_eq!(vault.contents().history().records().count(), 257);
}

#[test]
fn a_request_is_answered_once_and_a_counter_never_goes_back() {
    let (rig, id) = prepared();
    let mut vault = rig.vault();
    let request = RequestId([7; 32]);
    assert_eq!(vault.change_early(|early| early.remember_request(request, UNTIL, NOW)), Ok(()));
    drop(vault);
    let mut vault = rig.vault();
    let again = vault.change_early(|early| early.remember_request(request, UNTIL, NOW));
    assert_eq!(again, Err(EarlyError::Replayed));
    assert!(vault.early().unwrap().has_answered(request));
    let later = UnixTime::from_seconds(701);
    let other = RequestId([8; 32]);
    vault.change_early(|early| early.remember_request(other, later, later)).unwrap();
    assert!(!vault.early().unwrap().has_answered(request), "over");
    let older = EarlyAccount { counter: 1, ..account("again") };
    vault.change_early(|early| early.put_account(id, older)).unwrap();
    assert_eq!(vault.early().unwrap().account(id).unwrap().counter, 5);
}

#[test]
fn erasing_takes_the_store_its_key_and_the_keys_of_push_accounts_along() {
    let (rig, id) = prepared();
    rig.signing_keys.create(DeviceKeyId([9; 16]), SigningKeyUse::Device).unwrap();
    rig.agreement_keys.create(DeviceKeyId([9; 16])).unwrap();
    assert!(rig.vault().early().unwrap().account(id).is_some());
    assert_eq!(rig.slot_keys.ids().len(), 2);
    // Interrupted at each call to the signing keys and the early files, it goes on.
    for broken in 0..4 {
        rig.early_store.faults().once_after(broken, StoreError::Failed);
        if let Err(refused) = rig.vault().erase() {
            drop(refused);
        }
        rig.heal();
    }
    let _ = rig.vault().erase();
    assert_eq!((rig.slot_keys.ids(), rig.signing_keys.ids()), (vec![], vec![]));
    assert_eq!(rig.agreement_keys.ids(), []);
    assert_eq!(rig.early_store.snapshot(), MemoryFiles::default());
    assert!(rig.has_no_files());
}

#[test]
fn a_changed_pin_keeps_the_store_open() {
    let (rig, id) = prepared();
    let mut vault = rig.unlock(Acceptance::NewestOnly).unwrap();
    use super::super::testing::{StretchedPin, change_pin};
    change_pin(&mut vault, &StretchedPin::number(super::super::rig::PIN), &StretchedPin::number(2)).unwrap();
    vault.change(|change: &mut Change<'_>| change.add_entry(entry("more", EntryKind::OneTimeCode))).unwrap();
    drop(vault);
    assert!(rig.vault().early().unwrap().account(id).is_some());
}

/// A file that another program wrote from the description alone.
#[test]
fn a_second_implementations_file_opens() {
    use super::file::{FileName, Reading};
    use crate::crypto::Secret;
    use crate::vault::header::Identity;
    let bytes = include_bytes!("../../../../tests/vectors/vault/early-1/early.b").to_vec();
    let identity = Identity { class: AssuranceClass::Hardware, vault_id: [1; 16] };
    let other = Identity { vault_id: [9; 16], ..identity.clone() };
    assert!(matches!(Reading::of(bytes.clone(), &other), Reading::Damaged), "another vault's");
    let Reading::Whole { generation, salt, bytes } = Reading::of(bytes, &identity) else { panic!() };
    assert_eq!((generation, salt), (7, [3; 32]));
    let name = FileName { identity: &identity, generation, salt };
    assert!(name.open(&Secret::taken_from(&mut [8; 32]), bytes.clone()).is_none(), "another device's");
    let early = name.open(&Secret::taken_from(&mut [2; 32]), bytes).unwrap();
    let account = early.account(EntryId([4; 16])).unwrap();
    assert_eq!((account.record.expose(), account.counter), (b"device key".as_slice(), 12));
    assert_eq!(account.keys, [DeviceKeyId([6; 16])]);
    assert!(early.has_answered(RequestId([5; 32])));
    let event = early.events().next().unwrap();
    assert_eq!((event.id, event.counter, event.requests.len()), ([7; 16], 12, 1));
    assert_eq!(event.history.signed.as_deref(), Some(b"signed".as_slice()));
    assert_eq!((event.history.kind, early.dropped()), (13, 1));
}
