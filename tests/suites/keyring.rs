//! Device keys of class S against a real Secret Service: gnome-keyring in a private D-Bus session.
//!
//! The suite starts both itself and fails where it cannot: a keyring that was not asked is not tested.

#![cfg(target_os = "linux")]

use countersign::crypto::RingRandom;
use countersign::platform::{DesktopKeys, KeyringKeys, SystemClock};
use countersign::ports::{Anchor, AssuranceClass, Clock, DeviceKeyError, DeviceKeyId, SlotKeys};
use countersign::testing::conformance;
use std::io::Write;
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
    println!("conformance: slot keys and anchor passed");

    two_vaults_are_apart();
    a_choice_is_found_again();
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
        println!(
            "keyring time per call: {what} {:.2} ms",
            (clock.boot().elapsed - start).as_secs_f64() * 1000.0 / f64::from(CALLS)
        );
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
