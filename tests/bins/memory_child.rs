//! The process whose memory `memory` searches: a release build with the allocator that every binary of ours installs.
//!
//! `memory_child FOLDER`, and on its input, byte for byte: a PIN of 12 bytes, 8 secrets of 32 bytes; then, each time the
//! parent has looked at its memory, what the next part needs. It says on its output how far it is. The input is read
//! without a buffer in between, and nothing is copied: what is found later was left behind by the core.

use countersign::crypto::{Argon2Parameters, SecretBytes};
use countersign::time::UnixTime;
use countersign::vault::{
    Acceptance, CodeParameters, CommitError, EntryDetails, EntryId, EntryKind, NewEntry, OpenVault, Pin,
    UnlockError, Vault,
};
use countersign_tests::vault_rig::real_ports;
use std::alloc::System;
use std::fs::File;
use std::io::{Read, Write};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut input = File::open("/dev/stdin").expect("an input");

    let pin = read_pin(&mut input);
    let cost = Argon2Parameters::new(64 * 1024, 3, 4).expect("within bounds");
    let vault = Vault::open(real_ports(folder.as_ref())).expect("an empty folder");
    let mut open = vault.create(&pin, cost).map_err(|refused| refused.error).expect("a new vault");
    let entries: Vec<EntryId> = (0..8).map(|number| add(&mut open, number, read(&mut input, 32))).collect();
    use_every_secret(&mut open, &entries);
    let held = open.open_secret(entries[0]).expect("an intact record");
    say_and_wait(&mut input, "holding the PIN and a secret");

    drop((held, pin));
    let vault = open.lock();
    say_and_wait(&mut input, "locked after setting up");

    // Again, as on any other day; then another PIN; then a wrong one.
    let (pin, next) = (read_pin(&mut input), read_pin(&mut input));
    let mut open =
        vault.unlock(&pin, Acceptance::NewestOnly).map_err(|refused| refused.error).expect("the PIN");
    use_every_secret(&mut open, &entries);
    open.change_pin(&pin, &next).expect("the old PIN is right");
    drop((pin, next));
    let vault = open.lock();
    let wrong = read_pin(&mut input);
    let refused = vault.unlock(&wrong, Acceptance::NewestOnly).expect_err("the wrong PIN");
    assert!(matches!(refused.error, UnlockError::WrongPin { .. }));
    drop(wrong);
    say_and_wait(&mut input, "locked after unlocking, changing the PIN and a wrong PIN");
}

fn read(input: &mut File, length: usize) -> SecretBytes {
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes).expect("the parent sends it");
    SecretBytes::new(bytes)
}

fn read_pin(input: &mut File) -> Pin {
    Pin::new(read(input, 12)).expect("a PIN")
}

fn add(open: &mut OpenVault, number: u64, secret: SecretBytes) -> EntryId {
    let entry = NewEntry {
        kind: if number.is_multiple_of(2) { EntryKind::OneTimeCode } else { EntryKind::Push },
        details: EntryDetails { account: format!("account {number}"), ..EntryDetails::default() },
        parameters: CodeParameters { kind: 1, algorithm: 1, digits: 6, period_seconds: 30 },
        counter: 1,
        created: UnixTime::from_seconds(1_767_225_600),
        policy: None,
        secret,
    };
    open.change::<_, CommitError>(|change| change.add_entry(entry)).expect("a healthy disk")
}

fn use_every_secret(open: &mut OpenVault, entries: &[EntryId]) {
    for entry in entries {
        let secret = open.open_secret(*entry).expect("an intact record");
        assert_eq!(secret.len(), 32);
    }
    open.change::<_, CommitError>(|change| change.set_setting("used", vec![1])).expect("a healthy disk");
}

fn say_and_wait(input: &mut File, what: &str) {
    println!("{what}");
    std::io::stdout().flush().expect("somebody reads");
    input.read_exact(&mut [0]).expect("the parent has looked");
}
