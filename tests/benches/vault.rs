//! What the vault costs, over what cannot be saved: unlocking split into the key derivation and the rest, and the
//! commit of one change beside the same writes, fsyncs and renames without a vault. With 10, 1,000 and 10,000
//! accounts; files on a disk, keys and anchor in memory (what a keyring takes is its own affair).
//!
//! Commit and bare files take turns, so that a slow moment of the disk hits both; the ratio of their medians is
//! printed.

use countersign::crypto::{Argon2Parameters, RingRandom, SecretBytes, argon2id};
use countersign::platform::{SystemClock, VaultFiles};
use countersign::ports::AssuranceClass;
use countersign::testing::{FakeAnchor, FakeSlotKeys};
use countersign::time::UnixTime;
use countersign::vault::testing::{self, StretchedPin};
use countersign::vault::{
    Acceptance, CodeParameters, CommitError, EntryDetails, EntryId, EntryKind, NewEntry, OpenVault, Vault,
    VaultPorts,
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: usize = 60;

fn key_derivation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("unlock");
    group.sample_size(10);
    group.bench_function("key derivation (64 MiB, 3 passes, 4 lanes)", |bench| {
        bench.iter(|| argon2id(b"492817", &[7; 16], Argon2Parameters::RECOMMENDED).unwrap());
    });
    group.finish();
}

fn vault(criterion: &mut Criterion) {
    for count in [10, 1_000, 10_000] {
        let folder = tempfile::tempdir().unwrap();
        let (open, first) = filled(folder.path(), count);
        let mut vault = Some(open.lock());
        let mut group = criterion.benchmark_group(format!("{count} accounts"));
        group.sample_size(20);
        group.bench_function("unlock without key derivation, files read", |bench| {
            bench.iter_custom(|rounds| {
                let mut total = Duration::ZERO;
                for _ in 0..rounds {
                    let locked = vault.take().unwrap();
                    let mut open = None;
                    total += timed(|| open = Some(unlocked(locked)));
                    vault = open.map(OpenVault::lock);
                }
                total
            });
        });
        let mut open = unlocked(vault.take().unwrap());
        group.bench_function("open one secret", |bench| {
            bench.iter(|| black_box(open.open_secret(first).unwrap().len()));
        });
        group.finish();
        commits(&mut open, folder.path(), first, count);
        println!("{count} accounts/resident memory while open: {} MiB", resident_kib() / 1024);
    }
}

/// One change committed, and as many bytes written bare, in turns.
fn commits(open: &mut OpenVault, folder: &Path, entry: EntryId, count: usize) {
    // Both files hold the accounts from here on.
    open.change(|change| change.edit_entry(entry, |details| details.information = "note".into())).unwrap();
    let length = std::fs::metadata(folder.join("vault.a")).unwrap().len();
    let bytes = vec![0x5A; usize::try_from(length).unwrap()];
    let (mut ours, mut bare, mut bare_read) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        ours.push(timed(|| {
            open.change(|change| {
                change.edit_entry(entry, |details| details.information = format!("note {round}"))?;
                Ok::<_, CommitError>(())
            })
            .unwrap();
        }));
        bare.push(timed(|| bare_files(folder, &bytes, false)));
        bare_read.push(timed(|| bare_files(folder, &bytes, true)));
    }
    let [ours, bare, bare_read] = [ours, bare, bare_read].map(median);
    println!(
        "{count} accounts/commit of one change ({length} bytes): {:.2} ms; bare write, fsync, rename, fsync: {:.2} \
         ms, ratio {:.2}; with reading back: {:.2} ms, ratio {:.2}",
        ours.as_secs_f64() * 1e3,
        bare.as_secs_f64() * 1e3,
        ours.as_secs_f64() / bare.as_secs_f64(),
        bare_read.as_secs_f64() * 1e3,
        ours.as_secs_f64() / bare_read.as_secs_f64(),
    );
}

fn bare_files(folder: &Path, bytes: &[u8], read_back: bool) {
    let (temporary, name) = (folder.join("bare.new"), folder.join("bare"));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
    drop(file);
    if read_back {
        let mut found = Vec::with_capacity(bytes.len());
        File::open(&temporary).unwrap().read_to_end(&mut found).unwrap();
        assert_eq!(found.len(), bytes.len());
    }
    std::fs::rename(&temporary, &name).unwrap();
    File::open(folder).unwrap().sync_all().unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a bench measures with the machine's own clock")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn unlocked(vault: Vault) -> OpenVault {
    let opened = testing::unlock(vault, &StretchedPin::number(1), Acceptance::NewestOnly);
    opened.map_err(|refused| refused.error).unwrap()
}

/// A vault with this many accounts, and the first one's id.
fn filled(folder: &Path, count: usize) -> (OpenVault, EntryId) {
    let ports = VaultPorts {
        store: Arc::new(VaultFiles::open(folder).unwrap()),
        slot_keys: Arc::new(FakeSlotKeys::new(AssuranceClass::Hardware)),
        early_store: None,
        signing_keys: None,
        agreement_keys: None,
        biometric_key: None,
        anchor: Arc::new(FakeAnchor::new()),
        clock: Arc::new(SystemClock::new()),
        random: Arc::new(RingRandom::new()),
    };
    let created = testing::create(Vault::open(ports).unwrap(), &StretchedPin::number(1));
    let mut open = created.map_err(|refused| refused.error).unwrap();
    let ids: Result<Vec<_>, CommitError> =
        open.change(|change| (0..count).map(|number| change.add_entry(entry(number))).collect());
    (open, ids.unwrap()[0])
}

fn entry(number: usize) -> NewEntry {
    NewEntry {
        kind: EntryKind::OneTimeCode,
        details: EntryDetails {
            issuer: format!("Issuer {}", number % 97),
            account: format!("user{number}@example.org"),
            ..EntryDetails::default()
        },
        parameters: CodeParameters { kind: 1, algorithm: 1, digits: 6, period_seconds: 30 },
        counter: 0,
        created: UnixTime::from_seconds(1_800_000_000),
        policy: None,
        secret: SecretBytes::new(number.to_be_bytes().repeat(3)),
    }
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

criterion_group!(benches, key_derivation, vault);
criterion_main!(benches);
