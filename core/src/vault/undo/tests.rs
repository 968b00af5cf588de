//! Every edit, alone and after every other, taken back to the byte.

use super::*;
use crate::crypto::SecretBytes;
use crate::vault::history::HistoryEvent;
use crate::vault::rig::{Rig, add, entry, refused, touch};
use crate::vault::{Change, CommitError, EntryKind};

const NOW: UnixTime = UnixTime::from_seconds(1_800_000_000);

fn event(kind: u16) -> HistoryEvent {
    HistoryEvent { kind, time: NOW, server: None, entry: None, shown: None, signed: None }
}

fn id(change: &Change<'_>, position: usize) -> EntryId {
    let entries = change.contents().entries();
    entries.get(position.min(entries.len() - 1)).unwrap().id()
}

type Edit = fn(&mut Change<'_>) -> Result<(), CommitError>;

/// Every kind of edit there is.
const EDITS: [Edit; 15] = [
    |change| change.add_entry(entry("new", EntryKind::Push)).map(drop),
    |change| change.edit_entry(id(change, 0), |details| details.issuer = "other".to_owned()),
    |change| change.advance_counter(id(change, 1), 1_000),
    |change| change.replace_secret(id(change, 1), &SecretBytes::from(b"other".as_slice())),
    |change| change.remove_entry(id(change, 0)).map(drop),
    |change| {
        let removed = change.remove_entry(id(change, 1))?;
        change.restore_entry(&removed)
    },
    |change| change.move_entry(id(change, 0), 2),
    |change| change.move_entry(id(change, 2), 0),
    |change| change.set_setting("touched", b"other".to_vec()),
    |change| {
        change.remove_setting("touched");
        Ok(())
    },
    |change| change.remember_request(RequestId([9; 32]), NOW, NOW),
    |change| change.record(event(7)),
    |change| change.set_entry_state(id(change, 1), b"state".to_vec()),
    |change| change.set_policy(id(change, 1), ServerPolicy::new(6, true)),
    |change| {
        let parameters = crate::vault::CodeParameters { kind: 9, ..Default::default() };
        change.set_parameters(id(change, 1), parameters)
    },
];

/// All that an open vault holds, as bytes.
fn encoded(contents: &Contents) -> Vec<u8> {
    minicbor::to_vec(contents).unwrap()
}

#[test]
fn every_edit_and_every_two_of_them_are_taken_back() {
    let rig = Rig::new();
    let mut vault = rig.create();
    for name in ["one", "two", "three"] {
        add(&mut vault, name, EntryKind::OneTimeCode);
    }
    touch(&mut vault, 1);
    vault.contents.history.limit = 2;
    let filled: Result<(), CommitError> = vault.change(|change| {
        change.remember_request(RequestId([1; 32]), UnixTime::from_seconds(5), UnixTime::from_seconds(1))?;
        change.record(event(1))?;
        change.record(event(2))
    });
    filled.unwrap();
    let (before, files) = (encoded(vault.contents()), rig.store.snapshot());
    for (number, edit) in EDITS.iter().enumerate() {
        let mut changed = false;
        refused(&mut vault, |change| {
            edit(change)?;
            changed = encoded(change.contents()) != before || number == 5;
            Ok(())
        });
        assert!(changed, "edit {number} edits nothing");
        assert!(encoded(vault.contents()) == before, "edit {number}");
        for (second, other) in EDITS.iter().enumerate() {
            refused(&mut vault, |change| edit(change).and_then(|()| other(change)));
            assert!(encoded(vault.contents()) == before, "edit {number}, then {second}");
        }
    }
    assert_eq!(rig.store.snapshot(), files, "nothing was written");
    assert!(vault.contents().history().is_unbroken());
}
