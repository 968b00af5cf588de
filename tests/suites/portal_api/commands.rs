//! The portal's commands, as processes: users, their import, keys, policies, the audit log; serving and stopping.

#![expect(
    clippy::disallowed_methods,
    reason = "files that administrators write, in a folder of the test's own"
)]

use super::http::request;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal_command"));
    command.args(arguments).env_clear().env("COUNTERSIGN_DATA", data);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = command(data, arguments).spawn().expect("the program runs");
    child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("the program ends")
}

fn succeed(data: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data, arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn fail(data: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(data, arguments, input);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// A portal that serves, as a process. Killed when it is dropped.
struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    fn start(data: &Path, more: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], more].concat();
        let mut child = command(data, &arguments).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on ").expect("an address").parse();
        Self { child, address: address.expect("an address") }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn from_an_empty_folder_to_a_checked_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    succeed(
        data,
        &["user", "add", "Anna", "--email", "anna@example.com", "--administrator"],
        "first password\n",
    );
    assert!(fail(data, &["user", "add", "anna"], "again\n").contains("there is a user anna already"));
    let key = succeed(data, &["api-key", "add", "gate", "--permit", "password"], "");
    let serving = Serving::start(data, &[]);
    assert!(fail(data, &["user", "list"], "").contains("another process uses this database"));

    let bearer = format!("Bearer {}", key.trim());
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let body = json!({"user": "anna", "password": "first password"}).to_string();
    let answer = request(serving.address, "POST", "/api/v1/password", &headers, body.as_bytes()).await;
    assert_eq!(answer.expect(200)["must_change_password"], true);
    drop(serving);

    assert_eq!(succeed(data, &["api-key", "list"], ""), "gate password\n");
    succeed(data, &["api-key", "revoke", "gate"], "");
    assert_eq!(succeed(data, &["user", "list"], ""), "anna administrator\n");
    let log = succeed(data, &["audit"], "");
    let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let events: Vec<&str> = events.iter().map(|line| line["event"].as_str().expect("an event")).collect();
    assert_eq!(events, ["API key changed", "API key changed", "user changed"]);
    assert!(!log.contains(key.trim()) && !log.contains("first password"));
}

#[test]
fn users_are_imported_all_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let file = data.join("users.csv");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, "anna,anna@example.com,de,first password\nben,nowhere\n").expect("written");
    assert!(fail(data, &["user", "import", path], "").contains("line 2: the e-mail address is not valid"));
    assert_eq!(succeed(data, &["user", "list"], ""), "");
    std::fs::write(&file, "anna,anna@example.com,de,first password\nben\n").expect("written");
    let made = succeed(data, &["user", "import", path], "");
    assert_eq!(made.lines().count(), 1);
    assert!(made.starts_with("ben ") && made.trim().len() == "ben ".len() + 19, "{made:?}");
    assert!(fail(data, &["user", "import", path], "").contains("these names were taken"));
    succeed(data, &["user", "disable", "ben"], "");
    assert_eq!(succeed(data, &["user", "list"], ""), "anna\nben disabled\n");
    succeed(data, &["user", "enable", "ben"], "");
    succeed(data, &["user", "reset", "anna"], "another password\n");
    succeed(data, &["user", "reset-authenticators", "anna"], "");
}

#[test]
fn a_policy_file_is_checked_before_it_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let file = data.join("policy.toml");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, "request_seconds = 5\n").expect("written");
    assert!(fail(data, &["policy", "check", path], "").contains("request_seconds is not 30 to 600"));
    assert!(
        fail(data, &["serve", "--listen", "127.0.0.1:0", "--policy", path], "").contains("request_seconds")
    );
    std::fs::write(&file, "request_seconds = 60\n").expect("written");
    succeed(data, &["policy", "check", path], "");
    assert!(succeed(data, &["policy", "show", path], "").contains("request_seconds = 60\n"));
    assert!(succeed(data, &["policy", "show"], "").contains("request_seconds = 120\n"));
}

#[test]
fn it_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut serving = Serving::start(folder.path(), &["--demo"]);
    let id = rustix::process::Pid::from_child(&serving.child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("told");
    assert!(serving.child.wait().expect("it ends").success());
}

#[test]
fn access_to_push_services_is_whole_and_private() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let file = data.join("key");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, "{}").expect("written");
    let serve =
        |arguments: &[&str]| fail(data, &[&["serve", "--listen", "127.0.0.1:0"], arguments].concat(), "");
    let apple = [
        "--apns-key",
        path,
        "--apns-key-id",
        "ABC123DEFG",
        "--apns-team",
        "TEAM456789",
        "--apns-topic",
        "app",
    ];
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("set");
    for arguments in [["--fcm-account", path].as_slice(), &apple] {
        assert!(serve(arguments).contains("its mode must be 0600"), "{arguments:?}");
    }
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("set");
    let no_account = serve(&["--fcm-account", path]);
    assert!(
        no_account.contains("--fcm-account: not the JSON file of a Firebase service account"),
        "{no_account}"
    );
    assert!(serve(&apple).contains("--apns-key: not a .p8 key of Apple's"));
    let short = [&apple[..2], &["--apns-key-id", "ABC"], &apple[4..]].concat();
    assert!(serve(&short).contains("--apns-key: the ids of a key and of a team"));
    assert!(serve(&apple[..6]).contains("--apns-topic"), "a part of the access is none");
    let missing = serve(&["--fcm-account", "/nowhere/file"]);
    assert!(missing.contains("--fcm-account: the file cannot be read"), "{missing}");
}
