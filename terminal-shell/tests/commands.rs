//! The commands as scripts use them: the built binary and a data folder of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]

use std::path::Path;
use std::process::{Command, Output};

const BINARY: &str = env!("CARGO_BIN_EXE_countersign");
const PASSPHRASE: &str = "correct horse battery";
const URI: &str = "otpauth://totp/Shop:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop";

/// Runs a command with the passphrase on file descriptor 3.
fn run(folder: &Path, passphrase: &str, arguments: &[&str]) -> Output {
    let pin = folder.join("pin");
    std::fs::write(&pin, format!("{passphrase}\n")).unwrap();
    let mut shell = Command::new("bash");
    shell.args(["-c", "exec \"$@\" --pin-fd 3 3<\"$PIN\"", "bash", BINARY]).args(arguments);
    shell.env("PIN", &pin).env("COUNTERSIGN_HOME", folder.join("vault")).env("LANG", "C");
    shell.output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn set_up(folder: &Path) {
    let setup = run(folder, PASSPHRASE, &["setup", "--accept-license", "--device-key", "file"]);
    assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
    assert!(String::from_utf8_lossy(&setup.stderr).contains("protects little"));
    let added = run(folder, PASSPHRASE, &["add", URI, "--yes"]);
    assert_eq!(text(&added), "Shop:alice\n");
}

#[test]
fn a_script_goes_through_the_life_of_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(run(folder, PASSPHRASE, &["list"]).status.code(), Some(7), "not set up");
    set_up(folder);
    assert_eq!(run(folder, PASSPHRASE, &["setup"]).status.code(), Some(1), "set up already");

    let code: serde_json::Value =
        serde_json::from_slice(&run(folder, PASSPHRASE, &["code", "shop", "--json"]).stdout).unwrap();
    let oathtool = Command::new("oathtool")
        .args([
            "--totp",
            "--base32",
            "--now",
            &code["valid_from"].as_str().unwrap().replace(['T', 'Z'], " "),
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        ])
        .env("TZ", "UTC")
        .output()
        .unwrap();
    assert_eq!(text(&oathtool).trim(), code["code"], "another program agrees");

    assert_eq!(
        run(folder, PASSPHRASE, &["add", URI, "--yes"]).status.code(),
        Some(9),
        "the same secret asks"
    );
    assert_eq!(run(folder, PASSPHRASE, &["code", "nobody"]).status.code(), Some(5));
    assert_eq!(run(folder, PASSPHRASE, &["add", "mailto:a@b.example", "--yes"]).status.code(), Some(6));
    assert_eq!(text(&run(folder, PASSPHRASE, &["rename", "shop", "--account", "bob"])), "Shop:bob\n");
    let uri = text(&run(folder, PASSPHRASE, &["export-uri", "bob", "--yes"]));
    assert!(uri.starts_with("otpauth://totp/Shop:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
    let wrong = run(folder, "wrong horse battery", &["list"]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("9 attempts are left"));
    assert_eq!(text(&run(folder, PASSPHRASE, &["remove", "bob", "--yes"])), "Shop:bob\n");
    assert_eq!(text(&run(folder, PASSPHRASE, &["list", "--json"])).trim(), "[]");
    let history = text(&run(folder, PASSPHRASE, &["history"]));
    for event in ["vault set up", "account added", "account changed", "secret exported", "account deleted"] {
        assert!(history.contains(event), "no {event} in\n{history}");
    }
    let doctor: serde_json::Value =
        serde_json::from_slice(&run(folder, PASSPHRASE, &["doctor", "--json"]).stdout).unwrap();
    assert_eq!((&doctor["state"], &doctor["class"]), (&"locked".into(), &"file".into()));
}

#[test]
fn the_demo_ends_with_a_code_that_oathtool_agrees_with() {
    let demo = Command::new(BINARY).arg("demo").env("LANG", "C").output().unwrap();
    let shown = text(&demo);
    assert!(demo.status.success(), "{shown}");
    let code: String = shown
        .lines()
        .find(|line| line.contains(" s left)"))
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .take(6)
        .collect();
    let check = shown.lines().find(|line| line.contains("oathtool --totp")).unwrap();
    let oathtool = Command::new("bash").args(["-c", check.trim()]).env("TZ", "UTC").output().unwrap();
    assert_eq!(text(&oathtool).trim(), code, "{shown}");
}
