//! The app as a person uses it: in a real terminal, with keys, from the first start on.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::disallowed_methods)]

mod demo;
mod hang_up;
#[path = "../pictures/mod.rs"]
mod pictures;
#[path = "../server/mod.rs"]
mod server;
mod terminal;

use countersign::push::SETTLING;
use countersign_portal::domain::AttemptState;
use pictures::draw;
use server::Server;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use terminal::Terminal;

const PASSPHRASE: &str = "correct horse battery";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/// A code of it lives for three seconds: a test can see the next one come.
const PERIOD: u64 = 3;
const CONTROL_C: &str = "\x03";
const CONTROL_R: &str = "\x12";
const CONTROL_S: &str = "\x13";
const CONTROL_U: &str = "\x15";
const ESCAPE: &str = "\x1b";
const DOWN: &str = "\x1b[B";

/// A picture of an enrollment code, as a server would show it.
fn picture(folder: &Path) -> PathBuf {
    let uri = format!("otpauth://totp/Shop:alice?secret={SECRET}&issuer=Shop&period={PERIOD}");
    let path = folder.join("enrollment code.png");
    draw(&uri, &path);
    path
}

/// The code in the line that names the issuer.
fn code(screen: &str) -> Option<String> {
    let line = screen.lines().find(|line| line.contains("Shop"))?;
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

fn step() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / PERIOD
}

/// What another program says the code of `step` is.
fn code_of(step: u64) -> String {
    let output = Command::new("oathtool")
        .args(["--totp", "--base32", &format!("--time-step-size={PERIOD}s")])
        .args(["--now", &format!("@{}", step * PERIOD), SECRET])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn set_up(app: &mut Terminal) {
    app.sees(&["Please read this first", "step 1 of 4"]);
    app.types("\r");
    app.sees(&["Device key", "protects little"]);
    app.types("f");
    app.sees(&["Choose a PIN", "step 2 of 4"]);
    app.types("12345\r");
    app.sees(&["At least 10 characters are needed"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["Confirm PIN", "step 3 of 4"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["Notifications", "step 4 of 4"]);
    app.types("n");
    app.sees(&["No accounts yet"]);
}

#[test]
fn a_person_goes_from_the_first_start_to_a_locked_vault_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = Terminal::start(&folder.path().join("vault"), "C", (24, 80));
    set_up(&mut app);

    // Added from a picture, judged before it is stored.
    app.types("a");
    app.sees(&["Picture or text"]);
    app.types(&format!("'{}'\r", picture(folder.path()).display()));
    app.sees(&["New account", "Shop", "alice", "Nothing is stored"]);
    app.types("blue card\twork, #shop");
    app.types(CONTROL_S);
    app.sees(&["Added: Shop: alice", "1 account", "blue card", "#work"]);

    // Live codes, which another program agrees with.
    let before = step();
    let first = app.waits_for("code", code);
    let after = step();
    let known: Vec<String> = (before - 1..=after + 1).map(code_of).collect();
    assert!(known.contains(&first), "{first} is none of {known:?}");
    app.waits_for("other code", |screen| code(screen).filter(|code| *code != first));
    app.types("c");
    app.sees(&["Copied"]);
    assert!(app.was_sent("\x1b]52;c;"), "the terminal was told to copy");

    // Search, to the account, to another name.
    app.types("/nothing");
    app.sees(&["Nothing found"]);
    app.types(ESCAPE);
    app.sees(&["Shop", "1 account"]);
    app.types("/blue");
    app.sees(&["Search: blue", "Shop"]);
    app.types("\r");
    app.sees(&["Account", "by time (TOTP), 6 characters, every 3 s, SHA1"]);
    app.types("e");
    app.sees(&["save"]);
    app.types(CONTROL_U);
    app.types("Store");
    app.types(CONTROL_S);
    app.sees(&["Saved", "Store: alice"]);

    // Deleted, and back again.
    app.types("d");
    app.sees(&["Delete?", "The server does not know of it"]);
    app.types("y");
    app.sees(&["Deleted: Store: alice", "No accounts yet"]);
    app.types("u");
    app.sees(&["Back again: Store: alice", "1 account"]);

    // A setting that the list shows.
    app.types("s");
    app.sees(&["Lock after", "Hide codes"]);
    app.types(&format!("{DOWN} "));
    app.sees(&["◂ on ▸"]);
    app.types(ESCAPE);
    app.sees(&["Store", "••• •••"]);

    // Locked, and open again.
    app.types("l");
    app.sees(&["Enter your passphrase"]);
    app.types("wrong horse battery\r");
    app.sees(&["Wrong PIN. 9 attempts are left", "9 attempts are left before everything is erased"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["Store", "••• •••"]);

    assert!(!app.was_sent(PASSPHRASE) && !app.was_sent(SECRET), "a secret was shown");
    app.types(CONTROL_C);
    assert!(app.ends());
}

#[test]
fn a_person_adds_a_push_account_and_decides_what_it_asks() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let mut app = Terminal::start(&folder.path().join("vault"), "C", (24, 80));
    set_up(&mut app);
    app.types("a");
    app.sees(&["Picture or text"]);
    app.types(&format!("{}\r", server.link()));
    app.sees(&["New account", "cxxxxx.xx", "127.0.0.1", "not protected", "at least 6"]);
    app.types(CONTROL_S);
    app.sees(&["A private network", "on this computer"]);
    assert_eq!(server.phones(), 0, "nothing is sent before the consent");
    app.types("y");
    app.sees(&["Added:", "1 account", " ● "]);
    assert_eq!(server.phones(), 1);

    // Arrives by itself, and is opened when the user wants it.
    let (id, number) = server.asks("enter");
    app.sees(&["▲ 1 request: ^R", "▲ 1 request waits"]);
    app.types("r");
    app.sees(&["Someone wants to log in to Webmail", "If you did not start this", "203.0.113.7", "6 digits"]);
    app.types(&number);
    // The screen has settled: a tap counts.
    std::thread::sleep(SETTLING);
    app.types("\r");
    app.sees(&["approves this one request"]);
    app.types("wrong horse battery\r");
    app.sees(&["Wrong PIN. 9 attempts are left", "approves this one request"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["Approved. The login goes on."]);
    assert_eq!(server.outcome(id), AttemptState::Approved);
    app.types(ESCAPE);
    app.sees(&["1 account"]);

    // From anywhere, and rejected.
    app.types("s");
    app.sees(&["Lock after"]);
    let (id, _) = server.asks("none");
    app.sees(&["▲ 1 request: ^R"]);
    app.types(CONTROL_R);
    app.sees(&["Low assurance", "Approve only if the login page is open"]);
    std::thread::sleep(SETTLING);
    app.types("r");
    app.sees(&["Reject?", "It was not me"]);
    app.types("n");
    app.sees(&["Rejected. Nobody got in"]);
    assert_eq!(server.outcome(id), AttemptState::Denied);
    app.types(ESCAPE);
    app.sees(&["1 account"]);

    // Both are in the history, and one is reported.
    app.types("h");
    app.sees(&["request rejected: not me", "request approved"]);
    app.types("\r");
    app.sees(&["Webmail", "report"]);
    app.types("ry");
    app.sees(&["Reported to the server.", "request reported"]);
    app.types(ESCAPE);
    app.sees(&["1 account"]);

    // The account, its devices, its end.
    app.types("\r");
    app.sees(&["Offline code", "Reachable", "yes, at the last try"]);
    app.types("v");
    app.sees(&["Devices", "this device"]);
    app.types(ESCAPE);
    app.sees(&["Offline code"]);
    app.types("d");
    app.sees(&["Its server is told"]);
    app.types("y");
    app.sees(&["Deleted here and at its server.", "No accounts yet"]);
    assert_eq!(server.phones(), 0);
    assert!(!app.was_sent(PASSPHRASE), "a secret was shown");
    app.types(CONTROL_C);
    assert!(app.ends());
}

#[test]
fn another_apps_code_is_explained_whole_on_a_small_screen_in_german() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = Terminal::start(&folder.path().join("vault"), "de_DE.UTF-8", (12, 40));
    app.sees(&["Lizenz", "Schritt 1 von 4"]);
    app.types("\r");
    app.sees(&["Geräteschlüssel", "▼"]);
    app.types("\x1b[6~");
    app.sees(&["oder verwenden Sie eine"]);
    app.types("f");
    app.sees(&["PIN wählen", "____"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["PIN bestätigen"]);
    app.types(&format!("{PASSPHRASE}\r"));
    app.sees(&["Benachrichtigungen"]);
    app.types("n");
    app.sees(&["Noch keine Konten"]);
    app.types("a");
    app.sees(&["Bild oder Text"]);
    app.types("phonefactor://activate?code=1\r");
    app.sees(&["Microsoft", "der hier passt.", "____"]);
    app.types(CONTROL_C);
    assert!(app.ends());
}
