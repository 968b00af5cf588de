//! What several acceptance suites share.

pub mod generator;
pub mod portal_rig;
pub mod push_rig;
pub mod vault_rig;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Prints what a suite counted. `tests/run` repeats these lines under its table.
pub fn counted(what: &str) {
    println!("counted: {what}");
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_path_buf()
}

/// A program whose calls of cargo build what is built already. Cargo tells a test about its package in variables that
/// build scripts of dependencies (`ring`'s) take for a change, after which nearly everything is built anew.
pub fn outside_cargo(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// The JSON file `name` of `tests/vectors`.
pub fn vectors<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = repository().join("tests/vectors").join(name);
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bytes behind lower-case hexadecimal digits.
pub fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).expect("hexadecimal digits")
}
