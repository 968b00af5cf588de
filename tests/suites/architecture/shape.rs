//! The shape of files and manifests.

use std::path::{Path, PathBuf};
use toml::Table;

/// The most lines a file may have. Aim for 300.
pub const WALL: usize = 500;

/// Every Rust file below a folder, build products left out.
pub fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A file can be read: not too long, and its first line says what it is for.
pub fn shape(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let lines = text.lines().count();
    if lines > WALL {
        sentences.push(format!("{lines} lines: one file holds one idea, in at most {WALL}"));
    }
    if !text.starts_with("//") && !text.starts_with("#![doc") {
        sentences.push("the first line says what the file is for".to_owned());
    }
    sentences
}

/// The lints that every crate takes from the workspace, and that the workspace does not weaken.
pub fn lints(workspace: &str, members: &[(&str, &str)]) -> Vec<String> {
    let mut sentences = Vec::new();
    let root: Table = workspace.parse().expect("the workspace's manifest");
    let lints = &root["workspace"]["lints"];
    if lints["rust"].get("unsafe_code").and_then(|level| level.as_str()) != Some("forbid") {
        sentences.push("the workspace forbids unsafe_code".to_owned());
    }
    for lint in [
        "dbg_macro",
        "disallowed_methods",
        "disallowed_types",
        "expect_used",
        "indexing_slicing",
        "panic",
        "string_slice",
        "todo",
        "unimplemented",
        "unreachable",
        "unwrap_used",
    ] {
        if lints["clippy"].get(lint).and_then(|level| level.as_str()) != Some("deny") {
            sentences.push(format!("the workspace denies clippy::{lint}"));
        }
    }
    for (name, manifest) in members {
        let manifest: Table = manifest.parse().expect("a member's manifest");
        let taken = manifest.get("lints").and_then(|lints| lints.get("workspace"));
        if taken.and_then(toml::Value::as_bool) != Some(true) {
            sentences.push(format!("{name} takes its lints from the workspace"));
        }
    }
    sentences
}

/// The fakes of `testing` are in no default build of the core and in no build of the app.
pub fn features(core: &str, shell: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let core: Table = core.parse().expect("the core's manifest");
    let names_testing = |value: Option<&toml::Value>| {
        value
            .and_then(toml::Value::as_array)
            .is_some_and(|features| features.iter().any(|feature| feature.as_str() == Some("testing")))
    };
    for (name, features) in core["features"].as_table().expect("features") {
        if names_testing(Some(features)) {
            sentences.push(format!("the core's feature `{name}` does not bring the fakes"));
        }
    }
    let shell: Table = shell.parse().expect("the shell's manifest");
    if names_testing(shell["dependencies"]["countersign"].get("features")) {
        sentences.push("the app is built without the fakes".to_owned());
    }
    sentences
}
