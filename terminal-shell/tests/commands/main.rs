//! The commands as scripts use them: the built binary and a data folder of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]

mod login_page;
#[path = "../pictures/mod.rs"]
mod pictures;
#[path = "../server/mod.rs"]
mod server;

use countersign_portal::domain::AttemptState;
use pictures::draw;
use server::Server;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_countersign");
const PASSPHRASE: &str = "correct horse battery";
const URI: &str = "otpauth://totp/Shop:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shop";

/// Runs a command with the passphrase on file descriptor 3.
fn run(folder: &Path, passphrase: &str, arguments: &[&str]) -> Output {
    command(folder, passphrase, arguments).output().unwrap()
}

fn command(folder: &Path, passphrase: &str, arguments: &[&str]) -> Command {
    let pin = folder.join("pin");
    std::fs::write(&pin, format!("{passphrase}\n")).unwrap();
    let mut shell = Command::new("bash");
    shell.args(["-c", "exec \"$@\" --pin-fd 3 3<\"$PIN\"", "bash", BINARY]).args(arguments);
    shell.env("PIN", &pin).env("COUNTERSIGN_HOME", folder.join("vault")).env("LANG", "C");
    shell.env("COUNTERSIGN_DEVELOPMENT_HTTP", "1").stdin(Stdio::null());
    shell
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
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
fn a_script_enrolls_and_decides() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let run = |arguments: &[&str]| run(folder, PASSPHRASE, arguments);
    set_up(folder);
    let link = server.link();
    let refused = run(&["enroll", &link, "--yes"]);
    assert_eq!(refused.status.code(), Some(10), "a server on this computer needs a consent: {refused:?}");
    assert_eq!(server.phones(), 0, "nothing was sent");
    let enrolled = run(&["enroll", &link, "--yes", "--private-network", "--device-name", "script"]);
    assert!(text(&enrolled).contains("cxxxxx.xx"), "{enrolled:?}");
    assert_eq!(server.phones(), 1);
    assert_eq!(json(&run(&["requests", "--json"])), serde_json::json!([]));
    assert_eq!(run(&["approve"]).status.code(), Some(5), "nothing is open");

    let rotated = run(&["rotate", "cxxxxx"]);
    assert!(text(&rotated).contains("has new keys"), "{rotated:?}");
    let resumed = run(&["resume", "cxxxxx"]);
    assert!(text(&resumed).contains("answers again"), "{resumed:?}");
    assert_eq!(run(&["rotate", "shop"]).status.code(), Some(5), "no push account");

    let (id, number) = server.asks("enter");
    let open = json(&run(&["requests", "--json"]));
    assert_eq!(
        (&open[0]["endpoint"], &open[0]["verification"]),
        (&"Webmail".into(), &"enter".into()),
        "{open}"
    );
    assert_eq!(open[0]["client_address"], "203.0.113.7");
    assert_eq!(run(&["approve"]).status.code(), Some(2), "the number is missing");
    let short: String = open[0]["id"].as_str().unwrap().chars().take(8).collect();
    let approved = run(&["approve", &short, "--number", &number, "--json"]);
    assert_eq!(json(&approved)["status"], "approved", "{approved:?}");
    assert_eq!(server.outcome(id), AttemptState::Approved);

    let (id, _) = server.asks("enter");
    assert_eq!(run(&["approve", "--number", "000000"]).status.code(), Some(11), "a wrong number");
    assert_eq!(server.outcome(id), AttemptState::Denied);

    let (id, shown) = server.asks("scan");
    let picture = folder.join("login.png");
    draw(&shown, &picture);
    let approved = run(&["approve", "--scan", picture.to_str().unwrap()]);
    assert!(text(&approved).starts_with("Approved"), "{approved:?}");
    assert_eq!(server.outcome(id), AttemptState::Approved);

    let (id, _) = server.asks("show");
    let approved = json(&run(&["approve", "--json"]));
    server.enters(id, approved["code"].as_str().unwrap());
    assert_eq!(server.outcome(id), AttemptState::Approved);

    let (id, _) = server.asks("none");
    let denied = run(&["deny", "--not-me"]);
    assert!(text(&denied).starts_with("Rejected"), "{denied:?}");
    assert_eq!(server.outcome(id), AttemptState::Denied);
    let history = json(&run(&["history", "--json"]));
    assert_eq!(history[0]["event"], "request-denied-not-me");
    assert!(history[0]["shown"].to_string().contains("Webmail"), "{history}");
    assert!(text(&run(&["report"])).contains("Reported"));

    assert!(text(&run(&["remove", "cxxxxx", "--yes"])).contains("cxxxxx.xx"));
    assert_eq!(server.phones(), 0, "the server was told");
}

#[test]
fn a_script_watches_and_learns_that_a_server_is_gone() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    set_up(folder);
    let enrolled = run(folder, PASSPHRASE, &["enroll", &server.link(), "--yes", "--private-network"]);
    assert!(enrolled.status.success(), "{enrolled:?}");
    let mut watch = command(folder, PASSPHRASE, &["watch", "--json", "--once"]);
    let mut watch = watch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = String::new();
    BufReader::new(watch.stderr.take().unwrap()).read_line(&mut told).unwrap();
    assert!(told.contains("Watching"), "{told}");
    server.asks("enter");
    let output = watch.wait_with_output().unwrap();
    assert_eq!(json(&output)["type"], "request");
    server.stop();
    assert_eq!(run(folder, PASSPHRASE, &["requests"]).status.code(), Some(10));
    assert_eq!(
        run(folder, PASSPHRASE, &["remove", "cxxxxx", "--yes"]).status.code(),
        Some(10),
        "not deleted"
    );
    let later = run(folder, PASSPHRASE, &["remove", "cxxxxx", "--yes", "--later"]);
    assert!(later.status.success(), "{later:?}");
    assert!(String::from_utf8_lossy(&later.stderr).contains("as soon as its server was told"), "{later:?}");
    assert!(text(&run(folder, PASSPHRASE, &["list"])).contains("cxxxxx.xx"), "it stays until then");
    let here = run(folder, PASSPHRASE, &["remove", "cxxxxx", "--yes", "--here-only"]);
    assert!(here.status.success(), "{here:?}");
}

#[test]
fn the_demo_walks_the_guided_path_and_ends_with_a_code_that_oathtool_agrees_with() {
    let demo = Command::new(BINARY).args(["demo", "--auto"]).env("LANG", "C").output().unwrap();
    let shown = text(&demo);
    assert!(demo.status.success(), "{shown}{}", String::from_utf8_lossy(&demo.stderr));
    for seen in [
        "Accepted:",
        "Rejected:",
        "Timed out:",
        "by the offline code",
        "by the TOTP code",
        "mailed to",
        "refused",
    ] {
        assert!(shown.contains(seen), "{shown}");
    }
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
