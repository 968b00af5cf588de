//! What a person waits for: unlocking, the list, a search keystroke, the codes of one screen, an offer. With 10,
//! 1,000 and 10,000 accounts on a disk, and what the process holds in memory then.

use countersign::authenticator::{Acceptance, AccountId, Authenticator, Filter, Ports};
use countersign::crypto::{Argon2Parameters, RingRandom, SecretBytes};
use countersign::http::DevelopmentHttp;
use countersign::platform::{KeyFiles, PreferencesFile, SystemClock, VaultFiles};
use countersign::time::UnixTime;
use countersign::vault::{
    CodeParameters, CommitError, EntryDetails, EntryKind, NewEntry, Pin, Vault, VaultPorts,
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

const PASSPHRASE: &str = "correct horse battery";
/// TOTP with SHA-1, six digits, 30 s, as the facade stores it.
const TOTP: CodeParameters = CodeParameters { kind: 1, algorithm: 1, digits: 6, period_seconds: 30 };

fn accounts(criterion: &mut Criterion) {
    for count in [10, 1_000, 10_000] {
        let folder = tempfile::tempdir().unwrap();
        let app = filled(folder.path(), count);
        let mut group = criterion.benchmark_group(format!("{count} accounts"));
        group.bench_function("list", |bench| bench.iter(|| app.accounts(&Filter::default()).unwrap().len()));
        let search = Filter { search: "user99 issuer".into(), ..Filter::default() };
        group.bench_function("search keystroke", |bench| bench.iter(|| app.accounts(&search).unwrap().len()));
        let screen: Vec<AccountId> =
            app.accounts(&Filter::default()).unwrap().iter().take(10).map(|row| row.id).collect();
        group.bench_function("codes of ten rows", |bench| bench.iter(|| black_box(app.codes(&screen)).len()));
        let uri = "otpauth://totp/New:user?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=New";
        group.bench_function("offer", |bench| {
            bench.iter(|| {
                let offers = app.read_text(uri).unwrap().offers;
                offers.iter().for_each(|offer| app.dismiss_offer(offer.id));
            });
        });
        group.sample_size(10);
        group.bench_function("lock and unlock", |bench| {
            bench.iter(|| {
                app.lock();
                app.unlock(SecretBytes::from(PASSPHRASE.as_bytes()), Acceptance::NewestOnly).unwrap()
            });
        });
        group.finish();
        println!("{count} accounts/resident memory while open: {} MiB", resident_kib() / 1024);
    }
}

/// An app over real files with this many accounts in it, open.
fn filled(folder: &Path, count: usize) -> Authenticator {
    let random = Arc::new(RingRandom::new());
    let keys = Arc::new(KeyFiles::open(&folder.join("device"), random.clone()).unwrap());
    let ports = Ports {
        clock: Arc::new(SystemClock::new()),
        random,
        store: Arc::new(VaultFiles::open(folder).unwrap()),
        slot_keys: keys.clone(),
        early_store: None,
        signing_keys: None,
        key_attestation: None,
        agreement_keys: None,
        biometric_key: None,
        http: None,
        development_http: DevelopmentHttp::Off,
        anchor: keys,
        preferences: Arc::new(PreferencesFile::open(folder).unwrap()),
    };
    let vault = Vault::open(VaultPorts {
        store: ports.store.clone(),
        slot_keys: ports.slot_keys.clone(),
        early_store: None,
        signing_keys: None,
        agreement_keys: None,
        biometric_key: None,
        anchor: ports.anchor.clone(),
        clock: ports.clock.clone(),
        random: ports.random.clone(),
    });
    let pin = Pin::new(SecretBytes::from(PASSPHRASE.as_bytes())).unwrap();
    let mut open = vault.unwrap().create(&pin, Argon2Parameters::RECOMMENDED).unwrap();
    open.change(|change| {
        for number in 0..count {
            change.add_entry(entry(number))?;
        }
        Ok::<_, CommitError>(())
    })
    .unwrap();
    drop(open);
    let app = Authenticator::open(ports).unwrap();
    app.unlock(SecretBytes::from(PASSPHRASE.as_bytes()), Acceptance::NewestOnly).unwrap();
    app
}

fn entry(number: usize) -> NewEntry {
    NewEntry {
        kind: EntryKind::OneTimeCode,
        details: EntryDetails {
            issuer: format!("Issuer {}", number % 97),
            account: format!("user{number}@example.org"),
            ..EntryDetails::default()
        },
        parameters: TOTP,
        counter: 0,
        created: UnixTime::from_seconds(1_800_000_000),
        policy: None,
        secret: SecretBytes::new((0..20).map(|byte| (number >> (byte % 4 * 8)) as u8 ^ byte as u8).collect()),
    }
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

criterion_group!(benches, accounts);
criterion_main!(benches);
