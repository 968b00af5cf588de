//! The portal in a real browser: `tests/browser/` drives Chromium, a mail server, the portal and a phone. Pictures of
//! every page are left in `target/browser/pictures`.

use countersign_tests::{outside_cargo, repository};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs a command to its end; what it says is said again.
fn run(command: &mut Command) {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    print!("{}", String::from_utf8_lossy(&stdout));
    assert!(status.success(), "{command:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
}

/// The folder of built programs, with those of other packages in it. Built as `tests/run` builds everything, so that
/// nothing is built twice.
fn programs() -> PathBuf {
    run(outside_cargo(repository().join("tests/programs")).current_dir(repository()));
    Path::new(env!("CARGO_BIN_EXE_vault_child")).parent().expect("a program lies in a folder").to_path_buf()
}

#[test]
fn the_portal_in_a_real_browser() {
    let here = repository().join("tests/browser");
    run(Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(&here));
    let programs = programs();
    let python = std::env::var("COUNTERSIGN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let place = programs.parent().expect("the target folder").join("browser");
    run(Command::new("node")
        .arg(here.join("main.js"))
        .arg(programs.join("portal_command"))
        .arg(programs.join("countersign"))
        .arg(python)
        .arg(place));
}
