//! Device keys of class S against a real Secret Service: gnome-keyring in a private D-Bus session.
//!
//! The suite starts both itself and fails where it cannot: a keyring that was not asked is not tested.

#![cfg(target_os = "linux")]

use countersign::crypto::{Argon2Parameters, RingRandom, SecretBytes};
use countersign::platform::{DesktopKeys, KeyringKeys, SystemClock, VaultFiles};
use countersign::ports::{
    Anchor, AssuranceClass, Clock, DeviceKeyError, DeviceKeyId, FileSlot, SlotKeys, VaultStore,
};
use countersign::testing::{conformance, put_back};
use countersign::vault::{
    Acceptance, CommitError, CreateError, Pin, PinError, State, UnlockError, Vault, VaultPorts,
};
use countersign_tests::counted;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Set for the process that runs inside the private session.
const INSIDE: &str = "COUNTERSIGN_PRIVATE_SESSION";

#[test]
fn a_real_secret_service() {
    let home = tempfile::tempdir().expect("a folder for the session");
    let inside = again("inside_the_session");
    let status = Command::new("dbus-run-session")
        .arg("--")
        .arg(inside.get_program())
        .args(inside.get_args())
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .status()
        .expect("dbus-run-session starts (Debian package dbus)");
    assert!(status.success(), "the tests inside the session: {status}");
}

#[test]
fn without_a_keyring() {
    let status =
        again("the_user_is_asked").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").status();
    assert!(status.expect("this test starts again").success());
}

/// The child's half of `without_a_keyring`: `keyring` connects once per process.
#[test]
#[ignore = "needs the process that without_a_keyring starts"]
fn the_user_is_asked() {
    assert!(std::env::var_os(INSIDE).is_some(), "never against the user's own keyring");
    assert!(!DesktopKeys::keyring_available());
    let folder = tempfile::tempdir().expect("a folder");
    let random = || Arc::new(RingRandom::new());
    let refused = DesktopKeys::choose(folder.path(), AssuranceClass::Keyring, random());
    assert_eq!(refused.err(), Some(DeviceKeyError::Unavailable));
    assert!(DesktopKeys::open(folder.path(), random()).expect("readable").is_none(), "nothing was chosen");
    assert!(DesktopKeys::choose(folder.path(), AssuranceClass::File, random()).is_ok());
}

/// This test program once more, for one of the tests that only a prepared process may run.
fn again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the path of this program"));
    command.args(["--exact", test, "--include-ignored", "--nocapture"]).env(INSIDE, "1");
    command
}

#[test]
#[ignore = "needs the private session that a_real_secret_service starts"]
fn inside_the_session() {
    assert!(std::env::var_os(INSIDE).is_some(), "never against the user's own keyring");
    start_daemon();
    assert!(DesktopKeys::keyring_available(), "the keyring answers");

    conformance::slot_keys(&keys("conformance"));
    conformance::anchor(&keys("conformance"));
    counted("class S against gnome-keyring: conformance of slot keys and anchor");

    two_vaults_are_apart();
    a_choice_is_found_again();
    a_vault_lives_in_it();
    time_per_call();
}

/// Starts the daemon on an unlocked keyring; it is ready when the call returns, and ends with the session's bus.
fn start_daemon() {
    let mut starter = Command::new("gnome-keyring-daemon")
        .args(["--daemonize", "--components=secrets", "--unlock"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("gnome-keyring-daemon starts (Debian package gnome-keyring)");
    // The end of the input is the end of the password.
    starter.stdin.take().expect("its input").write_all(b"correct horse").expect("it reads its password");
    assert!(starter.wait().expect("it daemonizes").success(), "the daemon is ready");
}

fn keys(vault: &str) -> KeyringKeys {
    KeyringKeys::of_vault(vault, Arc::new(RingRandom::new()))
}

fn two_vaults_are_apart() {
    let (one, two) = (keys("one"), keys("two"));
    let id = DeviceKeyId([1; 16]);
    let answer = |keys: &KeyringKeys| keys.prf(id, &[0; 32]).map(|output| *output.expose());
    one.create(id).expect("a key");
    two.create(id).expect("a key");
    assert_ne!(answer(&one), answer(&two), "the same id in another vault is another key");
    one.store(b"record").expect("a record");
    assert_eq!(two.load(), Ok(None), "each vault has its own anchor");
    one.delete(id).expect("deleted");
    assert!(answer(&two).is_ok(), "deleted in one vault only");
}

fn a_choice_is_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("device");
    let random = || Arc::new(RingRandom::new());
    let chosen = DesktopKeys::choose(&path, AssuranceClass::Keyring, random()).expect("the keyring works");
    chosen.anchor().store(b"record").expect("a record");
    let opened = DesktopKeys::open(&path, random()).expect("readable").expect("chosen before");
    assert_eq!(opened.class(), AssuranceClass::Keyring);
    assert_eq!(opened.anchor().load(), Ok(Some(b"record".to_vec())));
    assert_eq!(opened.anchor().mac(b"m"), chosen.anchor().mac(b"m"));
    for entry in std::fs::read_dir(&path).expect("the folder") {
        let bytes = std::fs::read(entry.expect("a file").path()).expect("readable");
        assert!(bytes.starts_with(b"keyring "), "no key in a file");
    }
}

/// A vault of class S from setting up to erasing, with the real key derivation.
fn a_vault_lives_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let device = folder.path().join("device");
    let random = || Arc::new(RingRandom::new());
    drop(DesktopKeys::choose(&device, AssuranceClass::Keyring, random()).expect("the keyring works"));
    let vault = || {
        let keys = DesktopKeys::open(&device, random()).expect("readable").expect("chosen before");
        Vault::open(VaultPorts {
            store: Arc::new(VaultFiles::open(folder.path()).expect("a folder")),
            slot_keys: keys.slot_keys(),
            early_store: None,
            signing_keys: None,
            agreement_keys: None,
            biometric_key: None,
            anchor: keys.anchor(),
            clock: Arc::new(SystemClock::new()),
            random: random(),
        })
        .expect("the vault can be opened")
    };
    let pin = |text: &str| Pin::new(SecretBytes::from(text.as_bytes())).expect("a PIN");
    let (old, new) = (pin("seven swans swim"), pin("eight ants march"));
    let cost = Argon2Parameters::LEAST;

    let refused = vault().create(&pin("4071"), cost).expect_err("a passphrase is asked for");
    assert_eq!(refused.error, CreateError::Pin(PinError::TooShort { minimum: 10 }));
    drop(refused);
    let mut open = vault().create(&old, cost).map_err(|refused| refused.error).expect("a new vault");
    assert_eq!(open.class(), AssuranceClass::Keyring);
    open.change::<_, CommitError>(|change| change.set_setting("kept", vec![7])).expect("committed");
    let copies = [FileSlot::A, FileSlot::B].map(|slot| (slot, read(folder.path(), slot)));
    drop(open);

    let unlock =
        |vault: Vault, pin: &Pin| vault.unlock(pin, Acceptance::OlderCopy).map_err(|refused| refused.error);
    let mut open = unlock(vault(), &old).expect("the passphrase");
    assert_eq!(open.contents().setting("kept"), Some([7].as_slice()));
    open.change_pin(&old, &new).expect("the old one is right");
    drop(open);
    assert!(matches!(unlock(vault(), &old), Err(UnlockError::WrongPin { attempts_left: 9, .. })));
    let open = unlock(vault(), &new).expect("the new passphrase");
    assert_eq!(open.contents().setting("kept"), Some([7].as_slice()));
    drop(open);

    // The old key is gone from the keyring: an old copy of the files opens no more.
    let store = VaultFiles::open(folder.path()).expect("a folder");
    let now = [FileSlot::A, FileSlot::B].map(|slot| (slot, read(folder.path(), slot)));
    copies.iter().for_each(|(slot, bytes)| put_back(&store, *slot, bytes).expect("put back"));
    assert!(matches!(vault().state(), State::DeviceKeyMissing(_)), "{:?}", vault().state());
    assert!(unlock(vault(), &old).is_err());
    now.iter().for_each(|(slot, bytes)| put_back(&store, *slot, bytes).expect("put back"));
    assert!(unlock(vault(), &new).is_ok());

    let erased = vault().erase().map_err(|refused| refused.error).expect("erased");
    assert_eq!(erased.state(), State::Erased);
    drop(erased);
    assert_eq!(vault().state(), State::Erased);
    counted("a vault of class S: made, unlocked, PIN changed, old copy dead, erased");
}

fn read(folder: &Path, slot: FileSlot) -> Vec<u8> {
    let store = VaultFiles::open(folder).expect("a folder");
    store.read(slot, 1 << 20).expect("readable").expect("a file")
}

/// Printed, not judged: what a commit and an unlock pay to the keyring.
fn time_per_call() {
    const CALLS: u32 = 50;
    let keys = keys("time");
    let id = DeviceKeyId([7; 16]);
    keys.create(id).expect("a key");
    keys.mac(b"m").expect("the anchor's key, made before the first record");
    let timed = |what: &str, call: &dyn Fn()| {
        let clock = SystemClock::new();
        let start = clock.boot().elapsed;
        (0..CALLS).for_each(|_| call());
        let each = (clock.boot().elapsed - start).as_secs_f64() * 1000.0 / f64::from(CALLS);
        counted(&format!("keyring time per call: {what} {each:.2} ms"));
    };
    timed("prf", &|| drop(keys.prf(id, &[0; 32]).expect("an answer")));
    timed("anchor store (512 bytes)", &|| keys.store(&[9; 512]).expect("stored"));
    timed("anchor load", &|| drop(keys.load().expect("loaded")));
    timed("anchor mac", &|| assert!(keys.mac(b"m").is_ok()));
    timed("create and delete", &|| {
        keys.create(DeviceKeyId([8; 16])).expect("made");
        keys.delete(DeviceKeyId([8; 16])).expect("deleted");
    });
}
