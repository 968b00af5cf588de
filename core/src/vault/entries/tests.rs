//! Whatever was done to the list, it is encoded as a list that never kept any bytes.

use super::*;
use crate::testing::SeededRandom;
use crate::vault::EntryKind;
use crate::vault::rig::{Rig, add};

/// Numbers that repeat.
struct Draw(SeededRandom);

impl Draw {
    fn below(&self, bound: usize) -> usize {
        let bytes = crate::crypto::random_array::<2>(&self.0).unwrap();
        usize::from(u16::from_be_bytes(bytes)) % bound
    }
}

/// An entry to make others from.
fn sample() -> Entry {
    let mut vault = Rig::new().create();
    add(&mut vault, "sample", EntryKind::OneTimeCode);
    vault.contents().entries().get(0).unwrap().clone()
}

fn numbered(number: usize) -> Entry {
    let mut entry = sample();
    entry.id = EntryId((number as u128).to_be_bytes());
    entry.details.account = "a".repeat(number % 40);
    entry
}

fn list(count: usize) -> Entries {
    let mut entries = Entries::default();
    (0..count).for_each(|number| entries.push(numbered(number)));
    entries
}

/// The list as if every entry were encoded for the first time.
fn fresh(entries: &Entries) -> Vec<u8> {
    let plain: Vec<&Entry> = entries.iter().collect();
    minicbor::to_vec(plain).unwrap()
}

fn changed(entries: &Entries) -> usize {
    entries.places.iter().filter(|place| place.is_none()).count()
}

#[test]
fn after_any_edits_the_bytes_are_those_of_a_fresh_list() {
    let draw = Draw(SeededRandom::new(1));
    let mut entries = list(8);
    for number in 100..3_000 {
        let position = draw.below(entries.len().max(1));
        match draw.below(9) {
            0 => entries.push(numbered(number)),
            1 => entries.insert(position, numbered(number)),
            2 if entries.len() > 4 => drop(entries.remove(position)),
            3 if entries.len() > 4 => entries.pop(),
            4 => entries.shift(position, draw.below(entries.len())),
            5 => entries.iter_mut().for_each(|entry| entry.counter += 1),
            6 => {
                // Read again, behind something else.
                let bytes = minicbor::to_vec((7_u8, &entries)).unwrap();
                (_, entries) = minicbor::decode::<(u8, Entries)>(&bytes).unwrap();
                assert_eq!(changed(&entries), 0, "what was read need not be encoded");
            }
            7 => entries.encode_changed(),
            _ => {
                let id = entries.get(position).unwrap().id;
                entries.find_mut(id).unwrap().details.issuer = "i".repeat(number % 300);
            }
        }
        assert_eq!(minicbor::to_vec(&entries).unwrap(), fresh(&entries), "edit {number}");
    }
}

#[test]
fn one_change_encodes_one_entry() {
    let mut entries = list(20);
    assert_eq!(changed(&entries), 20);
    entries.encode_changed();
    assert_eq!(changed(&entries), 0);
    entries.find_mut(numbered(7).id).unwrap().counter = 9;
    entries.shift(3, 12);
    assert_eq!(changed(&entries), 1);
    entries.forget_encodings();
    assert_eq!(changed(&entries), 20);
}

#[test]
fn bytes_that_nobody_claims_do_not_pile_up() {
    let mut entries = list(20);
    let id = numbered(7).id;
    let most = 2 * ROOM.max(fresh(&entries).len()) + 1_000;
    for counter in 0..1_000 {
        entries.find_mut(id).unwrap().counter = counter;
        entries.encode_changed();
        assert!(entries.encoded.len() <= most, "{counter}: {}", entries.encoded.len());
    }
    assert_eq!(minicbor::to_vec(&entries).unwrap(), fresh(&entries));
}

#[test]
fn moving_there_and_back_changes_nothing() {
    let before = list(5);
    for from in 0..5 {
        for to in 0..5 {
            let mut entries = list(5);
            entries.shift(from, to);
            assert_eq!(entries.position(numbered(from).id), Some(to));
            entries.shift(to, from);
            assert_eq!(entries, before);
        }
    }
}
