//! A terminal that is closed under the app, as when its window is closed or a connection breaks.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);
/// Looks until what did not happen counts as what never does: a minute. Not a measure of anything.
const LOOKS: usize = 1200;

fn until(what: &str, mut happened: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if happened() {
            return;
        }
        std::thread::sleep(LOOK);
    }
    panic!("never: {what}");
}

fn tmux(socket: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new("tmux").args(["-f", "/dev/null", "-S"]).arg(socket).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_closed_terminal_ends_the_app() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let app = format!(
        "exec env LC_ALL=C DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus COUNTERSIGN_HOME='{}' '{}'",
        folder.path().join("vault").display(),
        env!("CARGO_BIN_EXE_countersign"),
    );
    let begin = ["new-session", "-d", "-x", "80", "-y", "24", "-P", "-F", "#{pane_pid}", &app];
    let process = Path::new("/proc").join(tmux(&socket, &begin).trim());
    until("the first screen", || tmux(&socket, &["capture-pane", "-p"]).contains("Countersign"));
    assert!(process.join("stat").exists());
    tmux(&socket, &["kill-server"]);
    until("the end of the app", || !process.join("stat").exists());
}
