//! The golden vault of format 1 opens for ever: with this library, and with a decoder that shares no code with it.
//!
//! The vault is one of class F, as the app makes it on a machine without a keyring, so everything that opens it lies
//! in its folder: `vault.a`, `vault.b`, and the device's keys and anchor in `device`.

use countersign::authenticator::{Acceptance, Authenticator, Filter, Ports};
use countersign::crypto::{Argon2Parameters, RingRandom, SecretBytes};
use countersign::http::DevelopmentHttp;
use countersign::platform::{KeyFiles, PreferencesFile, SystemClock, VaultFiles};
use countersign::time::UnixTime;
use countersign::vault::{
    CodeParameters, CommitError, EntryDetails, EntryKind, HistoryEvent, NewEntry, Pin, RecoveryCode, Vault,
    VaultPorts,
};
use countersign_tests::{counted, repository};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const PASSPHRASE: &str = "golden passphrase 1";

fn golden() -> PathBuf {
    repository().join("tests/vectors/vault/format-1")
}

/// A copy to work on: opening a vault may write to it.
fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("device")).unwrap();
    for part in ["", "device"] {
        for entry in std::fs::read_dir(golden().join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.path().join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    folder
}

fn vault_ports(folder: &Path) -> VaultPorts {
    let random = Arc::new(RingRandom::new());
    let keys = Arc::new(KeyFiles::open(&folder.join("device"), random.clone()).unwrap());
    VaultPorts {
        store: Arc::new(VaultFiles::open(folder).unwrap()),
        slot_keys: keys.clone(),
        early_store: None,
        signing_keys: None,
        agreement_keys: None,
        biometric_key: None,
        anchor: keys,
        clock: Arc::new(SystemClock::new()),
        random,
    }
}

fn app(folder: &Path) -> Authenticator {
    let ports = vault_ports(folder);
    Authenticator::open(Ports {
        clock: ports.clock,
        random: ports.random,
        store: ports.store,
        early_store: None,
        slot_keys: ports.slot_keys,
        signing_keys: None,
        key_attestation: None,
        agreement_keys: None,
        biometric_key: None,
        anchor: ports.anchor,
        preferences: Arc::new(PreferencesFile::open(folder).unwrap()),
        http: None,
        development_http: DevelopmentHttp::Off,
    })
    .unwrap()
}

fn passphrase() -> SecretBytes {
    SecretBytes::from(PASSPHRASE.as_bytes())
}

fn recovery_code() -> SecretBytes {
    SecretBytes::new(std::fs::read(golden().join("recovery-code")).unwrap())
}

#[test]
fn the_golden_vault_opens_and_shows_what_it_holds() {
    let folder = copied();
    let app = app(folder.path());
    app.unlock(passphrase(), Acceptance::NewestOnly).unwrap();
    let rows = app.accounts(&Filter::default()).unwrap();
    let names: Vec<_> = rows.iter().map(|row| format!("{}:{}", row.issuer, row.account)).collect();
    assert_eq!(names, ["RFC 6238:alice", "RFC 4226:bob"]);
    assert_eq!(
        (rows[0].information.as_str(), rows[0].favourite, &rows[0].tags[..]),
        ("Grüße", true, &["work".to_owned()][..])
    );
    let code = app.code_at(rows[0].id, UnixTime::from_seconds(59)).unwrap().code;
    assert_eq!(code, "94287082");
    assert_eq!(app.next_code(rows[1].id).unwrap().code, "969429", "the counter stands at 3");
    assert_eq!(app.history().unwrap().len(), 1);
    counted("golden vaults opened: format 1, by passphrase");
}

#[test]
fn the_golden_vault_opens_with_its_recovery_code() {
    let folder = copied();
    let app = app(folder.path());
    app.unlock_with_recovery_code(recovery_code(), Acceptance::NewestOnly).unwrap();
    let rows = app.accounts(&Filter::default()).unwrap();
    assert_eq!(app.code_at(rows[0].id, UnixTime::from_seconds(59)).unwrap().code, "94287082");
}

fn python() -> Command {
    Command::new(std::env::var("COUNTERSIGN_PYTHON").unwrap_or_else(|_| "python3".into()))
}

/// What opens before the PIN: the core opens this file in `core/src/vault/early/tests.rs`.
#[test]
fn the_file_that_opens_before_the_pin_is_what_its_script_writes() {
    let folder = repository().join("tests/vectors/vault/early-1");
    let script = folder.join("generate.py");
    let output = python().arg(script).arg("--check").arg(folder.join("early.b")).output().expect("python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn decoder(arguments: &[&str]) -> std::process::Output {
    let mut command = python();
    command.arg(repository().join("tests/decoders/vault.py")).arg(golden()).args(arguments);
    command.output().expect("python runs the decoder")
}

#[test]
fn an_independent_decoder_reads_the_same() {
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(golden().join("expected.json")).unwrap()).unwrap();
    let code = String::from_utf8(recovery_code().expose().to_vec()).unwrap();
    for way in [["--passphrase", PASSPHRASE], ["--recovery-code", code.as_str()]] {
        let output = decoder(&way);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(read, expected, "{}", way[0]);
    }
    let wrong = decoder(&["--passphrase", "golden passphrase 2"]);
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("slot"), "the layer that failed is named");
    counted("golden vaults decoded independently: format 1, by passphrase and by recovery code");
}

/// Makes the golden files of the present format. They are made once for each format and never again.
#[test]
#[ignore = "run by hand when the format changes"]
fn make_the_golden_vault() {
    let folder = golden();
    assert!(!folder.join("vault.a").exists(), "golden files are never made anew");
    let pin = Pin::new(passphrase()).unwrap();
    let mut vault =
        Vault::open(vault_ports(&folder)).unwrap().create(&pin, Argon2Parameters::RECOMMENDED).unwrap();
    let time = UnixTime::from_seconds(1_800_000_000);
    let entry = |issuer: &str, account: &str, kind, digits, period_seconds, counter| NewEntry {
        kind: EntryKind::OneTimeCode,
        details: EntryDetails { issuer: issuer.into(), account: account.into(), ..EntryDetails::default() },
        parameters: CodeParameters { kind, algorithm: 1, digits, period_seconds },
        counter,
        created: time,
        policy: None,
        secret: SecretBytes::from(b"12345678901234567890".as_slice()),
    };
    vault
        .change(|change| {
            let alice = change.add_entry(entry("RFC 6238", "alice", 1, 8, 30, 0))?;
            change.edit_entry(alice, |details| {
                details.information = "Grüße".into();
                details.favourite = true;
                details.tags = vec!["work".into()];
            })?;
            change.add_entry(entry("RFC 4226", "bob", 2, 6, 0, 3))?;
            change.set_setting("example", vec![0xA1, 0x00, 0x18, 0x78])?;
            let event = HistoryEvent {
                kind: 1,
                time,
                server: None,
                entry: Some(alice),
                shown: Some("shown".into()),
                signed: None,
            };
            change.record(event)?;
            Ok::<_, CommitError>(())
        })
        .unwrap();
    let code: RecoveryCode = vault.add_recovery_slot(&pin).unwrap();
    let mut file = std::fs::File::create(folder.join("recovery-code")).unwrap();
    std::io::Write::write_all(&mut file, code.to_text().expose()).unwrap();
}
